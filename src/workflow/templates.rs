//! Which templates exist, as far as a workflow needs to know.

use crate::channel::Channel;
use std::collections::BTreeSet;

/// The names of the templates that exist, each for a channel: `first-overdue` for emails.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateNames(BTreeSet<(String, Channel)>);

impl TemplateNames {
    pub fn has(&self, name: &str, channel: Channel) -> bool {
        self.0.contains(&(name.to_owned(), channel))
    }

    /// The names of a channel's templates, in order.
    pub fn of(&self, channel: Channel) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(_, of)| *of == channel).map(|(name, _)| name.as_str())
    }

    pub fn channels(&self, name: &str) -> impl Iterator<Item = Channel> {
        Channel::ALL.into_iter().filter(move |channel| self.has(name, *channel))
    }
}

impl<N: Into<String>> FromIterator<(N, Channel)> for TemplateNames {
    fn from_iter<I: IntoIterator<Item = (N, Channel)>>(names: I) -> Self {
        TemplateNames(names.into_iter().map(|(name, channel)| (name.into(), channel)).collect())
    }
}
