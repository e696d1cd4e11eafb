//! Who wrote, and about what: the mails of ours that a mail answers, the invoices that it names, and the address that it came from.

use super::known_customers::{KnownCustomers, domain};
use crate::mail::{Mail, SentMail, SentTexts};
use std::collections::BTreeSet;

/// Who we are: mails from these addresses are our own.
#[derive(Clone, Debug, Default)]
pub struct Us {
    /// In lower case.
    pub addresses: BTreeSet<String>,
    /// In lower case: of people and of the company.
    pub names: BTreeSet<String>,
}

impl Us {
    pub fn writes_from(&self, address: &str) -> bool {
        self.addresses.contains(address)
            || domain(address).is_some_and(|own| self.addresses.iter().any(|address| domain(address) == Some(own)))
    }

    /// Is one of us meant by what a quotation says of its sender: a name, an address or both?
    pub fn are_named_in(&self, sender: &str) -> bool {
        let folded = sender.to_lowercase();
        let addresses: Vec<&str> = folded
            .split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"' | ',' | ';' | ':'))
            .filter(|word| word.contains('@'))
            .collect();
        if addresses.is_empty() {
            self.names.iter().any(|name| name.len() >= 4 && folded.contains(name.as_str()))
        } else {
            addresses.iter().any(|address| self.writes_from(address))
        }
    }
}

/// How far it is known who wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// The sender is the customer whose mail is answered, or whose invoice is named.
    Agrees,
    /// Only a person can tell: why.
    Unsure(String),
}

/// Whose mail it is.
#[derive(Debug)]
pub(super) struct MailSender<'w> {
    pub customer: Option<String>,
    /// The mail of ours that is answered.
    pub answered: Option<&'w SentMail>,
    pub trust: Trust,
}

/// What a mail says of itself beside its text.
pub(super) struct Claims<'m> {
    pub mail: &'m Mail,
    /// What was written, and the subject.
    pub text: &'m str,
    /// The subjects of quoted messages, and quoted lines.
    pub subjects: &'m [String],
    pub quoted: &'m [String],
}

/// As many letters and digits as a quoted line must have to tell which mail it is from.
const TELLING: usize = 25;

impl<'w> MailSender<'w> {
    pub(super) fn of(claims: &Claims<'_>, debtors: &KnownCustomers, sent: &'w SentTexts) -> MailSender<'w> {
        let from = claims.mail.from.address.as_str();
        let (answered, is_one) = answered(claims, debtors, sent);
        let named = debtors.named(claims.text);
        let exact: BTreeSet<&str> = debtors.at(from).collect();
        let near: BTreeSet<&str> = debtors.near(from).collect();
        let unsure = |why: &str| Trust::Unsure(why.to_owned());
        if let Some(mail) = answered {
            let customer = mail.customer.as_str();
            let is_theirs = exact.contains(customer) || mail.to.iter().any(|to| to == from);
            let is_near = near.contains(customer) || domain(from).is_some_and(|own| mail.to.iter().any(|to| domain(to) == Some(own)));
            let trust = if !is_one {
                unsure("it refers to mails to several customers")
            } else if named.keys().any(|other| *other != customer) {
                unsure("it names an invoice of another customer")
            } else if is_theirs || is_near && (near.is_empty() || near.contains(customer)) {
                Trust::Agrees
            } else if exact.is_empty() && near.is_empty() {
                unsure("the sender's address is not known for this customer")
            } else {
                unsure("the sender is another customer than the one whose mail is answered")
            };
            return MailSender { customer: Some(customer.to_owned()), answered: Some(mail), trust };
        }
        let owners: Vec<&str> = named.keys().copied().collect();
        match (owners.as_slice(), exact.len(), near.len()) {
            ([owner], _, _) if exact.contains(owner) && exact.len() == 1 => {
                MailSender { customer: Some((*owner).to_owned()), answered: None, trust: Trust::Agrees }
            }
            ([owner], _, _) if exact.contains(owner) || near.contains(owner) => MailSender {
                customer: Some((*owner).to_owned()),
                answered: None,
                trust: unsure("only the domain of the sender is known, and the mail answers none of ours"),
            },
            ([owner], 0, 0) => MailSender {
                customer: Some((*owner).to_owned()),
                answered: None,
                trust: unsure("the sender's address is not known for this customer"),
            },
            ([], 1, _) => only(&exact, "it answers none of our mails and names no invoice"),
            ([], 0, 1) => only(&near, "only the domain of the sender is known, and the mail answers none of ours"),
            ([], 0, 0) => MailSender {
                customer: None,
                answered: None,
                trust: unsure("the sender is not known, and no mail or invoice of ours is named"),
            },
            ([], ..) => MailSender { customer: None, answered: None, trust: unsure("the sender's address belongs to several customers") },
            _ if exact.len() == 1 => only(&exact, "it names an invoice of another customer"),
            _ => MailSender { customer: None, answered: None, trust: unsure("it names invoices of several customers") },
        }
    }
}

fn only<'w>(customers: &BTreeSet<&str>, why: &str) -> MailSender<'w> {
    MailSender { customer: customers.first().map(|one| (*one).to_owned()), answered: None, trust: Trust::Unsure(why.to_owned()) }
}

/// The mail of ours that is answered, and whether all that is referred to went to one customer.
fn answered<'w>(claims: &Claims<'_>, debtors: &KnownCustomers, sent: &'w SentTexts) -> (Option<&'w SentMail>, bool) {
    let mail = claims.mail;
    let ids = mail.in_reply_to.iter().chain(mail.references.iter().rev()).map(String::as_str);
    let inside = mail.inside.iter().map(|inner| inner.message_id.as_str());
    let by_id: Vec<&SentMail> = ids.chain(inside).filter_map(|id| sent.by_id(id)).collect();
    let is_one = by_id.iter().all(|one| one.customer == by_id[0].customer);
    if let Some(first) = by_id.first() {
        return (Some(*first), is_one);
    }
    // A mail that was sent from a mail program has another id than its draft: then its words tell.
    let from = mail.from.address.as_str();
    let mut found: Vec<&SentMail> = Vec::new();
    for line in claims.quoted.iter().filter(|line| line.chars().filter(|c| c.is_alphanumeric()).count() >= TELLING) {
        let has_id = !debtors.named(line).is_empty();
        if has_id {
            found.extend(sent.holding(line));
        }
    }
    if found.is_empty() {
        let subjects = claims.subjects.iter().map(String::as_str).chain([mail.subject.as_str()]);
        found = subjects.flat_map(|subject| sent.by_subject(subject)).collect();
        let theirs: Vec<&SentMail> = found
            .iter()
            .copied()
            .filter(|one| one.to.iter().any(|to| to == from) || debtors.near(from).any(|near| near == one.customer))
            .collect();
        if !theirs.is_empty() {
            found = theirs;
        }
        // Subjects alone, which may be alike for many customers, must name an invoice.
        found.retain(|one| {
            !debtors.named(&one.subject).is_empty()
                || one.to.iter().any(|to| to == from)
                || claims.quoted.iter().any(|line| sent.holding(line).any(|held| held.message_id == one.message_id))
        });
    }
    found.retain(|one| mail.sent.is_none_or(|day| one.on <= day));
    let is_one = found.iter().all(|one| one.customer == found[0].customer);
    (found.iter().copied().max_by_key(|one| one.on), is_one)
}
