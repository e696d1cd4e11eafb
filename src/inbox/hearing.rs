//! One mail: who wrote it, and what is said in it.

use super::known_customers::{KnownCustomer, KnownCustomers};
use super::machines::by_machine;
use super::oddness::doubt;
use super::sender::{Claims, MailSender, Trust, Us};
use crate::calendar::Day;
use crate::mail::{Automatic, Machine, Mail, Passage, SentMail, SentTexts, Writer, WrittenText, machine, written};
use crate::money::{Balance, Currency};
use crate::proposal::Certainty;
use crate::said::{Asked, Candidate, HeardClause, Said, SaidKind, understand};

/// What mails are compared with.
pub struct Listener<'l> {
    pub debtors: &'l KnownCustomers,
    pub sent: &'l SentTexts,
    pub us: &'l Us,
    /// Is `03/04` the 3rd of April, where a customer's country does not tell?
    pub day_first: Option<bool>,
    pub as_of: Day,
}

/// What is known of a mail once it was read.
#[derive(Clone, Debug, Default)]
pub struct HeardMail {
    pub customer: Option<String>,
    /// The invoices of the mail that is answered.
    pub thread: Vec<String>,
    /// The local day of the mail.
    pub on: Option<Day>,
    pub events: Vec<HeardEvent>,
    /// Has somebody to read the mail before what it says is entered, or besides?
    pub needs_person: bool,
    /// What kind of mail it is, or why nothing in it is certain.
    pub why: String,
    /// What the sender wrote, without quotations and signature.
    pub text: String,
    pub clauses: Vec<HeardClause>,
    /// Did a person write it?
    pub is_written: bool,
    /// May a model look at it? Only what a person wrote of whom one knows who it is.
    pub is_open_to_models: bool,
}

/// Something that was said, with the words that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardEvent {
    /// `promise`, `dispute` and so on: the kinds of [`SaidKind`], and `out_of_office` and `bounce`.
    pub kind: String,
    pub invoices: Vec<String>,
    pub until: Option<Day>,
    pub date: Option<Day>,
    pub amount: Option<(Balance, Currency)>,
    pub reason: Option<String>,
    pub address: Option<String>,
    pub channel: Option<String>,
    pub reference: Option<String>,
    pub certainty: Certainty,
    pub quote: String,
    pub why: String,
}

impl HeardEvent {
    pub fn new(kind: &str, certainty: Certainty, quote: &str, why: &str) -> HeardEvent {
        HeardEvent {
            kind: kind.to_owned(),
            invoices: Vec::new(),
            until: None,
            date: None,
            amount: None,
            reason: None,
            address: None,
            channel: None,
            reference: None,
            certainty,
            quote: quote.to_owned(),
            why: why.to_owned(),
        }
    }

    /// Does it become a note only, which changes nothing?
    pub fn is_note(&self) -> bool {
        matches!(self.kind.as_str(), "thanks" | "note")
    }
}

/// Reads what a mail says.
pub fn hear(mail: &Mail, listener: &Listener<'_>) -> HeardMail {
    let (sender, writing) = parted(mail, listener);
    let text = writing.text();
    let mut heard = HeardMail {
        customer: sender.customer.clone(),
        thread: sender.answered.map(|answered| answered.invoices.clone()).unwrap_or_default(),
        on: mail.sent,
        text: text.clone(),
        ..HeardMail::default()
    };
    let debtor = sender.customer.as_deref().and_then(|id| listener.debtors.get(id));
    let automatic = machine(mail, &text, listener.sent);
    let is_report = matches!(&automatic, Some(Automatic { machine: Machine::Delivery(_), .. }));
    if listener.us.writes_from(&mail.from.address) && !is_report {
        // A mailbox has what was sent from it, too. What one of us forwards is for a person.
        heard.needs_person = writing.is_forward;
        heard.why = if writing.is_forward { "one of us forwards it" } else { "one of us wrote it" }.to_owned();
        heard.customer = None;
        return heard;
    }
    if let Some(automatic) = automatic {
        by_machine(&mut heard, &automatic, mail, debtor, &sender, listener);
        return heard;
    }
    heard.is_written = true;
    by_person(&mut heard, mail, &sender, &writing, debtor, listener);
    heard
}

/// Who wrote, and what: which lines are quoted is known once it is known which mail is answered, and the other way round.
fn parted<'l>(mail: &Mail, listener: &Listener<'l>) -> (MailSender<'l>, WrittenText) {
    let is_us = |named: &str| listener.us.are_named_in(named);
    let part = |customer: Option<&str>| {
        let sent: Vec<&SentMail> = customer.into_iter().flat_map(|id| listener.sent.of_customer(id)).collect();
        let debtor = customer.and_then(|id| listener.debtors.get(id));
        let ids: Vec<&str> = debtor.into_iter().flat_map(|debtor| &debtor.debts).map(|debt| debt.id.as_str()).collect();
        let company = debtor.map_or("", |debtor| debtor.name.as_str());
        let writer = Writer { sent: &sent, invoices: &ids, is_us: &is_us, name: &mail.from.name, address: &mail.from.address, company };
        written(&mail.text, &writer)
    };
    let find = |writing: &WrittenText| {
        let text = format!("{}\n{}", writing.text(), if writing.is_empty() { mail.subject.as_str() } else { "" });
        MailSender::of(&Claims { mail, text: &text, subjects: &writing.subjects, quoted: &writing.quoted }, listener.debtors, listener.sent)
    };
    let first = find(&part(None));
    let writing = part(first.customer.as_deref());
    (find(&writing), writing)
}

pub(super) fn asked(debtor: &KnownCustomer, thread: &[String], mail: &Mail, listener: &Listener<'_>) -> Asked {
    let candidate = |debt: &super::known_customers::Debt| Candidate {
        id: debt.id.clone(),
        balance: debt.balance,
        currency: debt.currency,
        open: debt.is_open,
        due: Some(debt.due.date()),
        in_thread: thread.contains(&debt.id),
    };
    Asked {
        sent: mail.sent.unwrap_or(listener.as_of).date(),
        language: debtor.tongue,
        day_first: debtor.day_first.or(listener.day_first),
        invoices: debtor.debts.iter().map(candidate).collect(),
    }
}

fn by_person(
    heard: &mut HeardMail,
    mail: &Mail,
    sender: &MailSender<'_>,
    writing: &WrittenText,
    debtor: Option<&KnownCustomer>,
    listener: &Listener<'_>,
) {
    let unsure = match &sender.trust {
        Trust::Agrees => doubt(mail, writing, listener.us).or_else(|| differs(mail, writing, heard, listener)),
        Trust::Unsure(why) => Some(why.clone()),
    };
    heard.needs_person = unsure.is_some();
    heard.why = unsure.clone().unwrap_or_default();
    let text = spoken(&writing.passages, mail, listener);
    if text.trim().is_empty() {
        heard.needs_person = true;
        heard.why = if mail.attached.is_empty() { "nothing is written in it" } else { "only files are attached" }.to_owned();
        return;
    }
    let nobody = KnownCustomer::default();
    let understood = understand(&text, &asked(debtor.unwrap_or(&nobody), &heard.thread, mail, listener));
    heard.needs_person |= understood.needs_person;
    if heard.why.is_empty() {
        heard.why.clone_from(&understood.why);
    }
    heard.clauses = understood.clauses;
    heard.is_open_to_models = debtor.is_some() && unsure.is_none();
    heard.events = understood.events.into_iter().map(|said| told(said, debtor.unwrap_or(&nobody), unsure.as_deref())).collect();
    // An invoice that was asked about, and is named without a word on its payment, is for a person.
    let is_left = |id: &&String| names(&heard.text, id) && !heard.events.iter().any(|event| event.invoices.contains(id));
    if let Some(id) = heard.thread.iter().find(is_left).cloned() {
        heard.needs_person = true;
        if heard.why.is_empty() {
            heard.why = format!("{id} is named, and nothing is said of its payment");
        }
    }
    for event in &mut heard.events {
        if event.kind == "opt_out" && event.address.is_none() {
            event.address = Some(mail.from.address.clone());
        }
    }
}

/// Is an invoice named in a text, by its id or by the digits of it?
fn names(text: &str, id: &str) -> bool {
    let digits: String = id.chars().filter(char::is_ascii_digit).collect();
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    text.contains(id) || digits.len() >= 4 && numbers.any(|number| number == digits)
}

/// The text as it is to be understood: below a line of ours what was written there.
fn spoken(passages: &[Passage], mail: &Mail, listener: &Listener<'_>) -> String {
    let mut text = String::new();
    for passage in passages {
        if let Some(above) = passage
            .answers
            .as_deref()
            .filter(|above| !listener.debtors.named(above).is_empty() && (passages.len() > 1 || above.len() < 120))
        {
            text.push_str(&format!("> {above}\n"));
        }
        text.push_str(&passage.text);
        text.push_str("\n\n");
    }
    // Some write all they have to say into the subject.
    let is_answer = listener.sent.by_subject(&mail.subject).next().is_some();
    if text.trim().is_empty() && mail.attached.is_empty() && !is_answer && mail.in_reply_to.is_empty() {
        mail.subject.clone()
    } else {
        text
    }
}

/// Does the page say something else than the text beside it? One of the two is what the reader saw.
fn differs(mail: &Mail, writing: &WrittenText, heard: &HeardMail, listener: &Listener<'_>) -> Option<String> {
    let page = mail.page.as_deref()?;
    let other = Mail { text: page.to_owned(), page: None, ..mail.clone() };
    let (_, shown) = parted(&other, listener);
    let words = |writing: &WrittenText| -> Vec<String> {
        let text = writing.text().to_lowercase();
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (one, two) = (words(writing), words(&shown));
    let missing = |from: &[String], of: &[String]| of.iter().filter(|word| !from.contains(word)).count();
    let figures = |words: &[String]| words.iter().filter(|word| word.chars().any(|c| c.is_ascii_digit())).cloned().collect::<Vec<_>>();
    let apart = missing(&one, &two).max(missing(&two, &one));
    let _ = heard;
    (apart * 5 > one.len().max(two.len()) || missing(&one, &figures(&two)) > 0)
        .then(|| "its page says something else than its text".to_owned())
}

pub(super) fn told(said: Said, debtor: &KnownCustomer, unsure: Option<&str>) -> HeardEvent {
    let currency = debtor.debts.iter().find(|debt| said.invoices.contains(&debt.id)).map(|debt| debt.currency);
    let is_full = match said.kind {
        SaidKind::Promise => said.until.is_some() && !said.invoices.is_empty(),
        SaidKind::Dispute | SaidKind::PaidClaim => !said.invoices.is_empty(),
        _ => true,
    };
    let certainty = match (said.certain, unsure, is_full) {
        (true, None, true) => Certainty::Certain,
        (_, None, true) => Certainty::Likely,
        _ => Certainty::Unclear,
    };
    let day = |date: Option<chrono::NaiveDate>| date.and_then(Day::from_date);
    HeardEvent {
        invoices: said.invoices,
        until: day(said.until),
        date: day(said.date),
        amount: said.amount.zip(currency),
        reason: said.reason,
        address: said.address.map(|address| address.to_lowercase()),
        channel: said.channel.map(str::to_owned),
        reference: said.reference,
        ..HeardEvent::new(said.kind.name(), certainty, &said.quote, unsure.unwrap_or(&said.why))
    }
}
