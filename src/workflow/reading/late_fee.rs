//! The late fee, and what the work costs.

use super::{WorkflowContext, amounts};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::Code;
use crate::law::{self, CalendarMonth, DayCount, LawProfile};
use crate::money::Decimal;
use crate::workflow::{Amount, Choice, Costs, LateFeeRules, Months, PaymentsFor};
use crate::yaml::{Section, YamlField, quoted};
use std::collections::BTreeMap;

const AMOUNT: &str = "an amount of 0 or more";
const KEYS: [&str; 14] = [
    "from_stage",
    "profile",
    "flat",
    "annual_percent",
    "rates",
    "euro",
    "monthly_percent",
    "months",
    "stage_fees",
    "notice_percent",
    "minimum",
    "grace_days",
    "day_count",
    "payments_for",
];

pub(super) fn late_fee(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Option<LateFeeRules> {
    let section = field.section("`late_fee`", &KEYS)?;
    let from_stage = section.need("from_stage").and_then(|field| context.stages.named(&field));
    let amount = |key: &str| section.read(key, amounts::not_negative);
    if ASKED_FOR.iter().all(|key| section.get(key).is_none()) {
        let hint = "give a `profile` of the law, a `flat` amount, a yearly rate as `annual_percent` or `rates`, or several of them";
        section.report(Code::MissingKey, "`late_fee` does not give the amount", Some(hint.to_owned()));
    }
    let is_of_law = section.get("profile").is_some();
    let profile = if is_of_law { of_law(&section).map(Box::new) } else { None };
    let rates = section.get("rates").filter(|_| !is_of_law).map(|field| rates(&field)).unwrap_or_default();
    let percent = |key: &str| section.read(key, yearly).unwrap_or_default();
    let day_count = section.read("day_count", |field| field.choice(&DayCount::WORDS));
    let read = LateFeeRules {
        from_stage: from_stage.unwrap_or_default(),
        flat: amount("flat"),
        stage_fees: section.get("stage_fees").map(|field| stage_fees(context, &field)).unwrap_or_default(),
        notice_percent: percent("notice_percent"),
        minimum: amount("minimum"),
        annual_percent: percent("annual_percent"),
        rates,
        monthly_percent: percent("monthly_percent"),
        months: section.read("months", |field| field.choice(&Months::WORDS)).unwrap_or_default(),
        grace_days: section.read("grace_days", |field| field.count(0..=3650)).unwrap_or_default(),
        day_count: day_count.or(profile.as_ref().map(|profile| profile.day_count)).unwrap_or_default(),
        profile,
        euro: section.get("euro").map(|field| euro(&field)).unwrap_or_default(),
        payments_for: section.read("payments_for", |field| field.choice(&PaymentsFor::WORDS)).unwrap_or_default(),
        line: field.key_spot().line,
    };
    // What keeps it from being one has been reported.
    Some(read).filter(|read| !read.from_stage.is_empty() && read.profile.is_some() == is_of_law)
}

/// The keys of which one is needed.
const ASKED_FOR: [&str; 8] = ["profile", "flat", "annual_percent", "rates", "monthly_percent", "stage_fees", "notice_percent", "minimum"];

/// The name of a shipped profile, or a profile of the workflow's own.
fn profile(field: &YamlField<'_>) -> Option<LawProfile> {
    if field.scalar().is_none() {
        return law::read_profile(field, "own");
    }
    let known = law::profile_of(field.text()?);
    if known.is_none() {
        field.unknown(Code::InvalidValue, "profile of late interest", law::built_in_profiles().collect::<Vec<_>>(), "profiles are");
    }
    known
}

/// The profile, in which the workflow's own base rates come before those of the table.
fn of_law(section: &Section<'_>) -> Option<LawProfile> {
    for key in ["annual_percent", "monthly_percent"] {
        if let Some(field) = section.get(key) {
            let hint = "leave it out, or leave `profile` out";
            field.report_key(Code::KeyConflict, format!("the profile gives the rate, so `{key}` does not go with it"), hint);
        }
    }
    let field = section.get("rates");
    let rates = field.map(|field| law::rates(&field)).unwrap_or_default();
    let mut profile = section.read("profile", profile)?;
    match (&mut profile.base, field) {
        (Some(base), _) => base.rates.extend(rates),
        (None, Some(field)) => {
            let message = format!("the profile {} has no base rate, so `rates` does not go with it", profile.name);
            field.report_key(Code::KeyConflict, message, "leave it out");
        }
        (None, None) => {}
    }
    Some(profile)
}

/// What a euro was worth at the end of months, as in `{ 2026-02: 4.2345 }`.
fn euro(field: &YamlField<'_>) -> BTreeMap<CalendarMonth, Decimal> {
    let entries = field.entries("rates by month, as in { 2026-02: 4.2345 }").unwrap_or_default();
    let rate = |entry: &YamlField<'_>| {
        let month = CalendarMonth::parse(entry.name());
        if month.is_none() {
            let message = format!("there is no month {}", quoted(entry.name()));
            entry.report_key(Code::InvalidValue, message, "write it as in 2026-02");
        }
        month.zip(entry.decimal("a rate above 0", |rate| rate > Decimal::ZERO))
    };
    entries.iter().filter_map(rate).collect()
}

fn stage_fees(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Vec<(String, Amount)> {
    let entries = field.entries("a mapping from stages to amounts, as in { reminder: 5, final-notice: 15 }").unwrap_or_default();
    let fee = |entry: &YamlField<'_>| context.stages.key_named(entry).zip(amounts::not_negative(entry));
    entries.iter().filter_map(fee).collect()
}

fn yearly(field: &YamlField<'_>) -> Option<Decimal> {
    let hundred = Decimal::from(100);
    let wanted = if field.name() == "annual_percent" { "a yearly rate in percent, from 0 to 100" } else { "a percentage from 0 to 100" };
    field.decimal(wanted, |percent| !percent.is_negative() && percent <= hundred)
}

/// Rates by rising day.
fn rates(field: &YamlField<'_>) -> Vec<(Day, Decimal)> {
    let items = field.items().unwrap_or_default();
    let mut before: Option<Day> = None;
    let mut read = Vec::new();
    for item in items {
        let Some(section) = item.section("a rate", &["from", "annual_percent"]) else { continue };
        let from = section.need("from").and_then(|field| field.day().map(|day| (day, field)));
        let percent = section.need("annual_percent").and_then(|field| yearly(&field));
        if let Some((day, field)) = &from {
            if let Some(earlier) = before.filter(|earlier| day <= earlier) {
                let message = format!("the rate from {day} comes after the one from {earlier}");
                let hint = "put the rates in the order of their days, each on another day";
                field.report(Code::InvalidValue, message, Some(hint.to_owned()));
            }
            before = Some(*day);
        }
        read.extend(from.map(|(day, _)| day).zip(percent));
    }
    read
}

pub(super) fn costs(field: &YamlField<'_>) -> Option<Costs> {
    let section = field.section("`costs`", &Channel::ALL.map(Channel::name))?;
    let cost = |channel: Channel| Some((channel, amount(&section, channel.name())?));
    Some(Costs { of: Channel::ALL.into_iter().filter_map(cost).collect(), line: field.key_spot().line })
}

fn amount(section: &Section<'_>, key: &str) -> Option<Decimal> {
    section.read(key, |field| field.decimal(AMOUNT, |amount| !amount.is_negative()))
}

/// What a task's decision may be, each with what it costs and how likely it brings the money in.
pub(super) fn decision(field: &YamlField<'_>, channel: Option<Channel>) -> Vec<Choice> {
    if channel.is_some_and(|channel| channel != Channel::Task) {
        let message = "only a task asks for a decision";
        let hint = "make it `channel: task`, or leave `decision` out";
        field.report_key(Code::KeyConflict, message, hint);
    }
    let wanted = "a mapping from what may be decided, as in { agency: { cost_percent: 25, chance: 40 }, write_off: {} }";
    let entries = field.entries(wanted).unwrap_or_default();
    entries.iter().filter_map(choice).collect()
}

fn choice(field: &YamlField<'_>) -> Option<Choice> {
    field.needs_name("a name under `decision` is empty");
    let section = field.section("what may be decided", &["cost", "cost_percent", "chance"])?;
    let hundred = Decimal::from(100);
    let share = |key: &str| {
        let field = section.get(key)?;
        field.decimal("a percentage from 0 to 100", |percent| !percent.is_negative() && percent <= hundred)
    };
    Some(Choice {
        name: field.name().to_owned(),
        cost: amount(&section, "cost").unwrap_or_default(),
        cost_percent: share("cost_percent").unwrap_or_default(),
        chance: share("chance").unwrap_or_default(),
    })
}
