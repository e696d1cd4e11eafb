//! What stands around a table: the account, its currency, and balances.

use super::cells;
use super::rows::SheetRow;
use crate::bank::entry::StatementBalance;
use crate::bank::iban::is_iban;
use crate::money::{Currency, Decimal};
use crate::project::BankSheet;

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Preamble {
    pub account: Option<String>,
    pub currency: Option<String>,
    opening: Option<Decimal>,
    closing: Option<Decimal>,
}

/// Words before the number of an account; compared without marks and capitals.
const ACCOUNT: &str = "iban accountnumber accountno account kontonummer konto kontonr rekening rekeningnummer iban/bban compte numerodecompte \
                       nodecompte cuenta numerodecuenta conto numeroconto rachunek numerrachunku tilinumero kontonummeriban numéroducompte numérodecompte";

/// Words of balances, and those among them that open a period.
const BALANCE: [&str; 8] = ["balance", "saldo", "solde", "kontostand", "salda", "stand", "bilans", "tilin"];
const OPENING: [&str; 21] = [
    "start",
    "open",
    "begin",
    "anfang",
    "alter",
    "initial",
    "début",
    "debut",
    "inicial",
    "inizial",
    "previous",
    "precedent",
    "précédent",
    "brought",
    "poczatk",
    "początk",
    "ingående",
    "vorig",
    "anterior",
    "precedente",
    "vortrag",
];
const CLOSING: [&str; 18] = [
    "end",
    "clos",
    "schluss",
    "neuer",
    "final",
    "fin ",
    "current",
    "aktuell",
    "eind",
    "nuevo",
    "actual",
    "carried",
    "końc",
    "koncow",
    "utgående",
    "nouveau",
    "huidig",
    "finale",
];

impl Preamble {
    pub fn add(&mut self, row: &SheetRow, sheet: &BankSheet) {
        let label = row.filled().next().unwrap_or_default().to_lowercase();
        if BALANCE.iter().any(|word| label.contains(word)) {
            self.add_balance(&label, row, sheet);
        }
        let cells: Vec<&str> = row.filled().collect();
        for (place, cell) in cells.iter().enumerate() {
            let (label, value) = cell.split_once(':').map_or((*cell, ""), |(label, value)| (label, value.trim()));
            let value = if value.is_empty() { cells.get(place + 1).copied().unwrap_or_default() } else { value };
            if self.account.is_none() && is_label(label) && has_number(value) {
                // A name may stand behind the number: `DE02… / Girokonto`.
                let number = value.split(" / ").find(|part| has_number(part)).unwrap_or(value);
                self.account = Some(number.trim_start_matches('\'').to_owned());
            }
            let bare: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
            if self.account.is_none() && is_iban(&bare) {
                self.account = Some(bare);
            }
            let words = cell.split(|c: char| !c.is_alphanumeric() && c != '€' && c != '£');
            self.currency = self.currency.take().or_else(|| words.filter_map(currency).next().map(str::to_owned));
        }
    }

    fn add_balance(&mut self, label: &str, row: &SheetRow, sheet: &BankSheet) {
        let mut cells = row.filled().skip(1).chain(label.split_once(':').map(|(_, value)| value.trim()));
        let Some(amount) = cells.find_map(|cell| cells::amount(cell, sheet.decimal)) else { return };
        let amount = if amount.is_debit == Some(true) { crate::bank::amount::negated(amount.amount) } else { amount.amount };
        let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
        if has(&OPENING) {
            self.opening = self.opening.or(Some(amount));
        } else if has(&CLOSING) {
            self.closing = self.closing.or(Some(amount));
        }
    }

    pub fn balance(&self, is_opening: bool, currency: &Option<String>) -> Option<StatementBalance> {
        let amount = if is_opening { self.opening } else { self.closing }?;
        Some(StatementBalance { amount, currency: currency.clone(), day: None })
    }
}

fn is_label(text: &str) -> bool {
    let word: String = text.chars().filter(|c| c.is_alphanumeric() || *c == '/').flat_map(char::to_lowercase).collect();
    ACCOUNT.split_ascii_whitespace().any(|known| known == word)
}

fn has_number(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 4 && text.len() <= 40
}

/// Currencies that accounts are in, so that words in capitals are not taken for one.
const COMMON: &str = "EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON BGN ISK CAD AUD NZD JPY CNY HKD SGD INR ZAR BRL MXN TRY ILS AED";

pub(super) fn currency(word: &str) -> Option<&str> {
    match word {
        "€" => Some("EUR"),
        "£" => Some("GBP"),
        code => COMMON.split_ascii_whitespace().find(|known| *known == code && Currency::from_code(code).is_some()),
    }
}
