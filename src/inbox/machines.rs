//! What mails that no person wrote say: bounces, absences, other contacts.

use super::hearing::{HeardEvent, HeardMail, Listener, asked, told};
use super::known_customers::KnownCustomer;
use super::sender::{MailSender, Trust};
use crate::calendar::Day;
use crate::mail::{Automatic, Delivery, Machine, Mail, phrases};
use crate::proposal::Certainty;
use crate::said::{BackOn, SaidKind, back_on, understand};

pub(super) fn by_machine(
    heard: &mut HeardMail,
    automatic: &Automatic,
    mail: &Mail,
    debtor: Option<&KnownCustomer>,
    sender: &MailSender<'_>,
    listener: &Listener<'_>,
) {
    let why = automatic.why;
    match &automatic.machine {
        Machine::Delivery(delivery) => undelivered(heard, delivery, mail, listener),
        Machine::Absence => {
            let tongue = debtor.and_then(|debtor| debtor.tongue);
            let day_first = debtor.and_then(|debtor| debtor.day_first).or(listener.day_first);
            let said = back_on(&heard.text, mail.sent.unwrap_or(listener.as_of).date(), tongue, day_first);
            // A notice often says nothing of what it answers; the address of the customer is enough to know who is away.
            let is_theirs = sender.answered.is_none() && listener.debtors.at(&mail.from.address).eq(sender.customer.as_deref());
            let unsure = match &sender.trust {
                Trust::Unsure(why) if !is_theirs => Some(why.as_str()),
                _ => None,
            };
            heard.events.push(out_of_office(&heard.text, said, mail, unsure, why));
            heard.needs_person = unsure.is_some();
            heard.why = format!("out of office, by {why}");
        }
        Machine::Departure => {
            let address = other_address(&heard.text, mail, listener);
            heard.events.push(HeardEvent {
                address,
                reason: Some("left".to_owned()),
                ..HeardEvent::new(
                    "wrong_contact",
                    Certainty::Likely,
                    &heard.text,
                    "an automatic answer: whoever read this mailbox has left",
                )
            });
            heard.needs_person = true;
            heard.why = format!("an automatic answer, by {why}");
        }
        Machine::Acknowledgement => {
            // A payment run's own message can tell of a payment. It is no answer of a person, so it is only proposed.
            let Some(debtor) = debtor else { return heard.why = format!("an automatic answer, by {why}") };
            let names_its_invoice = listener.debtors.named(&heard.text).contains_key(debtor.id.as_str());
            if names_its_invoice {
                let understood = understand(&heard.text, &asked(debtor, &heard.thread, mail, listener));
                let telling = [SaidKind::Promise, SaidKind::PaidClaim, SaidKind::Dispute];
                let events = understood.events.into_iter().filter(|said| telling.contains(&said.kind));
                heard.events = events.map(|said| told(said, debtor, Some("a machine wrote it"))).collect();
                heard.needs_person = !heard.events.is_empty();
            }
            heard.why = format!("an automatic answer, by {why}");
        }
        Machine::List | Machine::ReadReceipt | Machine::Calendar => why.clone_into(&mut heard.why),
    }
}

fn undelivered(heard: &mut HeardMail, delivery: &Delivery, mail: &Mail, listener: &Listener<'_>) {
    let ours = delivery.of.as_deref().and_then(|id| listener.sent.by_id(id));
    if let Some(ours) = ours {
        heard.customer = Some(ours.customer.clone());
        heard.thread.clone_from(&ours.invoices);
    }
    heard.why = if delivery.failed.iter().any(|failed| failed.is_permanent) {
        "a mail did not arrive"
    } else if delivery.failed.is_empty() {
        "a report that a mail arrived"
    } else {
        "a mail is delayed, or could not be delivered for now"
    }
    .to_owned();
    for failed in delivery.failed.iter().filter(|failed| failed.is_permanent) {
        let customers: Vec<&str> = listener.debtors.at(&failed.address).collect();
        if heard.customer.is_none() && customers.len() == 1 {
            heard.customer = Some(customers[0].to_owned());
        }
        let went_there = ours.is_some_and(|ours| ours.to.contains(&failed.address));
        let (certainty, why) = match (went_there, failed.is_address) {
            (true, true) => {
                (Certainty::Certain, "the report gives back a mail of ours that went to this address, which is not there any more")
            }
            (true, false) => (Certainty::Likely, "a mail of ours was refused, but not because of the address"),
            (false, _) => (Certainty::Unclear, "the report does not give back a mail of ours that went to this address"),
        };
        heard.needs_person |= certainty != Certainty::Certain;
        let event = HeardEvent::new("bounce", certainty, &failed.told, why);
        heard.events.push(HeardEvent { address: Some(failed.address.clone()), ..event });
    }
    let first = heard.events.iter().find_map(|event| event.address.clone());
    let folded = heard.text.to_lowercase();
    let names_another = mail.reports.is_empty() && phrases("other-contact").iter().any(|word| folded.contains(word));
    let other = other_address(&heard.text, mail, listener).filter(|other| names_another && Some(other) != first.as_ref());
    if let Some(other) = other {
        let event = HeardEvent::new("wrong_contact", Certainty::Likely, &heard.text, "the mail system names another address");
        heard.events.push(HeardEvent { address: Some(other), ..event });
        heard.needs_person = true;
    }
}

fn out_of_office(text: &str, said: Option<BackOn>, mail: &Mail, unsure: Option<&str>, why: &str) -> HeardEvent {
    let folded = text.to_lowercase();
    let is_sure = said.as_ref().is_some_and(|said| said.certain) && !phrases("hedge-of-return").iter().any(|hedge| folded.contains(hedge));
    let certainty = match (unsure, is_sure) {
        (None, true) => Certainty::Certain,
        (None, false) => Certainty::Likely,
        (Some(_), _) => Certainty::Unclear,
    };
    let told = match &said {
        _ if unsure.is_some() => unsure.unwrap_or_default().to_owned(),
        Some(_) if is_sure => format!("an automatic answer with one day of return, told by {why}"),
        Some(_) => "the day of return is not sure".to_owned(),
        None => "no day of return is named".to_owned(),
    };
    let until = said.and_then(|said| Day::from_date(said.day));
    let own = mail.from.address.as_str();
    let other = addresses(text).into_iter().find(|address| address != own);
    HeardEvent { until, address: other, ..HeardEvent::new("out_of_office", certainty, text, &told) }
}

fn addresses(text: &str) -> Vec<String> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '[' | ']' | '"' | '|'));
    let bare = words.map(|word| word.trim_matches(['.', ':', '!', '?', '\'']).trim_start_matches("mailto:"));
    bare.filter_map(|word| crate::address::plain(word).ok()).map(str::to_lowercase).collect()
}

/// An address in a text that is neither the sender's, nor ours, nor one that we wrote to.
fn other_address(text: &str, mail: &Mail, listener: &Listener<'_>) -> Option<String> {
    let is_known =
        |address: &str| address == mail.from.address || listener.us.writes_from(address) || listener.debtors.at(address).next().is_some();
    addresses(text).into_iter().find(|address| !is_known(address))
}
