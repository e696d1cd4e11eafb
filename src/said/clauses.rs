//! A text in parts that each say one thing.

use super::hearing::Hearing;
use super::words::{Token, TokenKind};
use std::ops::Range;

/// A part of a sentence that says one thing.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub tokens: Range<usize>,
    /// The sentence that it is a part of, for what holds for all of it.
    pub sentence: Range<usize>,
    /// Does the sentence end with a question mark?
    pub question: bool,
    /// Is it the first of its sentence?
    pub opens: bool,
}

/// Words with a point that end no sentence.
const SHORT: [&str; 58] = [
    "nr", "no", "ref", "inv", "mr", "mrs", "ms", "dr", "fr", "hr", "bzgl", "wg", "ca", "tel", "st", "str", "art", "fact", "fra", "fra",
    "dhr", "mevr", "sig", "sigg", "sr", "sra", "num", "pos", "abs", "evtl", "ggf", "inkl", "zzgl", "vgl", "approx", "dept", "ltd", "co",
    "inc", "fatt", "rif", "fac", "fact", "dpto", "cta", "tfno", "cheq", "chq", "vs", "resp", "incl", "bijv", "mw", "jl", "ult", "prox",
    "inst", "betr",
];

pub(super) fn clauses(hearing: &Hearing) -> Vec<Clause> {
    let mut found = Vec::new();
    for sentence in sentences(hearing) {
        let question = hearing.tokens[sentence.clone()].iter().rev().take(2).any(|token| token.is_mark('?'));
        let parts = joined(hearing, parts(hearing, &sentence));
        let last = parts.len().saturating_sub(1);
        for (at, tokens) in parts.into_iter().enumerate() {
            // `I am paying 30417 on Friday, but can you send me a copy of 30418?`
            let question = question && (at == last || hearing.any(&tokens, &["ask", "propose", "qword"]));
            found.push(Clause { tokens, sentence: sentence.clone(), question, opens: at == 0 });
        }
    }
    found
}

fn sentences(hearing: &Hearing) -> Vec<Range<usize>> {
    let tokens = &hearing.tokens;
    let mut of_days = vec![false; tokens.len()];
    hearing.days.iter().flat_map(|day| day.first()..=day.last()).for_each(|at| of_days[at] = true);
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..tokens.len() {
        let next = tokens.get(at + 1);
        let ends = ends_sentence(tokens, at) && !(of_days[at] && next.is_some() && of_days[at + 1])
            || next.is_some_and(|next| breaks_line(hearing.text, &tokens[at], next));
        if ends || next.is_none() {
            if tokens[start..=at].iter().any(|token| !matches!(token.kind, TokenKind::Mark(_))) {
                found.push(start..at + 1);
            }
            start = at + 1;
        }
    }
    found
}

fn ends_sentence(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let next = tokens.get(at + 1);
    match token.kind {
        TokenKind::Mark('!' | '?') => next.is_none_or(|next| !matches!(next.kind, TokenKind::Mark('!' | '?' | ')'))),
        TokenKind::Mark(';') => true,
        TokenKind::Mark('.') => {
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            let short = before.is_some_and(|before| {
                before.kind == TokenKind::Letters
                    && !token.apart
                    && (before.text.chars().count() == 1 || SHORT.contains(&before.text.as_str()))
            });
            let goes_on = next.is_some_and(|next| next.kind == TokenKind::Letters && !next.capital && next.apart && !next.text.is_empty());
            let within = next.is_some_and(|next| !next.apart && next.kind != TokenKind::Mark('.'));
            let after_figure = before.is_some_and(|before| before.kind == TokenKind::Figure);
            let ends_line = next.is_some_and(|next| next.line > token.line);
            !(short && !ends_line || within || goes_on && (token.apart || after_figure))
        }
        _ => false,
    }
}

/// Does a new line begin something new? Long lines that go on with a small letter are one text, broken where the line was full.
fn breaks_line(text: &str, token: &Token, next: &Token) -> bool {
    if token.line == next.line {
        return false;
    }
    let between = &text[token.end..next.start];
    if between.matches('\n').count() > 1 || between.contains(['>', '|']) {
        return true;
    }
    let line_start = text[..token.end].rfind('\n').map_or(0, |at| at + 1);
    let length = text[line_start..token.end].chars().count();
    let begins_new = next.capital || matches!(next.kind, TokenKind::Invoice(_) | TokenKind::Mark('-' | '*' | '•' | '·' | '#' | '>'));
    length < 45 && (begins_new || length < 30) || matches!(next.kind, TokenKind::Mark('-' | '*' | '•')) || token.is_mark(':') && begins_new
}

/// Where a sentence may have another part: at its marks and at words such as `and`.
fn parts(hearing: &Hearing, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let tokens = &hearing.tokens;
    let mut inside = vec![false; sentence.len()];
    let spans = hearing
        .days
        .iter()
        .map(|day| day.first()..day.last() + 1)
        .chain(hearing.amounts.iter().map(|amount| amount.first..amount.last + 1));
    let spans =
        spans.chain(hearing.within(sentence).filter(|phrase| phrase.tokens.len() > 1).map(|phrase| phrase.first()..phrase.last() + 1));
    for span in spans.filter(|span| span.start >= sentence.start && span.end <= sentence.end) {
        // A break before the last token of a span would tear it apart.
        (span.start + 1..span.end).for_each(|at| inside[at - sentence.start] = true);
    }
    let mut starts = vec![sentence.start];
    for at in sentence.start + 1..sentence.end {
        let before = &tokens[at - 1];
        let splits = match before.kind {
            TokenKind::Mark(',' | ':' | '(' | ')' | '/' | '&') => true,
            TokenKind::Mark('-') => before.apart,
            TokenKind::Mark('.') => tokens[at].apart,
            _ => false,
        };
        let is_join = hearing
            .within(&(at..sentence.end))
            .take_while(|phrase| phrase.first() == at)
            .any(|phrase| matches!(phrase.key, "join" | "contrast"));
        if (splits || is_join) && !inside[at - sentence.start] {
            starts.push(at);
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([sentence.end]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| start..end).collect()
}

/// What a part says something by, beside days, amounts and invoices.
const VERBS: [&str; 32] = [
    "pay-inf",
    "pay-pres",
    "pay-part",
    "pay-will",
    "pay-past",
    "arrive",
    "promise-verb",
    "approved",
    "pay-vague",
    "plan",
    "d-quality",
    "d-quantity",
    "d-price",
    "d-missing",
    "d-duplicate",
    "d-cancelled",
    "d-entity",
    "d-terms",
    "d-credit",
    "d-po",
    "d-tax",
    "d-address",
    "d-service",
    "d-other",
    "refuse",
    "not-paid-yet",
    "invoice-lost",
    "c-left",
    "c-wrong",
    "opt-out",
    "legal-insolvency",
    "legal-lawyer",
];

/// Does a part say something by itself?
fn speaks(hearing: &Hearing, part: &Range<usize>) -> bool {
    let dated = !hearing.days_in(part).is_empty();
    hearing.any(part, &VERBS)
        || hearing.has(part, "copy-verb") && hearing.any(part, &["doc-copy", "doc-pod", "doc-statement"])
        || dated && hearing.has(part, "due")
        || hearing.has(part, "pay-noun") && dated
        || hearing.any(part, &["do-part", "do-pres"]) && dated
}

/// Does it name what it is about, and when, or how much?
fn has_own_subject(hearing: &Hearing, part: &Range<usize>) -> bool {
    let subject = !hearing.invoices_in(part).is_empty()
        || hearing.any(part, &["rest-inv", "first", "second", "part"])
        || !hearing.amounts_in(part).is_empty();
    subject && !hearing.days_in(part).is_empty()
}

/// Parts that say nothing by themselves go with their neighbours.
fn joined(hearing: &Hearing, parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    let (mut last_speaks, mut last_subject) = (false, false);
    for part in parts {
        let (now_speaks, subject) = (speaks(hearing, &part), has_own_subject(hearing, &part));
        let Some(last) = joined.last_mut() else {
            (last_speaks, last_subject) = (now_speaks, subject);
            joined.push(part);
            continue;
        };
        let another = hearing.days_in(last).is_empty() || hearing.days_in(&part).is_empty();
        let own_invoices = !hearing.invoices_in(&part).is_empty() && !hearing.invoices_in(last).is_empty();
        let parted = last_speaks && now_speaks && (own_invoices || !another || differ(hearing, last, &part))
            || subject && (last_subject || last_speaks && !another)
            || !another
                && (now_speaks && !last_speaks || last_speaks && !now_speaks && hearing.any(&part, &["explain", "detail", "goods"]));
        if parted {
            (last_speaks, last_subject) = (now_speaks, subject);
            joined.push(part);
        } else {
            last.end = part.end;
            last_speaks |= now_speaks;
            last_subject |= has_own_subject(hearing, last);
        }
    }
    joined
}

/// Are two parts about different things: a payment, what is wrong with the goods, something else?
fn differ(hearing: &Hearing, one: &Range<usize>, other: &Range<usize>) -> bool {
    let kind = |part: &Range<usize>| {
        let disputed = hearing.within(part).any(|phrase| phrase.key.starts_with("d-") && phrase.key != "d-terms");
        let past = hearing.any(part, &["pay-past"]) || hearing.has(part, "pay-part") && !hearing.has(part, "aux-fut");
        let future = hearing.any(part, &["pay-will", "pay-pres", "arrive", "promise-verb"]) || hearing.has(part, "aux-fut");
        let asked = hearing.any(part, &["doc-copy", "doc-pod", "doc-statement"]);
        (disputed, past, future, hearing.has(part, "due"), asked)
    };
    let (one, other) = (kind(one), kind(other));
    one != other
}
