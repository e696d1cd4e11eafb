//! Whether our mails arrived: reports as RFC 3464 describes them, and those of mail systems that only use words.

use super::automatic::folded;
use super::delivery_words::{FailureKind, first_code, verdict_of_code, verdict_of_words};
use super::phrases::phrases;
use super::{InnerMail, Mail, SentMail, SentTexts};
use std::collections::BTreeMap;

/// What a mail system tells of a mail of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// The mail that did not arrive, if it is one of the outbox.
    pub of: Option<String>,
    pub failed: Vec<FailedDelivery>,
}

/// An address that a mail did not reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedDelivery {
    /// In lower case.
    pub address: String,
    pub is_permanent: bool,
    /// Does the failure lie with the address? A mail that is too large, or taken for spam, says nothing of it.
    pub is_address: bool,
    /// The status or code, and the words behind it.
    pub told: String,
}

/// A report of delivery, if the mail is one.
pub(super) fn delivery(mail: &Mail, sent: &SentTexts) -> Option<Delivery> {
    let ours = quoted_mail(mail, sent);
    let report = mail.reports.iter().find(|report| has_recipient(report));
    let is_from_system = is_mail_system(mail);
    if report.is_none() && !is_from_system {
        return None;
    }
    let mut failed = report.map(|report| by_fields(report, mail)).unwrap_or_default();
    if report.is_none() {
        let words = verdict_of_words(&folded(&format!("{} {}", mail.subject, before_the_copy(&mail.text))));
        // An automatic answer of a postmaster need not be about delivery.
        if words.is_none() && first_code(&mail.text).is_none() {
            return None;
        }
        failed = by_words(mail, ours, words);
    }
    Some(Delivery { of: ours.map(|ours| ours.message_id.clone()), failed })
}

/// The mail of ours that the report gives back: by its id, else by its subject and who it went to.
fn quoted_mail<'s>(mail: &Mail, sent: &'s SentTexts) -> Option<&'s SentMail> {
    let inside = mail.inside.iter().map(|inner| inner.message_id.as_str());
    let named = inside.chain(mail.in_reply_to.iter().map(String::as_str)).chain(mail.references.iter().map(String::as_str));
    let in_text = mail.text.split(['<', '>', ' ', '\n', '\t']).filter(|word| word.contains('@') && word.len() > 20);
    named.chain(in_text).find_map(|id| sent.by_id(id)).or_else(|| {
        let of_subject = |inner: &InnerMail| sent.by_subject(&inner.subject).find(|mail| inner.to.iter().any(|to| mail.to.contains(to)));
        let text = mail.text.to_lowercase();
        let behind = super::sent::without_prefix(&mail.subject);
        mail.inside
            .iter()
            .find_map(of_subject)
            .or_else(|| sent.by_subject(behind).find(|mail| mail.to.iter().any(|to| text.contains(to.as_str()))))
    })
}

fn has_recipient(report: &str) -> bool {
    report.lines().any(|line| {
        let folded = line.to_lowercase();
        folded.starts_with("final-recipient:") || folded.starts_with("original-recipient:") || folded.starts_with("action:")
    })
}

/// Does a program that carries mail write? Its name stands before the at sign, or nobody is to answer it.
fn is_mail_system(mail: &Mail) -> bool {
    let local = mail.from.address.split('@').next().unwrap_or_default();
    let is_named = [
        "mailer-daemon",
        "postmaster",
        "mail-daemon",
        "mailerdaemon",
        "mdaemon",
        "maildaemon",
        "mail.daemon",
        "bounce",
        "bounces",
        "noreply-bounce",
        "nepasrepondre-postmaster",
    ]
    .contains(&local)
        || local.starts_with("microsoftexchange");
    let name = mail.from.name.to_lowercase();
    let is_system = ["mail delivery", "mailer-daemon", "mail administrator", "postmaster", "delivery subsystem", "mail system"]
        .iter()
        .any(|word| name.contains(word));
    let has_no_return = mail.header("return-path").is_some_and(|path| path.trim() == "<>" || path.trim().is_empty());
    let subject = folded(&mail.subject);
    let is_told = phrases("report-subject").iter().any(|words| subject.contains(words));
    is_named
        || is_system
        || (has_no_return || mail.header("x-failed-recipients").is_some() || mail.header("auto-submitted").is_some()) && is_told
}

/// The recipients of a `message/delivery-status`, each with its fields.
fn by_fields(report: &str, mail: &Mail) -> Vec<FailedDelivery> {
    let unfolded = report.replace("\n ", " ").replace("\n\t", " ");
    let mut failed = Vec::new();
    for group in unfolded.split("\n\n") {
        let fields: BTreeMap<String, &str> =
            group.lines().filter_map(|line| line.split_once(':')).map(|(name, value)| (name.trim().to_lowercase(), value.trim())).collect();
        let of = |name: &str| fields.get(name).copied().unwrap_or_default();
        let action = of("action").to_lowercase();
        let address = [of("original-recipient"), of("final-recipient")].into_iter().map(address_of).find(|address| !address.is_empty());
        let Some(address) = address.filter(|_| !action.is_empty() || !of("status").is_empty()) else { continue };
        if matches!(action.as_str(), "delivered" | "relayed" | "expanded") {
            continue;
        }
        let diagnostic = of("diagnostic-code");
        let by_code = verdict_of_code(of("status")).or_else(|| first_code(diagnostic).and_then(|code| verdict_of_code(&code)));
        let by_words = verdict_of_words(&folded(&format!("{diagnostic} {}", before_the_copy(&mail.text))));
        let verdict = weighed(&action, of("status"), diagnostic, by_code, by_words);
        failed.push(FailedDelivery {
            address,
            is_permanent: verdict != FailureKind::Temporary,
            is_address: verdict == FailureKind::Address,
            told: format!("{} {diagnostic}", of("status")).trim().to_owned(),
        });
    }
    failed
}

/// The most cautious reading: what any field calls temporary is temporary.
fn weighed(action: &str, status: &str, diagnostic: &str, by_code: Option<FailureKind>, by_words: Option<FailureKind>) -> FailureKind {
    let by_diagnostic = first_code(diagnostic).and_then(|code| verdict_of_code(&code));
    if action == "delayed" || status.starts_with('4') || [by_code, by_diagnostic].contains(&Some(FailureKind::Temporary)) {
        return FailureKind::Temporary;
    }
    match (by_diagnostic.or(by_code), verdict_of_words(&folded(diagnostic)).or(by_words)) {
        (_, Some(FailureKind::Temporary)) => FailureKind::Temporary,
        (Some(FailureKind::Address), _) => FailureKind::Address,
        (_, Some(FailureKind::Address)) if by_code != Some(FailureKind::Message) => FailureKind::Address,
        (code, words) => code.or(words).unwrap_or(FailureKind::Message),
    }
}

/// `rfc822; somebody@buyer.example`, and what some systems make of it.
fn address_of(field: &str) -> String {
    let address = field.rsplit(';').next().unwrap_or_default();
    let address = address.trim().trim_matches(['<', '>', '"', '\'']).to_lowercase();
    let address = address.strip_prefix("smtp:").unwrap_or(&address).to_owned();
    if address.contains('@') { address } else { String::new() }
}

/// What stands above the copy of our mail.
fn before_the_copy(text: &str) -> &str {
    let marks = [
        "--- below this line is a copy",
        "this is a copy of",
        "original message headers",
        "original message -----",
        "----- original message",
        "----- unsent message",
        "--- the header of the original",
        "ursprüngliche nachrichtenkopfzeilen",
        "ursprüngliche nachricht",
        "reporting-mta:",
        "\nmessage-id:",
        "\nreceived: ",
    ];
    let lower = text.to_lowercase();
    let ends = marks.iter().filter_map(|mark| lower.find(mark)).min();
    // A text in small letters may be longer or shorter than it was.
    ends.and_then(|place| text.get(..place)).unwrap_or(text)
}

fn by_words(mail: &Mail, ours: Option<&SentMail>, words: Option<FailureKind>) -> Vec<FailedDelivery> {
    let text = before_the_copy(&mail.text);
    let by_code = first_code(text).and_then(|code| verdict_of_code(&code));
    let verdict = match (by_code, words) {
        (Some(FailureKind::Temporary), _) | (_, Some(FailureKind::Temporary)) => FailureKind::Temporary,
        (Some(FailureKind::Address), _) | (None, Some(FailureKind::Address)) => FailureKind::Address,
        (code, words) => code.or(words).unwrap_or(FailureKind::Message),
    };
    let listed = mail.header("x-failed-recipients").unwrap_or_default().to_lowercase();
    let in_text = text.to_lowercase();
    let is_address = |word: &&str| crate::address::plain(word).is_ok();
    let split = |text: &str| -> Vec<String> {
        let words =
            text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '[' | ']' | '"' | '\'' | '='));
        words
            .map(|word| word.trim_matches([':', '.', '!']).trim_start_matches("mailto:").trim_start_matches("smtp:"))
            .filter(is_address)
            .map(str::to_owned)
            .collect()
    };
    let mut addresses = split(&listed);
    // Of the addresses in the text, the one that our mail went to did not get it.
    if addresses.is_empty() {
        addresses = split(&in_text).into_iter().filter(|address| ours.is_some_and(|ours| ours.to.contains(address))).collect();
    }
    if addresses.is_empty() {
        addresses = split(&in_text)
            .into_iter()
            .filter(|address| !mail.to.iter().any(|to| to.address == *address) && *address != mail.from.address)
            .take(1)
            .collect();
    }
    if addresses.is_empty() && mail.inside.len() == 1 {
        addresses.clone_from(&mail.inside[0].to);
    }
    addresses.dedup();
    let told = text
        .lines()
        .map(str::trim)
        .find(|line| first_code(line).is_some() || verdict_of_words(&folded(line)).is_some())
        .unwrap_or_default();
    addresses
        .into_iter()
        .map(|address| FailedDelivery {
            address,
            is_permanent: verdict != FailureKind::Temporary,
            is_address: verdict == FailureKind::Address,
            told: told.to_owned(),
        })
        .collect()
}
