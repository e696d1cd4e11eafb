//! A mapping whose keys are known.

use super::{Key, Node, Problems, Spot, YamlField, quoted};
use crate::finding::Code;
use std::collections::HashMap;

/// A mapping with a known set of keys. Unknown keys and keys given twice have been reported when there is one.
#[derive(Clone, Copy, Debug)]
pub struct Section<'a> {
    problems: &'a Problems<'a>,
    what: &'a str,
    spot: Spot,
    entries: &'a [(Key, Node)],
}

impl<'a> Section<'a> {
    pub(super) fn new(problems: &'a Problems<'a>, what: &'a str, spot: Spot, entries: &'a [(Key, Node)], known: &[&str]) -> Section<'a> {
        report_repeated(problems, entries);
        for (key, _) in entries {
            if !known.contains(&key.text.as_str()) {
                let hint =
                    problems.did_you_mean(&key.text, known.iter().copied()).unwrap_or_else(|| format!("known are {}", known.join(", ")));
                problems.report_with(Code::UnknownKey, key.spot, format!("unknown key {} in {what}", quoted(&key.text)), Some(hint));
            }
        }
        Section { problems, what, spot, entries }
    }

    /// The value of a key, if it is there.
    pub fn get(&self, key: &str) -> Option<YamlField<'a>> {
        let (key, node) = self.entries.iter().find(|(found, _)| found.text == key)?;
        Some(YamlField::of_key(self.problems, key, node))
    }

    /// What a key says, if it is there and right.
    pub fn read<T>(&self, key: &str, read: impl FnOnce(&YamlField<'a>) -> Option<T>) -> Option<T> {
        self.get(key).and_then(|field| read(&field))
    }

    /// The value of a key; it is reported if it is not there.
    pub fn need(&self, key: &str) -> Option<YamlField<'a>> {
        let field = self.get(key);
        if field.is_none() {
            let message = format!("{} needs the key `{key}`", self.what);
            self.report(Code::MissingKey, message, Some(format!("add `{key}: …`")));
        }
        field
    }

    /// Reports a `version` that is missing, or not the one that this release reads.
    pub fn check_version(&self) {
        let Some(field) = self.need("version") else { return };
        if field.integer(1..=i64::MAX).is_some_and(|version| version != 1) {
            let found = field.scalar().map(quoted).unwrap_or_default();
            let hint = "this release of collect reads version 1: write `version: 1`, or use a newer release";
            field.report(Code::InvalidValue, format!("`version` must be 1, found {found}"), Some(hint.to_owned()));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn spot(&self) -> Spot {
        self.spot
    }

    pub fn problems(&self) -> &'a Problems<'a> {
        self.problems
    }

    pub fn report(&self, code: Code, message: impl Into<String>, hint: Option<String>) {
        self.problems.report_with(code, self.spot, message, hint);
    }
}

/// Reports every key that stands in the mapping before.
pub(super) fn report_repeated(problems: &Problems<'_>, entries: &[(Key, Node)]) {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for (key, _) in entries {
        let first = seen.get(key.text.as_str()).copied();
        seen.entry(&key.text).or_insert(key.spot.line);
        if let Some(first) = first {
            let message = format!("the key {} is given twice, first on line {first}", quoted(&key.text));
            problems.report_with(Code::DuplicateKey, key.spot, message, Some("keep one of them".to_owned()));
        }
    }
}
