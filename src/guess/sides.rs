//! Columns that say of each row whether it is owed or a credit: debit or credit, `S` or `H`, plus or minus.

use super::answers::{Answers, Suspicion};
use super::columns::AssignedColumns;
use super::doubt::Doubt;
use super::relations::Relations;
use super::status_words::yes_or_no;
use super::survey::Survey;
use super::words::{lists, names_one_of, plain};
use crate::project::SignWords;

/// Names of such columns; their words need not all be known.
const COLUMNS: &str = "sollhaben sollhabenkennzeichen sh shkennz shkz shkennzeichen debitcredit debitcreditind dc drcr debitcreditindicator \
                       crdr creditdebit sens debehaber debehaberindicador dareavere side sign plusminus vorzeichen segno signo debetcredit";

/// Words for a credit, and for what is owed: English, German, French, Spanish, Italian, Dutch, and marks.
const CREDITS: &str = "h haben c cr credit credits k haber abono avere a - – minus negative negativ negativo";
const DEBITS: &str = "s soll d dr debit debits debe cargo dare debet deb + plus positive positiv positivo";

/// Names of columns whose yes makes a row a credit.
const CREDIT_FLAGS: &str = "creditnote creditmemo iscreditnote iscreditmemo isreturn return iscredit gutschrift istgutschrift avoir estunavoir estavoir \
                            abono esabono notadecredito notacredito notadicredito ecreditnota creditnota iscreditnota rechnungskorrektur refund \
                            isrefund";

/// How customers pay, and what else has such words: `Debit` and `Credit` are cards.
const OTHERS: &str =
    "method methode card karte carte tarjeta carta kaart mode moyen medio metodo wijze zahlungsart zahlart zahlweise payment";

/// A column of sides: its place and its texts for credits.
#[derive(Clone, Debug)]
pub(super) struct SideColumn {
    pub place: usize,
    pub credits: Vec<String>,
}

/// The column that says it, by its name, or because all its words are sides.
pub(super) fn column(survey: &Survey, is_free: impl Fn(usize) -> bool) -> Option<SideColumn> {
    let places = || (0..survey.header.len()).filter(|place| is_free(*place));
    let credits = |place: usize| {
        let words = survey.words(place).filter(|(word, _)| is_one_of(CREDITS, word)).map(|(word, _)| word.to_owned());
        SideColumn { place, credits: words.collect() }
    };
    let is_named = |place: &usize| {
        let name = &survey.header[*place];
        lists(COLUMNS, &plain(name)) || matches!(name.trim(), "+/-" | "-/+" | "±")
    };
    let by_flag = |place: usize| {
        let all_known = survey.words(place).all(|(word, _)| word.is_empty() || yes_or_no(word).is_some());
        let is_flag = lists(CREDIT_FLAGS, &plain(&survey.header[place])) && all_known;
        let words = survey.words(place).filter(|(word, _)| is_flag && yes_or_no(word) == Some(true)).map(|(word, _)| word.to_owned());
        Some(SideColumn { place, credits: words.collect() }).filter(|side| !side.credits.is_empty())
    };
    let by_name = places().filter(is_named).map(credits).find(|side| !side.credits.is_empty());
    by_name.or_else(|| places().find_map(by_flag)).or_else(|| places().filter(|place| are_sides(survey, *place)).map(credits).next())
}

/// Are all words of a column sides, of both kinds?
pub(super) fn are_sides(survey: &Survey, place: usize) -> bool {
    let mut words = survey.words(place).map(|(word, _)| word).filter(|word| !word.is_empty()).peekable();
    let (mut of_credits, mut of_debits) = (false, false);
    let all = words.peek().is_some()
        && words.all(|word| {
            let (credit, debit) = (is_one_of(CREDITS, word), is_one_of(DEBITS, word));
            of_credits |= credit;
            of_debits |= debit;
            credit || debit
        });
    all && of_credits && of_debits && !names_one_of(OTHERS, &survey.header[place])
}

/// Is it a word, and no single letter or mark, for the side of credits?
pub(super) fn is_credit_word(word: &str) -> bool {
    plain(word).len() >= 2 && is_one_of(CREDITS, word)
}

fn is_one_of(list: &str, word: &str) -> bool {
    let word = word.trim().trim_end_matches('.');
    let plain = plain(word);
    if plain.is_empty() { lists(list, word) } else { lists(list, &plain) }
}

/// Which words make an amount less than zero; none where the amounts have a minus already.
/// Error: amounts of both signs beside one word.
pub(super) fn sign(
    survey: &Survey,
    side: Option<SideColumn>,
    relations: &Relations,
    answers: &Answers,
) -> Result<Option<SignWords>, Doubt> {
    let Some(SideColumn { place, credits }) = side else { return Ok(None) };
    let (mut minus, column) = (Vec::new(), survey.header[place].clone());
    for word in credits {
        let signs = relations.signs.get(&word).copied().unwrap_or_default();
        match (signs.minus, signs.plus) {
            (_, 0) => {}
            (0, _) => minus.push(word),
            _ if answers.accepted.contains(&Suspicion::Signs) => {}
            _ => return Err(Doubt::Signs { column, word, signs }),
        }
    }
    Ok((!minus.is_empty()).then_some(SignWords { column, minus, plus: Vec::new() }))
}

/// Words behind amounts that say which side they are on: `1,250.00 Dr`.
pub(super) fn is_side_word(unit: &str) -> bool {
    let unit = unit.trim_end_matches('.').to_lowercase();
    unit == "dr" || unit == "cr"
}

/// The words behind the amounts, if they are sides.
pub(super) fn signs_behind(survey: &Survey, assigned: &AssignedColumns) -> Option<SignWords> {
    let place = assigned.place("open_amount").or_else(|| assigned.place("amount"))?;
    let words: Vec<String> = survey.columns[place].amounts.units().iter().filter(|unit| is_side_word(unit)).cloned().collect();
    let (minus, plus): (Vec<String>, Vec<String>) = words.into_iter().partition(|word| word.to_lowercase().starts_with('c'));
    (!minus.is_empty() || !plus.is_empty()).then(|| SignWords { column: survey.header[place].clone(), minus, plus })
}
