//! A text, from its first line to its events.

use super::clauses::{Clause, clauses};
use super::doubts::Doubts;
use super::events::{self, EventDraft};
use super::frames::{Frame, frames, only_names_a_topic};
use super::gathering::{Gathered, asks_for_a_person};
use super::hearing::{Hearing, hear};
use super::mentions::{Mask, Masked, masks};
use super::scope::{QuotedLine, Topic};
use super::words::TokenKind;
use super::{Asked, Candidate, HeardClause, SaidKind, Understood};
use chrono::NaiveDate;

/// A longer text is no answer.
const LONGEST: usize = 40_000;

/// Reads a text.
pub fn understand(text: &str, asked: &Asked) -> Understood {
    if text.len() > LONGEST {
        return nothing("the text is too long");
    }
    let (own, quoted) = without_quotations(text, &asked.invoices);
    let masks = masks(&own, &asked.invoices);
    let hearing = hear(&own, asked.language, &masks);
    let clauses_found = clauses(&hearing);
    let mut topic = Topic::default();
    let mut gathered = Gathered::default();
    let mut heard = Vec::new();
    let mut people: Vec<&'static str> = Vec::new();
    let mut all_understood = true;
    let mut last: Option<Frame> = None;
    let mut before: Option<NaiveDate> = None;
    let mut passed = 0;
    let mut closed = false;
    // `But only once you have sent us the contract.`
    let mut conditional = false;
    for (at, clause) in clauses_found.iter().enumerate() {
        let start = hearing.tokens[clause.tokens.start].start;
        let above = quoted[passed..].iter().take_while(|line| line.end <= start).count();
        topic.pass(&quoted[passed..passed + above]);
        passed += above;
        let scope = topic.of(&hearing, clause, &asked.invoices);
        let told = frames(&hearing, clause);
        let main = match (told.first().copied().unwrap_or(Frame::NotUnderstood), last) {
            // `20421 is paid on Friday, 20422 on the 20th`: the verb stands before.
            (Frame::Elliptic, Some(verb @ (Frame::Paid | Frame::Promise)))
                if !clause.opens || verb == Frame::Promise || is_terse(&hearing, clause) =>
            {
                verb
            }
            (Frame::Elliptic, _) => Frame::Promise,
            (frame, _) => frame,
        };
        let doubts = Doubts::of(&hearing, clause);
        // The number of the company's tax below the greeting.
        let main = if closed && matches!(main, Frame::Dispute("tax" | "address")) && only_names_a_topic(&hearing, &clause.tokens) {
            Frame::Background
        } else {
            main
        };
        // Names and places below the greeting.
        let main = if closed
            && main == Frame::NotUnderstood
            && doubts.first().is_none_or(|doubt| doubt.starts_with("unfamiliar") || doubt.starts_with("an unfamiliar"))
        {
            Frame::Background
        } else {
            main
        };
        closed |= main == Frame::Background && hearing.has(&clause.tokens, "close");
        for frame in std::iter::once(main).chain(told.iter().copied().skip(1)) {
            if frame == Frame::Correction {
                gathered.correct();
            }
            if let Some(mut draft) = events::draft(&hearing, clause, frame, &scope, asked, before) {
                // `20421 paid Monday`, and below it `20422 Friday`: the verb may be another.
                if told.first() == Some(&Frame::Elliptic) && frame == Frame::Paid && clause.opens {
                    draft.doubt = draft.doubt.or(Some("whether it is paid or will be"));
                }
                before = draft.day.or(before);
                gathered.add(draft);
            }
            if asks_for_a_person(frame) {
                people.push(frame.class());
            }
        }
        conditional |= doubts.condition && matches!(main, Frame::Question | Frame::Vague | Frame::Refusal | Frame::InOrder);
        all_understood &= main != Frame::NotUnderstood && !doubts.odd;
        if doubts.odd {
            people.push("odd words");
        }
        if matches!(main, Frame::Paid | Frame::Promise) {
            last = Some(main);
        }
        heard.push(HeardClause { number: at + 1, text: hearing.words_of(&clause.tokens).to_owned(), class: main.class() });
    }
    if gathered.has_a_part() {
        people.push("only a part");
    }
    let legal = gathered.drafts.iter().any(|draft| draft.kind == SaidKind::LegalNotice);
    let doubt = |kind: SaidKind| match kind {
        _ if legal => Some("a legal notice"),
        _ if !all_understood => Some("something else in the text was not understood"),
        SaidKind::Promise | SaidKind::PaidClaim if conditional => Some("a condition"),
        _ => None,
    };
    let quote_of = |draft: &EventDraft| hearing.words_of(&draft.quote).to_owned();
    let events = gathered.said(quote_of, asked, doubt);
    finish(events, heard, people)
}

/// Does a clause hardly say more than an invoice and a day?
fn is_terse(hearing: &Hearing, clause: &Clause) -> bool {
    let of_days: usize = hearing.days_in(&clause.tokens).iter().map(|day| day.last() + 1 - day.first()).sum();
    let words = hearing.tokens[clause.tokens.clone()].iter().filter(|token| token.kind == TokenKind::Letters).count();
    words <= of_days + 1
}

fn finish(events: Vec<super::Said>, clauses: Vec<HeardClause>, mut people: Vec<&'static str>) -> Understood {
    let has_date = |kind: SaidKind| events.iter().any(|event| event.kind == kind && event.certain);
    // A vague word beside a clear promise, or a claim of payment, needs nobody.
    if has_date(SaidKind::Promise) || has_date(SaidKind::PaidClaim) {
        people.retain(|why| *why != Frame::Vague.class());
    }
    if has_date(SaidKind::Dispute) {
        people.retain(|why| *why != Frame::Vague.class() && *why != Frame::Refusal.class());
    }
    let settled = |id: &String| {
        events
            .iter()
            .any(|event| event.certain && matches!(event.kind, SaidKind::Promise | SaidKind::PaidClaim) && event.invoices.contains(id))
    };
    if events.iter().filter(|event| event.kind == SaidKind::Note).all(|event| event.invoices.iter().all(settled)) {
        people.retain(|why| *why != Frame::InOrder.class());
    }
    let uncertain = events.iter().find(|event| !event.certain && !matches!(event.kind, SaidKind::Thanks | SaidKind::Note));
    let why = match (people.first(), uncertain) {
        _ if clauses.is_empty() => "there is no text".to_owned(),
        (Some(why), _) => (*why).to_owned(),
        (None, Some(event)) => format!("{}: {}", event.kind, event.why),
        (None, None) if events.is_empty() => "nothing was said that leads to an event".to_owned(),
        (None, None) => String::new(),
    };
    Understood { events, clauses, needs_person: !why.is_empty(), why }
}

fn nothing(why: &str) -> Understood {
    Understood { events: Vec::new(), clauses: Vec::new(), needs_person: true, why: why.to_owned() }
}

/// The text with blanks where lines are quoted, and the invoices that those name.
fn without_quotations(text: &str, candidates: &[Candidate]) -> (String, Vec<QuotedLine>) {
    let mut own = String::with_capacity(text.len());
    let mut quoted = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('>') {
            let named = masks(line, candidates).into_iter().filter_map(invoice).collect();
            own.extend(line.chars().map(|c| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) }));
            quoted.push(QuotedLine { end: own.len(), invoices: named });
        } else {
            own.push_str(line);
        }
    }
    (own, quoted)
}

fn invoice(mask: Mask) -> Option<usize> {
    match mask.what {
        Masked::Invoice(which) => Some(which),
        _ => None,
    }
}
