//! A ledger with its full history, made at random, and what an accounting system exports of it day by day.

use collect::calendar::Day;
use collect::ledger::reading::{BadRows, EventReader, Format, Report};
use collect::ledger::{Invoices, Ledger};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Write;

/// The first day of the year in which all of it happens. The year is over, as no export is of a day that has not come.
pub fn first() -> Day {
    Day::parse("2025-01-01").unwrap()
}

/// An invoice and what happens to it, one thing a day at most.
#[derive(Clone, Debug)]
pub struct Life {
    customer: u8,
    issued: i32,
    terms: i32,
    amount: i64,
    segment: u8,
    moves: Vec<Move>,
}

#[derive(Clone, Debug)]
struct Move {
    /// Days after the one before.
    after: i32,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    /// Of what is open; somebody may log it at once, and then the accounting system shows it up to so many days later.
    Pay {
        percent: i64,
        logged: Option<i32>,
    },
    /// The last payment comes back.
    Bounce,
    Extend {
        days: i32,
    },
    /// The accounting system adds a fee to the invoice.
    Charge {
        percent: i64,
    },
    /// It takes something off the invoice.
    Credit {
        percent: i64,
    },
    Promise {
        days: i32,
    },
    Call,
    Dispute,
    Resolved,
    Reply,
    /// A fee that only we know.
    OwnFee,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Fact {
    pub day: Day,
    /// The first day on which the accounting system shows it.
    pub shown: Day,
    pub invoice: usize,
    pub kind: &'static str,
    pub amount: i64,
    pub until: Option<Day>,
    /// Did somebody write it into another file?
    pub logged: bool,
}

impl Fact {
    /// What it does to the amount of the invoice, as the accounting system has it, and to what is paid on it.
    pub fn change(&self) -> (i64, i64) {
        match self.kind {
            "fee" if !self.logged => (self.amount, 0),
            "credit" => (-self.amount, 0),
            "payment" => (0, self.amount),
            "reversal" => (0, -self.amount),
            _ => (0, 0),
        }
    }

    fn row(&self) -> String {
        let amount = if self.amount > 0 { plain(self.amount) } else { String::new() };
        let until = self.until.map_or(String::new(), |until| until.to_string());
        let channel = if self.kind == "touch" { "call" } else { "" };
        format!("{},{},{},{amount},{until},{channel}\n", self.day, self.kind, id(self.invoice))
    }
}

#[derive(Clone, Debug)]
pub struct World {
    pub lives: Vec<Life>,
    pub facts: Vec<Fact>,
}

/// What the accounting system says of an invoice on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    pub amount: i64,
    pub open: i64,
    pub due: Day,
}

pub fn random() -> impl Strategy<Value = World> {
    vec(life(), 1..9).prop_map(|mut lives| {
        lives.sort_by_key(|life| life.issued);
        let facts = facts(&lives);
        World { lives, facts }
    })
}

fn life() -> impl Strategy<Value = Life> {
    let amount = prop_oneof![9 => 1_000..500_000i64, 1 => -50_000..-1_000i64];
    (0..4u8, 0..250i32, 5..45i32, amount, 0..3u8, vec(happening(), 0..9))
        .prop_map(|(customer, issued, terms, amount, segment, moves)| Life { customer, issued, terms, amount, segment, moves })
}

fn happening() -> impl Strategy<Value = Move> {
    let what = prop_oneof![
        6 => (1..=100i64, prop::option::of(0..4i32)).prop_map(|(percent, logged)| What::Pay { percent, logged }),
        4 => prop::option::of(0..4i32).prop_map(|logged| What::Pay { percent: 100, logged }),
        2 => Just(What::Bounce),
        2 => (5..40i32).prop_map(|days| What::Extend { days }),
        1 => (1..20i64).prop_map(|percent| What::Charge { percent }),
        1 => (1..90i64).prop_map(|percent| What::Credit { percent }),
        3 => (1..20i32).prop_map(|days| What::Promise { days }),
        2 => Just(What::Call),
        1 => Just(What::Dispute),
        1 => Just(What::Resolved),
        1 => Just(What::Reply),
        1 => Just(What::OwnFee),
    ];
    (1..40i32, what).prop_map(|(after, what)| Move { after, what })
}

/// What happens to the invoices in the order of the days. Nothing happens of which an export of every day would not tell.
fn facts(lives: &[Life]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (invoice, life) in lives.iter().enumerate() {
        let mut day = first().plus(life.issued);
        let (mut open, mut amount, mut due, mut last_paid) = (life.amount, life.amount, day.plus(life.terms), 0);
        let mut own_fees = 0;
        for (place, Move { after, what }) in life.moves.iter().enumerate() {
            day = day.plus(*after);
            let mut fact = Fact { day, shown: day, invoice, kind: "note", amount: 0, until: None, logged: true };
            let part = |percent: i64| (open.abs() * percent / 100).max(1);
            match *what {
                What::Pay { percent, .. } if open < 0 => (fact.kind, fact.amount, fact.logged) = ("reversal", part(percent), false),
                What::Pay { percent, logged } if open > 0 => {
                    (fact.kind, fact.amount, fact.logged) = ("payment", part(percent), logged.is_some());
                    // What is logged is shown before anything else happens.
                    let room = life.moves.get(place + 1).map_or(i32::MAX, |next| next.after - 1);
                    fact.shown = day.plus(logged.unwrap_or(0).min(room));
                    last_paid = fact.amount;
                }
                What::Bounce if last_paid > 0 => {
                    (fact.kind, fact.amount, fact.logged) = ("reversal", last_paid, false);
                    last_paid = 0;
                }
                What::Extend { days } if open > 0 => {
                    due = due.plus(days);
                    (fact.kind, fact.until, fact.logged) = ("extend", Some(due), false);
                }
                What::Charge { percent } if amount > 0 => {
                    (fact.kind, fact.amount, fact.logged) = ("fee", (amount * percent / 100).max(1), false);
                }
                What::Credit { percent } if open > 1 => {
                    (fact.kind, fact.amount, fact.logged) = ("credit", part(percent).min(open - 1), false);
                }
                What::Promise { days } => (fact.kind, fact.until) = ("promise", Some(day.plus(days))),
                What::Call => fact.kind = "touch",
                What::Dispute => fact.kind = "dispute",
                What::Resolved => fact.kind = "dispute_resolved",
                What::Reply => fact.kind = "reply",
                // Where the accounting system charges fees, too, nobody knows whether one of them is ours.
                What::OwnFee if amount > 0 && !life.moves.iter().any(|next| matches!(next.what, What::Charge { .. })) && own_fees == 0 => {
                    (fact.kind, fact.amount) = ("fee", 500);
                    own_fees += 1;
                }
                _ => {}
            }
            let (more, paid) = fact.change();
            (amount, open) = (amount + more, open + more - paid);
            facts.push(fact);
        }
    }
    facts.sort_by_key(|fact| (fact.day, fact.invoice));
    facts
}

impl World {
    /// What the accounting system says of an invoice at the end of a day; nothing before it is issued.
    pub fn state(&self, invoice: usize, day: Day) -> Option<State> {
        let life = &self.lives[invoice];
        let issued = first().plus(life.issued);
        let mut state = State { amount: life.amount, open: life.amount, due: issued.plus(life.terms) };
        for fact in self.facts.iter().filter(|fact| fact.invoice == invoice && fact.shown <= day) {
            let (more, paid) = fact.change();
            state.amount += more;
            state.open += more - paid;
            if fact.kind == "extend" {
                state.due = fact.until.unwrap();
            }
        }
        (issued <= day).then_some(state)
    }

    /// The export of a day: what is open then.
    pub fn export(&self, day: Day) -> String {
        let open = |invoice: &usize| self.state(*invoice, day).is_some_and(|state| state.open != 0);
        self.export_of(day, (0..self.lives.len()).filter(open))
    }

    /// The rows of some invoices in the export of a day.
    pub fn export_of(&self, day: Day, invoices: impl Iterator<Item = usize>) -> String {
        let mut text = "segment,invoice_id,customer_id,issue_date,due_date,amount,currency,open_amount,phone\n".to_owned();
        for invoice in invoices {
            if let Some(state) = self.state(invoice, day) {
                let State { amount, open, due } = state;
                let (start, end) = self.texts(invoice);
                writeln!(text, "{start},{due},{},EUR,{},{end}", plain(amount), plain(open)).unwrap();
            }
        }
        text
    }

    /// The cells of an invoice that never change: those before its due date, and its phone.
    pub fn texts(&self, invoice: usize) -> (String, String) {
        let life = &self.lives[invoice];
        let segment = ["smb", "key", "mid, \"so-called\""][usize::from(life.segment)];
        let quoted = if segment.contains(',') { format!("\"{}\"", segment.replace('"', "\"\"")) } else { segment.to_owned() };
        (format!("{quoted},{},C-{},{}", id(invoice), life.customer, first().plus(life.issued)), format!("+44 20 {invoice}"))
    }

    /// The invoices as they were issued.
    fn invoices(&self) -> String {
        let mut text = "segment,invoice_id,customer_id,issue_date,due_date,amount,currency,phone\n".to_owned();
        for (invoice, life) in self.lives.iter().enumerate() {
            let (start, end) = self.texts(invoice);
            writeln!(text, "{start},{},{},EUR,{end}", first().plus(life.issued + life.terms), plain(life.amount)).unwrap();
        }
        text
    }

    /// The same world, in which only the accounting system tells of money.
    pub fn without_logged_money(self) -> World {
        let mut facts = self.facts;
        facts.retain(|fact| !(fact.logged && fact.kind == "fee"));
        for fact in facts.iter_mut().filter(|fact| fact.kind == "payment") {
            (fact.logged, fact.shown) = (false, fact.day);
        }
        World { facts, ..self }
    }

    /// The file of what people have written down themselves.
    pub fn log(&self) -> String {
        rows(self.facts.iter().filter(|fact| fact.logged && fact.kind != "note"))
    }

    /// The ledger with everything that happened.
    pub fn ledger(&self) -> Ledger {
        ledger(&self.invoices(), &rows(self.facts.iter().filter(|fact| !fact.logged)), &self.log())
    }
}

/// A ledger of these files.
pub fn ledger(invoices: &str, events: &str, log: &str) -> Ledger {
    let (mut reader, mut report) = (EventReader::new(false), Report::new(BadRows::Stop));
    let invoices = Invoices::read(invoices.as_bytes(), "invoices.csv", &Format::default(), &mut report);
    reader.read(events.as_bytes(), "events.csv", &Format::default(), &mut report);
    reader.read(log.as_bytes(), "log.csv", &Format::default(), &mut report);
    assert_eq!(report.error_count(), 0, "{}", report.errors());
    Ledger { invoices, events: reader.finish(), fx: None }
}

pub fn rows<'f>(facts: impl Iterator<Item = &'f Fact>) -> String {
    let header = "date,type,invoice_id,amount,until,channel\n".to_owned();
    facts.fold(header, |text, fact| text + &fact.row())
}

pub fn id(invoice: usize) -> String {
    // Some ids are no keys by themselves, and some would run in a spreadsheet.
    match invoice % 3 {
        0 => format!("INV-{invoice}"),
        1 => format!("INV-of-the-year-2026-{invoice}"),
        _ => format!("-{invoice}"),
    }
}

pub fn plain(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}
