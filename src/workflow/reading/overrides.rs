//! What happens on payments, disputes, pauses, promises and replies.

use super::{WorkflowContext, actions};
use crate::channel::Channel;
use crate::finding::Code;
use crate::money::Decimal;
use crate::workflow::{
    BlockClock, BrokenPromise, Dispute, NoAnswer, Overrides, OwnerId, PaidClaim, Pause, Payment, Promise, Reply, Returned, ShortPay, Sla,
};
use crate::yaml::{Section, YamlField};

/// The longest time, in days, that a rule may name: ten years.
const LONGEST: u32 = 3650;
/// So often at most a call is made again.
const MOST_TIMES: u32 = 100;

pub(super) fn read(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Option<Overrides> {
    let section = field.section("`overrides`", &["payment", "dispute", "pause", "promise", "reply", "claim", "no_answer"])?;
    Some(Overrides {
        payment: section.read("payment", |field| payment(context, field)).unwrap_or_default(),
        dispute: section.read("dispute", |field| dispute(context, field)).unwrap_or_default(),
        pause: section.read("pause", pause).unwrap_or_default(),
        promise: section.read("promise", |field| promise(context, field)).unwrap_or_default(),
        reply: section.read("reply", |field| reply(context, field)).unwrap_or_default(),
        claim: section.read("claim", claim).unwrap_or_default(),
        no_answer: section.read("no_answer", no_answer),
    })
}

fn owner(context: &WorkflowContext<'_>, section: &Section<'_>) -> Option<OwnerId> {
    section.read("owner", |field| context.owners.named(field))
}

fn days(section: &Section<'_>, key: &str) -> Option<u32> {
    section.read(key, |field| field.count(0..=LONGEST))
}

fn clock(section: &Section<'_>, key: &str) -> BlockClock {
    let words = [("stop", BlockClock::Stop), ("run", BlockClock::Run)];
    section.read(key, |field| field.choice(&words)).unwrap_or_default()
}

fn payment(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Option<Payment> {
    let section = field.section("`overrides.payment`", &["close_at", "short_pay", "returned", "closed_clock"])?;
    let close_at = section.read("close_at", |field| field.decimal("an amount of 0 or more", |amount| !amount.is_negative()));
    Some(Payment {
        close_at: close_at.unwrap_or_default(),
        short_pay: section.read("short_pay", |field| short_pay(context, field)),
        returned: section.read("returned", |field| returned(context, field)),
        closed_clock: clock(&section, "closed_clock"),
        line: field.key_spot().line,
    })
}

fn short_pay(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Option<ShortPay> {
    let section = field.section("`short_pay`", &["owner", "at_most_percent"])?;
    let owner = owner(context, &section);
    let hundred = Decimal::from(100);
    let is_share = |percent: Decimal| percent > Decimal::ZERO && percent <= hundred;
    let percent = section.need("at_most_percent").and_then(|field| field.decimal("a percentage above 0, at most 100", is_share));
    Some(ShortPay { owner, at_most_percent: percent?, line: field.key_spot().line })
}

fn returned(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Option<Returned> {
    let section = field.section("`returned`", &["owner", "channel"])?;
    let channel = section.get("channel").map_or(Some(Channel::Task), |field| field.channel());
    Some(Returned { owner: owner(context, &section), channel: channel?, line: field.key_spot().line })
}

fn dispute(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Option<Dispute> {
    let keys = ["owner", "routes", "sla_days", "sla_owner", "clock", "cooldown_days"];
    let section = field.section("`overrides.dispute`", &keys)?;
    let routes = section.get("routes").and_then(|field| field.entries("a mapping from reasons to owners, as in { pricing: ar }"));
    Some(Dispute {
        owner: owner(context, &section),
        routes: routes.unwrap_or_default().iter().filter_map(|field| route(context, field)).collect(),
        sla: sla(context, &section),
        clock: clock(&section, "clock"),
        cooldown_days: days(&section, "cooldown_days").unwrap_or(0),
        line: field.key_spot().line,
    })
}

fn route(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Option<(String, OwnerId)> {
    field.needs_name("a reason of `routes` is empty");
    Some((field.name().to_owned(), context.owners.named(field)?))
}

/// Both of `sla_days` and `sla_owner`, or none.
fn sla(context: &WorkflowContext<'_>, section: &Section<'_>) -> Option<Sla> {
    let (days_field, owner_field) = (section.get("sla_days"), section.get("sla_owner"));
    let alone = |field: &YamlField<'_>, other: &str, hint: &str| {
        let message = format!("`{}` needs `{other}`", field.name());
        field.report_key(Code::KeyConflict, message, hint);
    };
    match (&days_field, &owner_field) {
        (Some(field), None) => alone(field, "sla_owner", "name the owner of the dispute after these days"),
        (None, Some(field)) => alone(field, "sla_days", "add the number of days after which the dispute goes to this owner"),
        _ => {}
    }
    let days = days(section, "sla_days");
    let line = days_field.as_ref().map_or(0, |field| field.key_spot().line);
    let owner = owner_field.and_then(|field| context.owners.named(&field));
    Some(Sla { days: days?, owner: owner?, line })
}

fn pause(field: &YamlField<'_>) -> Option<Pause> {
    let section = field.section("`overrides.pause`", &["clock"])?;
    Some(Pause { clock: clock(&section, "clock"), line: field.key_spot().line })
}

fn promise(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Option<Promise> {
    let section = field.section("`overrides.promise`", &["grace_days", "honour", "broken"])?;
    Some(Promise {
        grace_days: days(&section, "grace_days").unwrap_or(Promise::default().grace_days),
        honour: section.read("honour", |field| field.count(0..=10_000)),
        broken: section.read("broken", |field| broken(context, field)).unwrap_or_default(),
        line: field.key_spot().line,
    })
}

fn broken(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Option<BrokenPromise> {
    let section = field.section("`broken`", &["owner", "channel", "template", "advance_to"])?;
    let channel = section.get("channel").map_or(Some(Channel::Call), |field| field.channel());
    Some(BrokenPromise {
        owner: owner(context, &section),
        channel: channel.unwrap_or(Channel::Call),
        template: section.get("template").and_then(|field| actions::template(context, &field, channel)),
        advance_to: section.read("advance_to", |field| context.stages.named(field)),
        line: field.key_spot().line,
    })
}

fn reply(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Option<Reply> {
    let section = field.section("`overrides.reply`", &["owner", "pause_days"])?;
    Some(Reply {
        owner: owner(context, &section),
        pause_days: days(&section, "pause_days").unwrap_or(Reply::default().pause_days),
        line: field.key_spot().line,
    })
}

fn claim(field: &YamlField<'_>) -> Option<PaidClaim> {
    let section = field.section("`overrides.claim`", &["pause_days"])?;
    Some(PaidClaim { pause_days: days(&section, "pause_days").unwrap_or(PaidClaim::default().pause_days), line: field.key_spot().line })
}

fn no_answer(field: &YamlField<'_>) -> Option<NoAnswer> {
    let section = field.section("`overrides.no_answer`", &["retry_days", "times"])?;
    let retry_days = section.need("retry_days").and_then(|field| field.count(1..=LONGEST));
    let times = section.need("times").and_then(|field| field.count(1..=MOST_TIMES));
    Some(NoAnswer { retry_days: retry_days?, times: times?, line: field.key_spot().line })
}
