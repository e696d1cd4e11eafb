//! A small plan made by hand: two customers, two currencies, a withheld action.

use collect::action_id::ActionId;
use collect::calendar::{Day, WorkingCalendar};
use collect::channel::Channel;
use collect::ledger::{Columns, Field, Invoice, InvoiceId, Invoices, Terms};
use collect::money::{Currency, Decimal};
use collect::plan::{ActionKind, DueAction, EnteredBy, Flags, Held, Plan, Position, Promised, Reason, Status, Totals, Withheld};
use collect::workflow::{
    Conditions, Costs, Drafts, Limits, Overrides, Owner, OwnerId, OwnerKind, OwnerSource, Priority, Stage, StageIndex, Workflow,
};

/// A day.
pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The id of an action.
pub fn action_id(text: &str) -> ActionId {
    ActionId::read(text).unwrap()
}

/// A currency.
pub fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

/// Stages `first-overdue` (day 5) and `escalation` (day 20).
pub fn workflow() -> Workflow {
    let stage = |id: &str, name: &str, day: i32| Stage {
        id: id.into(),
        name: name.into(),
        was: vec![],
        day,
        trigger: Conditions { day: Some(day), ..Conditions::default() },
        owner: OwnerId::from_index(0),
        required: false,
        wait_days: None,
        approval: None,
        actions: vec![],
        line: 1,
    };
    let source = OwnerSource::Declared { kind: OwnerKind::Person, name: "AR specialist".into(), email: String::new() };
    Workflow {
        name: "net30".into(),
        description: String::new(),
        timezone: None,
        sequential: false,
        calendar: WorkingCalendar::default(),
        calendar_line: 0,
        owners: vec![Owner { id: "ar-specialist".into(), source, line: 1 }],
        stages: vec![stage("first-overdue", "First overdue", 5), stage("escalation", "Escalation", 20)],
        overrides: Overrides::default(),
        escalate: vec![],
        tracks: vec![],
        limits: Limits::default(),
        priority: Priority::default(),
        late_fee: None,
        costs: Costs::default(),
        credit_hold: None,
        drafts: Drafts::default(),
        file: "net30.yaml".into(),
        digest: "w0".into(),
    }
}

/// Adds an invoice: id, customer, name, contact and phone, then currency and amount.
pub fn invoice(invoices: &mut Invoices, texts: [&str; 5], code: &str, amount: i64, due: &str) -> InvoiceId {
    let columns = columns();
    let text = texts.concat();
    let mut end = 0;
    let ends = texts.map(|text| {
        end += text.len() as u32;
        end
    });
    let terms = Terms { amount, currency: currency(code), issue_date: None, due_date: day(due), settled_date: None, open_amount: None };
    invoices.push(&Invoice::new(terms, &columns, &text, &ends))
}

fn columns() -> Columns {
    let fields = [Field::InvoiceId, Field::CustomerId, Field::CustomerName, Field::Contact, Field::Phone];
    Columns::new(fields.map(|field| field.name().to_owned()).to_vec())
}

/// No invoices.
pub fn invoices() -> Invoices {
    Invoices::new(columns())
}

/// The second of three calls of the stage `escalation`.
pub fn call(invoice: InvoiceId) -> DueAction {
    DueAction {
        id: action_id("INV-1042/escalation/call/2"),
        kind: ActionKind::Touch,
        channel: Channel::Call,
        owner: "ar-specialist".into(),
        invoice,
        balance: 1_240_000,
        asked: 1_240_000,
        due_date: day("2026-02-25"),
        days_past_due: 34,
        clock: 34,
        status: Status::Active,
        track: None,
        stage: Some(StageIndex::new(1)),
        template: Some("call-sheet".into()),
        scheduled_on: day("2026-03-29"),
        days_late: 2,
        score: Decimal::new(18_600_000, 3),
        flags: Flags { silent: true, broken_promises: 1, ..Flags::default() },
        why: Reason::Stage {
            stage: "Escalation".into(),
            entered_on: day("2026-03-17"),
            by: EnteredBy::Clock,
            clock: 20,
            occurrence: 2,
            of: Some(3),
            skipped: ["First overdue".into()].into(),
        },
    }
}

/// On 2026-03-31: a call, a dispute task, an email; another email is withheld.
pub fn plan() -> Plan {
    let mut invoices = invoices();
    let acme = ["INV-1042", "C-17", "Acme GmbH", "Jane Doe", "+44 20 7946 0018"];
    let first = invoice(&mut invoices, acme, "EUR", 1_240_000, "2026-02-25");
    let second = invoice(&mut invoices, ["INV-1050", "C-20", "", "", ""], "USD", 52_000, "2026-03-26");
    let third = invoice(&mut invoices, ["INV-0977", acme[1], acme[2], acme[3], acme[4]], "EUR", 99_900, "2025-12-16");
    let dispute = DueAction {
        id: action_id("INV-0977/dispute/1"),
        kind: ActionKind::Dispute,
        channel: Channel::Task,
        invoice: third,
        balance: 99_900,
        asked: 99_900,
        due_date: day("2025-12-16"),
        days_past_due: 105,
        clock: 61,
        status: Status::Disputed,
        template: None,
        scheduled_on: day("2026-02-15"),
        days_late: 44,
        score: Decimal::new(124_875, 2),
        flags: Flags { disputed: true, ..Flags::default() },
        why: Reason::Dispute { since: day("2026-02-15"), reason: Some("pricing".into()), part: None, overdue_after: Some(10) },
        ..call(third)
    };
    let email = DueAction {
        id: action_id("INV-1050/first-overdue/email/1"),
        channel: Channel::Email,
        owner: "automated".into(),
        invoice: second,
        balance: 52_000,
        asked: 52_000,
        due_date: day("2026-03-26"),
        days_past_due: 5,
        clock: 5,
        stage: Some(StageIndex::new(0)),
        template: None,
        scheduled_on: day("2026-03-31"),
        days_late: 0,
        score: Decimal::new(52_000, 2),
        flags: Flags::default(),
        why: Reason::Stage {
            stage: "First overdue".into(),
            entered_on: day("2026-03-31"),
            by: EnteredBy::Clock,
            clock: 5,
            occurrence: 1,
            of: Some(1),
            skipped: [].into(),
        },
        ..call(second)
    };
    let held = DueAction {
        id: action_id("INV-1042/escalation/email/1"),
        channel: Channel::Email,
        why: Reason::Stage {
            stage: "Escalation".into(),
            entered_on: day("2026-03-17"),
            by: EnteredBy::Clock,
            clock: 20,
            occurrence: 1,
            of: None,
            skipped: [].into(),
        },
        ..call(first)
    };
    let total = |code, actions, invoices, balance, disputed, promised, withheld| Totals {
        currency: currency(code),
        actions,
        invoices,
        balance,
        disputed,
        promised,
        paused: 0,
        replied: 0,
        withheld,
    };
    Plan {
        misfits: Vec::new(),
        as_of: day("2026-03-31"),
        invoices,
        worklist: vec![call(first), dispute, email].into(),
        withheld: vec![Withheld { action: held, reason: Held::ContactLimit, free_on: Some(day("2026-04-02")) }],
        unissued: Default::default(),
        credits: Vec::new(),
        languages: Default::default(),
        unapplied: Default::default(),
        on_account: Default::default(),
        permissions: collect::plan::Permissions::none(day("2026-03-31")),
        credit: Vec::new(),
        positions: vec![],
        totals: vec![total("EUR", 2, 2, 1_339_900, 1, 0, 1), total("USD", 1, 1, 52_000, 0, 1, 0)],
        findings: vec![],
    }
}

/// The same day with the positions of four invoices: active, promised, disputed, paid.
pub fn positions() -> Plan {
    let mut plan = plan();
    let paid = invoice(&mut plan.invoices, ["INV-0900", "C-20", "", "", ""], "USD", 7_000, "2026-01-01");
    let position = |id: InvoiceId, status, balance, due: &str, past: i32| Position {
        invoice: id,
        status,
        balance,
        asked: balance,
        due_date: day(due),
        days_past_due: past,
        clock: Some(past),
        journey: 1,
        track: None,
        stage: Some(StageIndex::new(1)),
        stage_entered_on: Some(day("2026-03-17")),
        skipped: [].into(),
        blocked_until: None,
        promise: None,
        closed_on: None,
        next_on: None,
        owner: "ar-specialist".into(),
        flags: Flags::default(),
        stalled: false,
    };
    plan.positions = vec![
        Position {
            next_on: Some(day("2026-04-05")),
            flags: Flags { silent: true, broken_promises: 1, ..Flags::default() },
            ..position(InvoiceId(0), Status::Active, 1_240_000, "2026-02-25", 34)
        },
        Position {
            blocked_until: Some(day("2026-04-03")),
            promise: Some(Promised { date: day("2026-04-02"), amount: None }),
            stage: None,
            stage_entered_on: None,
            next_on: Some(day("2026-04-03")),
            owner: "automated".into(),
            ..position(InvoiceId(1), Status::Promised, 52_000, "2026-03-31", 0)
        },
        Position {
            flags: Flags { disputed: true, ..Flags::default() },
            clock: Some(61),
            stalled: true,
            ..position(InvoiceId(2), Status::Disputed, 99_900, "2025-12-16", 105)
        },
        Position {
            clock: None,
            closed_on: Some(day("2026-01-05")),
            stage: None,
            stage_entered_on: None,
            owner: String::new(),
            ..position(paid, Status::Paid, 0, "2026-01-01", 89)
        },
    ];
    plan
}
