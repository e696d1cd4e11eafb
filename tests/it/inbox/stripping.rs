//! Quotations, signatures and disclaimers are taken away, and nothing else.

use super::{REMINDER, cases, reminder};
use collect::mail::{Writer, written};

/// What was written, with the lines of ours that it stands below where they name an invoice.
fn stripped(mail: &str) -> String {
    let sent = reminder();
    let writer = Writer {
        sent: &[&sent],
        invoices: &["R-7301", "R-7302"],
        is_us: &|named| named.contains("nora.lind@birchlowe.example") || named.contains("Nora Lind"),
        name: "Anneli Tolvanen",
        address: "anneli.t@tolvanen.example",
        company: "Tolvanen Machines Oy",
    };
    let passages = written(mail, &writer).passages.into_iter().map(|passage| {
        let above = passage.answers.filter(|line| line.contains("R-73")).map(|line| format!("> {line}\n")).unwrap_or_default();
        format!("{above}{}", passage.text)
    });
    passages.collect::<Vec<_>>().join("\n")
}

fn marked(text: &str) -> String {
    text.lines().map(|line| format!("> {line}").trim_end().to_owned() + "\n").collect()
}

/// Compares all cases, and tells all that differ.
fn all_hold(cases: impl IntoIterator<Item = (String, String, String)>, least: usize) {
    let mut wrong = String::new();
    let mut count = 0;
    for (name, mail, expected) in cases {
        count += 1;
        let found = stripped(&mail);
        if found != expected {
            wrong += &format!("\n=== {name}\n{found}\n--- expected\n{expected}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= least, "only {count} cases were found");
}

#[test]
fn what_mail_programs_quote_is_not_what_was_written() {
    let cases = cases(include_str!("introductions.txt")).into_iter().map(|(name, lines)| {
        let quoted = if name.ends_with('>') { marked(REMINDER) } else { format!("\n{REMINDER}\n") };
        (name, format!("R-7301 will be paid on 20 March.\n\n{lines}\n{quoted}"), "R-7301 will be paid on 20 March.".to_owned())
    });
    all_hold(cases, 50);
}

#[test]
fn what_closes_a_mail_is_not_what_was_written() {
    let cases = cases(include_str!("closings.txt"));
    let mails = cases
        .into_iter()
        .map(|(name, lines)| (name, format!("It will be paid on 20 March.\n\n{lines}\n"), "It will be paid on 20 March.".to_owned()));
    all_hold(mails, 44);
}

#[test]
fn a_line_with_an_invoice_a_day_or_an_amount_stays() {
    let cases = cases(include_str!("kept.txt")).into_iter().map(|(name, text)| {
        let (mail, expected) = text.split_once("\n=>\n").unwrap_or((&text, &text));
        (name, mail.to_owned(), expected.to_owned())
    });
    all_hold(cases, 20);
}

#[test]
fn answers_are_found_among_what_is_quoted() {
    let cases = cases(include_str!("among.txt")).into_iter().map(|(name, text)| {
        let (mail, expected) = text.split_once("\n=>").expect("a case says what was written");
        let mail = mail.replace("{>ours}", marked(REMINDER).trim_end()).replace("{ours}", REMINDER);
        (name, mail, expected.trim_start_matches('\n').to_owned())
    });
    all_hold(cases, 20);
}

#[test]
fn a_quotation_of_what_we_did_not_write_is_told() {
    let sent = reminder();
    let writer = Writer {
        sent: &[&sent],
        invoices: &["R-7301"],
        is_us: &|_| true,
        name: "Anneli",
        address: "anneli.t@tolvanen.example",
        company: "",
    };
    let mail = "As agreed.\n\nOn 02/03/2026 09:14, Nora Lind wrote:\n> R-7301 is cancelled, you need not pay it.\n> Kind regards\n";
    let found = written(mail, &writer);
    assert_eq!(found.doubtful, ["R-7301 is cancelled, you need not pay it."]);
    assert_eq!(found.text(), "As agreed.");
}

#[test]
fn what_a_quotation_quotes_itself_is_no_doubt() {
    let sent = reminder();
    let writer = Writer {
        sent: &[&sent],
        invoices: &["R-7301"],
        is_us: &|named| named.contains("Nora"),
        name: "Anneli",
        address: "anneli.t@tolvanen.example",
        company: "",
    };
    let older = [
        "> On 26/02/2026 08:00, Anneli wrote:\n> R-7301 will be paid on 27 February.",
        "> From: Anneli <anneli.t@tolvanen.example>\n> Sent: 26 February 2026 08:00\n> To: Nora Lind\n> Subject: RE: your invoice\n>\n> R-7301 will be paid on 27 February.",
    ];
    for older in older {
        let mail = format!("We pay on 20 March.\n\nOn 02/03/2026 09:14, Nora Lind wrote:\n{}>\n{older}\n", marked(REMINDER));
        let found = written(&mail, &writer);
        assert_eq!((found.text().as_str(), found.doubtful.as_slice()), ("We pay on 20 March.", [].as_slice()), "{older}");
    }
}
