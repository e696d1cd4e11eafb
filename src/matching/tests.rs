//! Stories of single lines, each worked out by hand from the rules, and random ledgers whose truth is known.

mod closed_loop;
mod stories;

use super::*;
use crate::matching::open_items::{LedgerItem, PastPayment};

pub fn eur() -> Currency {
    Currency::from_code("EUR").unwrap()
}

/// An amount in minor units.
pub fn minor(text: &str) -> Minor {
    Minor::try_from(text.parse::<Decimal>().unwrap().units(2)).unwrap()
}

/// An item of a customer: `INV/26/0042`, `C-1 Acme GmbH`, what is open.
pub fn item(id: &str, customer: &str, open: &str) -> LedgerItem {
    let (customer, name) = customer.split_once(' ').unwrap();
    LedgerItem {
        id: id.to_owned(),
        customer: customer.to_owned(),
        customer_name: name.to_owned(),
        currency: eur(),
        issued: Day::from_ymd(2026, 3, 1),
        due: Day::from_ymd(2026, 3, 31).unwrap(),
        amount: minor(open),
        balance: minor(open),
        open_on: None,
        reference: String::new(),
        discount: None,
    }
}

/// A line of 10 April 2026: who pays how much with which words.
pub fn line(payer: &str, amount: &str, text: &str) -> BankLine {
    BankLine {
        account: "DE83600501010000007777".to_owned(),
        date: Day::from_ymd(2026, 4, 10).unwrap(),
        amount: minor(amount),
        currency: eur(),
        payer: payer.to_owned(),
        ultimate: String::new(),
        iban: String::new(),
        text: text.to_owned(),
        creditor_references: Vec::new(),
        references: Vec::new(),
        notes: String::new(),
        code: String::new(),
        is_reversal: false,
        bank_id: String::new(),
        instructed: None,
    }
}

/// A ledger for stories.
pub struct Story {
    pub items: Vec<LedgerItem>,
    pub payments: Vec<PastPayment>,
    pub payers: Vec<KnownPayer>,
    pub rules: MatchRules,
}

impl Story {
    pub fn of(items: Vec<LedgerItem>) -> Story {
        Story { items, payments: Vec::new(), payers: Vec::new(), rules: MatchRules::default() }
    }

    /// An account that has paid for a customer.
    pub fn knows(mut self, iban: &str, customer: &str) -> Story {
        self.payers.push(KnownPayer { iban: iban.to_owned(), customer: customer.to_owned() });
        self
    }

    /// An item that was paid on 20 March.
    pub fn paid(mut self, id: &str) -> Story {
        let place = self.items.iter().position(|item| item.id == id).unwrap();
        let item = &mut self.items[place];
        item.balance = 0;
        let payment = PastPayment { item: u32::try_from(place).unwrap(), date: Day::from_ymd(2026, 3, 20).unwrap(), amount: item.amount };
        self.payments.push(payment);
        self
    }

    pub fn matched(&self, lines: &[BankLine]) -> Vec<LineMatch> {
        let matching = Matching { items: self.items.clone(), payments: self.payments.clone(), payers: &self.payers, rules: &self.rules };
        match_lines(lines, matching)
    }

    /// What becomes of one line: `matched: INV-1 100.00`, with what is suggested behind a plus.
    pub fn told(&self, line: BankLine) -> String {
        told(&self.matched(&[line])[0])
    }
}

pub fn told(decided: &LineMatch) -> String {
    let of = |events: &[MatchEvent]| {
        let one = |event: &MatchEvent| {
            let kind = match event.kind {
                MatchEventKind::Payment => "",
                MatchEventKind::CreditUsed => "used ",
                MatchEventKind::Reversal => "reversal ",
                MatchEventKind::Credit => "credit ",
                MatchEventKind::WriteOff => "write-off ",
                MatchEventKind::Fee => "fee ",
            };
            let id = event.invoice.as_ref().unwrap_or(&event.customer);
            format!("{kind}{id} {}", event.currency.plain(event.amount.into()))
        };
        events.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let outcome = match (decided.outcome(), decided.aside) {
        (LineOutcome::Proposed, _) => decided.certainty.name(),
        (LineOutcome::SetAside, Some(aside)) => aside.name(),
        (outcome, _) => outcome.name(),
    };
    let mut text = outcome.to_owned();
    if !decided.events.is_empty() {
        text.push_str(&format!(": {}", of(&decided.events)));
    }
    if !decided.suggestions.is_empty() {
        text.push_str(&format!(" + {}", of(&decided.suggestions)));
    }
    text
}
