//! What was heard, mail by mail, for programs.

use collect::calendar::Day;
use collect::inbox::{HeardEvent, HeardMail};
use collect::mail::Mail;
use collect::proposal::{Certainty, Proposal};
use serde_json::{Value, json};
use std::io::{self, Write};

/// A mail, and what is in it.
pub struct ListedMail {
    /// Its file, with a line where the file has many mails.
    pub place: String,
    pub mail: Mail,
    pub heard: HeardMail,
    pub proposals: Vec<Proposal>,
    /// Was it read before?
    pub is_known: bool,
}

/// What is no mail, or the same mail once more.
pub struct Unread {
    pub place: String,
    pub why: String,
}

/// A line for each mail.
pub fn jsonl(listed: &[ListedMail], unread: &[Unread], out: &mut dyn Write) -> io::Result<()> {
    rows(listed, unread).try_for_each(|row| writeln!(out, "{row}"))
}

pub fn json(listed: &[ListedMail], unread: &[Unread], out: &mut dyn Write) -> io::Result<()> {
    let all: Vec<Value> = rows(listed, unread).collect();
    serde_json::to_writer_pretty(&mut *out, &json!({ "mails": all }))?;
    writeln!(out)
}

fn rows<'l>(listed: &'l [ListedMail], unread: &'l [Unread]) -> impl Iterator<Item = Value> + 'l {
    let mails = listed.iter().map(|one| {
        let heard = &one.heard;
        json!({
            "file": one.place,
            "message_id": one.mail.message_id,
            "date": day(heard.on),
            "from": one.mail.from.address,
            "subject": one.mail.subject,
            "customer": heard.customer,
            "needs_person": heard.needs_person,
            "why": heard.why,
            "text": heard.text,
            "events": heard.events.iter().filter(|event| !event.is_note()).map(event).collect::<Vec<_>>(),
            "proposed_before": one.is_known,
        })
    });
    let others = unread.iter().map(|one| {
        json!({
            "file": one.place, "message_id": null, "date": null, "from": null, "subject": null, "customer": null,
            "needs_person": true, "why": one.why, "text": "", "events": [], "proposed_before": false,
        })
    });
    mails.chain(others)
}

fn day(day: Option<Day>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn event(event: &HeardEvent) -> Value {
    json!({
        "type": event.kind,
        "invoices": event.invoices,
        "until": day(event.until),
        "date": day(event.date),
        "amount": event.amount.map(|(amount, currency)| currency.plain(amount)),
        "currency": event.amount.map(|(_, currency)| currency.code()),
        "reason": event.reason,
        "address": event.address,
        "channel": event.channel,
        "reference": event.reference,
        "certainty": event.certainty.name(),
        "apply": event.certainty == Certainty::Certain,
        "quote": event.quote,
        "why": event.why,
    })
}
