//! Statements of banks: every format, from small files in the test itself.

mod archive;
mod bai2;
mod camt;
mod fuzz;
mod mt940;
mod ofx;
mod samples;
mod sheet;

use collect::bank::{self, BankEntry};
use collect::guess::{self, BankAnswers, BankDoubt};
use collect::project::BankSheet;

/// The mapping of a table, with answers to what the table leaves open.
fn mapping(text: &str, mut answers: BankAnswers, answer: impl Fn(&BankDoubt, &mut BankAnswers)) -> Option<BankSheet> {
    for _ in 0..5 {
        match guess::bank_sheet(text, &answers) {
            Ok(sheet) => return Some(sheet),
            Err(doubts) => doubts.iter().for_each(|doubt| answer(doubt, &mut answers)),
        }
    }
    None
}

/// The statements of a text and its findings, for people.
fn told(text: &str) -> String {
    told_bytes(text.as_bytes())
}

fn told_bytes(bytes: &[u8]) -> String {
    told_by(bytes, &[])
}

fn told_by(bytes: &[u8], sheets: &[BankSheet]) -> String {
    let reading = bank::read("s", bytes, sheets);
    let mut lines = Vec::new();
    for statement in &reading.statements {
        let balance = |balance: &Option<bank::StatementBalance>| {
            let text = |balance: &bank::StatementBalance| {
                format!("{} on {}", balance.amount, balance.day.map_or("?".to_owned(), |day| day.to_string()))
            };
            balance.as_ref().map_or("?".to_owned(), text)
        };
        lines.push(format!(
            "{} {}: {} {}, {} to {}",
            statement.format.name(),
            statement.kind.name(),
            statement.account.as_deref().unwrap_or("?"),
            statement.currency.as_deref().unwrap_or("?"),
            balance(&statement.opening),
            balance(&statement.closing)
        ));
        lines.extend(statement.entries.iter().map(entry_line));
        lines.extend(statement.unread.iter().map(|unread| format!("  unread: {}", unread.raw.replace('\n', "|"))));
    }
    lines.extend(reading.findings.iter().map(|finding| format!("{}: {finding}", finding.code.name())));
    lines.join("\n")
}

fn entry_line(entry: &BankEntry) -> String {
    let day = |day: Option<collect::calendar::Day>| day.map_or("-".to_owned(), |day| day.to_string());
    let mut line = format!("  {} {} {} {}", day(entry.booked), day(entry.value), entry.amount, entry.currency.as_deref().unwrap_or("?"));
    if entry.status != bank::EntryStatus::Booked {
        line += &format!(" {:?}", entry.status);
    }
    if entry.is_reversal {
        line += " reversal";
    }
    if let Some(id) = &entry.bank_id {
        line += &format!(" #{id}");
    }
    line += &payment_words(&entry.payment);
    for detail in &entry.details {
        let amount = detail.amount.map_or("?".to_owned(), |amount| amount.to_string());
        line += &format!("\n    {amount}{}", payment_words(&detail.payment));
    }
    line
}

fn payment_words(payment: &bank::PaymentFacts) -> String {
    let mut words = String::new();
    for (mark, value) in [(" by ", &payment.party.name), (" for ", &payment.party.ultimate), (" from ", &payment.party.account)] {
        if let Some(value) = value {
            words += &format!("{mark}{value}");
        }
    }
    if !payment.remittance.is_empty() {
        words += &format!(": {}", payment.remittance.join("|"));
    }
    for reference in &payment.references {
        words += &format!(" [{:?} {}]", reference.kind, reference.text);
    }
    if let Some(reason) = &payment.return_reason {
        words += &format!(" returned {reason}");
    }
    words
}
