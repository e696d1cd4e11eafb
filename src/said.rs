//! What a customer's answer to a payment reminder says: from the text to promises, disputes, claims of payment and the rest, each with the
//! words that it rests on, and whether it is certain.
//!
//! The text is what the customer wrote, without quotations and signature. A line that begins with `>` may stand in it: it is never read as
//! the customer's words, but an invoice that it names is what the lines below it are about.
//!
//! The way of a text: `mentions` finds invoices and addresses, `words` parts it, `hearing` marks days, amounts and the phrases of the
//! `tables` of a language, `clauses` parts sentences, `frames` tells what a clause says, by `tenses` where it is about
//! money, `doubts` what makes it less than certain, `scope` which invoices it is about,
//! `events` reads the fields, and `gathering` puts the events together and decides what is certain.
//!
//! To teach it a phrase, write an answer with that phrase and what it says into `said/tests/answers.txt`, and then the phrase into the table of
//! its language (`said/languages/`), under the key that says the same. A key has to stand in the English table first. What a phrase may hold
//! is told in `pattern`. A phrase of several words hides the keys of the words within it, so `no later than` denies nothing.

mod absence;
mod amounts;
mod clauses;
mod dates;
mod days;
mod doubts;
mod events;
mod folding;
mod frames;
mod gathering;
mod hearing;
mod mentions;
mod outcome;
mod pattern;
mod reading;
mod scope;
mod tables;
mod tenses;
mod words;

pub use absence::{BackOn, back_on};
pub use days::{DayInText, days_in};
pub use outcome::{Asked, Candidate, HeardClause, Said, SaidKind, Tongue, Understood};
pub use reading::understand;

#[cfg(test)]
mod tests;
