//! Which invoices a clause is about.

use super::Candidate;
use super::clauses::Clause;
use super::hearing::Hearing;
use super::words::TokenKind;

/// The invoices of a clause, by their places among the candidates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ClauseScope {
    pub invoices: Vec<usize>,
    /// Why it is not certain that these are meant.
    pub doubt: Option<&'static str>,
    /// Does the clause itself say which?
    pub named: bool,
}

/// What the text has named up to a clause.
#[derive(Debug, Default)]
pub(super) struct Topic {
    current: Vec<usize>,
    named: Vec<usize>,
    /// The invoices of the quoted line above, and where it ended.
    quoted: Vec<usize>,
    /// Was one of them only told as the first or the second?
    guessed: bool,
}

/// A quoted line: where it ends, and the invoices that it names.
#[derive(Clone, Debug)]
pub(super) struct QuotedLine {
    pub end: usize,
    pub invoices: Vec<usize>,
}

impl Topic {
    /// The quoted lines above a clause are what it is about.
    pub(super) fn pass(&mut self, quoted: &[QuotedLine]) {
        for line in quoted.iter().filter(|line| !line.invoices.is_empty()) {
            self.quoted.clone_from(&line.invoices);
            self.current.clear();
        }
    }

    pub(super) fn of(&mut self, hearing: &Hearing, clause: &Clause, candidates: &[Candidate]) -> ClauseScope {
        let range = &clause.tokens;
        let stranger = hearing.tokens[range.clone()].iter().any(|token| token.kind == TokenKind::Stranger);
        let (named, compared) = named(hearing, clause);
        let thread = thread(candidates);
        let several = thread.len() > 1;
        // `It is a duplicate; you billed that on 20431`: the invoice that is disputed is the thread's.
        let (named, compared) = match thread[..] {
            [only] if hearing.has(range, "d-duplicate") && !named.is_empty() && !named.contains(&only) => (Vec::new(), named),
            _ => (named, compared),
        };
        let mut scope = if !named.is_empty() {
            for &which in &named {
                if !self.named.contains(&which) {
                    self.named.push(which);
                }
            }
            self.current.clone_from(&named);
            let in_thread = candidates.iter().any(|candidate| candidate.in_thread);
            let elsewhere = in_thread && named.iter().all(|&which| !candidates[which].in_thread);
            let doubt = elsewhere.then_some("an invoice that the message which is answered does not name");
            ClauseScope { invoices: named, doubt, named: true }
        } else if hearing.has(range, "rest-inv") {
            let rest: Vec<usize> = thread.iter().copied().filter(|which| !self.named.contains(which)).collect();
            let doubt = (rest.is_empty() || self.named.is_empty() || self.guessed).then_some("which invoices the others are");
            self.current.clone_from(&rest);
            ClauseScope { invoices: if rest.is_empty() { thread } else { rest }, doubt, named: true }
        } else if hearing.has(range, "both") {
            let doubt = (thread.len() != 2).then_some("which two invoices");
            ClauseScope { invoices: thread, doubt, named: true }
        } else if several && hearing.any(range, &["first", "second"]) {
            let which = if hearing.has(range, "first") { thread.first() } else { thread.get(1) };
            let found: Vec<usize> = which.copied().into_iter().collect();
            self.named.extend(&found);
            self.guessed = true;
            self.current.clone_from(&found);
            ClauseScope { invoices: found, doubt: Some("which invoice is the first"), named: true }
        } else if hearing.first(range, "all").is_some_and(|all| all.tokens.len() > 1 || self.quoted.is_empty() && self.current.is_empty()) {
            ClauseScope { invoices: thread, doubt: None, named: true }
        } else if !self.current.is_empty() {
            let doubt = (clause.opens && self.named.len() > 1).then_some("which invoice is meant");
            ClauseScope { invoices: self.current.clone(), doubt, named: false }
        } else if !self.quoted.is_empty() {
            ClauseScope { invoices: self.quoted.clone(), doubt: None, named: false }
        } else {
            let open = candidates.iter().filter(|candidate| candidate.open).count();
            let in_thread = candidates.iter().any(|candidate| candidate.in_thread);
            let doubt = (!in_thread && open != 1 || several && hearing.has(range, "this-one")).then_some("which invoice is meant");
            ClauseScope { invoices: thread, doubt, named: false }
        };
        if !compared.is_empty() {
            scope.invoices.retain(|which| !compared.contains(which));
        }
        if stranger {
            scope.doubt = Some("an invoice that is not this customer's");
        }
        scope
    }
}

/// The invoices that a clause names, and those that it only compares with (`a duplicate of 20431`).
fn named(hearing: &Hearing, clause: &Clause) -> (Vec<usize>, Vec<usize>) {
    let mut compared = Vec::new();
    let mut named = hearing.invoices_in(&clause.tokens);
    for phrase in hearing.within(&clause.tokens).filter(|phrase| phrase.key == "same") {
        let behind = hearing.tokens[phrase.last() + 1..clause.tokens.end].iter().take(3);
        for token in behind {
            if let TokenKind::Invoice(which) = token.kind {
                compared.push(which);
            }
        }
    }
    named.retain(|which| !compared.contains(which));
    (named, compared)
}

/// The invoices of the message that is answered; without one, all that are open.
fn thread(candidates: &[Candidate]) -> Vec<usize> {
    let which = |fits: &dyn Fn(&Candidate) -> bool| {
        candidates.iter().enumerate().filter(|(_, candidate)| fits(candidate)).map(|(at, _)| at).collect::<Vec<_>>()
    };
    let tries = [
        which(&|candidate| candidate.in_thread && candidate.open),
        which(&|candidate| candidate.in_thread),
        which(&|candidate| candidate.open),
    ];
    tries.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}
