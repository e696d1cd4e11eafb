//! Mails that came in: reading them, telling machines from people, and what a person wrote this time.

mod absences;
mod commands;
mod deliveries;
mod malformed;
mod pages;
mod stripping;

use collect::calendar::Day;
use collect::mail::SentMail;

/// The blocks of a file of cases, each with its name. What stands above the first blank line is about the file.
fn cases(file: &str) -> Vec<(String, String)> {
    let (_, cases) = file.split_once("\n\n").expect("a file of cases has a head");
    let mut found: Vec<(String, String)> = Vec::new();
    for line in cases.lines() {
        match line.strip_prefix("# ") {
            Some(name) => found.push((name.to_owned(), String::new())),
            None => found.last_mut().expect("a case has a name").1 += &format!("{line}\n"),
        }
    }
    found.into_iter().map(|(name, text)| (name, text.trim_matches('\n').to_owned())).collect()
}

const REMINDER: &str = "\
Dear Tolvanen Machines,

These invoices are overdue:

R-7301   20 February 2026   1,200.00 EUR
R-7302   25 February 2026     350.00 EUR

Please pay them in the next few days, or tell us by reply what is in the way.

Please answer with one line:
1. We pay the open amount on this date: …
2. The invoice is not right, because: …

Kind regards

Nora Lind
Birch & Lowe
+44 20 7946 0000";

fn reminder() -> SentMail {
    SentMail {
        message_id: "5e9f1c2ab7d04c6e@birchlowe.example".to_owned(),
        on: Day::parse("2026-03-02").expect("a day"),
        customer: "T-1".to_owned(),
        to: vec!["ap@tolvanen.example".to_owned()],
        invoices: vec!["R-7301".to_owned(), "R-7302".to_owned()],
        subject: "Invoice R-7301 was due".to_owned(),
        text: REMINDER.to_owned(),
    }
}
