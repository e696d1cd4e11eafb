//! Opening and closing balances. There are a dozen kinds, and those of availability or of another currency are none.

use super::element::{code, day, is_debit, money};
use crate::bank::amount::signed;
use crate::bank::entry::{BankStatement, StatementBalance};
use crate::bank::faults::{EntryFault, StatementFaults};
use crate::finding::Code;
use crate::xml::XmlElement;

/// Kinds that open a statement, and that close it, the best first: booked, of the day before, and of a page among several.
const OPENING: [&str; 3] = ["OPBD", "PRCD", "ITBD"];
const CLOSING: [&str; 2] = ["CLBD", "ITBD"];

fn kind(balance: &XmlElement) -> Option<String> {
    balance.find(&["Tp"]).and_then(code)
}

/// The currency of the balances, for accounts that do not name theirs.
pub(super) fn currency(statement: &XmlElement) -> Option<String> {
    let of_kind = |wanted: &str| statement.all(&["Bal"]).find(|balance| kind(balance).as_deref() == Some(wanted));
    let balance = OPENING.iter().chain(&CLOSING).find_map(|wanted| of_kind(wanted))?;
    balance.find(&["Amt"])?.attribute("Ccy").map(str::to_owned)
}

pub(super) fn read(element: &XmlElement, statement: &mut BankStatement, faults: &mut StatementFaults<'_>) {
    let mut known: Vec<(String, StatementBalance)> = Vec::new();
    for balance in element.all(&["Bal"]) {
        let Some(kind) = kind(balance).filter(|kind| OPENING.contains(&kind.as_str()) || CLOSING.contains(&kind.as_str())) else {
            continue;
        };
        match read_balance(balance) {
            Ok(value) if value.currency.is_none() || value.currency == statement.currency => known.push((kind, value)),
            Ok(value) => {
                let (own, other) = (statement.currency.as_deref().unwrap_or("none"), value.currency.as_deref().unwrap_or("none"));
                let message = format!("the balance {kind} is in {other}, but the account in {own}");
                faults.add(Code::OddStatement, (balance.line, balance.column), message, "the balance is not used");
            }
            Err(fault) => {
                let at = fault.place.unwrap_or((balance.line, balance.column));
                faults.add(Code::OddStatement, at, fault.message, "the balance is not used");
            }
        }
    }
    let interim = known.iter().filter(|(kind, _)| kind == "ITBD").count();
    let pick = |wanted: &[&str], is_first: bool| {
        wanted.iter().find_map(|wanted| {
            let mut of_kind = known.iter().filter(|(kind, _)| kind == wanted).map(|(_, balance)| balance.clone());
            match *wanted {
                // One alone says nothing of which end it is.
                "ITBD" if interim < 2 && known.len() < 2 => None,
                "ITBD" if !is_first => of_kind.next_back(),
                _ => of_kind.next(),
            }
        })
    };
    let (opening, closing) = (pick(&OPENING, true), pick(&CLOSING, false));
    statement.opening = opening.map(|balance| of_statement(balance, statement));
    statement.closing = closing.map(|balance| of_statement(balance, statement));
}

fn of_statement(balance: StatementBalance, statement: &BankStatement) -> StatementBalance {
    StatementBalance { currency: balance.currency.or_else(|| statement.currency.clone()), ..balance }
}

fn read_balance(element: &XmlElement) -> Result<StatementBalance, EntryFault> {
    let amount = element.find(&["Amt"]).ok_or_else(|| EntryFault::new(Code::EmptyCell, "a balance has no amount"))?;
    let (number, currency) = money(amount)?;
    let is_debit = is_debit(element)?.unwrap_or(false);
    let day = element.find(&["Dt"]).and_then(|date| day(date).ok());
    Ok(StatementBalance { amount: signed(number, is_debit), currency, day })
}
