//! What a clause says, by the phrases that stand in it.

use super::clauses::Clause;
use super::hearing::{Heard, Hearing};
use super::tenses::{Tense, money};
use super::words::TokenKind;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Promise,
    /// A promise without a day, or words that only sound like one.
    Vague,
    Paid,
    Dispute(&'static str),
    Refusal,
    Plan,
    Copy(&'static str),
    Question,
    WrongContact(&'static str),
    OptOut(&'static str),
    Legal(&'static str),
    /// A day, and what it is about: the verb stands in the clause before.
    Elliptic,
    /// `20440 is in order`: somebody has to ask what follows from it.
    InOrder,
    /// `scratch that`
    Correction,
    Thanks,
    Background,
    NotUnderstood,
}

impl Frame {
    pub(super) fn class(self) -> &'static str {
        match self {
            Frame::Promise | Frame::Elliptic => "promise",
            Frame::Vague => "vague promise",
            Frame::Paid => "paid claim",
            Frame::Dispute(_) => "dispute",
            Frame::Refusal => "refusal",
            Frame::Plan => "plan",
            Frame::Copy(_) => "copy request",
            Frame::Question => "question",
            Frame::WrongContact(_) => "wrong contact",
            Frame::OptOut(_) => "opt-out",
            Frame::Legal(_) => "legal notice",
            Frame::InOrder => "in order",
            Frame::Correction => "correction",
            Frame::Thanks => "thanks",
            Frame::Background => "background",
            Frame::NotUnderstood => "not understood",
        }
    }
}

const DISPUTES: [(&str, &str); 14] = [
    ("d-cancelled", "not_ordered"),
    ("d-duplicate", "duplicate"),
    ("d-missing", "not_delivered"),
    ("d-quality", "quality"),
    ("d-quantity", "quantity"),
    ("d-service", "service"),
    ("d-entity", "wrong_entity"),
    ("d-price", "price"),
    ("d-po", "po_missing"),
    ("d-credit", "credit_note"),
    ("d-tax", "tax"),
    ("d-address", "address"),
    ("d-terms", "terms"),
    ("d-other", "other"),
];

const DOCUMENTS: [(&str, &str); 4] =
    [("doc-pod", "proof of delivery"), ("doc-statement", "statement"), ("doc-copy", "invoice"), ("doc-other", "document")];

/// What a clause says; a condition may ask for a document besides.
pub(super) fn frames(hearing: &Hearing, clause: &Clause) -> Vec<Frame> {
    let range = &clause.tokens;
    let main = main_frame(hearing, clause);
    let mut frames = vec![main];
    let document = DOCUMENTS.into_iter().find(|(key, _)| hearing.has(range, key));
    if let Some((_, what)) = document
        && matches!(main, Frame::Promise | Frame::Vague | Frame::Dispute(_))
        && (hearing.has(&clause.sentence, "cond") && hearing.any(range, &["receive", "copy-verb"])
            || hearing.has(range, "copy-verb") && hearing.has(range, "ask"))
    {
        frames.push(Frame::Copy(what));
    }
    frames
}

fn main_frame(hearing: &Hearing, clause: &Clause) -> Frame {
    let range = &clause.tokens;
    let has = |key: &str| hearing.has(range, key);
    let asks = has("ask") || has("propose") || clause.question;
    if has("legal-insolvency") {
        return Frame::Legal("insolvency");
    }
    if has("legal-lawyer") {
        return Frame::Legal("lawyer");
    }
    if has("opt-out") {
        return Frame::OptOut("email");
    }
    if has("channel-phone") {
        return Frame::OptOut("phone");
    }
    if has("correct") && !says_when(hearing, range) {
        return Frame::Correction;
    }
    if is_plan(hearing, clause) {
        return Frame::Plan;
    }
    let tense = Tense::of(hearing, range);
    let document = DOCUMENTS.into_iter().find(|(key, _)| has(key)).map(|(_, what)| what);
    if has("invoice-lost") {
        return Frame::Copy(document.unwrap_or("invoice"));
    }
    if let Some(what) = document
        && asks
        && (has("copy-verb") || !tense.any() && dispute(hearing, range, clause.question).is_none())
        && !(tense.promised && says_when(hearing, range) || tense.paid && has("attached"))
    {
        return match dispute(hearing, range, clause.question) {
            // `The delivery note is missing, please send it` is no dispute.
            Some(reason) if !matches!(reason, "other" | "quantity") && !clause.question => Frame::Dispute(reason),
            _ => Frame::Copy(what),
        };
    }
    let has_address = hearing.tokens[range.clone()].iter().any(|token| token.kind == TokenKind::Address);
    // `Could you mail it again?`, of the invoice.
    let of_invoice = has("invoice") || has("this-one") || document.is_some();
    let sends = asks && has("resend") && (has("copy-verb") || of_invoice)
        || clause.question && has("copy-verb") && of_invoice
        || document.is_some() && has("c-write");
    let disputes =
        dispute(hearing, range, clause.question).is_some() && (!only_names_a_topic(hearing, range) || is_half_delivered(hearing, range));
    if sends && !has_address && !tense.any() && !has("later") && !disputes {
        return Frame::Copy(document.unwrap_or("invoice"));
    }
    if has_address && has("d-missing") && !has("goods") {
        return Frame::WrongContact("wrong_mailbox");
    }
    if has("c-wrong") && !has("refuse") && dispute(hearing, range, clause.question).is_none_or(|reason| reason == "wrong_entity") {
        return Frame::WrongContact("wrong_company");
    }
    if has("c-left") && !says_when_paid(hearing, range, tense) {
        return Frame::WrongContact("left_role");
    }
    if (has("c-forward") || has("c-write"))
        && (has_address
            || !tense.any() && dispute(hearing, range, clause.question).is_none_or(|reason| reason == "wrong_entity") && !has("courtesy"))
    {
        return Frame::WrongContact(if has("c-forward") { "forwarded" } else { "wrong_mailbox" });
    }
    // `Is there a discount if I pay on Friday?`
    let asks_about = clause.question && only_names_a_topic(hearing, range) && !is_half_delivered(hearing, range);
    if let Some(reason) = dispute(hearing, range, clause.question).filter(|_| !asks_about) {
        let promised = tense.promised && says_when(hearing, range) && !has("neg") && !has("refuse");
        if reason != "terms" || !promised {
            return Frame::Dispute(reason);
        }
    }
    if has("refuse") {
        // Who will not pay disputes; who cannot pay does not.
        return if has("cannot") { Frame::Refusal } else { Frame::Dispute("refusal") };
    }
    if has("not-paid-yet") {
        return if has("aux-fut") && says_when(hearing, range) { Frame::Promise } else { Frame::Vague };
    }
    if has("later") && !clause.question && !hearing.any(range, &["pay-will", "pay-past", "pay-part"]) {
        return Frame::Vague;
    }
    if clause.question {
        // `Paid on Thursday, can you check?`
        let polite = has("courtesy") && !has("qword");
        return match () {
            () if polite && tense.paid && !tense.promised => Frame::Paid,
            () if polite => Frame::Background,
            () => Frame::Question,
        };
    }
    match money(hearing, clause, tense) {
        // `It is now Mr Yilmaz, yilmaz@example.com`: a day beside an address is none of a payment.
        Some(Frame::Elliptic) | None if has_address => background(hearing, clause),
        Some(frame) => frame,
        None => background(hearing, clause),
    }
}

fn dispute(hearing: &Hearing, range: &Range<usize>, question: bool) -> Option<&'static str> {
    let named = DISPUTES.into_iter().find(|(key, _)| hearing.has(range, key)).map(|(_, reason)| reason);
    // `nothing was ordered`, `the goods did not arrive`, by their words one by one.
    let has = |key: &str| hearing.has(range, key);
    let denied = !question && has("neg") && !has("ask") && !has("pay-noun") && !has("arrive");
    let about_us = has("ack") || has("invoice-lost") || has("courtesy") || has("thanks");
    let by_words = || match () {
        () if denied && has("ordered") => Some("not_ordered"),
        () if denied && has("receive") && !about_us && !has("invoice") => Some("not_delivered"),
        () if denied && has("work") && (has("do-part") || has("pay-past")) => Some("service"),
        // `You charged us for 10 hours, he was here for 7`
        () if !question && has("billed") && counts(hearing, range) && !hearing.any(range, &["pay-part", "pay-past"]) => Some("quantity"),
        // `Only half of the order has arrived`
        () if is_half_delivered(hearing, range) => Some("quantity"),
        // `54 an hour was agreed, not 60`
        () if denied && has("agreed") && hearing.amounts_in(range).len() > 1 => Some("price"),
        () if denied && has("agreed") && !is_granted(hearing, range) && (has("invoice") || has("this-one")) => Some("other"),
        () => None,
    };
    named.or_else(by_words)
}

/// Does a clause only name what disputes are about (`the price`), and not what is wrong with it?
pub(super) fn only_names_a_topic(hearing: &Hearing, range: &Range<usize>) -> bool {
    let is_topic = |phrase: &Heard| hearing.within(range).any(|topic| topic.key == "topic" && topic.tokens == phrase.tokens);
    let mut disputes = hearing.within(range).filter(|phrase| phrase.key.starts_with("d-"));
    !hearing.any(range, &["neg", "refuse", "not-paid-yet"]) && disputes.all(is_topic)
}

/// Is a share said of goods, and not of money?
fn is_half_delivered(hearing: &Hearing, range: &Range<usize>) -> bool {
    let money = ["pay-inf", "pay-pres", "pay-part", "pay-will", "pay-past", "pay-noun", "plan", "propose"];
    hearing.any(range, &["share", "part"])
        && hearing.any(range, &["goods", "receive", "ordered"])
        && hearing.amounts_in(range).is_empty()
        && !hearing.any(range, &money)
}

/// Is there a phrase such as `no complaints`? Then another word that denies does not turn it round.
fn is_granted(hearing: &Hearing, range: &Range<usize>) -> bool {
    hearing.within(range).any(|phrase| phrase.key == "agreed" && phrase.tokens.len() > 1)
}

/// Does it name a number?
fn counts(hearing: &Hearing, range: &Range<usize>) -> bool {
    hearing.tokens[range.clone()].iter().any(|token| token.kind == TokenKind::Figure)
}

fn says_when(hearing: &Hearing, range: &Range<usize>) -> bool {
    !hearing.days_in(range).is_empty()
}

fn says_when_paid(hearing: &Hearing, range: &Range<usize>, tense: Tense) -> bool {
    (tense.paid || tense.promised) && says_when(hearing, range)
}

/// Parts that are asked for, or several of them.
fn is_plan(hearing: &Hearing, clause: &Clause) -> bool {
    let range = &clause.tokens;
    let parts = hearing.amounts_in(range).len().max(hearing.within(range).filter(|phrase| matches!(phrase.key, "share" | "part")).count());
    let asks = clause.question || hearing.has(&clause.sentence, "propose");
    if is_half_delivered(hearing, range) {
        return false;
    }
    hearing.has(range, "plan") && !hearing.has(range, "neg")
        || parts >= 2 && hearing.days_in(range).len() >= 2 && (asks || hearing.has(range, "share") || parts >= 3)
        || parts >= 1 && asks && !hearing.any(range, &["pay-past"])
}

/// What leads to nothing, if it is understood.
fn background(hearing: &Hearing, clause: &Clause) -> Frame {
    let range = &clause.tokens;
    let has = |key: &str| hearing.has(range, key);
    let (words, unknown) = hearing.unknown(range);
    if has("thanks") && unknown.len() * 2 <= words {
        return Frame::Thanks;
    }
    if has("agreed") && (!hearing.invoices_in(range).is_empty() || has("this-one")) && !has("neg") {
        return Frame::InOrder;
    }
    if clause.opens && hearing.first(range, "qword").is_some_and(|word| word.first() == range.start) && words > 1 {
        return Frame::Question;
    }
    let has_address = hearing.tokens[range.clone()].iter().any(|token| token.kind == TokenKind::Address);
    if has("ask") && !has("courtesy") && !has_address {
        return if unknown.len() * 2 <= words { Frame::Question } else { Frame::NotUnderstood };
    }
    if has_address {
        return Frame::WrongContact("forwarded");
    }
    let polite = hearing.any(range, &["sorry", "greet", "close", "ack", "courtesy", "attached"]);
    let told = hearing.any(range, &["explain", "detail", "terms", "goods", "receive"]);
    let turned = has("cond") || has("hedge") || has("neg") && !(polite || told);
    let short = words <= 4
        && hearing.tokens[range.clone()]
            .iter()
            .all(|token| token.capital || token.kind != TokenKind::Letters || token.text.chars().count() <= 2);
    let limit = if polite || told { 2 } else { 3 };
    match () {
        () if words == 0 || short => Frame::Background,
        () if has("courtesy") && unknown.len() * 2 <= words => Frame::Background,
        () if !turned && unknown.len() * limit <= words => Frame::Background,
        () => Frame::NotUnderstood,
    }
}
