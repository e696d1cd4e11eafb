//! Random events of every type, dense enough to meet on one date.

use super::story::{EventSpec, InvoiceSpec, Story, day};
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
    /// Payment, credit or write-off, in percent of the invoice's amount.
    Less {
        kind: u8,
        percent: Option<i64>,
    },
    /// Reversal or fee.
    More {
        kind: u8,
        percent: i64,
    },
    Dispute {
        reason: u8,
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
const TASKS: [&str; 4] = ["dispute", "reply", "broken-promise", "short-pay"];
/// As events write them: those of two invoices in another way, and one that no invoice has.
pub const ADDRESSES: [&str; 6] =
    ["ap@acme.example", "AP@Bolt.example ", "old@acme.example", "nobody@acme.example", "+1 555 0100", "15550199"];
const CHANNELS: [&str; 5] = ["email", "call", "letter", "sms", "task"];

/// Up to fifty events.
pub fn several() -> impl Strategy<Value = Vec<RawEvent>> {
    // Some happen again some days later: who pays in parts, or writes twice.
    let with_echo = |(event, again): (RawEvent, Option<i32>)| {
        let later = again.map(|days| RawEvent { day: event.day + days, id: None, ..event.clone() });
        [Some(event), later].into_iter().flatten()
    };
    vec((random(), weighted(0.2, 1..6)), 0..=26).prop_map(move |events| events.into_iter().flat_map(with_echo).collect())
}

/// One event.
fn random() -> impl Strategy<Value = RawEvent> {
    let date = prop_oneof![3 => 0..80, 2 => (0..16).prop_map(|n| n * 5), 1 => -10..120];
    let id = weighted(0.04, 0..3_u8);
    let who = prop_oneof![2 => Just(0_u8), 1 => Just(1_u8), 2 => 0..16_u8];
    (who, weighted(0.25, Just(())), date, what(), id).prop_map(|(who, of_customer, day, what, id)| RawEvent {
        who,
        of_customer: of_customer.is_some(),
        day,
        what,
        id,
    })
}

fn what() -> impl Strategy<Value = What> {
    let share = || prop_oneof![2 => Just(20_i64), 2 => Just(50), 2 => Just(70), 4 => 80..99_i64, 1 => Just(100), 1 => Just(130)];
    prop_oneof![
        6 => (prop_oneof![6 => Just(0_u8), 1 => Just(1_u8), 1 => Just(2_u8)], weighted(0.9, share()))
            .prop_map(|(kind, percent)| What::Less { kind, percent }),
        3 => (0..2_u8, share()).prop_map(|(kind, percent)| What::More { kind, percent }),
        2 => (0..3_u8).prop_map(|reason| What::Dispute { reason }),
        3 => prop_oneof![1 => 0..2_u8, 2 => Just(2_u8)].prop_map(|reason| What::Resolved { reason }),
        5 => (-2..14, weighted(0.4, share())).prop_map(|(days, percent)| What::Promise { days, percent }),
        2 => weighted(0.8, -1..15).prop_map(|days| What::Pause { days }),
        1 => Just(What::Resume),
        5 => Just(What::Reply),
        11 => (0..5_u8, weighted(0.4, 0..10_u8), weighted(0.5, reference()))
            .prop_map(|(channel, stage, reference)| What::Touch { channel, stage, reference }),
        2 => (0..10_u8).prop_map(|stage| What::Escalate { stage }),
        2 => (-20..30).prop_map(|days| What::Extend { days }),
        2 => prop_oneof![2 => 0..2_u8, 1 => 2..4_u8].prop_map(|address| What::Bounce { address }),
        3 => (weighted(0.5, 0..5_u8), weighted(0.4, 0..6_u8), weighted(0.4, 0..40))
            .prop_map(|(channel, address, days)| What::OptOut { channel, address, days }),
        2 => weighted(0.7, reference()).prop_map(|reference| What::Note { reference }),
    ]
}

fn reference() -> impl Strategy<Value = RawReference> {
    let journey = prop_oneof![4 => Just(1_u8), 2 => Just(2_u8), 1 => Just(3_u8)];
    prop_oneof![
        4 => (0..4_u8, 0..3_u8, 1..4_u8, journey, any::<bool>()).prop_map(|(stage, action, occurrence, journey, old)| {
            RawReference::Action { stage, action, occurrence, journey, old }
        }),
        5 => (0..4_u8, 1..3_u8).prop_map(|(task, number)| RawReference::Task { task, number }),
        1 => (0..6_u8, 0..4_u8).prop_map(|(who, task)| RawReference::Elsewhere { who, task }),
        1 => Just(RawReference::Nowhere),
    ]
}

impl RawEvent {
    /// The row, for the story's invoices and stages.
    pub fn resolve(&self, story: &Story) -> EventSpec {
        let invoice = &story.invoices[usize::from(self.who) % story.invoices.len()];
        let date = day(self.day);
        let mut row = EventSpec { date: Some(date), ..EventSpec::default() };
        let share = |percent: i64| (invoice.amount.abs() * percent / 100).max(1);
        match &self.what {
            What::Less { kind, percent } => {
                row.kind = ["payment", "credit", "write_off"][usize::from(*kind)].to_owned();
                row.amount = percent.map(share);
            }
            What::More { kind, percent } => {
                row.kind = ["reversal", "fee"][usize::from(*kind)].to_owned();
                row.amount = Some(share(*percent));
            }
            What::Dispute { reason } => {
                row.kind = "dispute".to_owned();
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
            What::Touch { channel, stage, reference } => {
                row.kind = "touch".to_owned();
                row.channel = CHANNELS[usize::from(*channel)].to_owned();
                row.stage = stage.map_or(String::new(), |stage| stage_name(story, invoice, stage));
                row.reference = reference.as_ref().map_or(String::new(), |reference| reference.resolve(story, invoice));
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
                format!("{}/{}/1", other.id, TASKS[usize::from(*task)])
            }
            RawReference::Nowhere => "a slip of paper".to_owned(),
        }
    }
}
