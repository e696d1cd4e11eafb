//! What a customer's answer to a payment reminder says: from the text to promises, disputes, claims of payment and the rest, each with the
//! words that it rests on, and whether it is certain.
//!
//! The text is what the customer wrote, without quotations and signature. A line that begins with `>` may stand in it: it is never read as
//! the customer's words, but an invoice that it names is what the lines below it are about.

mod outcome;

pub use outcome::{Asked, Candidate, HeardClause, Said, SaidKind, Tongue, Understood};

/// Reads a text.
pub fn understand(text: &str, _asked: &Asked) -> Understood {
    let clauses: Vec<HeardClause> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .enumerate()
        .map(|(at, line)| HeardClause { number: at + 1, text: line.to_owned(), class: "not understood" })
        .collect();
    Understood { events: Vec::new(), clauses, needs_person: true, why: "not understood".to_owned() }
}
