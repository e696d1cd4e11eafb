//! Which column has the currency of the amounts, where its name does not say it: by codes in it, and by which amount it belongs to.

use super::answers::Answers;
use super::columns::AssignedColumns;
use super::doubt::Doubt;
use super::survey::{OpenAgain, Survey};
use super::words::{names_one_of, plain, words_of};
use crate::money::Currency;

/// Words for a currency in a name; abbreviations, too.
const NAMES: &str = "currency currencies curr cur ccy crcy cury fx iso wahrung waehrung wahr waehr wahrg waehrg whrg whg wkz devise devises monnaie mon moneda \
                     moeda divisa div valuta val valute munt munteenheid";

/// Codes that occur as currencies under any name; others are words and countries, too.
const USUAL: &str = "USD EUR GBP JPY CNY CAD AUD NZD SGD HKD MXN BRL INR CHF SEK NOK DKK PLN CZK HUF RON TRY ILS KRW THB ZAR AED SAR";

/// Whose currency a column speaks of: that of the document, or that of the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WhoseCurrency {
    Document,
    Company,
    Unsaid,
}

const OF_DOCUMENT: &str =
    "foreign document doc transaction txn trx fc fcy fremd fremdwahrung fremdwaehrung belegwahrung belegwaehrung invoice original";
const OF_COMPANY: &str = "local home functional company reporting base haus hauswahrung hauswaehrung leitwahrung lc lcy locale accounting";

pub(super) fn whose(name: &str) -> WhoseCurrency {
    let has = |list: &str| names_one_of(list, name) || super::words::lists(list, &plain(name));
    match (has(OF_DOCUMENT), has(OF_COMPANY)) {
        (true, false) => WhoseCurrency::Document,
        (false, true) => WhoseCurrency::Company,
        _ => WhoseCurrency::Unsaid,
    }
}

/// Assigns the column of the currency, if one has codes and a name that speaks of a currency.
/// Error: columns of codes that may be it, or another than the one that is named so.
pub(super) fn read(survey: &Survey, assigned: &mut AssignedColumns, answers: &Answers, open: &mut OpenAgain<'_>) -> Result<(), Doubt> {
    if answers.column("currency").is_some() {
        return Ok(());
    }
    let others: Vec<usize> = (0..survey.header.len()).filter(|place| assigned.is_free(*place) && are_codes(survey, *place)).collect();
    let doubt = |places: &mut dyn Iterator<Item = usize>| Doubt::Column {
        column: "currency",
        found: places.map(|place| survey.header[place].clone()).collect(),
        header: survey.header.clone(),
    };
    let Some(found) = assigned.place("currency") else {
        let named: Vec<usize> = others.iter().copied().filter(|place| names_one_of(NAMES, &survey.header[*place])).collect();
        return match (named.as_slice(), others.as_slice()) {
            ([only], _) => {
                assigned.assign("currency", *only);
                Ok(())
            }
            (_, []) => Ok(()),
            (_, several) => Err(doubt(&mut several.iter().copied())),
        };
    };
    let differing = others.into_iter().filter(|place| differ(survey, found, *place, open)).collect::<Vec<_>>();
    if differing.is_empty() {
        return Ok(());
    }
    let of_amount = assigned.place("amount").map_or(WhoseCurrency::Unsaid, |place| whose(&survey.header[place]));
    let fits = |place: &usize| of_amount != WhoseCurrency::Unsaid && whose(&survey.header[*place]) == of_amount;
    let all = || std::iter::once(found).chain(differing.iter().copied());
    match (fits(&found), all().filter(fits).collect::<Vec<_>>().as_slice()) {
        (true, _) => Ok(()),
        (false, [only]) => {
            assigned.assign("currency", *only);
            Ok(())
        }
        _ => Err(doubt(&mut all())),
    }
}

/// Are all words of a column codes of currencies? Under a name that does not speak of a currency only the usual ones.
fn are_codes(survey: &Survey, place: usize) -> bool {
    let name = &survey.header[place];
    let is_named = names_one_of(NAMES, name);
    let is_code = |word: &str| {
        let code = word.to_ascii_uppercase();
        Currency::from_code(&code).is_some() && (is_named || super::words::lists(USUAL, &code))
    };
    let mut words = survey.words(place).map(|(word, _)| word).filter(|word| !word.is_empty()).peekable();
    let is_of_others = ["customer", "limit", "country"].iter().any(|other| words_of(name).iter().any(|word| word == other));
    words.peek().is_some() && words.all(is_code) && !is_of_others
}

/// Has any row two currencies?
fn differ(survey: &Survey, one: usize, other: usize, open: &mut OpenAgain<'_>) -> bool {
    let mut found = false;
    survey.each_row(open, |cell| {
        let (one, other) = (cell(one), cell(other));
        found |= !one.is_empty() && !other.is_empty() && !one.eq_ignore_ascii_case(&other);
    });
    found
}
