//! What a project says about matching the lines of bank statements to open items.

use crate::money::Decimal;
use crate::yaml::YamlField;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatchSettings {
    /// The largest difference, in major units, that a person may be asked to give up.
    pub tolerance: Decimal,
    /// Accounts and names of one's own: what comes from them is no payment of a customer.
    pub accounts: Vec<String>,
    pub names: Vec<String>,
    /// Names of those who collect money for many customers.
    pub processors: Vec<String>,
    /// Are notifications of single entries booked where no statement has the entry?
    pub books_notifications: bool,
}

pub(super) fn match_settings(field: &YamlField<'_>) -> Option<MatchSettings> {
    let section = field.section("`match`", &["tolerance", "accounts", "names", "processors", "notifications"])?;
    let texts = |key: &str| section.read(key, YamlField::texts).unwrap_or_default();
    let tolerance = section.read("tolerance", |field| field.decimal("an amount of 0 or more", |amount| !amount.is_negative()));
    Some(MatchSettings {
        tolerance: tolerance.unwrap_or_default(),
        accounts: texts("accounts"),
        names: texts("names"),
        processors: texts("processors"),
        books_notifications: section.read("notifications", |field| field.choice(&[("details", false), ("book", true)])).unwrap_or_default(),
    })
}
