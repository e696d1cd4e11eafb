//! Conditions, ranges and matches.

use super::amounts;
use crate::finding::Code;
use crate::money::{Balance, Currency, Decimal};
use crate::workflow::{
    Amount, AmountRange, ColumnMatch, Conditions, CountRange, CreditHold, CustomerConditions, DaysRange, Range, TrackMatch,
};
use crate::yaml::{Section, YamlField};

const KEYS: [&str; 6] = ["day", "balance", "match", "broken_promises", "unanswered", "responded"];
const KEYS_OF_ACTIONS: [&str; 7] = ["day", "balance", "match", "broken_promises", "unanswered", "responded", "customer"];
const KEYS_OF_CUSTOMERS: [&str; 4] = ["overdue", "open", "oldest", "invoices"];
const KEYS_OF_HOLD: [&str; 5] = ["overdue", "open", "oldest", "invoices", "match"];
const BOUNDS: [&str; 2] = ["at_least", "below"];

/// The trigger of a stage, which names a day.
pub(super) fn stage_trigger(field: &YamlField<'_>) -> Option<Conditions> {
    let section = field.section_or("a stage's trigger", &KEYS, number_is(field, "day"))?;
    section.need("day");
    Some(conditions(&section))
}

pub(super) fn rule_trigger(field: &YamlField<'_>) -> Option<Conditions> {
    field.section_or("an escalate rule's trigger", &KEYS, number_is(field, "day")).map(|section| conditions(&section))
}

pub(super) fn when(field: &YamlField<'_>) -> Option<Conditions> {
    let section = field.section("a `when`", &KEYS_OF_ACTIONS)?;
    let customer = section.read("customer", customer).unwrap_or_default();
    Some(Conditions { customer, ..conditions(&section) })
}

fn conditions(section: &Section<'_>) -> Conditions {
    Conditions {
        day: section.read("day", |field| field.integer(-3650..=36_500)).and_then(|day| i32::try_from(day).ok()),
        balance: section.read("balance", amounts).unwrap_or_default(),
        matches: section
            .get("match")
            .map(|field| matches_in_condition(&field, "write `balance: { at_least: … }` beside `match`"))
            .unwrap_or_default(),
        broken_promises: section.read("broken_promises", |field| field.count(0..=10_000)),
        unanswered: section.read("unanswered", counts).unwrap_or_default(),
        responded: section.read("responded", YamlField::boolean),
        customer: CustomerConditions::default(),
    }
}

fn customer(field: &YamlField<'_>) -> Option<CustomerConditions> {
    field.section("`customer`", &KEYS_OF_CUSTOMERS).map(|section| of_customer(&section, "`customer`"))
}

fn of_customer(section: &Section<'_>, what: &str) -> CustomerConditions {
    if KEYS_OF_CUSTOMERS.iter().all(|key| section.get(key).is_none()) {
        section.report(Code::MissingKey, format!("{what} needs `overdue`, `open`, `oldest` or `invoices`"), None);
    }
    CustomerConditions {
        overdue: section.read("overdue", amounts).unwrap_or_default(),
        open: section.read("open", amounts).unwrap_or_default(),
        oldest: section.read("oldest", days).unwrap_or_default(),
        invoices: section.read("invoices", counts).unwrap_or_default(),
    }
}

pub(super) fn credit_hold(field: &YamlField<'_>) -> Option<CreditHold> {
    let line = field.key_spot().line;
    let section = field.section("`credit_hold`", &["trigger"])?;
    let trigger = section.need("trigger")?;
    let section = trigger.section("the trigger of `credit_hold`", &KEYS_OF_HOLD)?;
    let matches = section.get("match").map(|field| columns_of_hold(&field)).unwrap_or_default();
    Some(CreditHold { trigger: of_customer(&section, "the trigger of `credit_hold`"), matches, line })
}

fn columns_of_hold(field: &YamlField<'_>) -> Vec<ColumnMatch> {
    matches_in_condition(field, "write `open: { at_least: … }` beside `match`")
}

fn amounts(field: &YamlField<'_>) -> Option<AmountRange> {
    let section = bounds(field)?;
    let at_least = section.read("at_least", amounts::not_negative);
    let below = section.read("below", amounts::positive);
    match (&at_least, &below) {
        (Some(Amount::Number(at_least)), Some(Amount::Number(below))) => check_bounds(&section, at_least < below),
        (Some(Amount::ByCurrency(at_least)), Some(Amount::ByCurrency(below))) => {
            let apart = |(of, least): &(Currency, Balance)| below.iter().any(|(currency, below)| currency == of && least >= below);
            check_bounds(&section, !at_least.iter().any(apart));
        }
        _ => {}
    }
    Some(AmountRange { at_least, below })
}

fn counts(field: &YamlField<'_>) -> Option<CountRange> {
    range(field, |field| field.count(0..=10_000), |field| field.count(1..=10_000))
}

fn days(field: &YamlField<'_>) -> Option<DaysRange> {
    let day = |field: &YamlField<'_>| field.integer(-3650..=36_500).and_then(|day| i32::try_from(day).ok());
    range(field, day, day)
}

fn range<'a, T: PartialOrd + Copy>(
    field: &YamlField<'a>,
    least: impl Fn(&YamlField<'a>) -> Option<T>,
    beyond: impl Fn(&YamlField<'a>) -> Option<T>,
) -> Option<Range<T>> {
    let section = bounds(field)?;
    let (at_least, below) = (section.read("at_least", least), section.read("below", beyond));
    if let (Some(at_least), Some(below)) = (at_least, below) {
        check_bounds(&section, at_least < below);
    }
    Some(Range { at_least, below })
}

fn bounds<'a>(field: &YamlField<'a>) -> Option<Section<'a>> {
    let section = field.section_or("a range", &BOUNDS, number_is(field, "at_least"))?;
    if section.get("at_least").is_none() && section.get("below").is_none() {
        let message = format!("`{}` needs `at_least` or `below`", field.name());
        section.report(Code::MissingKey, message, None);
    }
    Some(section)
}

fn check_bounds(section: &Section<'_>, is_below: bool) {
    if !is_below {
        let hint = "`below` must be more than `at_least`";
        section.report(Code::InvalidValue, "this range is empty", Some(hint.to_owned()));
    }
}

/// What to write where a plain number stands for a mapping with one key.
fn number_is(field: &YamlField<'_>, key: &str) -> Option<String> {
    let number = field.scalar().filter(|text| text.parse::<Decimal>().is_ok())?;
    Some(format!("write `{{ {key}: {number} }}`"))
}

/// The invoices of a track: by columns and by amount.
pub(super) fn track_match(field: &YamlField<'_>) -> Option<TrackMatch> {
    let entries = columns(field)?;
    let (amount, columns): (Vec<YamlField<'_>>, Vec<YamlField<'_>>) = entries.iter().partition(|entry| entry.name() == "amount");
    Some(TrackMatch { columns: columns.iter().map(column_match).collect(), amount: amount.first().and_then(amounts).unwrap_or_default() })
}

/// The columns of a condition, whose money is `balance`.
fn matches_in_condition(field: &YamlField<'_>, hint: &str) -> Vec<ColumnMatch> {
    let entries = columns(field).unwrap_or_default();
    if let Some(amount) = entries.iter().find(|entry| entry.name() == "amount") {
        amount.report_key(Code::InvalidValue, "a condition matches no `amount`", hint);
    }
    entries.iter().filter(|entry| entry.name() != "amount").map(column_match).collect()
}

fn columns<'a>(field: &YamlField<'a>) -> Option<Vec<YamlField<'a>>> {
    field.entries("a mapping from columns to values, as in { segment: key }")
}

fn column_match(field: &YamlField<'_>) -> ColumnMatch {
    field.needs_name("a column of `match` has no name");
    let values = field.one_or_list().unwrap_or_default();
    ColumnMatch { column: field.name().to_owned(), values: values.iter().filter_map(YamlField::any_text).map(str::to_owned).collect() }
}
