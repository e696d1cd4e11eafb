//! Owners: declared in one place, named in many.

use super::ids;
use crate::finding::Code;
use crate::workflow::{Owner, OwnerId, OwnerKind, OwnerSource};
use crate::yaml::{Section, YamlField, listed, quoted};
use std::collections::HashMap;

const KEYS: [&str; 5] = ["kind", "name", "email", "from_column", "fallback"];

/// The owners that a file declares, right or wrong: whoever is named must be among them.
pub(super) struct DeclaredOwners<'a> {
    fields: Vec<YamlField<'a>>,
    numbers: HashMap<&'a str, OwnerId>,
}

impl<'a> DeclaredOwners<'a> {
    pub(super) fn new(owners: Option<&YamlField<'a>>) -> DeclaredOwners<'a> {
        let entries = owners.and_then(|field| {
            let entries = field.entries("a mapping from ids to owners, as in `ar: { name: Accounts Receivable }`")?;
            if entries.is_empty() {
                field.report(Code::InvalidValue, "`owners` declares nobody", Some("declare at least one owner".to_owned()));
            }
            Some(entries)
        });
        let fields = entries.unwrap_or_default();
        // A tree has fewer nodes than a number of an owner can count.
        let numbers = fields.iter().enumerate().map(|(index, field)| (field.name(), OwnerId::from_index(index))).collect();
        DeclaredOwners { fields, numbers }
    }

    pub(super) fn named(&self, field: &YamlField<'_>) -> Option<OwnerId> {
        self.named_or(field, None)
    }

    /// The owner of that id, if one is declared.
    pub(super) fn find(&self, name: &str) -> Option<OwnerId> {
        self.numbers.get(name).copied()
    }

    /// The same as [`DeclaredOwners::named`], where another word may stand in the place of an owner.
    pub(super) fn named_or(&self, field: &YamlField<'_>, other: Option<&str>) -> Option<OwnerId> {
        let name = field.text()?;
        let words = || other.into_iter().chain(self.fields.iter().map(YamlField::name));
        let found = self.numbers.get(name).copied();
        // Where nobody is declared at all, that is the problem.
        if found.is_none() && !self.fields.is_empty() {
            let hint = field.problems().did_you_mean(name, words());
            let or = other.map_or("declared are ".to_owned(), |word| format!("write `{word}`, or one who is declared: "));
            let hint = hint.unwrap_or_else(|| format!("{or}{}", listed(self.fields.iter().map(YamlField::name))));
            field.report(Code::UnknownOwner, format!("there is no owner {}", quoted(name)), Some(hint));
        }
        found
    }

    pub(super) fn read(&self) -> Vec<Owner> {
        self.fields.iter().filter_map(|field| self.owner(field)).collect()
    }

    fn owner(&self, field: &YamlField<'a>) -> Option<Owner> {
        let id = field.name();
        if id.trim().is_empty() || id.chars().any(char::is_control) {
            field.problems().report(Code::InvalidValue, field.key_spot(), "the id of an owner must be a text that is not empty");
        }
        let section = field.section("an owner", &KEYS)?;
        let source = match section.get("from_column") {
            Some(column) => self.of_column(&section, &column)?,
            None => declared(&section, id),
        };
        Some(Owner { id: id.to_owned(), source, line: field.key_spot().line })
    }

    fn of_column(&self, section: &Section<'_>, column: &YamlField<'_>) -> Option<OwnerSource> {
        for key in ["kind", "name", "email"] {
            if let Some(field) = section.get(key) {
                let hint = "the column names the owner; declare these owners separately";
                let message = format!("`{key}` cannot be used with `from_column`");
                field.report_key(Code::KeyConflict, message, hint);
            }
        }
        let column = column.text();
        let Some(field) = section.get("fallback") else {
            let hint = "name the owner for invoices whose column is empty";
            section.report(Code::MissingKey, "an owner from a column needs the key `fallback`", Some(hint.to_owned()));
            return None;
        };
        let fallback = self.named(&field)?;
        if self.fields[fallback.index()].peek("from_column").is_some() {
            let hint = "name an owner with a fixed name";
            field.report(Code::InvalidValue, "the fallback comes from a column itself", Some(hint.to_owned()));
        }
        Some(OwnerSource::FromColumn { column: column?.to_owned(), fallback })
    }
}

fn declared(section: &Section<'_>, id: &str) -> OwnerSource {
    if let Some(field) = section.get("fallback") {
        field.report_key(Code::KeyConflict, "`fallback` needs `from_column`", "add `from_column`, or leave `fallback` out");
    }
    let kinds = [("person", OwnerKind::Person), ("automated", OwnerKind::Automated)];
    OwnerSource::Declared {
        kind: section.read("kind", |field| field.choice(&kinds)).unwrap_or_default(),
        name: section.read("name", YamlField::text).map_or_else(|| ids::name_from(id), str::to_owned),
        email: section.read("email", YamlField::email).unwrap_or_default().to_owned(),
    }
}
