//! Titles and names of columns that say in what amounts are counted: in thousands, or in cents.

use super::answers::{Answers, Suspicion};
use super::columns::AssignedColumns;
use super::doubt::Doubt;
use super::survey::Survey;
use super::words::lists;
use crate::money::Currency;

/// Words for a thousand and more, by language as elsewhere.
const THOUSANDS: &str = "thousand thousands million millions lakh lakhs lac lacs crore crores tsd tausend mio millionen milliers millier mille miles mil \
                         millones milhares migliaia milioni duizend duizenden miljoen miljoenen tusen tusental tys tysiace mln";
/// Such words together with a currency: `TEUR`, `k€`, `$000`.
const BEFORE_A_CURRENCY: [&str; 2] = ["t", "k"];
const CENTS: &str = "cent cents pence centimes centimos centavos centesimi øre öre grosze groszy paise";
/// Before such a word in a title: `in thousands`, `en milliers`. A customer may be called `Thousand Oaks`.
const BEFORE: &str = "in en em i w";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CountedIn {
    Thousands,
    Cents,
}

/// Asks about amounts in thousands: nothing makes them whole again.
pub(super) fn doubt(survey: &Survey, assigned: &AssignedColumns, answers: &Answers) -> Option<Doubt> {
    let said = said(survey, assigned, CountedIn::Thousands).filter(|_| !answers.accepted.contains(&Suspicion::Units))?;
    let text =
        format!("{said:?} says that amounts are in thousands or more, and they are read as they stand: export the file with full amounts");
    Some(Doubt::Suspicious { suspicion: Suspicion::Units, text })
}

/// Does a title or the name of a column of amounts say that they are in cents?
pub(super) fn says_cents(survey: &Survey, assigned: &AssignedColumns) -> bool {
    said(survey, assigned, CountedIn::Cents).is_some()
}

fn said<'a>(survey: &'a Survey, assigned: &AssignedColumns, wanted: CountedIn) -> Option<&'a str> {
    let names = assigned.amounts(survey).into_iter().map(|place| survey.header[place].as_str());
    let title = || survey.headings.titles().find(|title| counted_in(title, true) == Some(wanted));
    names.into_iter().find(|name| counted_in(name, false) == Some(wanted)).or_else(title)
}

fn counted_in(text: &str, is_title: bool) -> Option<CountedIn> {
    let text = text.to_lowercase();
    let is_between = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '/' | '_' | '-');
    let words: Vec<&str> = text.split(is_between).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().find_map(|(at, word)| {
        if is_of_a_currency(word) {
            return Some(CountedIn::Thousands);
        }
        let is_meant = !is_title || words[at.saturating_sub(2)..at].iter().any(|before| lists(BEFORE, before));
        let is_zeros = at > 0 && matches!(word.trim_matches('\''), "000" | "000s");
        match () {
            () if !is_meant => None,
            () if lists(THOUSANDS, word.trim_end_matches('.')) || is_zeros => Some(CountedIn::Thousands),
            () if lists(CENTS, word) => Some(CountedIn::Cents),
            () => None,
        }
    })
}

/// `TEUR`, `k€`, `$000`, `€'000`
fn is_of_a_currency(word: &str) -> bool {
    let is_currency = |text: &str| matches!(text, "€" | "$" | "£") || Currency::from_code(&text.to_uppercase()).is_some();
    let behind = BEFORE_A_CURRENCY.iter().any(|letter| word.strip_prefix(letter).is_some_and(is_currency));
    let zeros = ["'000", "000", "000s", "'000s"].iter().any(|zeros| word.strip_suffix(zeros).is_some_and(is_currency));
    behind || zeros
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_names_say_in_what_amounts_are_counted() {
        for (text, is_title, wanted) in [
            ("Open items (amounts in EUR thousands)", true, Some(CountedIn::Thousands)),
            ("Montants en milliers d'euros", true, Some(CountedIn::Thousands)),
            ("Alle Beträge in TEUR", true, Some(CountedIn::Thousands)),
            ("All amounts in cents", true, Some(CountedIn::Cents)),
            ("Thousand Oaks Ltd", true, None),
            ("Cent Foncier SA", true, None),
            ("As of 1 March 2026", true, None),
            ("Betrag (TEUR)", false, Some(CountedIn::Thousands)),
            ("Amount ($000)", false, Some(CountedIn::Thousands)),
            ("Amount (Rs. in Lakhs)", false, Some(CountedIn::Thousands)),
            ("amount_cents", false, Some(CountedIn::Cents)),
            ("Total (EUR)", false, None),
            ("Balance", false, None),
        ] {
            assert_eq!(counted_in(text, is_title), wanted, "{text}");
        }
    }
}
