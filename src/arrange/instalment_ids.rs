//! Which ids the instalments of an invoice have. One that was seen before keeps its own.

use super::figure::Figure;
use crate::calendar::Day;
use crate::ledger::reading::DecimalMark;
use crate::ledger::{KnownInstalment, numbered};

/// An instalment as a file has it.
pub(super) struct InstalmentSeen<'f> {
    pub due: Option<Day>,
    pub amount: Option<&'f Figure>,
    pub open: Option<&'f Figure>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct InstalmentIds {
    pub ids: Vec<String>,
    /// Some were never seen before, while others that were open are not there any more: nobody knows which of them is which.
    pub is_replanned: bool,
}

impl InstalmentSeen<'_> {
    fn has_amount_of(&self, known: &KnownInstalment) -> bool {
        let is = |figure: Option<&Figure>, text: &str| {
            figure.is_some_and(|figure| Figure::parse(text, DecimalMark::Point).is_ok_and(|other| figure.equals(&other)))
        };
        is(self.amount, &known.amount) || is(self.open.or(self.amount), &known.open)
    }
}

/// The ids of the instalments of an invoice, which are in the order of their due dates. `known` are those that were seen before
/// ([`KnownInstalments::of`](crate::ledger::KnownInstalments::of)): they are known again by their due date, else by their amount.
pub(super) fn ids_of(invoice: &str, known: &[&KnownInstalment], parts: &[InstalmentSeen<'_>]) -> InstalmentIds {
    if known.iter().all(|known| known.id == invoice) && (parts.len() == 1 || known.is_empty()) {
        let id = |number: usize| if parts.len() == 1 { invoice.to_owned() } else { format!("{invoice}-{number}") };
        return InstalmentIds { ids: (1..=parts.len()).map(id).collect(), is_replanned: false };
    }
    let mut ids: Vec<Option<String>> = vec![None; parts.len()];
    let mut left: Vec<&KnownInstalment> = known.to_vec();
    // It was whole, and is split now: what the other instalments have would look like a payment of it, unless it says itself what is open.
    let is_split = parts.len() > 1 && known.iter().all(|known| known.id == invoice) && known.iter().any(|known| known.is_open);
    let is_unclear = is_split && parts.iter().any(|part| part.open.is_none());
    for (id, part) in ids.iter_mut().zip(parts).filter(|_| !is_unclear) {
        let is_due = |known: &&KnownInstalment| part.due == Some(known.due);
        let place = left.iter().position(|known| is_due(known) && part.has_amount_of(known)).or_else(|| left.iter().position(is_due));
        *id = place.map(|place| left.remove(place).id.clone());
    }
    left.retain(|known| known.is_open);
    for place in (0..parts.len()).filter(|_| !is_unclear) {
        by_amount(place, parts, &mut ids, &mut left);
    }
    if is_split && !is_unclear && !left.is_empty() {
        // The first instalment is what is left of it.
        if let Some(id) = ids.iter_mut().find(|id| id.is_none()) {
            *id = Some(invoice.to_owned());
            left.clear();
        }
    }
    let is_replanned = !left.is_empty() && ids.iter().any(Option::is_none);
    let mut last =
        known.iter().map(|known| if known.id == invoice { 1 } else { numbered(&known.id).map_or(0, |(_, number)| number) }).max();
    let ids = ids.into_iter().map(|id| {
        id.unwrap_or_else(|| {
            let next = last.unwrap_or(0).saturating_add(1);
            last = Some(next);
            format!("{invoice}-{next}")
        })
    });
    InstalmentIds { ids: ids.collect(), is_replanned }
}

/// Gives those of one amount their ids, in the order of their due dates, if as many are known as are there.
fn by_amount(place: usize, parts: &[InstalmentSeen<'_>], ids: &mut [Option<String>], left: &mut Vec<&KnownInstalment>) {
    if ids[place].is_some() {
        return;
    }
    let candidates: Vec<&KnownInstalment> = left.iter().copied().filter(|known| parts[place].has_amount_of(known)).collect();
    let Some(first) = candidates.first() else { return };
    let rivals: Vec<usize> = (0..parts.len()).filter(|rival| ids[*rival].is_none() && parts[*rival].has_amount_of(first)).collect();
    if rivals.len() != candidates.len() {
        return;
    }
    for (rival, known) in rivals.into_iter().zip(candidates) {
        ids[rival] = Some(known.id.clone());
        left.retain(|other| other.id != known.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(id: &str, due: &str, amount: &str, is_open: bool) -> KnownInstalment {
        let amount = amount.to_owned();
        let (due, open) = (Day::parse(due).unwrap(), if is_open { amount.clone() } else { "0.00".to_owned() });
        KnownInstalment { id: id.to_owned(), customer: "C".to_owned(), due, amount, open, is_open }
    }

    /// `has_open`: does the file say what is open?
    fn ids_with(known: &[KnownInstalment], parts: &[(&str, &str)], has_open: bool) -> (String, bool) {
        let figures: Vec<Figure> = parts.iter().map(|(_, amount)| Figure::parse(amount, DecimalMark::Point).unwrap()).collect();
        let seen = parts.iter().zip(&figures);
        let seen = seen.map(|((due, _), figure)| InstalmentSeen {
            due: Day::parse(due),
            amount: Some(figure),
            open: Some(figure).filter(|_| has_open),
        });
        let seen: Vec<InstalmentSeen<'_>> = seen.collect();
        let found = ids_of("A", &known.iter().collect::<Vec<_>>(), &seen);
        (found.ids.join(" "), found.is_replanned)
    }

    fn ids(known: &[KnownInstalment], parts: &[(&str, &str)]) -> (String, bool) {
        let found = ids_with(known, parts, false);
        let are_split = parts.len() > 1 && known.len() == 1;
        assert!(are_split || ids_with(known, parts, true) == found, "{parts:?}");
        found
    }

    #[test]
    fn an_invoice_that_is_split_keeps_its_id_if_it_says_what_is_open() {
        let whole = [known("A", "2026-02-28", "100.00", true)];
        for parts in [[("2026-02-28", "60"), ("2026-03-31", "40")], [("2026-01-31", "60"), ("2026-03-31", "40")]] {
            assert_eq!(ids_with(&whole, &parts, true), ("A A-2".to_owned(), false), "{parts:?}");
            assert_eq!(ids_with(&whole, &parts, false), ("A-2 A-3".to_owned(), true), "{parts:?}");
        }
    }

    #[test]
    fn an_instalment_keeps_its_id() {
        let (jan, feb, mar) = ("2026-01-31", "2026-02-28", "2026-03-31");
        let three = [known("A-1", jan, "100.00", true), known("A-2", feb, "100.00", true), known("A-3", mar, "50.00", true)];
        let two = [known("A-1", jan, "100.00", false), known("A-2", feb, "100.00", true)];
        let whole = [known("A", feb, "100.00", true)];
        for (known, parts, wanted, is_replanned) in [
            (&[][..], &[(jan, "100")][..], "A", false),
            (&[], &[(jan, "100"), (feb, "100")], "A-1 A-2", false),
            // One has left, or two.
            (&three, &[(feb, "100"), (mar, "50")], "A-2 A-3", false),
            (&three, &[(mar, "50.0")], "A-3", false),
            // One is due later, and is known by its amount; two of one amount are not told apart.
            (&three, &[(jan, "100"), (feb, "100"), ("2026-04-30", "50")], "A-1 A-2 A-3", false),
            (&three, &[("2026-02-10", "100"), ("2026-03-10", "100"), (mar, "50")], "A-1 A-2 A-3", false),
            (&three, &[("2026-02-10", "100"), (mar, "50")], "A-4 A-3", true),
            // One more, or others altogether.
            (&three, &[(jan, "100"), (feb, "100"), (mar, "50"), ("2026-04-30", "7")], "A-1 A-2 A-3 A-4", false),
            (&three, &[("2026-05-01", "250")], "A-4", true),
            // The first is back; a new one is none of those that are paid.
            (&two, &[(jan, "100"), (feb, "100")], "A-1 A-2", false),
            (&two, &[(feb, "100"), ("2026-05-31", "100")], "A-2 A-3", false),
            // It was whole.
            (&whole, &[("2026-05-31", "90")], "A", false),
        ] {
            assert_eq!(ids(known, parts), (wanted.to_owned(), is_replanned), "{parts:?}");
        }
    }
}
