//! One value, and what a reader may want it to be.

mod scalars;

use super::section::report_repeated;
use super::{Key, Node, Problems, Section, Spot, Value, quoted};
use crate::finding::Code;

/// A value with the name of its key.
///
/// A method that wants something and gives `None` has reported why. So whoever reads an optional key may go on with its
/// default: the report keeps the whole from being used.
#[derive(Clone, Copy, Debug)]
pub struct YamlField<'a> {
    problems: &'a Problems<'a>,
    name: &'a str,
    role: Role,
    node: &'a Node,
}

/// What a value is, for messages to speak of.
#[derive(Clone, Copy, Debug)]
enum Role {
    Top,
    /// The value of a key that stands here.
    Value(Spot),
    /// An entry of a key's list.
    Entry,
}

impl<'a> YamlField<'a> {
    pub fn top(problems: &'a Problems<'a>, node: &'a Node) -> YamlField<'a> {
        YamlField { problems, name: "the file", role: Role::Top, node }
    }

    pub(super) fn of_key(problems: &'a Problems<'a>, key: &'a Key, node: &'a Node) -> YamlField<'a> {
        YamlField { problems, name: &key.text, role: Role::Value(key.spot), node }
    }

    pub fn name(&self) -> &'a str {
        self.name
    }

    /// Where the value stands; the key where it has none.
    pub fn spot(&self) -> Spot {
        match self.node.value {
            Value::Null => self.key_spot(),
            _ => self.node.spot,
        }
    }

    /// Where the key stands; the value, for an entry of a list.
    pub fn key_spot(&self) -> Spot {
        match self.role {
            Role::Value(key) => key,
            Role::Top | Role::Entry => self.node.spot,
        }
    }

    pub fn problems(&self) -> &'a Problems<'a> {
        self.problems
    }

    /// A key of the mapping that it may be, without any report.
    pub fn peek(&self, key: &str) -> Option<YamlField<'a>> {
        self.node.entry(key).map(|(key, node)| YamlField::of_key(self.problems, key, node))
    }

    /// The entries of the mapping that it may be, without any report.
    pub fn peek_entries(&self) -> Vec<YamlField<'a>> {
        match &self.node.value {
            Value::Mapping(entries) => entries.iter().map(|(key, node)| YamlField::of_key(self.problems, key, node)).collect(),
            _ => Vec::new(),
        }
    }

    /// The entries of the list that it may be, or itself where it is a scalar, without any report.
    pub fn peek_items(&self) -> Vec<YamlField<'a>> {
        match &self.node.value {
            Value::Sequence(items) => items.iter().map(|node| YamlField { role: Role::Entry, node, ..*self }).collect(),
            Value::Scalar { .. } => vec![*self],
            _ => Vec::new(),
        }
    }

    /// The scalar as it is written, whatever it is, without a report where there is none.
    pub fn scalar(&self) -> Option<&'a str> {
        self.node.scalar()
    }

    pub fn report(&self, code: Code, message: impl Into<String>, hint: Option<String>) {
        self.problems.report_with(code, self.spot(), message, hint);
    }

    /// Reports something about the key, or an entry of a list.
    pub fn report_key(&self, code: Code, message: impl Into<String>, hint: &str) {
        self.problems.report_with(code, self.key_spot(), message, Some(hint.to_owned()));
    }

    /// Reports a word that is none of those that are known: `what` is what it should be, as in `channel`. The hint is the nearest of them,
    /// or else `all` and the whole list.
    pub fn unknown<'w>(&self, code: Code, what: &str, known: impl IntoIterator<Item = &'w str> + Clone, all: &str) {
        let word = self.scalar().unwrap_or_default();
        let near = self.problems.did_you_mean(word, known.clone());
        let hint = near.unwrap_or_else(|| format!("{all} {}", known.into_iter().collect::<Vec<_>>().join(", ")));
        self.report(code, format!("there is no {what} {}", quoted(word)), Some(hint));
    }

    /// Reports a key of the writer's own that is empty.
    pub fn needs_name(&self, message: &str) {
        if self.name.trim().is_empty() {
            self.problems.report(Code::InvalidValue, self.key_spot(), message);
        }
    }

    pub fn wants(&self, code: Code, wanted: &str, hint: Option<String>) {
        let found = match &self.node.value {
            Value::Null => "nothing".to_owned(),
            Value::Scalar { text, .. } => quoted(text),
            Value::Sequence(_) => "a list".to_owned(),
            Value::Mapping(_) => "a mapping".to_owned(),
        };
        let hint = hint.or_else(|| {
            let empty = matches!((&self.node.value, self.role), (Value::Null, Role::Value(_)));
            empty.then(|| "give it a value, or leave the key out".to_owned())
        });
        let label = match self.role {
            Role::Top => self.name.to_owned(),
            Role::Value(_) => format!("`{}`", self.name),
            Role::Entry => format!("an entry of `{}`", self.name),
        };
        self.report(code, format!("{label} must be {wanted}, found {found}"), hint);
    }

    pub fn items(&self) -> Option<Vec<YamlField<'a>>> {
        match &self.node.value {
            Value::Sequence(_) => Some(self.peek_items()),
            Value::Scalar { text, .. } => {
                self.wants(Code::WrongType, "a list", Some(format!("write `[{text}]`")).filter(|hint| hint.len() < 60));
                None
            }
            _ => {
                self.wants(Code::WrongType, "a list", None);
                None
            }
        }
    }

    /// The value itself, or the entries of a list that is not empty.
    pub fn one_or_list(&self) -> Option<Vec<YamlField<'a>>> {
        match &self.node.value {
            Value::Sequence(items) if items.is_empty() => {
                self.report(Code::InvalidValue, format!("the list of `{}` is empty", self.name), Some("leave the key out".to_owned()));
                None
            }
            Value::Sequence(_) | Value::Scalar { .. } => Some(self.peek_items()),
            _ => {
                self.wants(Code::WrongType, "a text or a list of texts", None);
                None
            }
        }
    }

    /// The text itself, or the texts of a list; without those that are none, which have been reported.
    pub fn texts(&self) -> Option<Vec<String>> {
        Some(self.one_or_list()?.iter().filter_map(YamlField::text).map(str::to_owned).collect())
    }

    /// A mapping with known keys; `what` is its name in messages.
    pub fn section(&self, what: &'a str, known: &[&str]) -> Option<Section<'a>> {
        self.section_or(what, known, None)
    }

    /// A mapping with known keys, and what to do where something else was found.
    pub fn section_or(&self, what: &'a str, known: &[&str], hint: Option<String>) -> Option<Section<'a>> {
        match &self.node.value {
            Value::Mapping(entries) => Some(Section::new(self.problems, what, self.node.spot, entries, known)),
            _ => {
                let wanted = format!("a mapping with {}", known.join(", "));
                self.wants(Code::WrongType, &wanted, hint);
                None
            }
        }
    }

    /// The entries of a mapping whose keys are the writer's own.
    pub fn entries(&self, wanted: &str) -> Option<Vec<YamlField<'a>>> {
        match &self.node.value {
            Value::Mapping(entries) => {
                report_repeated(self.problems, entries);
                Some(entries.iter().map(|(key, node)| YamlField::of_key(self.problems, key, node)).collect())
            }
            _ => {
                self.wants(Code::WrongType, wanted, None);
                None
            }
        }
    }
}
