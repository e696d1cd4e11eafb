//! The schema of a workflow file, mapping by mapping, as `workflow::reading` reads it.

use super::reference::of_workflow;
use super::shape::{
    Decimals, Key, Shape, any_name_but, any_text, channel, currency, day, decimal, either, email, id, list, mapping, may, must, name,
    named, one_or_list, only, prose, section, text, truth, whole, word,
};
use crate::channel::Channel;
use crate::workflow::{DayCount, PaymentsFor};
use chrono_tz::TZ_VARIANTS;

/// The longest time, in days, that a rule may name.
const LONGEST: i64 = 3650;
/// Words that stand in the place of a stage in the ids of override tasks.
const TAKEN: [&str; 4] = ["dispute", "reply", "broken-promise", "short-pay"];

/// A workflow file.
pub(super) fn workflow() -> Shape {
    let keys = vec![
        must("version", only(1)),
        may("name", text()),
        may("description", prose()),
        may("timezone", word(TZ_VARIANTS.iter().map(|zone| zone.name()))),
        may("catch_up", word(["latest", "sequential"])),
        may("calendar", calendar()),
        must("owners", mapping(name(), Vec::new(), owner()).not_empty()),
        must("stages", named("stages")),
        may("overrides", overrides()),
        may("escalate", list(escalate())),
        may("tracks", list(track())),
        may("limits", limits()),
        may("priority", priority()),
        may("late_fee", late_fee()),
        may("costs", costs()),
        may("drafts", drafts()),
    ];
    section(said("", keys)).naming("stages", list(stage()).at_least(1))
}

/// The keys of a mapping with what the reference says of each.
fn said(path: &str, keys: Vec<Key>) -> Vec<Key> {
    let dot = if path.is_empty() { "" } else { "." };
    keys.into_iter().map(|key| key.described(|name| of_workflow(&format!("{path}{dot}{name}")))).collect()
}

fn of(path: &str, keys: Vec<Key>) -> Shape {
    section(said(path, keys))
}

fn days() -> Shape {
    whole(0..=LONGEST)
}

fn calendar() -> Shape {
    let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    of("calendar", vec![may("working_days", list(word(week)).at_least(1)), may("holidays", list(day()))])
}

fn owner() -> Shape {
    let keys = vec![
        may("kind", word(["person", "automated"])),
        may("name", text()),
        may("email", email()),
        may("from_column", text()),
        may("fallback", text()),
    ];
    let owner = of("owners", keys).needs("from_column", "fallback").needs("fallback", "from_column");
    owner.alone("from_column", &["kind", "name", "email"])
}

fn stage() -> Shape {
    let keys = vec![
        must("id", id(&TAKEN)),
        may("name", text()),
        may("was", one_or_list(id(&TAKEN))),
        must("trigger", conditions(With::Day)),
        must("owner", text()),
        may("required", truth()),
        may("wait_days", days()),
        may("approval", text()),
        may("actions", list(action())),
    ];
    of("stages", keys)
}

fn action() -> Shape {
    let keys = vec![
        may("id", id(&[])),
        may("was", one_or_list(id(&[]))),
        must("channel", channel()),
        may("owner", text()),
        may("template", one_or_list(text())),
        may("after", days()),
        may("every", whole(1..=LONGEST)),
        may("times", whole(1..=10_000)),
        may("within", days()),
        may("when", conditions(With::Customer)),
        may("decision", mapping(any_name_but(None), Vec::new(), choice())),
    ];
    of("stages.actions", keys).needs("times", "every")
}

fn choice() -> Shape {
    let keys = vec![
        may("cost", decimal(Decimals::NotNegative)),
        may("cost_percent", decimal(Decimals::Share)),
        may("chance", decimal(Decimals::Share)),
    ];
    of("stages.actions.decision", keys)
}

/// What conditions have beside the keys that all have.
#[derive(PartialEq)]
enum With {
    /// A day, which must be given.
    Day,
    /// What must hold of the customer.
    Customer,
    Nothing,
}

fn conditions(with: With) -> Shape {
    let clock = whole(-3650..=36_500);
    let mut keys = vec![
        if with == With::Day { must("day", clock) } else { may("day", clock) },
        may("balance", amounts()),
        may("match", mapping(any_name_but(Some("amount")), Vec::new(), one_or_list(any_text()))),
        may("broken_promises", whole(0..=10_000)),
        may("unanswered", range(whole(0..=10_000), whole(1..=10_000))),
        may("responded", truth()),
    ];
    if with == With::Customer {
        keys.push(may("customer", customer()));
    }
    of("conditions", keys)
}

fn customer() -> Shape {
    let days = || whole(-3650..=36_500);
    let keys = vec![
        may("overdue", amounts()),
        may("open", amounts()),
        may("oldest", range(days(), days())),
        may("invoices", range(whole(0..=10_000), whole(1..=10_000))),
    ];
    of("conditions.customer", keys).not_empty()
}

fn range(at_least: Shape, below: Shape) -> Shape {
    let keys = vec![may("at_least", at_least.described("This or more.")), may("below", below.described("Less than this."))];
    section(keys).not_empty()
}

fn amounts() -> Shape {
    range(amount(Decimals::NotNegative), amount(Decimals::Positive))
}

/// A number, or an amount for each of some currencies.
fn amount(which: Decimals) -> Shape {
    either(vec![decimal(which), mapping(currency(), Vec::new(), decimal(which)).not_empty()])
}

fn overrides() -> Shape {
    let keys =
        vec![may("payment", payment()), may("dispute", dispute()), may("pause", pause()), may("promise", promise()), may("reply", reply())];
    of("overrides", keys)
}

fn clock(key: &'static str) -> Key {
    may(key, word(["stop", "run"]))
}

fn payment() -> Shape {
    let short_pay = vec![may("owner", text()), must("at_most_percent", decimal(Decimals::Percent))];
    let short_pay = of("overrides.payment.short_pay", short_pay);
    let returned = of("overrides.payment.returned", vec![may("owner", text()), may("channel", channel())]);
    let keys = vec![
        may("close_at", decimal(Decimals::NotNegative)),
        may("short_pay", short_pay),
        may("returned", returned),
        clock("closed_clock"),
    ];
    of("overrides.payment", keys)
}

fn dispute() -> Shape {
    let keys = vec![
        may("owner", text()),
        may("routes", mapping(any_name_but(None), Vec::new(), text())),
        may("sla_days", days()),
        may("sla_owner", text()),
        clock("clock"),
        may("cooldown_days", days()),
    ];
    of("overrides.dispute", keys).needs("sla_days", "sla_owner").needs("sla_owner", "sla_days")
}

fn pause() -> Shape {
    of("overrides.pause", vec![clock("clock")])
}

fn promise() -> Shape {
    let broken = vec![may("owner", text()), may("channel", channel()), may("template", text()), may("advance_to", text())];
    let broken = of("overrides.promise.broken", broken);
    of("overrides.promise", vec![may("grace_days", days()), may("honour", whole(0..=10_000)), may("broken", broken)])
}

fn reply() -> Shape {
    of("overrides.reply", vec![may("owner", text()), may("pause_days", days())])
}

fn escalate() -> Shape {
    of("escalate", vec![must("id", id(&[])), must("trigger", conditions(With::Nothing)), must("to", text())])
}

fn track() -> Shape {
    let amount = amounts().described("The invoice's gross amount, in base currency where there are rates.");
    let matches = mapping(any_name_but(None), vec![may("amount", amount)], one_or_list(any_text()));
    of("tracks", vec![must("id", id(&[])), must("match", matches), may("approval", text()), must("stages", named("stages"))])
}

fn limits() -> Shape {
    let keys = vec![may("min_days_between_contacts", days()), may("max_actions", whole(0..=1_000_000_000)), may("stale_days", days())];
    of("limits", keys)
}

fn priority() -> Shape {
    let flags = ["silent", "broken_promise", "worsening", "disputed", "unapplied_cash"];
    let weights = flags.iter().map(|flag| may(flag, decimal(Decimals::Weight))).collect();
    of("priority", vec![may("silent_after", whole(1..=10_000)), may("weights", of("priority.weights", weights))])
}

fn late_fee() -> Shape {
    let rate = || decimal(Decimals::Share);
    let keys = vec![
        must("from_stage", text()),
        may("flat", amount(Decimals::NotNegative)),
        may("annual_percent", rate()),
        may("rates", list(of("late_fee.rates", vec![must("from", day()), must("annual_percent", rate())]))),
        may("minimum", amount(Decimals::NotNegative)),
        may("day_count", word(DayCount::WORDS.map(|(word, _)| word))),
        may("payments_for", word(PaymentsFor::WORDS.map(|(word, _)| word))),
    ];
    of("late_fee", keys).needs_one_of(&["flat", "annual_percent", "rates", "minimum"])
}

fn costs() -> Shape {
    of("costs", Channel::ALL.map(|channel| may(channel.name(), decimal(Decimals::NotNegative))).into())
}

fn drafts() -> Shape {
    of("drafts", vec![may("consolidate", word(["none", "customer"])), may("cc", text()), may("reply_to", email())])
}
