//! From what customers owed at the beginning to what they owe at the end, by what changed it.

use crate::money::{Balance, Currency};
use crate::plan::MovementKind;
use crate::report::{Cell, columns, objects};

/// One currency. `opening + billed + fees + other - cash - credits - write_offs = closing`, to the cent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BridgeRow {
    pub currency: Currency,
    pub opening: Balance,
    pub billed: Balance,
    pub fees: Balance,
    pub cash: Balance,
    pub credits: Balance,
    pub write_offs: Balance,
    pub other: Balance,
    pub closing: Balance,
    /// Of the closing balance: what is owed on invoices, what is open on credit notes, and cash that is on no invoice.
    pub open_invoices: Balance,
    pub open_credits: Balance,
    pub on_account: Balance,
}

impl BridgeRow {
    pub fn new(currency: Currency) -> BridgeRow {
        BridgeRow {
            currency,
            opening: 0,
            billed: 0,
            fees: 0,
            cash: 0,
            credits: 0,
            write_offs: 0,
            other: 0,
            closing: 0,
            open_invoices: 0,
            open_credits: 0,
            on_account: 0,
        }
    }

    /// Counts something that happened in the time.
    pub(super) fn add(&mut self, kind: MovementKind, change: Balance) {
        match kind {
            MovementKind::Invoice => self.billed += change,
            MovementKind::Fee => self.fees += change,
            MovementKind::Payment | MovementKind::Reversal | MovementKind::Settled => self.cash -= change,
            MovementKind::Credit | MovementKind::CreditNote => self.credits -= change,
            MovementKind::WriteOff => self.write_offs -= change,
            MovementKind::Earlier | MovementKind::SmallRest | MovementKind::Uncovered => self.other += change,
        }
        self.closing += change;
    }

    /// Counts what was owed at the beginning.
    pub(super) fn open(&mut self, change: Balance) {
        self.opening += change;
        self.closing += change;
    }

    pub(super) fn join(&mut self, more: &BridgeRow) {
        let sums = [
            (&mut self.opening, more.opening),
            (&mut self.billed, more.billed),
            (&mut self.fees, more.fees),
            (&mut self.cash, more.cash),
            (&mut self.credits, more.credits),
            (&mut self.write_offs, more.write_offs),
            (&mut self.other, more.other),
            (&mut self.closing, more.closing),
            (&mut self.open_invoices, more.open_invoices),
            (&mut self.open_credits, more.open_credits),
            (&mut self.on_account, more.on_account),
        ];
        sums.into_iter().for_each(|(sum, more)| *sum += more);
    }

    /// The steps from the opening balance to the closing one, each with its sign.
    pub fn steps(&self) -> [(&'static str, Balance); 8] {
        [
            ("Opening", self.opening),
            ("Billed", self.billed),
            ("Fees", self.fees),
            ("Cash", -self.cash),
            ("Credits", -self.credits),
            ("Written off", -self.write_offs),
            ("Other", self.other),
            ("Closing", self.closing),
        ]
    }

    fn cell(&self, minor: Balance) -> Cell<'static> {
        Cell::amount(self.currency, minor)
    }
}

columns! { BridgeRow {
    currency "Currency": Currency, "of the amounts" => |row| row.currency.code().into();
    opening "Opening": Exact, "what customers owed at the end of the first day, less what they had with us" => |row| row.cell(row.opening);
    billed "Billed": Exact, "invoices issued since" => |row| row.cell(row.billed);
    fees "Fees": Exact, "charged on top" => |row| row.cell(row.fees);
    cash "Cash": Exact, "payments, less what was taken back" => |row| row.cell(row.cash);
    credits "Credits": Exact, "credit notes" => |row| row.cell(row.credits);
    write_offs "Written off": Exact, "given up" => |row| row.cell(row.write_offs);
    other "Other": Exact, "small rests that are not asked for, what was settled before the ledger knows, and cash taken back that was not there" => |row| row.cell(row.other);
    closing "Closing": Exact, "`opening + billed + fees + other - cash - credits - write_offs`" => |row| row.cell(row.closing);
    open_invoices "On invoices": Exact, "of `closing`: owed on invoices, as `collect status` says" => |row| row.cell(row.open_invoices);
    open_credits "Open credits": Exact, "less: open on credit notes" => |row| row.cell(row.open_credits);
    on_account "On account": Exact, "less: cash that is on no invoice, and what was paid too much" => |row| row.cell(row.on_account);
} }

objects!(BridgeRow);
