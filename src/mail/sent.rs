//! What we sent: the mails of the outbox, by their ids and by their words.

use super::lines::squeezed;
use crate::calendar::Day;
use std::collections::{BTreeMap, HashMap};

/// A mail of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMail {
    pub message_id: String,
    pub on: Day,
    pub customer: String,
    /// In lower case.
    pub to: Vec<String>,
    pub invoices: Vec<String>,
    pub subject: String,
    pub text: String,
}

/// All mails that were sent, to be found by what an answer says of them.
#[derive(Debug, Default)]
pub struct SentTexts {
    mails: Vec<SentMail>,
    by_id: HashMap<String, usize>,
    by_subject: HashMap<String, Vec<usize>>,
    by_customer: BTreeMap<String, Vec<usize>>,
    /// The letters and digits of each mail's text, without what stands between them: mail programs break lines anew.
    squeezed: Vec<String>,
}

/// Prefixes of answers and forwards, by mail programs in many languages.
const ANSWERS: &[&str] = &[
    "re", "aw", "antw", "sv", "vs", "rif", "r", "ref", "rép", "rép.", "odp", "ynt", "res", "antwort", "réf", "rv", "tr", "wg", "fw", "fwd",
    "i", "doorst",
];

impl SentTexts {
    pub fn new(mails: Vec<SentMail>) -> SentTexts {
        let mut sent = SentTexts { squeezed: mails.iter().map(|mail| squeezed(&mail.text)).collect(), ..SentTexts::default() };
        for (place, mail) in mails.iter().enumerate() {
            sent.by_id.entry(mail.message_id.clone()).or_insert(place);
            sent.by_subject.entry(squeezed(&mail.subject)).or_default().push(place);
            sent.by_customer.entry(mail.customer.clone()).or_default().push(place);
        }
        sent.mails = mails;
        sent
    }

    pub fn by_id(&self, id: &str) -> Option<&SentMail> {
        self.by_id.get(id).map(|place| &self.mails[*place])
    }

    /// The mails that a subject answers, by the words behind `Re:`.
    pub fn by_subject<'s>(&'s self, subject: &str) -> impl Iterator<Item = &'s SentMail> {
        let places = self.by_subject.get(&squeezed(without_prefix(subject)));
        places.into_iter().flatten().map(|place| &self.mails[*place])
    }

    pub fn of_customer<'s>(&'s self, customer: &str) -> impl Iterator<Item = &'s SentMail> {
        self.by_customer.get(customer).into_iter().flatten().map(|place| &self.mails[*place])
    }

    pub fn all(&self) -> &[SentMail] {
        &self.mails
    }

    /// The mails whose text holds these words, in this order.
    pub fn holding<'s>(&'s self, words: &str) -> impl Iterator<Item = &'s SentMail> {
        let words = squeezed(words);
        self.mails.iter().zip(&self.squeezed).filter(move |(_, text)| !words.is_empty() && text.contains(&words)).map(|(mail, _)| mail)
    }
}

/// A subject without what answers and forwards put before it, and without a ticket's number.
pub(crate) fn without_prefix(subject: &str) -> &str {
    let mut rest = subject.trim();
    loop {
        if let Some((_, after)) = rest.strip_prefix('[').and_then(|inside| inside.split_once(']')) {
            rest = after.trim_start();
            continue;
        }
        let Some((prefix, after)) = rest.split_once(':') else { return rest };
        let folded = prefix.trim().to_lowercase();
        let folded = folded.split(['[', '(']).next().unwrap_or_default().trim();
        let is_automatic = [
            "automati",
            "auto",
            "abwesenheit",
            "réponse",
            "respuesta",
            "risposta",
            "undeliver",
            "unzustellbar",
            "non remis",
            "no se puede",
        ]
        .iter()
        .any(|word| folded.starts_with(word));
        if !ANSWERS.contains(&folded) && !is_automatic {
            return rest;
        }
        rest = after.trim_start();
    }
}

/// The texts of ours that a mail may quote, as one looks for lines in them.
#[derive(Debug, Default)]
pub(super) struct OurText(Vec<String>);

impl OurText {
    pub(super) fn new<'m>(mails: impl IntoIterator<Item = &'m SentMail>) -> OurText {
        OurText(mails.into_iter().map(|mail| squeezed(&mail.text)).collect())
    }

    pub(super) fn is_known(&self) -> bool {
        !self.0.is_empty()
    }

    /// Does a line stand in one of them, wherever a mail program broke it?
    pub(super) fn holds(&self, line: &str) -> bool {
        let line = squeezed(line);
        line.is_empty() || self.0.iter().any(|text| text.contains(&line))
    }
}
