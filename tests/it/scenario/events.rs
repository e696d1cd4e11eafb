//! Random events of every type, dense enough to meet on one date.

use super::story::{EventSpec, InvoiceSpec, Story, day};
use collect::channel::Channel;
use collect::workflow::Stage;
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

/// An event before its invoice, amount and texts are chosen from the story.
#[derive(Clone, Debug)]
pub struct RawEvent {
    who: u8,
    of_customer: bool,
    day: i32,
    what: What,
    /// One of few ids, so that some are seen twice.
    id: Option<u8>,
}

#[derive(Clone, Debug)]
enum What {
    /// Payment, credit, fee waived or write-off, in percent of the invoice's amount.
    Less {
        kind: u8,
        percent: Option<i64>,
    },
    /// Reversal or fee.
    More {
        kind: u8,
        percent: i64,
    },
    /// Of the whole, or of a part in percent.
    Dispute {
        reason: u8,
        percent: Option<i64>,
    },
    Resolved {
        reason: u8,
    },
    Promise {
        days: i32,
        percent: Option<i64>,
    },
    Pause {
        days: Option<i32>,
    },
    Resume,
    Reply,
    Touch {
        channel: u8,
        stage: Option<u8>,
        reference: Option<RawReference>,
        outcome: Option<u8>,
    },
    /// On the channel of an action of the stage, without a reference.
    TouchFor {
        stage: u8,
        action: u8,
        outcome: Option<u8>,
    },
    Escalate {
        stage: u8,
    },
    Extend {
        days: i32,
    },
    Note {
        reference: Option<RawReference>,
    },
    Bounce {
        address: u8,
    },
    OptOut {
        channel: Option<u8>,
        address: Option<u8>,
        days: Option<i32>,
    },
}

#[derive(Clone, Debug)]
enum RawReference {
    Action {
        stage: u8,
        action: u8,
        occurrence: u8,
        journey: u8,
        old: bool,
    },
    Task {
        task: u8,
        number: u8,
    },
    /// A task of another invoice.
    Elsewhere {
        who: u8,
        task: u8,
    },
    Nowhere,
}

const REASONS: [&str; 3] = ["pricing", "service", ""];
const TASKS: [&str; 5] = ["dispute", "reply", "broken-promise", "short-pay", "returned"];
/// The `kind` of [`What::Less`] and [`What::More`].
const PAYMENT: u8 = 0;
const CREDIT: u8 = 1;
const WRITE_OFF: u8 = 2;
const WAIVER: u8 = 3;
const REVERSAL: u8 = 0;
const FEE: u8 = 1;
/// As events write them: those of two invoices in another way, and one that no invoice has.
pub const ADDRESSES: [&str; 6] =
    ["ap@acme.example", "AP@Bolt.example ", "old@acme.example", "nobody@acme.example", "+1 555 0100", "15550199"];
/// Of calls; at other touches they mean nothing. The last is no known word.
const OUTCOMES: [&str; 6] = ["no_answer", "voicemail", "reached", "right_person", "wrong_number", "engaged"];
const CHANNELS: [&str; 5] = ["email", "call", "letter", "sms", "task"];

/// Up to sixty events.
pub fn several() -> impl Strategy<Value = Vec<RawEvent>> {
    // Some happen again some days later: who pays in parts, or writes twice. Some rows come again with their id, under another date.
    let with_echo = |(event, again): (RawEvent, Option<i32>)| {
        let later = again.map(|days| RawEvent { day: event.day + days, id: event.id.filter(|_| days % 2 == 0), ..event.clone() });
        [Some(event), later].into_iter().flatten().collect()
    };
    let single = (random(), weighted(0.2, 1..6)).prop_map(with_echo);
    vec(prop_oneof![6 => single.boxed(), 1 => connected().boxed()], 0..=26).prop_map(|events: Vec<Vec<RawEvent>>| events.concat())
}

/// One event.
fn random() -> impl Strategy<Value = RawEvent> {
    let date = prop_oneof![3 => 0..80, 2 => (0..16).prop_map(|n| n * 5), 1 => -10..120];
    let id = weighted(0.1, 0..3_u8);
    (who(), weighted(0.25, Just(())), date, what().boxed(), id).prop_map(|(who, of_customer, day, what, id)| RawEvent {
        who,
        of_customer: of_customer.is_some(),
        day,
        what,
        id,
    })
}

fn who() -> impl Strategy<Value = u8> {
    prop_oneof![2 => Just(0_u8), 1 => Just(1_u8), 2 => 0..16_u8]
}

/// Days after the first, whether it names the customer only, and what.
type Step = (i32, bool, What);

/// Some events of one invoice that mean something together.
fn connected() -> impl Strategy<Value = Vec<RawEvent>> {
    let steps = |one: BoxedStrategy<Step>, range| vec(one, range).boxed();
    let at_once = |kind: u8| vec(Just((0, false, What::Less { kind, percent: None })), 1..=1).boxed();
    let money = || prop_oneof![3 => less(PAYMENT), 1 => less(CREDIT), 2 => cash(), 2 => more(REVERSAL), 2 => paid_out()].boxed();
    let story = prop_oneof![
        // Given up, then paid after all, and perhaps taken back.
        2 => (at_once(WRITE_OFF), steps(prop_oneof![2 => less(PAYMENT), 1 => more(REVERSAL)].boxed(), 1..=3)),
        // Paid, and the payment comes back.
        2 => (at_once(PAYMENT), steps(more(REVERSAL), 1..=2)),
        // Instalments, and what comes in and goes back meanwhile.
        7 => (steps(promised(), 1..=4), steps(money(), 0..=5)),
        // A part in dispute, the rest promised or paid.
        3 => (steps(part_disputed(), 1..=2), steps(prop_oneof![promised(), less(PAYMENT), resolved()].boxed(), 0..=4)),
        // A promise, and nothing on record.
        4 => (steps(promised(), 1..=1), steps(less(CREDIT), 0..=0)),
        // Calls that nobody answers, whatever they are for.
        12 => (steps(called_in_vain(), 1..=3), steps(called_in_vain(), 0..=1)),
        // A fee, and its waiver.
        1 => (steps(more(FEE), 1..=1), steps(less(WAIVER), 1..=1)),
    ];
    (who(), 0..70, story.boxed()).prop_map(|(who, from, (first, then))| {
        let event = |(days, of_customer, what)| RawEvent { who, of_customer, day: from + days, what, id: None };
        first.into_iter().chain(then).map(event).collect()
    })
}

fn less(kind: u8) -> BoxedStrategy<Step> {
    (0..9, weighted(0.7, share())).prop_map(move |(days, percent)| (days, false, What::Less { kind, percent })).boxed()
}

fn more(kind: u8) -> BoxedStrategy<Step> {
    (0..9, share()).prop_map(move |(days, percent)| (days, false, What::More { kind, percent })).boxed()
}

fn cash() -> BoxedStrategy<Step> {
    let kind = prop_oneof![3 => Just(PAYMENT), 1 => Just(CREDIT)];
    (0..9, kind, share()).prop_map(|(days, kind, percent)| (days, true, What::Less { kind, percent: Some(percent) })).boxed()
}

fn paid_out() -> BoxedStrategy<Step> {
    (0..9, share()).prop_map(|(days, percent)| (days, true, What::More { kind: REVERSAL, percent })).boxed()
}

fn promised() -> BoxedStrategy<Step> {
    let of_customer = prop_oneof![3 => Just(false), 1 => Just(true)];
    let days = prop_oneof![2 => -1..14, 1 => Just(5)];
    (of_customer, days, weighted(0.7, share())).prop_map(|(of, days, percent)| (0, of, What::Promise { days, percent })).boxed()
}

fn called_in_vain() -> BoxedStrategy<Step> {
    let of_customer = prop_oneof![5 => Just(false), 1 => Just(true)];
    let call = What::Touch { channel: 1, stage: None, reference: None, outcome: Some(0) };
    (0..9, of_customer).prop_map(move |(days, of_customer)| (days, of_customer, call.clone())).boxed()
}

fn part_disputed() -> BoxedStrategy<Step> {
    (0..3, 0..3_u8, share()).prop_map(|(days, reason, percent)| (days, false, What::Dispute { reason, percent: Some(percent) })).boxed()
}

fn resolved() -> BoxedStrategy<Step> {
    (1..12).prop_map(|days| (days, false, What::Resolved { reason: 2 })).boxed()
}

/// In percent of the invoice's amount; seldom nothing.
fn share() -> impl Strategy<Value = i64> + Clone {
    prop_oneof![6 => Just(20_i64), 6 => Just(50), 6 => Just(70), 16 => 80..99_i64, 5 => Just(100), 3 => Just(130), 1 => Just(0)]
}

fn what() -> impl Strategy<Value = What> {
    prop_oneof![
        6 => (prop_oneof![6 => Just(PAYMENT), 1 => Just(CREDIT), 1 => Just(WRITE_OFF), 1 => Just(WAIVER)], weighted(0.9, share()))
            .prop_map(|(kind, percent)| What::Less { kind, percent }),
        3 => (0..2_u8, share()).prop_map(|(kind, percent)| What::More { kind, percent }),
        3 => (0..3_u8, weighted(0.4, share())).prop_map(|(reason, percent)| What::Dispute { reason, percent }),
        3 => prop_oneof![1 => 0..2_u8, 2 => Just(2_u8)].prop_map(|reason| What::Resolved { reason }),
        5 => (-2..14, weighted(0.4, share())).prop_map(|(days, percent)| What::Promise { days, percent }),
        2 => weighted(0.8, -1..15).prop_map(|days| What::Pause { days }),
        1 => Just(What::Resume),
        5 => Just(What::Reply),
        11 => (0..5_u8, weighted(0.4, 0..10_u8), weighted(0.5, reference()), outcome())
            .prop_map(|(channel, stage, reference, outcome)| What::Touch { channel, stage, reference, outcome }),
        4 => (0..4_u8, 0..3_u8, outcome()).prop_map(|(stage, action, outcome)| What::TouchFor { stage, action, outcome }),
        2 => (0..10_u8).prop_map(|stage| What::Escalate { stage }),
        2 => (-20..30).prop_map(|days| What::Extend { days }),
        2 => prop_oneof![2 => 0..2_u8, 1 => 2..4_u8].prop_map(|address| What::Bounce { address }),
        3 => (weighted(0.5, 0..5_u8), weighted(0.4, 0..6_u8), weighted(0.4, 0..40))
            .prop_map(|(channel, address, days)| What::OptOut { channel, address, days }),
        2 => weighted(0.7, reference()).prop_map(|reference| What::Note { reference }),
    ]
}

/// Its place in [`OUTCOMES`].
fn outcome() -> impl Strategy<Value = Option<u8>> {
    prop_oneof![2 => Just(None), 3 => Just(Some(0_u8)), 1 => (1..6_u8).prop_map(Some)]
}

fn reference() -> impl Strategy<Value = RawReference> {
    let journey = prop_oneof![4 => Just(1_u8), 2 => Just(2_u8), 1 => Just(3_u8)];
    prop_oneof![
        4 => (0..4_u8, 0..3_u8, 1..4_u8, journey, any::<bool>()).prop_map(|(stage, action, occurrence, journey, old)| {
            RawReference::Action { stage, action, occurrence, journey, old }
        }),
        5 => (0..5_u8, 1..3_u8).prop_map(|(task, number)| RawReference::Task { task, number }),
        1 => (0..6_u8, 0..5_u8).prop_map(|(who, task)| RawReference::Elsewhere { who, task }),
        1 => Just(RawReference::Nowhere),
    ]
}

impl RawEvent {
    /// The row, for the story's invoices and stages.
    pub fn resolve(&self, story: &Story) -> EventSpec {
        let invoice = &story.invoices[usize::from(self.who) % story.invoices.len()];
        let date = day(self.day);
        let mut row = EventSpec { date: Some(date), ..EventSpec::default() };
        let share = |percent: i64| (invoice.amount.abs() * percent / 100).max(percent.min(1));
        match &self.what {
            What::Less { kind, percent } => {
                row.kind = ["payment", "credit", "write_off", "credit"][usize::from(*kind)].to_owned();
                row.amount = percent.map(share);
                if *kind == WAIVER {
                    row.reason = "fee".to_owned();
                }
            }
            What::More { kind, percent } => {
                row.kind = ["reversal", "fee"][usize::from(*kind)].to_owned();
                row.amount = Some(share(*percent));
            }
            What::Dispute { reason, percent } => {
                row.kind = "dispute".to_owned();
                row.amount = percent.map(share);
                row.reason = REASONS[usize::from(*reason)].to_owned();
            }
            What::Resolved { reason } => {
                row.kind = "dispute_resolved".to_owned();
                row.reason = REASONS[usize::from(*reason)].to_owned();
            }
            What::Promise { days, percent } => {
                row.kind = "promise".to_owned();
                row.until = Some(date.plus(*days));
                row.amount = percent.map(share);
            }
            What::Pause { days } => {
                row.kind = "pause".to_owned();
                row.until = days.map(|days| date.plus(days));
            }
            What::Resume => row.kind = "resume".to_owned(),
            What::Reply => row.kind = "reply".to_owned(),
            What::Touch { channel, stage, reference, outcome } => {
                row.kind = "touch".to_owned();
                row.outcome = outcome.map_or("", |outcome| OUTCOMES[usize::from(outcome)]).to_owned();
                row.channel = CHANNELS[usize::from(*channel)].to_owned();
                row.stage = stage.map_or(String::new(), |stage| stage_name(story, invoice, stage));
                row.reference = reference.as_ref().map_or(String::new(), |reference| reference.resolve(story, invoice));
            }
            What::TouchFor { stage, action, outcome } => {
                let stages = some_stages(story, invoice);
                let stage = &stages[usize::from(*stage) % stages.len()];
                row.kind = "touch".to_owned();
                row.stage.clone_from(&stage.id);
                row.outcome = outcome.map_or("", |outcome| OUTCOMES[usize::from(outcome)]).to_owned();
                let call = stage.actions.iter().find(|action| outcome.is_some() && action.channel == Channel::Call);
                row.channel = call.unwrap_or(&stage.actions[usize::from(*action) % stage.actions.len()]).channel.name().to_owned();
            }
            What::Escalate { stage } => {
                row.kind = "escalate".to_owned();
                row.stage = stage_name(story, invoice, *stage);
            }
            What::Extend { days } => {
                row.kind = "extend".to_owned();
                row.until = invoice.due.map(|due| due.plus(*days));
            }
            What::Bounce { address } => {
                row.kind = "bounce".to_owned();
                row.address = ADDRESSES[usize::from(*address)].to_owned();
            }
            What::OptOut { channel, address, days } => {
                row.kind = "opt_out".to_owned();
                row.channel = channel.map_or("", |channel| CHANNELS[usize::from(channel)]).to_owned();
                row.address = address.map_or("", |address| ADDRESSES[usize::from(address)]).to_owned();
                row.until = days.map(|days| date.plus(days));
            }
            What::Note { reference } => {
                row.kind = "note".to_owned();
                row.reference = reference.as_ref().map_or(String::new(), |reference| reference.resolve(story, invoice));
            }
        }
        self.name_subject(&mut row, story, invoice);
        row.id = self.id.map_or(String::new(), |id| format!("E{id}"));
        row
    }

    /// The invoice, or its customer where the type may concern one.
    fn name_subject(&self, row: &mut EventSpec, story: &Story, invoice: &InvoiceSpec) {
        let may = ["payment", "credit", "reversal", "promise", "pause", "resume", "reply", "touch", "bounce", "opt_out", "note"];
        if !(self.of_customer && may.contains(&row.kind.as_str())) {
            row.invoice = invoice.id.clone();
            return;
        }
        row.customer = invoice.customer.clone();
        if row.kind == "promise" {
            row.amount = None;
        }
        if ["payment", "credit", "reversal"].contains(&row.kind.as_str()) {
            row.amount = row.amount.or(Some(invoice.amount.abs()));
            let mut others = story.invoices.iter().filter(|other| other.customer == invoice.customer);
            if others.any(|other| other.currency != invoice.currency) {
                row.currency = invoice.currency.clone();
            }
        }
    }
}

/// The stages that an invoice may have: any list of the workflow.
fn some_stages<'s>(story: &'s Story, invoice: &InvoiceSpec) -> &'s [Stage] {
    let lists: Vec<&[Stage]> = story.workflow.stage_lists().collect();
    let wanted = if invoice.segment == "key" { 1 } else { 0 };
    lists[wanted % lists.len()]
}

/// A stage by its id, by an earlier id, or one that nobody knows.
fn stage_name(story: &Story, invoice: &InvoiceSpec, pick: u8) -> String {
    let stages = some_stages(story, invoice);
    let stage = &stages[usize::from(pick) % stages.len()];
    match pick {
        9 => "unheard-of".to_owned(),
        7 | 8 => stage.was.first().unwrap_or(&stage.id).clone(),
        _ => stage.id.clone(),
    }
}

impl RawReference {
    fn resolve(&self, story: &Story, invoice: &InvoiceSpec) -> String {
        match self {
            RawReference::Action { stage, action, occurrence, journey, old } => {
                let stages = some_stages(story, invoice);
                let stage = &stages[usize::from(*stage) % stages.len()];
                let action = &stage.actions[usize::from(*action) % stage.actions.len()];
                let named = |id: &String, was: &[String]| was.first().filter(|_| *old).unwrap_or(id).clone();
                let journey = if *journey == 1 { String::new() } else { format!("@{journey}") };
                let (stage, action) = (named(&stage.id, &stage.was), named(&action.id, &action.was));
                format!("{}{journey}/{stage}/{action}/{occurrence}", invoice.id)
            }
            RawReference::Task { task, number } => format!("{}/{}/{number}", invoice.id, TASKS[usize::from(*task)]),
            RawReference::Elsewhere { who, task } => {
                let other = &story.invoices[usize::from(*who) % story.invoices.len()];
                format!("{} of {}", TASKS[usize::from(*task)], other.id)
            }
            RawReference::Nowhere => "a slip of paper".to_owned(),
        }
    }
}
