//! A generated ledger: the same size, share and seed give the same bytes, on any machine.

mod customer;
mod dice;
mod history;

use chrono::{Days, NaiveDate};
use customer::Customer;
use dice::Dice;
use history::{Event, Invoice, STAGES, What};
use std::io::{self, Write};

/// The day as of which the histories are what `history.rs` says.
pub const AS_OF: &str = "2026-09-30";

/// The oldest invoice was issued so many days before.
const OLDEST: i32 = 180;
/// What is dated later is not in a ledger.
const AHEAD: i32 = 60;
/// The events of this day were exported twice; by their ids they count once.
const EXPORTED_TWICE: i32 = -7;

const REASONS: [&str; 3] = ["pricing", "service", "billing_error"];
const SAID: [&str; 3] =
    ["\"wrong price, see our order\"", "\"they say \"\"never delivered\"\"\"", "\"asks for a copy,\nsecond page missing\""];

/// What is asked for.
#[derive(Clone, Copy)]
pub struct Size {
    /// How many invoices.
    pub invoices: u32,
    /// How many of a hundred are settled.
    pub settled: u64,
    /// Another number, another ledger.
    pub seed: u64,
}

/// Writes both files; how many events there are.
pub fn write(size: Size, invoices: &mut impl Write, events: &mut impl Write) -> io::Result<u64> {
    let dates = Dates::new();
    let happened = write_invoices(size, &dates, invoices)?;
    write_events(happened, &dates, events)
}

/// Dates as text, by their distance from the day of the plan.
struct Dates(Vec<String>);

impl Dates {
    fn new() -> Dates {
        let as_of: NaiveDate = AS_OF.parse().expect("a date");
        let first = as_of - Days::new(OLDEST as u64);
        Dates(first.iter_days().take((OLDEST + AHEAD + 1) as usize).map(|day| day.to_string()).collect())
    }

    fn of(&self, day: i32) -> &str {
        &self.0[(day + OLDEST) as usize]
    }
}

/// In the order in which they were issued; gives back what happened to them.
fn write_invoices(size: Size, dates: &Dates, out: &mut impl Write) -> io::Result<Vec<Event>> {
    let mut happened = Vec::with_capacity(size.invoices as usize * 6 / 5);
    let customers = u64::from(size.invoices / 20).max(1);
    writeln!(out, "invoice_id,customer_id,customer_name,contact,email,issue_date,due_date,amount,currency,segment")?;
    for number in 0..size.invoices {
        let mut dice = Dice::new(size.seed, u64::from(number));
        let issued = -OLDEST + (i64::from(OLDEST) * i64::from(number + 1) / i64::from(size.invoices)) as i32;
        let due = issued + dice.pick(&[14, 30, 30, 30, 45, 60]);
        // A few customers have most invoices, and a few invoices are most of the money.
        let customer = Customer::new(size.seed, dice.skewed(customers));
        let cents = 500 + dice.skewed(5_000_000);
        let (issue_date, due_date, (currency, segment)) = (dates.of(issued), dates.of(due), (customer.currency, customer.segment));
        write_id(out, number)?;
        writeln!(out, ",{},{issue_date},{due_date},{}.{:02},{currency},{segment}", customer.columns(), cents / 100, cents % 100)?;
        let invoice = Invoice { number, issued, due, cents };
        match dice.percent(size.settled) {
            true => invoice.settled(&mut dice, &mut happened),
            false => invoice.open(&mut dice, &mut happened),
        }
    }
    Ok(happened)
}

/// By date, as a log grows.
fn write_events(mut happened: Vec<Event>, dates: &Dates, out: &mut impl Write) -> io::Result<u64> {
    happened.sort_by_key(|event| event.day);
    writeln!(out, "id,date,type,invoice_id,amount,until,reason,channel,ref,by,note")?;
    let (mut first, mut rows) = (0, 0);
    for day in happened.chunk_by(|one, next| one.day == next.day) {
        let times = if day[0].day == EXPORTED_TWICE { 2 } else { 1 };
        for _ in 0..times {
            for (place, event) in day.iter().enumerate() {
                write!(out, "E{:07},{},", first + place, dates.of(event.day))?;
                write_event(event, dates, out)?;
                rows += 1;
            }
        }
        first += day.len();
    }
    Ok(rows)
}

/// The columns from the type on.
fn write_event(event: &Event, dates: &Dates, out: &mut impl Write) -> io::Result<()> {
    let name = match event.what {
        What::Payment(_) => "payment",
        What::Dispute(_) => "dispute",
        What::Resolved => "dispute_resolved",
        What::Promise(..) => "promise",
        What::Reply => "reply",
        What::Answer { note: true } => "note",
        What::Answer { note: false } | What::Email { .. } => "touch",
    };
    write!(out, "{name},")?;
    write_id(out, event.invoice)?;
    let money = |cents: u64| format!("{}.{:02}", cents / 100, cents % 100);
    match event.what {
        What::Payment(cents) => write!(out, ",{},,,,,bank,transfer {:06}", money(cents), event.invoice % 999_983)?,
        What::Dispute(reason) => {
            let reason = usize::from(reason);
            write!(out, ",,,{},,,Dana,{}", REASONS[reason], SAID[reason])?;
        }
        What::Resolved => write!(out, ",,,,,,Dana,credit note refused")?,
        What::Promise(until, part) => write!(out, ",{},{},,,,Dana,by phone", part.map(money).unwrap_or_default(), dates.of(until))?,
        What::Reply => write!(out, ",,,,,,,{}", SAID[event.invoice as usize % SAID.len()])?,
        What::Answer { note } => {
            write!(out, ",,,,{},", if note { "" } else { "task" })?;
            write_id(out, event.invoice)?;
            write!(out, "/reply/1,Sam,")?;
        }
        What::Email { with_ref: false, .. } => write!(out, ",,,,email,,Sam,")?,
        What::Email { stage, with_ref: true } => {
            write!(out, ",,,,email,")?;
            write_id(out, event.invoice)?;
            write!(out, "/{}/email/1,,", STAGES[usize::from(stage)].1)?;
        }
    }
    writeln!(out)
}

/// The id of an invoice, of one length, so that the order of ids is that of the file.
fn write_id(out: &mut impl Write, number: u32) -> io::Result<()> {
    write!(out, "INV-{number:08}")
}
