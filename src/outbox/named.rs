//! Which drafts a word means that somebody typed: the id of an action, the id of an invoice or a customer, or a draft's file, with or without its owner's folder.

use super::Listed;
use crate::action_id::ActionId;
use crate::finding::did_you_mean;
use std::collections::{BTreeSet, HashMap};

/// The actions of a list of drafts, by everything that they can be called.
#[derive(Debug)]
pub struct NamedDrafts<'l> {
    /// What the list is called in errors.
    called: String,
    listed: &'l [Listed],
    /// The numbers of the actions under their ids, as the list has them.
    ids: HashMap<String, Vec<usize>>,
    /// The same under their ids as `collect explain` shows them; two invoices may share one.
    said: HashMap<&'l str, Vec<usize>>,
    /// The same under their invoices and files.
    groups: HashMap<&'l str, Vec<usize>>,
    /// The same under their customers, where that is no other name.
    customers: HashMap<&'l str, Vec<usize>>,
    /// The actions by their numbers, each with the number of its draft in the list.
    actions: Vec<(usize, &'l ActionId)>,
}

/// What a word means: the numbers of some actions, counted through all drafts, and of the drafts they are in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meant {
    pub actions: BTreeSet<usize>,
    pub drafts: BTreeSet<usize>,
}

impl<'l> NamedDrafts<'l> {
    /// The actions of these drafts, which errors call `called`.
    pub fn new(listed: &'l [Listed], called: String) -> NamedDrafts<'l> {
        let mut named = NamedDrafts {
            called,
            listed,
            ids: HashMap::new(),
            said: HashMap::new(),
            groups: HashMap::new(),
            customers: HashMap::new(),
            actions: Vec::new(),
        };
        for (draft, row) in listed.iter().enumerate() {
            for id in &row.action_ids {
                let number = named.actions.len();
                named.actions.push((draft, id));
                named.ids.entry(id.unmistakable()).or_default().push(number);
                named.said.entry(id.as_str()).or_default().push(number);
                let name = row.file.rsplit('/').next().unwrap_or_default();
                named.customers.entry(&row.customer).or_default().push(number);
                for name in BTreeSet::from([id.invoice(), &row.file, name]) {
                    named.groups.entry(name).or_default().push(number);
                }
            }
        }
        named
    }

    /// The actions that any of these words means.
    /// Error: a word that means nothing here, or actions of two invoices whose ids read alike.
    pub fn meant<'t>(&self, typed: impl IntoIterator<Item = &'t str>) -> Result<Meant, String> {
        let mut meant = Meant::default();
        for typed in typed {
            let actions = self.actions(typed)?;
            meant.drafts.extend(actions.iter().map(|action| self.actions[*action].0));
            meant.actions.extend(actions);
        }
        Ok(meant)
    }

    fn actions(&self, typed: &str) -> Result<&[usize], String> {
        if let Some(actions) = self.ids.get(typed).or_else(|| self.groups.get(typed)) {
            return Ok(actions);
        }
        let Some(actions) = self.said.get(typed).or_else(|| self.customers.get(typed)) else {
            let names = |draft: &'l Listed| draft.action_ids.iter().flat_map(|id| [id.as_str(), id.invoice()]).chain([draft.file.as_str()]);
            let hint = did_you_mean(typed, self.listed.iter().flat_map(names))
                .unwrap_or_else(|| "its manifest.csv lists what there is".to_owned());
            return Err(format!("{typed:?} is not an action, invoice, customer or file of {}: {hint}", self.called));
        };
        if !self.said.contains_key(typed) {
            return Ok(actions);
        }
        let ids: BTreeSet<String> = actions.iter().map(|action| self.actions[*action].1.unmistakable()).collect();
        match ids.len() {
            0 | 1 => Ok(actions),
            _ => Err(format!("{typed:?} can be an action of several invoices: write {}", ids.into_iter().collect::<Vec<_>>().join(" or "))),
        }
    }
}

#[cfg(test)]
mod tests;
