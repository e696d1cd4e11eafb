//! One value, and what a reader may want it to be.

use super::section::report_repeated;
use super::{Key, Node, Problems, Section, Spot, Value, quoted};
use crate::calendar::Day;
use crate::finding::Code;
use crate::money::{Decimal, DecimalError};
use std::ops::RangeInclusive;

/// A value with the name of its key.
///
/// A method that wants something and gives `None` has reported why. So whoever reads an optional key may go on with its
/// default: the report keeps the whole from being used.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    problems: &'a Problems<'a>,
    name: &'a str,
    role: Role,
    node: &'a Node,
}

/// What a value is, for messages to speak of.
#[derive(Clone, Copy, Debug)]
enum Role {
    /// The whole text.
    Top,
    /// The value of a key that stands here.
    Value(Spot),
    /// An entry of a key's list.
    Entry,
}

impl<'a> Field<'a> {
    /// The whole of a text.
    pub fn top(problems: &'a Problems<'a>, node: &'a Node) -> Field<'a> {
        Field { problems, name: "the file", role: Role::Top, node }
    }

    pub(super) fn of_key(problems: &'a Problems<'a>, key: &'a Key, node: &'a Node) -> Field<'a> {
        Field { problems, name: &key.text, role: Role::Value(key.spot), node }
    }

    /// The key.
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

    /// Where the problems go.
    pub fn problems(&self) -> &'a Problems<'a> {
        self.problems
    }

    /// A key of the mapping that it may be, without any report.
    pub fn peek(&self, key: &str) -> Option<Field<'a>> {
        let Value::Mapping(entries) = &self.node.value else { return None };
        let (key, node) = entries.iter().find(|(found, _)| found.text == key)?;
        Some(Field::of_key(self.problems, key, node))
    }

    /// The entries of the list that it may be, or itself where it is a scalar, without any report.
    pub fn peek_items(&self) -> Vec<Field<'a>> {
        match &self.node.value {
            Value::Sequence(items) => items.iter().map(|node| Field { role: Role::Entry, node, ..*self }).collect(),
            Value::Scalar { .. } => vec![*self],
            _ => Vec::new(),
        }
    }

    /// The scalar as it is written, whatever it is, without a report where there is none.
    pub fn scalar(&self) -> Option<&'a str> {
        match &self.node.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Reports something about the value.
    pub fn report(&self, code: Code, message: impl Into<String>, hint: Option<String>) {
        self.problems.report_with(code, self.spot(), message, hint);
    }

    /// Reports that something else is wanted.
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
        self.report(code, format!("{label} wants {wanted}, found {found}"), hint);
    }

    /// Any text, empty or of several lines; only lists, mappings and nothing at all are refused.
    pub fn any_text(&self) -> Option<&'a str> {
        let text = self.scalar();
        if text.is_none() {
            self.wants(Code::WrongType, "a text", None);
        }
        text
    }

    /// A text of one line that is not empty; numbers and dates are taken as they are written.
    pub fn text(&self) -> Option<&'a str> {
        let text = self.any_text()?;
        if text.trim().is_empty() {
            self.wants(Code::InvalidValue, "a text that is not empty", None);
            return None;
        }
        if text.chars().any(char::is_control) {
            self.wants(Code::InvalidValue, "a text of one line without control characters", None);
            return None;
        }
        Some(text)
    }

    /// An email address, as far as its form tells.
    pub fn email(&self) -> Option<&'a str> {
        let text = self.text()?;
        let is_address = text.split_once('@').is_some_and(|(user, domain)| {
            let is_part = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@<>,;:\"()[]\\".contains(c));
            is_part(user) && is_part(domain)
        });
        if !is_address {
            self.wants(Code::InvalidValue, "an email address such as ar@example.com", None);
        }
        is_address.then_some(text)
    }

    /// A text of any number of lines, without white space around it.
    pub fn prose(&self) -> Option<&'a str> {
        let text = self.any_text()?;
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.wants(Code::InvalidValue, "a text without control characters", None);
            return None;
        }
        Some(text.trim())
    }

    /// A whole number in a range.
    pub fn integer(&self, range: RangeInclusive<i64>) -> Option<i64> {
        let wanted = match *range.end() {
            i64::MAX => format!("a whole number from {}", range.start()),
            end => format!("a whole number from {} to {end}", range.start()),
        };
        let Value::Scalar { text, quoted } = &self.node.value else {
            self.wants(Code::WrongType, &wanted, None);
            return None;
        };
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let is_plain = is_number && (digits == "0" || !digits.starts_with('0'));
        if !is_plain || *quoted {
            let hint = (is_number && *quoted).then_some("leave the quotes out");
            let hint = hint.or((is_number && !is_plain).then_some("leave the leading zeros out"));
            self.wants(Code::WrongType, &wanted, hint.map(str::to_owned));
            return None;
        }
        let number = text.parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            self.wants(Code::InvalidValue, &wanted, None);
        }
        number
    }

    /// A whole number in a range of small ones.
    pub fn count(&self, range: RangeInclusive<u32>) -> Option<u32> {
        let number = self.integer(i64::from(*range.start())..=i64::from(*range.end()))?;
        u32::try_from(number).ok()
    }

    /// An exact decimal such as 12.50, for which something holds; `wanted` says what.
    pub fn decimal(&self, wanted: &str, holds: impl Fn(Decimal) -> bool) -> Option<Decimal> {
        match self.scalar().map(str::parse::<Decimal>) {
            Some(Ok(decimal)) if holds(decimal) => return Some(decimal),
            Some(Ok(_)) => self.wants(Code::InvalidValue, wanted, None),
            Some(Err(DecimalError::TooLong)) => {
                let hint = "at most 12 digits before and 8 after the point";
                self.wants(Code::InvalidValue, wanted, Some(hint.to_owned()));
            }
            Some(Err(DecimalError::Malformed)) => {
                self.wants(Code::WrongType, wanted, Some("write it as in 1234.50, with no sign, group or exponent".to_owned()));
            }
            None => self.wants(Code::WrongType, wanted, None),
        }
        None
    }

    /// `true` or `false`, and no other word for them.
    pub fn boolean(&self) -> Option<bool> {
        if let Value::Scalar { text, quoted } = &self.node.value {
            let hint = match text.to_lowercase().as_str() {
                "true" if !quoted && text == "true" => return Some(true),
                "false" if !quoted && text == "false" => return Some(false),
                "true" | "yes" | "on" | "y" => Some("write `true`, without quotes".to_owned()),
                "false" | "no" | "off" | "n" => Some("write `false`, without quotes".to_owned()),
                _ => None,
            };
            self.wants(Code::WrongType, "true or false", hint);
        } else {
            self.wants(Code::WrongType, "true or false", None);
        }
        None
    }

    /// A date as in 2026-12-25.
    pub fn day(&self) -> Option<Day> {
        let day = self.scalar().and_then(Day::parse);
        if day.is_none() {
            let code = if self.scalar().is_some() { Code::BadDate } else { Code::WrongType };
            self.wants(code, "a date from 1970-01-01 to 2200-12-31, written as YYYY-MM-DD", None);
        }
        day
    }

    /// One of some words.
    pub fn choice<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let found = self.scalar().and_then(|text| words.iter().find(|(word, _)| *word == text));
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let code = if self.scalar().is_some() { Code::InvalidValue } else { Code::WrongType };
            let hint = self.scalar().and_then(|text| self.problems.did_you_mean(text, names.iter().copied()));
            self.wants(code, &format!("one of {}", names.join(", ")), hint);
        }
        found.map(|(_, value)| *value)
    }

    /// The entries of a list.
    pub fn items(&self) -> Option<Vec<Field<'a>>> {
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
    pub fn one_or_list(&self) -> Option<Vec<Field<'a>>> {
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
        Some(self.one_or_list()?.iter().filter_map(Field::text).map(str::to_owned).collect())
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
    pub fn entries(&self, wanted: &str) -> Option<Vec<Field<'a>>> {
        match &self.node.value {
            Value::Mapping(entries) => {
                report_repeated(self.problems, entries);
                Some(entries.iter().map(|(key, node)| Field::of_key(self.problems, key, node)).collect())
            }
            _ => {
                self.wants(Code::WrongType, wanted, None);
                None
            }
        }
    }
}
