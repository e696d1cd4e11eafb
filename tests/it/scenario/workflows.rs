//! Random workflows: always valid, every key of the file at some time.

use super::story::day;
use chrono::Weekday;
use collect::calendar::{Day, WorkingCalendar};
use collect::law::DayCount;
use collect::money::Decimal;
use collect::workflow::*;
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use std::collections::BTreeMap;

mod conditions;
mod overrides;
mod stages;

pub use conditions::{column as column_match, customer as customer_conditions};

/// Before ids and days are given.
#[derive(Clone, Debug)]
pub struct Policy {
    pub week: Vec<Weekday>,
    pub holidays: Vec<Day>,
    rolls: bool,
    sequential: bool,
    stages: stages::RawStages,
    tracks: Vec<(TrackMatch, stages::RawStages)>,
    rules: Vec<(Conditions, u8)>,
    overrides: Overrides,
    /// The stage to which a broken promise advances.
    advance_to: Option<u8>,
    limits: Limits,
    priority: Priority,
    /// The stage from which on a flat late fee is asked for, and the fee.
    late_fee: Option<(u8, i64)>,
}

/// The owners of every random workflow: a program, two people, and whom the invoice's row names.
pub fn owners() -> Vec<Owner> {
    let declared = |id: &str, kind| Owner {
        id: id.to_owned(),
        source: OwnerSource::Declared { kind, name: id.to_owned(), email: format!("{id}@example.com") },
        line: 0,
    };
    let source = OwnerSource::FromColumn { column: "account_owner".to_owned(), fallback: OwnerId::from_index(2) };
    vec![
        declared("bot", OwnerKind::Automated),
        declared("ann", OwnerKind::Person),
        declared("bob", OwnerKind::Person),
        Owner { id: "account-owner".to_owned(), source, line: 0 },
    ]
}

fn owner() -> impl Strategy<Value = OwnerId> + Clone {
    (0..4_usize).prop_map(OwnerId::from_index)
}

/// A policy of a few stages.
pub fn random() -> impl Strategy<Value = Policy> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let week = prop_oneof![
        4 => Just(vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun]),
        2 => Just(vec![Mon, Tue, Wed, Thu, Fri]),
        1 => Just(vec![Tue]),
    ];
    let calendar = (week, vec((0..100).prop_map(day), 0..3), weighted(0.4, Just(())));
    let tracks = vec((track_match(), stages::random()), 0..=2);
    let rules = vec((conditions::some(), 0..8_u8), 0..=2);
    let limits = weighted(0.6, 2..12_u32);
    let lists = (stages::random(), tracks, rules).boxed();
    let late_fee = weighted(0.5, (0..8_u8, 1..40_i64));
    (calendar, weighted(0.2, Just(())), lists, overrides::random().boxed(), weighted(0.6, 0..8_u8), limits, priority(), late_fee).prop_map(
        |((week, holidays, rolls), sequential, (stages, tracks, rules), overrides, advance_to, limit, priority, late_fee)| Policy {
            week,
            holidays,
            rolls: rolls.is_some(),
            sequential: sequential.is_some(),
            stages,
            tracks,
            rules,
            overrides,
            advance_to,
            limits: Limits { min_days_between_contacts: limit.unwrap_or(0), ..Limits::default() },
            priority,
            late_fee,
        },
    )
}

fn number(whole: i64) -> Amount {
    Amount::Number(Decimal::from(whole))
}

fn track_match() -> impl Strategy<Value = TrackMatch> {
    let columns = |columns, at_least: Option<i64>, below: Option<i64>| TrackMatch {
        columns,
        amount: AmountRange { at_least: at_least.map(number), below: below.map(number) },
    };
    prop_oneof![
        conditions::column().prop_map(move |column| columns(vec![column], None, None)),
        (20..120_i64).prop_map(move |least| columns(vec![], Some(least), None)),
        (20..120_i64).prop_map(move |below| columns(vec![], None, Some(below))),
        (conditions::column(), 20..120_i64).prop_map(move |(column, least)| columns(vec![column], Some(least), None)),
    ]
}

fn priority() -> impl Strategy<Value = Priority> {
    let weight = || (0..40_i128).prop_map(|hundredths| Decimal::new(hundredths * 5, 2));
    let weights = (weight(), weight(), weight(), weight(), weight());
    let given = (1..4_u32, weights).prop_map(|(silent_after, (silent, broken_promise, worsening, disputed, unapplied_cash))| Priority {
        silent_after,
        silent,
        broken_promise,
        worsening,
        disputed,
        unapplied_cash,
        line: 0,
    });
    prop_oneof![1 => Just(Priority::default()), 1 => given]
}

impl Policy {
    /// The workflow; without conditions on money where amounts cannot be compared.
    pub fn resolve(&self, with_money: bool) -> Workflow {
        let stages = self.stages.resolve("s", with_money);
        let tracks: Vec<Track> = self.tracks.iter().enumerate().map(|(index, raw)| track(index, raw, with_money)).collect();
        let all: Vec<String> = stages.iter().chain(tracks.iter().flat_map(|track| &track.stages)).map(|stage| stage.id.clone()).collect();
        let name = |pick: u8| all[usize::from(pick) % all.len()].clone();
        let rules = self.rules.iter().enumerate().map(|(index, (trigger, to))| EscalateRule {
            id: format!("r{index}"),
            trigger: conditions::without_money_unless(with_money, trigger, Some(12)),
            to: name(*to),
            line: 0,
        });
        let mut overrides = self.overrides.clone();
        overrides.promise.broken.advance_to = self.advance_to.map(name);
        if !with_money {
            overrides.payment.close_at = Decimal::ZERO;
        }
        Workflow {
            name: "random".to_owned(),
            description: String::new(),
            timezone: None,
            sequential: self.sequential,
            calendar: WorkingCalendar::new(&self.week, self.holidays.clone()).rolling_due_dates(self.rolls),
            calendar_line: 0,
            owners: owners(),
            escalate: rules.collect(),
            stages,
            tracks,
            overrides,
            limits: self.limits.clone(),
            priority: self.priority.clone(),
            late_fee: self.late_fee.filter(|_| with_money).map(|(from, flat)| late_fee(name(from), flat)),
            costs: Costs::default(),
            credit_hold: None,
            drafts: Drafts::default(),
            file: "workflow.yaml".to_owned(),
            digest: String::new(),
        }
    }
}

fn late_fee(from_stage: String, flat: i64) -> LateFeeRules {
    LateFeeRules {
        from_stage,
        profile: None,
        flat: Some(number(flat)),
        stage_fees: Vec::new(),
        notice_percent: Decimal::ZERO,
        minimum: None,
        annual_percent: Decimal::ZERO,
        rates: Vec::new(),
        monthly_percent: Decimal::ZERO,
        months: Months::default(),
        grace_days: 0,
        day_count: DayCount::default(),
        euro: BTreeMap::new(),
        payments_for: PaymentsFor::default(),
        line: 0,
    }
}

fn track(index: usize, (matches, stages): &(TrackMatch, stages::RawStages), with_money: bool) -> Track {
    let mut matches = matches.clone();
    if !with_money {
        matches.amount = AmountRange::default();
        if matches.columns.is_empty() {
            matches.columns.push(ColumnMatch { column: "region".to_owned(), values: vec!["north".to_owned()] });
        }
    }
    // Every other stage is called as in the workflow's own list, so that jumps go to all lists or to one.
    Track { id: format!("track-{index}"), matches, stages: stages.resolve(["t", "u"][index % 2], with_money), line: 0 }
}
