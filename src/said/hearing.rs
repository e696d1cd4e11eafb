//! A text with all that its tables know of it: days, amounts, and the phrases that say what is meant.

use super::Tongue;
use super::amounts::{self, NamedAmount};
use super::dates::{self, NamedDay};
use super::mentions::Mask;
use super::tables::{Phrasebook, WordTable, table};
use super::words::{self, Token, TokenKind};
use std::ops::Range;

/// A phrase of the lexicon at a place.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub key: &'static str,
    /// The tokens that it names, without those of its gaps.
    pub tokens: Vec<usize>,
}

impl Heard {
    pub(super) fn first(&self) -> usize {
        self.tokens.first().copied().unwrap_or_default()
    }

    pub(super) fn last(&self) -> usize {
        self.tokens.last().copied().unwrap_or_default()
    }

    fn is_within(&self, longer: &Heard) -> bool {
        self.tokens.len() < longer.tokens.len() && self.tokens.iter().all(|token| longer.tokens.contains(token))
    }
}

pub(super) struct Hearing<'t> {
    pub text: &'t str,
    pub tongue: Tongue,
    pub tokens: Vec<Token>,
    pub days: Vec<NamedDay>,
    pub amounts: Vec<NamedAmount>,
    pub phrases: Vec<Heard>,
    /// Which tokens some table knows.
    pub known: Vec<bool>,
}

/// What only says that a word is one.
const PLAIN: &str = "known";

/// Keys that take nothing from the phrases within them.
const QUIET: [&str; 9] = ["dated", "reference", "same", "join", "topic", "cannot", "resend", "was", "work"];

impl<'t> Hearing<'t> {
    pub(super) fn of(text: &'t str, tongue: Tongue, masks: &[Mask]) -> Hearing<'t> {
        let table = table(tongue);
        let tokens = words::tokens(text, tongue, masks);
        let amounts = amounts::named(&tokens);
        let mut taken = vec![false; tokens.len()];
        for amount in &amounts {
            taken[amount.first..=amount.last].fill(true);
        }
        let mut phrases = phrases(&tokens, &table.lexicon, table, &taken);
        // `60 days end of month` is no day, nor is `Guten Morgen` or `bon week-end`.
        let is_no_day = |phrase: &&Heard| {
            phrase.key == "terms" && !dates::covers(&tokens, table, &phrase.tokens)
                || matches!(phrase.key, "greet" | "close" | "thanks") && phrase.tokens.len() > 1
        };
        for terms in phrases.iter().filter(is_no_day) {
            terms.tokens.iter().for_each(|&token| taken[token] = true);
        }
        let days = dates::named(&tokens, table, &taken);
        let mut of_days = vec![false; tokens.len()];
        days.iter().flat_map(|day| &day.tokens).for_each(|&token| of_days[token] = true);
        // The preposition of a day may belong to a verb as well: `goes on the 17th`.
        let first_of_day: Vec<usize> = days.iter().map(NamedDay::first).collect();
        let is_verb = |phrase: &Heard| ["pay-", "do-", "arrive"].iter().any(|start| phrase.key.starts_with(start));
        let clashes = |phrase: &Heard| {
            phrase
                .tokens
                .iter()
                .any(|&token| of_days[token] && !(is_verb(phrase) && phrase.first() != token && first_of_day.contains(&token)))
        };
        phrases.retain(|phrase| phrase.key == "terms" || !clashes(phrase));
        let mut known: Vec<bool> = tokens.iter().enumerate().map(|(at, token)| taken[at] || of_days[at] || is_plain(token)).collect();
        phrases.iter().flat_map(|phrase| &phrase.tokens).for_each(|&token| known[token] = true);
        let numbered = references(&tokens, &phrases);
        // The `no` of `cheque no. 10023` denies nothing.
        let numbers: Vec<usize> = numbered.iter().flat_map(|range| range.start.saturating_sub(2)..range.start).collect();
        phrases.retain(|phrase| !(phrase.key == "neg" && phrase.tokens.iter().all(|token| numbers.contains(token))));
        numbered.into_iter().flatten().for_each(|token| known[token] = true);
        let longest = longest(phrases, tokens.len());
        Hearing { text, tongue, tokens, days, amounts, phrases: longest, known }
    }

    /// How many of the words some table knows.
    pub(super) fn familiar(&self) -> usize {
        let words = self
            .tokens
            .iter()
            .zip(&self.known)
            .filter(|(token, known)| token.kind == TokenKind::Letters && token.text.chars().count() > 1 && **known);
        words.count()
    }

    pub(super) fn has(&self, range: &Range<usize>, key: &str) -> bool {
        self.first(range, key).is_some()
    }

    pub(super) fn any(&self, range: &Range<usize>, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.has(range, key))
    }

    pub(super) fn first(&self, range: &Range<usize>, key: &str) -> Option<&Heard> {
        self.within(range).find(|phrase| phrase.key == key)
    }

    /// The phrases of a part of the text, in its order.
    pub(super) fn within(&self, range: &Range<usize>) -> impl Iterator<Item = &Heard> {
        let from = self.phrases.partition_point(|phrase| phrase.first() < range.start);
        let end = range.end;
        self.phrases[from..].iter().take_while(move |phrase| phrase.first() < end).filter(move |phrase| phrase.last() < end)
    }

    pub(super) fn days_in(&self, range: &Range<usize>) -> Vec<&NamedDay> {
        self.days.iter().filter(|day| range.contains(&day.first())).collect()
    }

    pub(super) fn amounts_in(&self, range: &Range<usize>) -> Vec<&NamedAmount> {
        self.amounts.iter().filter(|amount| range.contains(&amount.first)).collect()
    }

    /// Invoices, by their places among the candidates.
    pub(super) fn invoices_in(&self, range: &Range<usize>) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for token in &self.tokens[range.clone()] {
            if let TokenKind::Invoice(which) = token.kind
                && !found.contains(&which)
            {
                found.push(which);
            }
        }
        found
    }

    pub(super) fn words_of(&self, range: &Range<usize>) -> &'t str {
        let tokens = &self.tokens[range.clone()];
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => self.text[first.start..last.end].trim(),
            _ => "",
        }
    }

    /// Words, and those among them that no table knows.
    pub(super) fn unknown(&self, range: &Range<usize>) -> (usize, Vec<&str>) {
        let mut unknown = Vec::new();
        let mut words = 0;
        for at in range.clone() {
            let token = &self.tokens[at];
            let counts = matches!(token.kind, TokenKind::Letters | TokenKind::Figure) && token.text.chars().count() > 1;
            if !counts {
                continue;
            }
            words += 1;
            // A name: a capital within the sentence, where nouns have none.
            let name = token.capital && at > range.start && self.tongue != Tongue::German && !self.tokens[at - 1].is_mark('.');
            if !self.known[at] && !name {
                unknown.push(token.text.as_str());
            }
        }
        (words, unknown)
    }

    /// Is there a small word that no table knows? `nto` and `ned` deny, and who writes them is not known beforehand.
    pub(super) fn may_turn(&self, range: &Range<usize>) -> bool {
        let unknown = |at: usize| {
            let token = &self.tokens[at];
            token.kind == TokenKind::Letters && !token.capital && !self.known[at] && token.text.chars().count() > 1
        };
        // `n o t`
        let single = |at: usize| {
            let token = &self.tokens[at];
            token.kind == TokenKind::Letters && !token.capital && token.apart && token.text.chars().count() == 1
        };
        // `n0t`
        let figure = |at: usize| self.tokens[at].kind == TokenKind::Figure && !self.tokens[at].apart;
        let letters = |at: usize| self.tokens[at].kind == TokenKind::Letters && !self.tokens[at].capital;
        let mixed = |at: usize| figure(at) && letters(at - 1) && letters(at + 1) && !self.tokens[at + 1].apart;
        range.clone().any(unknown)
            || (range.start + 1..range.end.saturating_sub(1)).any(mixed)
            || (range.start + 2..range.end).any(|at| single(at - 2) && single(at - 1) && single(at))
    }
}

/// Marks that open or end a quotation.
const QUOTES: [char; 7] = ['"', '“', '”', '„', '«', '»', '|'];

impl Hearing<'_> {
    fn quote_at(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| QUOTES.iter().any(|mark| token.is_mark(*mark)))
    }

    /// Are there quotation marks in it?
    pub(super) fn quotes(&self, sentence: &Range<usize>) -> bool {
        sentence.clone().any(|at| self.quote_at(at))
    }

    /// Does it stand in a quotation that began before it, or with it?
    pub(super) fn is_quoted(&self, sentence: &Range<usize>) -> bool {
        let before = (0..sentence.start).filter(|at| self.quote_at(*at) && !self.tokens[*at].is_mark('|')).count();
        let opened = self.quote_at(sentence.start) || sentence.start > 0 && self.tokens[sentence.start - 1].is_mark('|');
        before % 2 == 1 || opened
    }
}

/// The figures behind words such as `number`: of a cheque, a transfer, an order.
pub(super) fn references(tokens: &[Token], phrases: &[Heard]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for phrase in phrases.iter().filter(|phrase| phrase.key == "reference") {
        let mut at = phrase.last() + 1;
        while tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Mark('.' | ':' | '#' | '°'))) {
            at += 1;
        }
        let start = at;
        while tokens.get(at).is_some_and(|token| {
            (at == start || !token.apart) && matches!(token.kind, TokenKind::Letters | TokenKind::Figure | TokenKind::Mark('-' | '/'))
        }) {
            at += 1;
        }
        let figures = tokens[start..at].iter().filter(|token| token.kind == TokenKind::Figure).count();
        if figures > 0 && tokens[start..at].iter().any(|token| token.kind == TokenKind::Figure && token.text.len() >= 3) {
            found.push(start..at);
        }
    }
    found
}

fn is_plain(token: &Token) -> bool {
    matches!(
        token.kind,
        TokenKind::Invoice(_) | TokenKind::Stranger | TokenKind::Address | TokenKind::Link | TokenKind::Time | TokenKind::Mark(_)
    )
}

/// The phrases of a book that stand in a text, in its order.
pub(super) fn phrases(tokens: &[Token], book: &Phrasebook, table: &WordTable, taken: &[bool]) -> Vec<Heard> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        for entry in book.beginning(token) {
            if let Some(hit) = entry.phrase.at(tokens, at, table)
                && !hit.tokens.iter().any(|&token| taken[token])
            {
                found.push(Heard { key: entry.key, tokens: hit.tokens });
            }
        }
    }
    found
}

/// A phrase within a longer one says nothing of its own.
fn longest(phrases: Vec<Heard>, tokens: usize) -> Vec<Heard> {
    let mut at_token: Vec<Vec<usize>> = vec![Vec::new(); tokens];
    for (which, phrase) in phrases.iter().enumerate().filter(|(_, phrase)| phrase.key != PLAIN && !QUIET.contains(&phrase.key)) {
        phrase.tokens.iter().for_each(|&token| at_token[token].push(which));
    }
    let covered = |phrase: &Heard| at_token[phrase.first()].iter().any(|&longer| phrase.is_within(&phrases[longer]));
    let kept: Vec<bool> = phrases.iter().map(|phrase| phrase.key != PLAIN && !covered(phrase)).collect();
    phrases.into_iter().zip(kept).filter_map(|(phrase, kept)| kept.then_some(phrase)).collect()
}

/// The language whose tables know most of the words; where two know as many, the customer's.
pub(super) fn hear<'t>(text: &'t str, customer: Option<Tongue>, masks: &[Mask]) -> Hearing<'t> {
    let mut best: Option<(usize, Hearing<'t>)> = None;
    for tongue in customer.into_iter().chain(Tongue::ALL.into_iter().filter(|tongue| customer != Some(*tongue))) {
        let hearing = Hearing::of(text, tongue, masks);
        let familiar = hearing.familiar();
        if best.as_ref().is_none_or(|(most, _)| familiar > *most) {
            best = Some((familiar, hearing));
        }
    }
    best.map_or_else(|| Hearing::of(text, Tongue::English, masks), |(_, hearing)| hearing)
}
