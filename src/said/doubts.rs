//! What makes a clause less than certain, whatever it says.

use super::clauses::Clause;
use super::hearing::Hearing;

/// What makes a clause less than certain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Doubts {
    pub negated: bool,
    pub condition: bool,
    pub hedge: bool,
    pub question: bool,
    /// Something is left out or taken off.
    pub exception: bool,
    /// Words that are no part of an honest answer: orders to a program, mockery, new bank details.
    pub odd: bool,
    pub unfamiliar: bool,
    /// Most words are unfamiliar.
    pub strange: bool,
    /// A word that no table knows, and that is no name: it may turn the sentence round.
    pub turns: bool,
    /// Words in quotation marks: whose they are is not known.
    pub quotes: bool,
    /// All of it stands in quotation marks.
    pub quoted: bool,
}

impl Doubts {
    pub(super) fn of(hearing: &Hearing, clause: &Clause) -> Doubts {
        let (words, unknown) = hearing.unknown(&clause.tokens);
        Doubts {
            negated: hearing.has(&clause.tokens, "neg"),
            condition: hearing.has(&clause.sentence, "cond"),
            hedge: hearing.has(&clause.sentence, "hedge"),
            question: clause.question,
            exception: hearing.has(&clause.tokens, "except"),
            odd: hearing.has(&clause.tokens, "danger"),
            unfamiliar: unknown.len() > 1 && unknown.len() * 4 > words,
            strange: unknown.len() > 1 && unknown.len() * 2 > words,
            turns: hearing.may_turn(&clause.tokens),
            quotes: hearing.quotes(&clause.sentence),
            quoted: hearing.is_quoted(&clause.sentence),
        }
    }

    /// What counts for a dispute: it is said with negations, and in words of the trade.
    pub(super) fn of_dispute(self) -> Doubts {
        Doubts { negated: false, unfamiliar: self.strange, turns: false, quotes: self.quoted, ..self }
    }

    pub(super) fn first(self) -> Option<&'static str> {
        let doubts = [
            (self.odd, "odd words"),
            (self.quotes || self.quoted, "words in quotation marks"),
            (self.condition, "a condition"),
            (self.question, "a question"),
            (self.hedge, "not said for certain"),
            (self.exception, "an exception"),
            (self.negated, "a negation"),
            (self.unfamiliar, "unfamiliar words"),
            (self.turns, "an unfamiliar word"),
        ];
        doubts.into_iter().find_map(|(holds, what)| holds.then_some(what))
    }
}
