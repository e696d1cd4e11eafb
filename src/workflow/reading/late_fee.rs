//! The late fee, and what the work costs.

use super::{WorkflowContext, amounts};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::Code;
use crate::money::Decimal;
use crate::workflow::{Choice, Costs, DayCount, LateFeeRules, PaymentsFor};
use crate::yaml::{Section, YamlField};

const AMOUNT: &str = "an amount of 0 or more";

pub(super) fn late_fee(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Option<LateFeeRules> {
    let keys = ["from_stage", "flat", "annual_percent", "rates", "minimum", "day_count", "payments_for"];
    let section = field.section("`late_fee`", &keys)?;
    let from_stage = section.need("from_stage").and_then(|field| context.stages.named(&field));
    let amount = |key: &str| section.read(key, amounts::not_negative);
    if ["flat", "annual_percent", "rates", "minimum"].iter().all(|key| section.get(key).is_none()) {
        let hint = "give a `flat` amount, a yearly rate as `annual_percent` or `rates`, or both";
        section.report(Code::MissingKey, "`late_fee` does not give the amount", Some(hint.to_owned()));
    }
    let (flat, minimum) = (amount("flat"), amount("minimum"));
    let annual_percent = section.read("annual_percent", yearly).unwrap_or_default();
    let rates = section.get("rates").map(|field| rates(&field)).unwrap_or_default();
    let day_count = section.read("day_count", |field| field.choice(&DayCount::WORDS)).unwrap_or_default();
    let payments_for = section.read("payments_for", |field| field.choice(&PaymentsFor::WORDS)).unwrap_or_default();
    let line = field.key_spot().line;
    Some(LateFeeRules { from_stage: from_stage?, flat, minimum, annual_percent, rates, day_count, payments_for, line })
}

fn yearly(field: &YamlField<'_>) -> Option<Decimal> {
    let hundred = Decimal::from(100);
    field.decimal("a yearly rate in percent, from 0 to 100", |percent| !percent.is_negative() && percent <= hundred)
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
