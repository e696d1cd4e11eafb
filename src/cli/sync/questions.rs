//! What `sync` asks before it writes anything: an export that is broken must not close a ledger, and a file that is read wrong must not move
//! money.

use super::of;
use crate::cli::inputs::{Comparing, NewStatus, NoticedExport};
use collect::money::{grouped, money};
use collect::report::counted;
use collect::sync::{AskedAbout, NewBook, OpenShare, RenamedInvoices, SyncChange, SyncDoubtKind, WhyDoubted};

/// So many invoices are named.
const MOST_NAMED: usize = 20;
const MOST_EXAMPLES: usize = 3;

/// What was typed as being right.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    pub min_share: u32,
    pub accepted: &'a [SyncDoubtKind],
}

/// All questions, each with what to do.
pub fn all(
    noticed: &NoticedExport,
    (book, renamed): (&NewBook<'_>, &RenamedInvoices),
    answered: Answered<'_>,
    comparing: &Comparing,
) -> Vec<String> {
    let is_open = |kind: SyncDoubtKind| !answered.accepted.contains(&kind);
    let asked = |kind: SyncDoubtKind, question: String| {
        let what = match kind {
            SyncDoubtKind::Statuses => "it is",
            SyncDoubtKind::Instalments => "they were paid",
            _ => "that is right",
        };
        let or = if kind == SyncDoubtKind::Instalments { ", and with --gone credit if they were only moved" } else { "" };
        format!("{question} If {what}, run it again with --accept {}{or}; nothing was written", kind.name())
    };
    let mut questions = Vec::new();
    if renamed.are_renamed() && is_open(SyncDoubtKind::Ids) {
        questions.push(asked(SyncDoubtKind::Ids, ids(renamed)));
    } else {
        questions.extend(share(&noticed.share, answered.min_share, comparing));
    }
    if noticed.is_older && is_open(SyncDoubtKind::Older) {
        let last = comparing.last.map_or(comparing.day, |last| last.day);
        let question = format!(
            "the export of {} takes back all that the last one of {last} changed, and has nothing new: is it an older file?",
            comparing.day
        );
        questions.push(asked(SyncDoubtKind::Older, question));
    }
    for (kind, why, found) in book.doubts.asked().into_iter().filter(|(kind, ..)| is_open(*kind)) {
        questions.push(asked(kind, doubt(why, found, book.doubts.listed)));
    }
    for status in &noticed.statuses {
        let kind = if status.read_in.is_some() { SyncDoubtKind::Currencies } else { SyncDoubtKind::Statuses };
        if is_open(kind) {
            questions.push(asked(kind, new_status(status, &noticed.file)));
        }
    }
    if !noticed.replanned.is_empty() && is_open(SyncDoubtKind::Instalments) {
        questions.push(asked(SyncDoubtKind::Instalments, instalments(&noticed.replanned, &noticed.file)));
    }
    questions.extend(gone(&book.changes.asked, comparing));
    questions
}

/// Asked where an export has too few of the open invoices, or too little of what was open.
fn share(share: &OpenShare, min_share: u32, comparing: &Comparing) -> Option<String> {
    let (invoices, value) = (share.of_invoices(), share.of_value());
    if invoices.min(value) >= min_share {
        return None;
    }
    let (last, day) = (comparing.last.map_or(comparing.day, |last| last.day), comparing.day);
    let percent = invoices.min(value) / 100;
    let what = if invoices < min_share {
        let left = of(share.left, share.open);
        let of_value = if value < invoices { format!(", with {}% of the value", value / 100) } else { String::new() };
        format!("only {left} invoices that were open on {last} are in the export of {day}{of_value}")
    } else {
        let told = share
            .values()
            .into_iter()
            .map(|(currency, open, left)| format!("{} of {}", money(currency, left), grouped(&currency.plain(open))));
        format!("only {}% of what was open on {last} is open in the export of {day} ({})", value / 100, told.collect::<Vec<_>>().join(", "))
    };
    Some(format!("{what}: is it complete? If it is, run it again with --min-share {percent}%; nothing was written"))
}

fn doubt(why: WhyDoubted, found: &AskedAbout, listed: u64) -> String {
    let examples = examples(found.count as usize, found.examples.iter().map(|[id, before, now]| format!("{id} from {before} to {now}")));
    let invoices = || format!("{} invoices", of(found.count, listed));
    match why {
        WhyDoubted::Power(power) => {
            let times = grouped(&10_u32.pow(power.unsigned_abs()).to_string());
            let change = if power > 0 { format!("{times} times what they were") } else { format!("1/{times} of what they were") };
            format!("the amounts of {} are {change} ({examples}). Are the decimals read right, or are these cents?", invoices())
        }
        WhyDoubted::Amount => {
            format!("the amounts of {} are others than before ({examples}). Is another column read, or are they without tax?", invoices())
        }
        WhyDoubted::Turned => {
            let count = counted(found.count as usize, "amount");
            format!("{count} changed the sign ({examples}). Do credit notes have it in another way than before?")
        }
        WhyDoubted::Due => format!("the due dates of {} are others than before ({examples}). Is another column read?", invoices()),
        WhyDoubted::Swapped => {
            let count = counted(found.count as usize, "due date");
            format!("day and month are swapped in {count} ({examples}). Is date_format right?")
        }
        WhyDoubted::Whole => {
            let count = counted(found.count as usize, "invoice");
            format!(
                "{count} of which a part was paid are open with the whole amount again ({examples}). Is the column of what is open there?"
            )
        }
    }
}

fn ids(renamed: &RenamedInvoices) -> String {
    let (pairs, how) = match renamed.alike.is_empty() {
        true => (&renamed.same_terms, "others came with the same customers, due dates and amounts"),
        false => (&renamed.alike, "others came with the same ids, written otherwise"),
    };
    let told = pairs.iter().take(MOST_NAMED).map(|(before, now)| format!("{before} is now {now}"));
    let more = if pairs.len() > MOST_NAMED { ", …" } else { "" };
    let count = counted(pairs.len(), "invoice");
    format!("{count} left the export, and {how}: {}{more}. Has a spreadsheet changed the ids?", told.collect::<Vec<_>>().join(", "))
}

fn new_status(NewStatus { column, word, read_in, is_kind }: &NewStatus, file: &str) -> String {
    let more = if word.count > 1 { format!(" and {} more", word.count - 1) } else { String::new() };
    let new = format!("{file}:{}: {column} {:?} is new, on {}{more}.", word.line, word.text, word.invoice);
    match read_in {
        Some(currency) => format!(
            "{new} The amounts are read in {}: name the column under ledger.invoices.columns in collect.yaml, as `currency: {column:?}`.",
            currency.code()
        ),
        None if *is_kind => format!(
            "{new} It is read as an invoice. If it is none, say under ledger.invoices.documents in collect.yaml what the kinds in {column:?} are."
        ),
        None => format!(
            "{new} Is such an invoice owed? If not, add the word to `skip` or `settled_when` under ledger.invoices in collect.yaml."
        ),
    }
}

fn instalments(replanned: &[(String, u32)], file: &str) -> String {
    let told = replanned.iter().map(|(invoice, line)| format!("{file}:{line}: {invoice}"));
    let count = counted(replanned.len(), "invoice");
    format!(
        "of {count} some instalments left and others came, so nobody knows whether those that left were paid ({}).",
        examples(replanned.len(), told)
    )
}

fn examples(count: usize, told: impl Iterator<Item = String>) -> String {
    let mut some: Vec<String> = told.take(MOST_EXAMPLES).collect();
    if count > some.len() {
        some.push("…".to_owned());
    }
    some.join(", ")
}

/// Asked where invoices have left the export and nobody said what that means.
fn gone(asked: &[SyncChange], comparing: &Comparing) -> Vec<String> {
    let Some(first) = asked.first() else { return Vec::new() };
    let line = |change: &SyncChange| {
        let SyncChange { invoice, customer, before, currency, because, .. } = change;
        match because.as_str() {
            "" => format!("{invoice} of {customer} is not in the export any more: {before} {currency} was open"),
            because => format!("{invoice} of {customer} is left out of the export because of {because}: {before} {currency} was open"),
        }
    };
    let mut lines: Vec<String> = asked.iter().take(MOST_NAMED).map(line).collect();
    if asked.len() > MOST_NAMED {
        lines.push(format!("and {} more", asked.len() - MOST_NAMED));
    }
    lines.push(format!(
        "were these paid or credited? Log those that were credited, as in `collect log credit {} --on {}`; then run it again with --gone payment \
         for the others. Nothing was written",
        first.invoice, comparing.day
    ));
    lines
}
