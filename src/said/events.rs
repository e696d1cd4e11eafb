//! From clauses to events, with their fields.

use super::clauses::Clause;
use super::dates::{CountedFrom, NamedDay, Resolved, Toward};
use super::doubts::Doubts;
use super::frames::{Frame, only_names_a_topic};
use super::hearing::{Hearing, references};
use super::scope::ClauseScope;
use super::tenses::lacks_its_verb;
use super::words::TokenKind;
use super::{Asked, SaidKind};
use crate::money::Balance;
use chrono::NaiveDate;
use std::ops::Range;

/// One event while it is put together.
#[derive(Clone, Debug)]
pub(super) struct EventDraft {
    pub kind: SaidKind,
    pub invoices: Vec<usize>,
    pub day: Option<NaiveDate>,
    pub amount: Option<Balance>,
    pub reason: Option<String>,
    pub address: Option<String>,
    pub channel: Option<&'static str>,
    pub reference: Option<String>,
    /// What is missing for it to be certain.
    pub doubt: Option<&'static str>,
    pub quote: Range<usize>,
    /// Is it only a part of what is owed?
    pub part: bool,
    /// Does it only tell when money arrives?
    pub arrival: bool,
}

/// The furthest day ahead that a certain promise may have.
const FURTHEST: i64 = 60;
/// A payment longer ago than this was not for a reminder of now.
const LONG_AGO: i64 = 120;

pub(super) fn draft(
    hearing: &Hearing,
    clause: &Clause,
    frame: Frame,
    scope: &ClauseScope,
    asked: &Asked,
    before: Option<NaiveDate>,
) -> Option<EventDraft> {
    let range = &clause.tokens;
    let kind = kind(frame)?;
    let doubts = Doubts::of(hearing, clause);
    let mut draft = EventDraft {
        kind,
        invoices: scope.invoices.clone(),
        day: None,
        amount: None,
        reason: None,
        address: address(hearing, range),
        channel: None,
        reference: None,
        doubt: doubts.first().or(scope.doubt),
        quote: range.clone(),
        part: hearing.any(range, &["part", "share"]),
        arrival: hearing.has(range, "arrive") && !hearing.any(range, &["pay-will", "pay-pres", "pay-inf"]),
    };
    match frame {
        Frame::Vague => draft.doubt = draft.doubt.or(Some("no day")),
        Frame::Promise | Frame::Elliptic => promise(hearing, range, &mut draft, asked, before),
        Frame::Paid => paid(hearing, clause, &mut draft, asked, before),
        Frame::Dispute(reason) => {
            draft.reason = Some(reason.to_owned());
            let vague = only_names_a_topic(hearing, range).then_some("what is wrong is not said");
            let refused = (reason == "refusal").then_some("why it is not paid is not said");
            // `The payment was cancelled`, `it came back`: of money, not of goods.
            let of_money = hearing.has(range, "pay-noun") && !hearing.any(range, &["goods", "invoice", "this-one", "refuse", "neg"]);
            let unclear = of_money.then_some("whether it is about the payment");
            draft.doubt = doubts.of_dispute().first().or(scope.doubt).or(vague).or(refused).or(unclear);
            draft.amount = amount(hearing, range, &draft.invoices, asked).ok().flatten();
            draft.part = false;
        }
        Frame::Copy(what) => draft.reason = Some(what.to_owned()),
        Frame::WrongContact(what) | Frame::Legal(what) => draft.reason = Some(what.to_owned()),
        Frame::OptOut(channel) => {
            draft.channel = Some(channel);
            let instead = hearing.has(&clause.sentence, "other-way").then_some("another way is asked for");
            draft.doubt = doubts.of_dispute().first().or(instead);
        }
        _ => {}
    }
    if matches!(
        kind,
        SaidKind::PlanRequest
            | SaidKind::CopyRequest
            | SaidKind::Question
            | SaidKind::WrongContact
            | SaidKind::LegalNotice
            | SaidKind::Refusal
    ) {
        draft.doubt = draft.doubt.or(Some("a person has to answer"));
    }
    if kind == SaidKind::WrongContact || kind == SaidKind::LegalNotice || kind == SaidKind::OptOut {
        draft.invoices.clear();
    }
    let closed = draft.invoices.iter().any(|&which| !asked.invoices[which].open);
    let about_invoices = matches!(kind, SaidKind::Promise | SaidKind::PaidClaim | SaidKind::Dispute);
    if about_invoices && draft.doubt.is_none() {
        draft.doubt = match (draft.invoices.is_empty(), closed) {
            (true, _) => Some("which invoice is meant"),
            (_, true) => Some("the invoice is not open"),
            _ => None,
        };
    }
    Some(draft)
}

fn kind(frame: Frame) -> Option<SaidKind> {
    Some(match frame {
        Frame::Promise | Frame::Vague | Frame::Elliptic => SaidKind::Promise,
        Frame::Paid => SaidKind::PaidClaim,
        Frame::Dispute(_) => SaidKind::Dispute,
        Frame::Refusal => SaidKind::Refusal,
        Frame::Plan => SaidKind::PlanRequest,
        Frame::Copy(_) => SaidKind::CopyRequest,
        Frame::Question => SaidKind::Question,
        Frame::WrongContact(_) => SaidKind::WrongContact,
        Frame::OptOut(_) => SaidKind::OptOut,
        Frame::Legal(_) => SaidKind::LegalNotice,
        Frame::Thanks => SaidKind::Thanks,
        Frame::InOrder => SaidKind::Note,
        Frame::Correction | Frame::Background | Frame::NotUnderstood => return None,
    })
}

fn promise(hearing: &Hearing, range: &Range<usize>, draft: &mut EventDraft, asked: &Asked, before: Option<NaiveDate>) {
    let days = told(hearing, range);
    let (day, doubt) = day_of(&days, asked, before, Toward::Future);
    draft.day = day;
    // `your account was credited on 5 March`
    let (back, _) = day_of(&days, asked, before, Toward::Past);
    let is_back = back.is_some_and(|day| (0..=LONG_AGO).contains(&asked.sent.signed_duration_since(day).num_days()));
    let is_far = day.is_some_and(|day| day.signed_duration_since(asked.sent).num_days() > FURTHEST);
    if is_far && is_back && hearing.any(range, &["aux-perf", "do-part", "pay-part"]) && !hearing.has(range, "aux-fut") {
        (draft.kind, draft.day) = (SaidKind::PaidClaim, back);
        return with_amount(hearing, range, draft, asked);
    }
    let ahead = day.map(|day| day.signed_duration_since(asked.sent).num_days());
    let doubt = doubt.or(match ahead {
        None => Some("no day"),
        Some(ahead) if ahead < 0 => Some("the day is past"),
        Some(ahead) if ahead > FURTHEST => Some("the day is more than 60 days ahead"),
        Some(_) => None,
    });
    draft.doubt = draft.doubt.or(doubt);
    with_amount(hearing, range, draft, asked);
    // `advice of today's payment attached`
    let no_verb = !hearing.any(range, &["pay-will", "pay-pres", "pay-inf", "promise-verb", "aux-fut", "do-pres", "arrive"]);
    if draft.doubt.is_none() && no_verb && (hearing.has(range, "attached") || ahead == Some(0)) {
        draft.doubt = Some("whether it is paid or will be");
    }
    if draft.doubt.is_none() && told_by_accent(hearing, range) {
        draft.doubt = Some("whether it is paid or will be");
    }
    if draft.doubt.is_none() && hearing.any(range, &["pay-vague", "not-paid-yet", "debit"]) {
        draft.doubt = Some("not said for certain");
    }
}

/// `pagó` is `pago` without its accent, and says that somebody paid.
fn told_by_accent(hearing: &Hearing, range: &Range<usize>) -> bool {
    let verbs = hearing.within(range).filter(|phrase| matches!(phrase.key, "pay-pres" | "pay-noun" | "promise-verb" | "do-pres"));
    let mut words = verbs.flat_map(|phrase| phrase.tokens.iter().copied());
    words.any(|at| hearing.words_of(&(at..at + 1)).ends_with(['ó', 'ò', 'Ó', 'Ò']))
}

fn paid(hearing: &Hearing, clause: &Clause, draft: &mut EventDraft, asked: &Asked, before: Option<NaiveDate>) {
    let range = &clause.tokens;
    let mut days = told(hearing, range);
    // `you will have it tomorrow` tells when it arrives, `last week` no day at all.
    days.retain(|day| day.meaning.toward() != Some(Toward::Future) && !day.meaning.is_a_week());
    // `it was released and you will see it on Thursday`
    let arrives = hearing.has(range, "arrive");
    days.retain(|day| !arrives || day.meaning.toward().is_some() || !day.meaning.is_weekday());
    if !hearing.any(range, &["pay-past", "pay-part", "do-part", "was", "aux-perf"]) {
        draft.doubt = draft.doubt.or(Some("whether it is paid or will be"));
    }
    if !days.is_empty() {
        let (day, doubt) = day_of(&days, asked, before, Toward::Past);
        let ago = day.map(|day| asked.sent.signed_duration_since(day).num_days());
        // `Before Friday you have it in your account`
        let before_it = days.iter().any(|day| day.at_an_edge) && !hearing.any(range, &["aux-perf", "pay-past", "was"]);
        let doubt = doubt.or(before_it.then_some("whether it is paid or will be"));
        let doubt = doubt.or(match ago {
            Some(ago) if ago < 0 => Some("the day of the payment is not past"),
            Some(ago) if ago > LONG_AGO => Some("the day of the payment is long ago"),
            _ => None,
        });
        draft.day = day;
        draft.doubt = draft.doubt.or(doubt);
        let (ahead, _) = day_of(&days, asked, before, Toward::Future);
        let is_ahead = ahead.is_some_and(|day| day > asked.sent && day.signed_duration_since(asked.sent).num_days() <= FURTHEST);
        if is_ahead && ago.is_some_and(|ago| ago > LONG_AGO) {
            // `released on 27.03.`, said on the 10th, is no payment yet.
            let told = hearing.any(range, &["pay-pres", "pay-will"]).then_some(()).map_or(Some("whether it is paid or will be"), |()| None);
            let before = Doubts::of(hearing, clause).first();
            (draft.kind, draft.day, draft.doubt) = (SaidKind::Promise, ahead, before.or(told));
        } else if is_ahead && lacks_its_verb(hearing, range) {
            draft.doubt = draft.doubt.or(Some("whether it is paid or will be"));
        }
    }
    with_amount(hearing, range, draft, asked);
    let phrases: Vec<_> = hearing.within(range).cloned().collect();
    let reference = references(&hearing.tokens, &phrases).into_iter().next();
    draft.reference = reference.map(|tokens| hearing.words_of(&tokens).to_owned());
}

fn with_amount(hearing: &Hearing, range: &Range<usize>, draft: &mut EventDraft, asked: &Asked) {
    let found = amount(hearing, range, &draft.invoices, asked);
    let balance: Balance = draft.invoices.iter().map(|&which| asked.invoices[which].balance).sum();
    match found {
        Err(doubt) => draft.doubt = draft.doubt.or(Some(doubt)),
        Ok(Some(amount)) => {
            draft.amount = Some(amount);
            draft.part |= amount < balance;
            if amount > balance || amount < balance && draft.invoices.len() > 1 {
                draft.doubt = draft.doubt.or(Some("the amount is not the balance"));
            }
        }
        Ok(None) if draft.part => draft.doubt = draft.doubt.or(Some("how much the part is")),
        Ok(None) => {}
    }
}

/// The one amount of a clause, in minor units.
fn amount(hearing: &Hearing, range: &Range<usize>, invoices: &[usize], asked: &Asked) -> Result<Option<Balance>, &'static str> {
    let amounts = hearing.amounts_in(range);
    let Some(amount) = amounts.first() else { return Ok(None) };
    let Some(currency) = invoices.first().map(|&which| asked.invoices[which].currency) else { return Ok(None) };
    if amount.currency.is_some_and(|of| of != currency) {
        return Err("the amount is in another currency");
    }
    if amounts.len() > 1 {
        return Err("several amounts");
    }
    amount.minor(currency).map(Some).ok_or("the amount has too many decimals")
}

/// Words between an invoice and the day that it is of.
const OF: [&str; 10] = ["of", "dated", "from", "vom", "du", "del", "van", "dd", "de", "di"];

/// The days that a clause tells, without those of letters, orders and the like.
fn told<'h>(hearing: &'h Hearing, range: &Range<usize>) -> Vec<&'h NamedDay> {
    let dated = |day: &NamedDay| {
        hearing.within(range).find(|phrase| phrase.key == "dated" && phrase.last() < day.first() && phrase.last() + 3 > day.first())
    };
    let of_a_letter = |day: &NamedDay| {
        let named = dated(day).is_some_and(|dated| {
            hearing.within(range).any(|phrase| matches!(phrase.key, "invoice" | "ack" | "goods") && phrase.first() == dated.first())
        });
        // `RE-30417 vom 2. Februar`: the word is the day's first or stands before it.
        let at = if OF.contains(&hearing.tokens[day.first()].text.as_str()) { day.first() } else { day.first().saturating_sub(1) };
        named || at > 0 && OF.contains(&hearing.tokens[at].text.as_str()) && matches!(hearing.tokens[at - 1].kind, TokenKind::Invoice(_))
    };
    let days: Vec<&NamedDay> = hearing.days_in(range).into_iter().filter(|day| !of_a_letter(day)).collect();
    let own: Vec<&NamedDay> = days.iter().copied().filter(|day| dated(day).is_none()).collect();
    if own.is_empty() { days } else { own }
}

/// The one day, or the last one with a doubt.
fn day_of(days: &[&NamedDay], asked: &Asked, before: Option<NaiveDate>, toward: Toward) -> (Option<NaiveDate>, Option<&'static str>) {
    let from = CountedFrom { sent: asked.sent, day_first: asked.day_first, before };
    let resolved: Vec<(Resolved, bool)> = days.iter().map(|day| (day.meaning.resolve(from, toward), day.at_an_edge)).collect();
    let Some((last, edge)) = resolved.last() else { return (None, None) };
    if resolved.iter().any(|(other, _)| other.day != last.day) {
        let latest = resolved.iter().filter_map(|(other, _)| other.day).max();
        return (latest, Some("several days"));
    }
    let sure = resolved.iter().find(|(other, _)| other.doubt.is_none());
    let doubt = if sure.is_some() { None } else { last.doubt };
    // `since yesterday` is a day of a payment; `after Friday` is none of a promise.
    let edge = *edge && toward == Toward::Future;
    (last.day, doubt.or(edge.then_some("before or after the day")))
}

fn address(hearing: &Hearing, range: &Range<usize>) -> Option<String> {
    hearing.tokens[range.clone()].iter().find(|token| token.kind == TokenKind::Address).map(|token| token.text.clone())
}
