//! The templates of a project: found by name, channel and language, each read once.

use super::part::{MARKS, Part};
use super::placeholders::Placeholder;
use super::syntax::{self, TemplateSource};
use crate::builtin;
use crate::channel::Channel;
use crate::finding::{Code, Finding, Place};
use crate::ledger::Columns;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The name of the template that a channel has for actions that name none.
const DEFAULT: &str = "default";
/// The name of the template of statements. No action can have it.
pub(super) const STATEMENT: &str = "statement";

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Template {
    /// What follows `Subject:`; emails only.
    pub subject: Part,
    pub body: Part,
}

/// A name, a channel, and a language (empty: any).
type TemplateKey = (String, Channel, String);
type Versions = Vec<(String, Cow<'static, Version>)>;

#[derive(Clone, Debug, Default)]
pub struct Templates {
    all: BTreeMap<(String, Channel), Versions>,
    /// The code of the language that is taken where there is no version in the customer's; empty: the version without a language.
    language: String,
}

/// A template in one language. A shipped one is sound, and is read when it is first asked for: to read all takes longer than all else that is done for a
/// few drafts.
#[derive(Clone, Debug, PartialEq)]
struct Version {
    shipped: Option<(&'static str, &'static str)>,
    read: OnceLock<Template>,
}

/// The shipped templates. Each is read once in a process, however many projects it serves.
fn shipped() -> &'static [(TemplateKey, Version)] {
    static SHIPPED: OnceLock<Vec<(TemplateKey, Version)>> = OnceLock::new();
    let version = |(file, text)| Some((key_of(file).ok()?, Version { shipped: Some((file, text)), read: OnceLock::new() }));
    SHIPPED.get_or_init(|| builtin::templates().filter_map(version).collect())
}

impl Version {
    fn template(&self) -> &Template {
        self.read.get_or_init(|| match self.shipped {
            Some((file, text)) => {
                key_of(file).map(|(_, channel, _)| read_one(file, channel, text, None, &mut Vec::new())).unwrap_or_default()
            }
            None => Template::default(),
        })
    }

    /// Can a word be in one of its tags?
    fn may_name(&self, word: &str) -> bool {
        self.shipped.is_none_or(|(_, text)| text.contains(word))
    }
}

impl Templates {
    /// May any of these texts ask for the customer's account? Then the plan must have the positions in it.
    pub fn may_ask_for_accounts<'s>(texts: impl IntoIterator<Item = (&'s str, &'s str)>) -> bool {
        let in_tag = |rest: &str| {
            rest.split("}}").next().is_some_and(|tag| ["account.", "accounts", "others", "to_pay"].iter().any(|word| tag.contains(word)))
        };
        texts.into_iter().any(|(_, text)| text.split("{{").skip(1).any(in_tag))
    }

    /// Reads templates from their file names and texts, the shipped ones first: of two with the same name, channel and
    /// language the later one counts, and only that is read. `columns` are those of the ledger, where they are known:
    /// then `invoice.extra.COLUMN` must be one of them.
    ///
    /// File names are `NAME.CHANNEL.hbs` or `NAME.LANGUAGE.CHANNEL.hbs`, in whatever folder; other files are passed over.
    /// All findings of all templates are given; what has an error is not among the templates.
    pub fn read<'s>(sources: impl IntoIterator<Item = (&'s str, &'s str)>, columns: Option<&Columns>) -> (Templates, Vec<Finding>) {
        Templates::default().and(sources, columns)
    }

    /// The shipped templates, and a project's own, which are read as [`Templates::read`] does.
    pub fn of_project<'s>(own: impl IntoIterator<Item = (&'s str, &'s str)>, columns: Option<&Columns>) -> (Templates, Vec<Finding>) {
        let mut templates = Templates::default();
        for (key, version) in shipped() {
            templates.add(key.clone(), Cow::Borrowed(version));
        }
        templates.and(own, columns)
    }

    /// The same, with the language of customers who have none, or none that there is a template in.
    pub fn in_language(self, language: Option<&str>) -> Templates {
        Templates { language: language.unwrap_or_default().to_owned(), ..self }
    }

    fn add(&mut self, (name, channel, language): TemplateKey, version: Cow<'static, Version>) {
        let versions = self.all.entry((name, channel)).or_default();
        versions.retain(|(known, _)| *known != language);
        versions.push((language, version));
        versions.sort_by(|(one, _), (other, _)| one.cmp(other));
    }

    fn and<'s>(mut self, sources: impl IntoIterator<Item = (&'s str, &'s str)>, columns: Option<&Columns>) -> (Templates, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut last: BTreeMap<TemplateKey, (&str, &str)> = BTreeMap::new();
        for (file, text) in sources.into_iter().filter(|(file, _)| file.ends_with(".hbs")) {
            match key_of(file) {
                Ok(key) => drop(last.insert(key, (file, text))),
                Err(wrong) => findings.push(wrong),
            }
        }
        for (key, (file, text)) in last {
            let before = findings.len();
            let template = read_one(file, key.1, text, columns, &mut findings);
            if findings.len() == before {
                self.add(key, Cow::Owned(Version { shipped: None, read: OnceLock::from(template) }));
            }
        }
        findings.sort_by(|a, b| a.place.cmp(&b.place));
        (self, findings)
    }

    /// Does any of them ask for the customer's invoices that are not due yet?
    pub(super) fn ask_for_others(&self) -> bool {
        let asks = |part: &Part| [Placeholder::Others, Placeholder::OthersMore].iter().any(|asked| part.placeholders.contains(asked));
        let may_ask = self.all.values().flatten().map(|(_, version)| version).filter(|version| version.may_name("others"));
        may_ask.map(|version| version.template()).any(|template| asks(&template.subject) || asks(&template.body))
    }

    /// The names of all templates that actions can have, with the channel of each, in order, whatever languages they have.
    pub fn names(&self) -> impl Iterator<Item = (&str, Channel)> {
        self.all.keys().map(|(name, channel)| (name.as_str(), *channel)).filter(|(name, _)| *name != STATEMENT)
    }

    /// The name and the channel that the file name of a template for actions stands for, without reading it; `None` for other files.
    pub fn name_of(file: &str) -> Option<(String, Channel)> {
        parts_of(file).ok().map(|(name, channel, _)| (name.to_owned(), channel)).filter(|(name, _)| name != STATEMENT)
    }

    /// The languages that there are versions of a template in; empty for the one without a language.
    pub(super) fn languages(&self, name: Option<&str>, channel: Channel) -> Vec<&str> {
        let versions = self.all.get(&(name.unwrap_or(DEFAULT).to_owned(), channel));
        versions.into_iter().flatten().map(|(language, _)| language.as_str()).collect()
    }

    /// The template of that name, or the channel's own: in the customer's language, in that language without its region
    /// (`de` for `de-AT`), in the workflow's, or in none. The language is written as [`crate::ledger::language`] gives it.
    pub(super) fn find(&self, name: Option<&str>, channel: Channel, language: &str) -> Option<&Template> {
        let in_languages = self.all.get(&(name.unwrap_or(DEFAULT).to_owned(), channel))?;
        // Who reads English is written to in it: that is what templates without a language are in.
        let else_in = if plain(language).eq_ignore_ascii_case("en") { "" } else { &self.language };
        let wanted = [language, plain(language), else_in, plain(else_in)];
        wanted.into_iter().filter(|wanted| !wanted.is_empty()).chain([""]).find_map(|wanted| {
            in_languages.iter().find(|(language, _)| language.eq_ignore_ascii_case(wanted)).map(|(_, version)| version.template())
        })
    }
}

/// A language without its region: `de` of `de-AT`.
pub(super) fn plain(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

/// Is that the file name of a template of statements?
pub(super) fn is_statement(file: &str) -> bool {
    parts_of(file).is_ok_and(|(name, ..)| name == STATEMENT)
}

fn key_of(file: &str) -> Result<TemplateKey, Finding> {
    parts_of(file).map(|(name, channel, language)| (name.to_owned(), channel, language.to_ascii_lowercase()))
}

/// Takes a file name such as `pre-due.de.email.hbs` apart: name, channel, language.
fn parts_of(file: &str) -> Result<(&str, Channel, &str), Finding> {
    let base = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let parts: SmallVec<[&str; 4]> = base.split('.').collect();
    let wrong = |message: String, hint: &str| Err(Finding::new(Code::TemplateSyntax, message).hint(hint).at(Place::line(file, 1)));
    let (name, language, channel) = match parts.as_slice() {
        [name, channel, "hbs"] => (*name, "", *channel),
        [name, language, channel, "hbs"] => (*name, *language, *channel),
        _ => return wrong(format!("{base} is not the name of a template"), "call it NAME.CHANNEL.hbs, such as pre-due.email.hbs"),
    };
    let Some(channel) = Channel::from_name(channel) else {
        let known = Channel::ALL.map(Channel::name);
        let hint = crate::finding::did_you_mean(channel, known).unwrap_or_else(|| format!("there are {}", known.join(", ")));
        return wrong(format!("{base}: there is no channel {channel:?}"), &hint);
    };
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
        return wrong(format!("{base}: {name:?} is not a name"), "use letters, digits, - and _");
    }
    let tag = language.split('-').next().unwrap_or_default();
    if parts.len() == 4 && !((2..=3).contains(&tag.len()) && language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')) {
        return wrong(format!("{base}: {language:?} is not a language"), "use its code, such as de or pt-BR");
    }
    Ok((name, channel, language))
}

fn read_one(file: &str, channel: Channel, text: &str, columns: Option<&Columns>, findings: &mut Vec<Finding>) -> Template {
    let whole = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n").replace(MARKS, "");
    let whole = whole.as_str();
    if channel != Channel::Email {
        let source = TemplateSource { file, whole, text: whole, first_line: 1, skipped: 0 };
        return Template { subject: Part::default(), body: syntax::read(source, columns, findings) };
    }
    let (first, rest) = whole.split_once('\n').unwrap_or((whole, ""));
    let (second, rest) = rest.split_once('\n').unwrap_or((rest, ""));
    let subject = first.strip_prefix("Subject:").map(str::trim).filter(|subject| !subject.is_empty());
    let Some(subject) = subject.filter(|_| second.trim().is_empty()) else {
        let (line, message) = match subject {
            None => (1, "an email must begin with its subject"),
            Some(_) => (2, "there must be an empty line between subject and message"),
        };
        let found = if line == 1 { first } else { second };
        let finding = Finding::new(Code::TemplateSyntax, message).hint("begin with \"Subject: …\", then an empty line, then the message");
        findings.push(finding.at(Place::line(file, line)).showing(found));
        // What is wrong with the rest is still found.
        syntax::read(TemplateSource { file, whole, text: whole, first_line: 1, skipped: 0 }, columns, findings);
        return Template::default();
    };
    let skipped = first.find(subject).map_or(0, |at| first[..at].chars().count()) as u32;
    let subject = syntax::read(TemplateSource { file, whole, text: subject, first_line: 1, skipped }, columns, findings);
    let body = syntax::read(TemplateSource { file, whole, text: rest, first_line: 3, skipped: 0 }, columns, findings);
    Template { subject, body }
}

#[cfg(test)]
mod tests;
