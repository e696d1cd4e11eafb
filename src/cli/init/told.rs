//! What `collect init` tells: how the files were read, what is not certain, and what comes next.

use crate::cli::table::{Look, decisions_table, sample_table, wrapped};
use collect::guess::{GuessedInvoices, ProjectPage, Proof};
use collect::money::{Balance, Currency};
use collect::project::CsvFormat;
use collect::report::{counted, one_line};
use std::collections::BTreeMap;
use std::fmt::Write;

const USUAL_WIDTH: usize = 100;

/// The first invoices as they were read, the sums, and what is not certain.
pub fn as_read(guessed: &GuessedInvoices, events: &[CsvFormat], proof: &Proof, page: &ProjectPage, look: Look) -> String {
    let mut out = read(proof, look);
    let width = look.width.unwrap_or(USUAL_WIDTH).min(USUAL_WIDTH);
    if !events.is_empty() {
        let files: Vec<&str> = events.iter().map(|csv| csv.path.as_str()).collect();
        let bad = if proof.bad_events > 0 { format!("; {} cannot be read", rows(proof.bad_events)) } else { String::new() };
        paragraph(&format!("{}: {}{bad}.", files.join(", "), counted(proof.events, "event")), "", width, &mut out);
    }
    if proof.agreeing_totals > 0 || proof.differing_totals > 0 {
        out.push_str(&own_totals(proof));
    }
    if !proof.sample.is_empty() {
        out.push_str("The first invoices, as they are read:\n\n");
        out.push_str(&sample_table(&proof.sample, look));
    }
    out.push_str("\nHow the columns are read; what is kept is there for `match`, --only and templates:\n\n");
    out.push_str(&decisions_table(&guessed.decisions, look));
    if !guessed.unsure.is_empty() {
        out.push_str("\nPlease check these; each has the line in collect.yaml where you can change it:\n");
        for note in &guessed.unsure {
            let line = page.line(&note.key).unwrap_or(1);
            paragraph(&format!("- line {line}: {}", note.text), "  ", width, &mut out);
        }
    }
    out
}

/// What was read of the invoices, in sums, and what was left out.
pub fn read(proof: &Proof, look: Look) -> String {
    let width = look.width.unwrap_or(USUAL_WIDTH).min(USUAL_WIDTH);
    let mut out = String::new();
    let totals = amounts(&proof.totals);
    let due = proof.due.map(|(first, last)| format!(", due from {first} to {last}")).unwrap_or_default();
    let sum = if totals.is_empty() { String::new() } else { format!(", {totals} in all") };
    let bad = if proof.bad_invoices > 0 { format!("; {} cannot be read", rows(proof.bad_invoices)) } else { String::new() };
    paragraph(&format!("{}: {}{due}{sum}{bad}.", proof.file, counted(proof.invoices, "invoice")), "", width, &mut out);
    if proof.money > 0 {
        let on_account = if proof.on_account > 0 { format!("; {} of them name no invoice", proof.on_account) } else { String::new() };
        let sum = amounts(&proof.money_totals);
        paragraph(&format!("Payments and credits among them: {}, {sum} in all{on_account}.", proof.money), "", width, &mut out);
    }
    if let Some(open) = proof.still_open() {
        let less = if proof.money > 0 { ", less these payments and credits" } else { "" };
        paragraph(&format!("Open: {}{less}.", amounts(&open)), "", width, &mut out);
    }
    if !proof.left_out.is_empty() {
        paragraph(&format!("Left out: {}.", proof.left_out), "", width, &mut out);
    }
    proof.notes.iter().for_each(|note| paragraph(&format!("Note: {note}."), "", width, &mut out));
    out
}

/// `1,250.00 EUR and 20.00 USD`
fn amounts(totals: &BTreeMap<Currency, Balance>) -> String {
    totals.iter().map(|(currency, total)| format!("{} {currency}", currency.grouped(*total))).collect::<Vec<_>>().join(" and ")
}

/// Whether the totals that the file has itself are what was read; those that differ are findings.
pub fn own_totals(proof: &Proof) -> String {
    match (proof.agreeing_totals, proof.differing_totals) {
        (0, 0) => "The file has no totals of its own: compare the sum with your system.\n".to_owned(),
        (1, 0) => "The total of the file agrees.\n".to_owned(),
        (count, 0) => format!("The {count} totals of the file agree.\n"),
        (0, differ) => format!("{} of the file differ.\n", counted(differ as u64, "total")),
        (count, differ) => format!("{differ} of {} totals of the file differ.\n", u64::from(count) + differ as u64),
    }
}

pub fn written(project: &str, workflow: &str, scenarios: &str, proof: &Proof) -> String {
    let mut out = format!("\nWrote {project}, {workflow} and {scenarios}.\n");
    if proof.report.bad_row_count() > 0 {
        let count = rows(proof.report.bad_row_count());
        let told = match proof.totals_and_headings() {
            0 => format!("{count} cannot be read: every command stops there until you correct them or add --skip-bad-rows."),
            totals if totals == proof.report.bad_row_count() => {
                format!("{count} cannot be read, and every command stops there: {}, or add --skip-bad-rows.", grouped("they", totals))
            }
            totals => format!(
                "{count} cannot be read: every command stops there until you correct them or add --skip-bad-rows. Of them {}.",
                grouped(&rows(totals), totals)
            ),
        };
        paragraph(&told, "", 80, &mut out);
    }
    out.push_str("\nNext:\n");
    match (proof.has_history(), proof.has_open_amounts) {
        (true, true) => out.push_str("  (collect sync is not needed: the files say when money came in)\n"),
        (false, true) if proof.on_account > 0 => {
            let note = "(collect sync refuses payments that name no invoice. To use it, give these payments numbers, and move their kinds to \
                        `credit` under `documents` in collect.yaml: then they are open credits)";
            paragraph(note, "  ", 80, &mut out);
        }
        (false, true) => {
            out.push_str("  collect sync      after each new export: what changed becomes payments (collect help open-items)\n");
        }
        (_, false) => {}
    }
    out.push_str("  collect status    where every open invoice stands: compare it with your system\n  collect plan      what to do today\n  collect test      play the scenarios of the workflow\n");
    let _ = writeln!(out, "Then fill in the owners in {workflow} and the sender in {project}.");
    out
}

/// How much could be read, where that is too little, and what is to be done about it.
pub fn unconvincing(proof: &Proof) -> String {
    let all = proof.invoices + proof.bad_invoices;
    let what = if all == 0 {
        "there are no rows under the header".to_owned()
    } else if proof.invoices <= proof.bad_invoices {
        format!("only {} of {} of invoices can be read", proof.invoices, rows(all))
    } else {
        format!("only {} of {} of events can be read", proof.events, rows(proof.events + proof.bad_events))
    };
    let change = "the columns or formats are wrong; change them with --column, --date-format and --decimal";
    match proof.totals_and_headings() {
        0 => format!("{what}: {change}"),
        count if count == proof.bad_invoices && proof.events >= proof.bad_events => format!("{what}: {}", grouped("the others", count)),
        count => format!("{what}: {}. If that is not all, {change}", grouped(&rows(count), count)),
    }
}

/// What headings and totals are, and what is to be done about them.
fn grouped(which: &str, count: u64) -> String {
    let which = if which == "they" && count == 1 { "it" } else { which };
    let which = if which == "the others" && count == 1 { "the other" } else { which };
    let look = match count {
        1 => "looks like a heading or a total of a grouped list, not like an invoice",
        _ => "look like headings or totals of a grouped list, not like invoices",
    };
    format!("{which} {look}. Export the list without groups and totals")
}

fn rows(count: u64) -> String {
    counted(count, "row")
}

fn paragraph(text: &str, indent: &str, width: usize, out: &mut String) {
    for (place, line) in wrapped(&one_line(text), width.saturating_sub(indent.len() + 2).max(20)).iter().enumerate() {
        let hanging = if place > 0 && !indent.is_empty() { "  " } else { "" };
        let _ = writeln!(out, "{indent}{hanging}{line}");
    }
}
