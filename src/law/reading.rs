//! Profiles and tables of rates from YAML: the shipped ones, and those that a workflow brings.

use super::{BaseRates, DayCount, FlatSums, HalfYear, LawProfile, RateMode, SizeBand};
use crate::builtin;
use crate::calendar::Day;
use crate::finding::Code;
use crate::money::{Currency, Decimal};
use crate::yaml::{self, Problems, Section, YamlField, quoted};
use std::collections::BTreeMap;

const PROFILE_KEYS: [&str; 10] = ["title", "statute", "source", "note", "base", "points", "annual_percent", "mode", "day_count", "flat"];

/// The names of the shipped profiles.
pub fn built_in_profiles() -> impl Iterator<Item = &'static str> {
    builtin::profiles().map(|(name, _)| name)
}

/// The shipped profile of a name.
pub fn profile_of(name: &str) -> Option<LawProfile> {
    let (name, text) = builtin::profiles().find(|(known, _)| *known == name)?;
    let problems = Problems::new(text, name);
    let root = yaml::parse(&problems)?;
    read_profile(&YamlField::top(&problems, &root), name)
}

/// A profile as a mapping; `None` if something that it needs is missing, which has been reported.
pub fn read_profile(field: &YamlField<'_>, name: &str) -> Option<LawProfile> {
    let section = field.section("a profile of late interest", &PROFILE_KEYS)?;
    let text = |key: &str| section.read(key, YamlField::text).unwrap_or_default().to_owned();
    let (base, points) = rate_of(&section)?;
    let flat = section.read("flat", YamlField::items).unwrap_or_default();
    let flat: Vec<FlatSums> = flat.iter().filter_map(flat_sums).collect();
    rising(&section, "flat", flat.iter().map(|sums| sums.from));
    Some(LawProfile {
        name: name.to_owned(),
        title: text("title"),
        statute: text("statute"),
        source: text("source"),
        note: text("note"),
        base,
        points,
        mode: section.read("mode", |field| field.choice(&RateMode::WORDS)).unwrap_or_default(),
        day_count: section.read("day_count", |field| field.choice(&DayCount::WORDS)).unwrap_or_default(),
        flat,
    })
}

/// Percentages that hold from a day on, by rising day.
type Steps = Vec<(Day, Decimal)>;

/// A base rate with the points above it, or a rate.
fn rate_of(section: &Section<'_>) -> Option<(Option<BaseRates>, Steps)> {
    match (section.get("base"), section.get("points"), section.get("annual_percent")) {
        (Some(from), Some(points), None) => {
            let (base, points) = (base(&from), points_by_day(&points));
            Some((Some(base?), points))
        }
        (None, None, Some(percent)) => Some((None, vec![(Day::FIRST, share(&percent)?)])),
        (_, _, Some(percent)) => {
            let hint = "give `base` and the `points` above it, or `annual_percent`";
            percent.report_key(Code::KeyConflict, "`annual_percent` does not go with `base` and `points`", hint);
            None
        }
        _ => {
            let hint = "add `base: ecb` and `points: 8`, or `annual_percent: 5`";
            section.report(Code::MissingKey, "a profile needs `base` and `points`, or `annual_percent`", Some(hint.to_owned()));
            None
        }
    }
}

/// The name of a shipped table, or a table.
fn base(field: &YamlField<'_>) -> Option<BaseRates> {
    if field.scalar().is_none() {
        return read_table(field);
    }
    let name = field.text()?;
    let Some((name, text)) = builtin::base_rates().find(|(known, _)| *known == name) else {
        field.unknown(
            Code::InvalidValue,
            "table of base rates",
            builtin::base_rates().map(|(name, _)| name).collect::<Vec<_>>(),
            "tables are",
        );
        return None;
    };
    let problems = Problems::new(text, name);
    read_table(&YamlField::top(&problems, &yaml::parse(&problems)?))
}

fn read_table(field: &YamlField<'_>) -> Option<BaseRates> {
    let section = field.section("a table of base rates", &["title", "source", "rates"])?;
    let text = |key: &str| section.read(key, YamlField::text).unwrap_or_default().to_owned();
    Some(BaseRates { title: text("title"), source: text("source"), rates: rates(&section.need("rates")?) })
}

/// Base rates by half-year, as in `{ 2026-H2: 1.27 }`.
pub fn rates(field: &YamlField<'_>) -> BTreeMap<HalfYear, Decimal> {
    let entries = field.entries("base rates by half-year, as in { 2026-H2: 1.27 }").unwrap_or_default();
    let rate = |entry: &YamlField<'_>| {
        let half = HalfYear::parse(entry.name());
        if half.is_none() {
            let message = format!("there is no half-year {}", quoted(entry.name()));
            entry.report_key(Code::InvalidValue, message, "write it as in 2026-H1 or 2026-H2");
        }
        half.zip(base_rate(entry))
    };
    entries.iter().filter_map(rate).collect()
}

/// A base rate, which may be below 0.
fn base_rate(field: &YamlField<'_>) -> Option<Decimal> {
    let (least, most) = (Decimal::from(-100), Decimal::from(100));
    field.decimal("a rate in percent, from -100 to 100", |rate| (least..=most).contains(&rate))
}

fn share(field: &YamlField<'_>) -> Option<Decimal> {
    let most = Decimal::from(100);
    field.decimal("a yearly rate in percent, from 0 to 100", |rate| !rate.is_negative() && rate <= most)
}

/// One number, or a list of numbers that hold from a day on.
fn points_by_day(field: &YamlField<'_>) -> Steps {
    if field.scalar().is_some() {
        return share(field).map(|points| (Day::FIRST, points)).into_iter().collect();
    }
    let items = field.items().unwrap_or_default();
    let step = |item: &YamlField<'_>| {
        let section = item.section("points from a day on", &["from", "points"])?;
        let from = section.need("from").and_then(|field| first_of_half(&field));
        from.zip(section.need("points").and_then(|field| share(&field)))
    };
    let steps: Steps = items.iter().filter_map(step).collect();
    if items.is_empty() {
        field.report(Code::InvalidValue, "the list of `points` is empty", Some("write `points: 8`".to_owned()));
    }
    if steps.windows(2).any(|pair| pair[1].0 <= pair[0].0) {
        field.report(Code::InvalidValue, "the points are not in the order of their days", Some("put the earliest first".to_owned()));
    }
    steps
}

/// Rates change with half-years only.
fn first_of_half(field: &YamlField<'_>) -> Option<Day> {
    let day = field.day()?;
    if HalfYear::of(day).first_day() != Some(day) {
        field.wants(Code::InvalidValue, "a 1 January or a 1 July", None);
        return None;
    }
    Some(day)
}

fn flat_sums(item: &YamlField<'_>) -> Option<FlatSums> {
    let section = item.section("flat sums", &["from", "currency", "converted_to", "sums"])?;
    let from = section.get("from").map_or(Some(Day::FIRST), |field| field.day());
    let of = section.need("currency").and_then(|field| currency(&field));
    let converted_to = section.read("converted_to", currency);
    let sums = section.need("sums").and_then(|field| field.items());
    let (from, currency, sums) = (from?, of?, sums?);
    let size = converted_to.unwrap_or(currency);
    let bands = sums.iter().filter_map(|sum| band(sum, currency, size)).collect();
    Some(FlatSums { from, currency, converted_to, bands })
}

fn band(item: &YamlField<'_>, currency: Currency, size: Currency) -> Option<SizeBand> {
    let section = item.section("a flat sum", &["below", "up_to", "amount"])?;
    let amount = |field: &YamlField<'_>, of: Currency| {
        let wanted = format!("an amount of 0 or more with at most {} decimals", of.decimals());
        let is_right = |amount: Decimal| !amount.is_negative() && amount.rounded(of.decimals()) == amount;
        field.decimal(&wanted, is_right).map(|amount| amount.units(of.decimals()))
    };
    let (below, up_to) = (section.read("below", |field| amount(field, size)), section.read("up_to", |field| amount(field, size)));
    let amount = section.need("amount").and_then(|field| amount(&field, currency))?;
    Some(SizeBand { below, up_to, amount })
}

fn currency(field: &YamlField<'_>) -> Option<Currency> {
    let code = field.text()?;
    let currency = Currency::from_code(code);
    if currency.is_none() {
        let hint = Some("write its three-letter code, as in EUR".to_owned());
        field.report(Code::BadCurrency, format!("there is no currency {}", quoted(code)), hint);
    }
    currency
}

fn rising(section: &Section<'_>, key: &str, days: impl Iterator<Item = Day>) {
    let days: Vec<Day> = days.collect();
    if let Some(field) = section.get(key).filter(|_| days.windows(2).any(|pair| pair[1] <= pair[0])) {
        field.report(
            Code::InvalidValue,
            format!("the entries of `{key}` are not in the order of their days"),
            Some("put the earliest first".to_owned()),
        );
    }
}

#[cfg(test)]
mod tests;
