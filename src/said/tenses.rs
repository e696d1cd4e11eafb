//! When money went out or will: by verbs, participles and days.

use super::clauses::Clause;
use super::dates::Toward;
use super::frames::Frame;
use super::hearing::{Heard, Hearing};
use super::words::TokenKind;
use std::ops::Range;

/// When money went or goes out, by the verbs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tense {
    pub paid: bool,
    pub promised: bool,
    pub vague: bool,
    pub noun: bool,
}

impl Tense {
    pub(super) fn any(self) -> bool {
        self.paid || self.promised || self.vague || self.noun
    }

    pub(super) fn of(hearing: &Hearing, range: &Range<usize>) -> Tense {
        let has = |key: &str| hearing.has(range, key);
        let future = has("aux-fut");
        let noun = has("pay-noun");
        let done = has("pay-part") || has("do-part") && noun;
        let paid = !future && (done || has("pay-past"));
        let promised = has("pay-will")
            || has("pay-pres")
            || has("promise-verb")
            || has("arrive")
            || future && (done || has("pay-inf") || has("do-inf") && noun || has("pay-past"))
            || has("pay-inf") && !paid
            || has("do-pres") && noun
            || has("debit");
        Tense { paid, promised, vague: has("pay-vague") || has("approved"), noun }
    }
}

/// Is a payment told by a participle alone, behind a word that no table knows? Then that may be a verb of the future.
pub(super) fn lacks_its_verb(hearing: &Hearing, range: &Range<usize>) -> bool {
    if hearing.any(range, &["aux-perf", "pay-past"]) {
        return false;
    }
    let participle = hearing.first(range, "pay-part").or_else(|| hearing.first(range, "do-part")).map(Heard::first);
    participle.is_some_and(|at| at > range.start && hearing.tokens[at - 1].kind == TokenKind::Letters && !hearing.known[at - 1])
}

/// Money that went out or will.
pub(super) fn money(hearing: &Hearing, clause: &Clause, tense: Tense) -> Option<Frame> {
    let range = &clause.tokens;
    let days = hearing.days_in(range);
    let toward = days.iter().find_map(|day| day.meaning.toward());
    let perfect = hearing.has(range, "aux-perf") || hearing.has(range, "pay-past");
    if tense.paid && hearing.has(&clause.sentence, "cond") && !tense.promised && days.is_empty() {
        // `once it is paid`
        return Some(Frame::Background);
    }
    let frame = match (tense.paid, tense.promised) {
        (true, false) if toward == Some(Toward::Future) && !perfect => Frame::Promise,
        (true, false) => Frame::Paid,
        (true, true) if toward == Some(Toward::Past) => Frame::Paid,
        (true, true) if hearing.has(range, "pay-will") || toward == Some(Toward::Future) || !perfect => Frame::Promise,
        (true, true) => Frame::Paid,
        (false, true) if toward == Some(Toward::Past) && days.len() == 1 => Frame::Paid,
        (false, true) if days.is_empty() => Frame::Vague,
        (false, true) => Frame::Promise,
        // `the transfer was on Monday`
        (false, false) if tense.noun && hearing.has(range, "was") && !days.is_empty() && toward != Some(Toward::Future) => Frame::Paid,
        (false, false) if tense.vague || tense.noun => match (tense.noun || tense.vague, days.is_empty()) {
            (true, false) if tense.noun || hearing.has(range, "pay-vague") => Frame::Promise,
            _ if tense.vague => Frame::Vague,
            _ => return None,
        },
        _ => {
            let (_, unknown) = hearing.unknown(range);
            let talks = hearing.any(
                range,
                &["explain", "detail", "goods", "c-write", "courtesy", "ack", "thanks", "ask", "terms", "ordered", "due", "dated"],
            );
            let frame = if hearing.has(range, "do-pres") { Frame::Promise } else { Frame::Elliptic };
            let of_days: usize = days.iter().map(|day| day.last() + 1 - day.first()).sum();
            let others = range.clone().filter(|&at| hearing.tokens[at].kind == TokenKind::Letters).count().saturating_sub(of_days);
            let named = !hearing.invoices_in(range).is_empty()
                || !hearing.amounts_in(range).is_empty()
                || hearing.any(range, &["rest-inv", "first", "second", "part", "all", "both"]);
            let short = frame == Frame::Promise || others <= 3 || named && others <= 6;
            return (!days.is_empty() && unknown.is_empty() && !talks && short).then_some(frame);
        }
    };
    Some(frame)
}
