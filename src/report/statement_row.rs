//! A statement of account as rows.

use super::column::columns;
use super::{Cell, CsvSheet, names};
use crate::calendar::Day;
use crate::money::{Balance, Currency};
use crate::plan::MovementKind;
use std::io::{self, Write};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementPart {
    Opening,
    Movement,
    Closing,
    Item,
    Credit,
    Cash,
}

impl StatementPart {
    const ALL: [StatementPart; 6] = [
        StatementPart::Opening,
        StatementPart::Movement,
        StatementPart::Closing,
        StatementPart::Item,
        StatementPart::Credit,
        StatementPart::Cash,
    ];

    fn name(self) -> &'static str {
        match self {
            StatementPart::Opening => "opening",
            StatementPart::Movement => "movement",
            StatementPart::Closing => "closing",
            StatementPart::Item => "item",
            StatementPart::Credit => "credit",
            StatementPart::Cash => "cash",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow<'a> {
    pub customer: &'a str,
    pub customer_name: &'a str,
    pub currency: Currency,
    pub part: StatementPart,
    pub date: Option<Day>,
    pub kind: Option<MovementKind>,
    pub invoice: &'a str,
    pub due_date: Option<Day>,
    pub days_past_due: Option<i32>,
    /// What a movement adds to what the customer owes; below zero what it takes away.
    pub change: Option<Balance>,
    pub balance: Balance,
    pub disputed: Option<Balance>,
    pub promised: Option<(Day, Balance)>,
}

impl<'a> StatementRow<'a> {
    /// A row with nothing but its part, date and balance, of a customer by id and name.
    pub fn new(
        (customer, customer_name): (&'a str, &'a str),
        currency: Currency,
        part: StatementPart,
        date: Option<Day>,
        balance: Balance,
    ) -> StatementRow<'a> {
        StatementRow {
            customer,
            customer_name,
            currency,
            part,
            date,
            kind: None,
            invoice: "",
            due_date: None,
            days_past_due: None,
            change: None,
            balance,
            disputed: None,
            promised: None,
        }
    }

    fn cell(&self, amount: Option<Balance>) -> Cell<'static> {
        amount.map(|minor| self.currency.major(minor)).into()
    }
}

columns! { StatementRow<'a> {
    customer_id: Text, "as in the ledger" => |row| row.customer.into();
    customer_name: Maybe(&Text), "as in the ledger" => |row| row.customer_name.into();
    currency: Currency, "of the amounts" => |row| row.currency.code().into();
    part: Word(|| StatementPart::ALL.map(StatementPart::name).into()), "`opening` and `closing`: the balance before the first day and on the last; `movement`: what changed it; `item`: an open invoice; `credit`: an open credit note; `cash`: payments that are not applied to an invoice" => |row| row.part.name().into();
    date: Maybe(&Day), "the day of the balance or movement; of an invoice or credit note its issue date" => |row| row.date.into();
    kind: Maybe(&Word(|| MovementKind::ALL.map(MovementKind::name).into())), "of a movement: [what it is](../templates/README.md#statements)" => |row| row.kind.map(MovementKind::name).into();
    invoice_id: Maybe(&Text), "as in the ledger; empty for money that is not on an invoice" => |row| row.invoice.into();
    due_date: Maybe(&Day), "of an open invoice, after extensions" => |row| row.due_date.into();
    days_past_due: Maybe(&Number), "of an open invoice" => |row| row.days_past_due.into();
    charged: Maybe(&Exact), "what the movement adds to the balance" => |row| row.cell(row.change.filter(|change| *change > 0));
    received: Maybe(&Exact), "what the movement takes off the balance" => |row| row.cell(row.change.filter(|change| *change < 0).map(|change| -change));
    balance: Exact, "`opening`, `movement`, `closing`: the balance of the account after it, below zero if the customer has more with us; `item`: what is left to pay; `credit`, `cash`: what the customer has with us" => |row| row.cell(Some(row.balance));
    disputed: Maybe(&Exact), "of an open invoice: the disputed part; empty if nothing is disputed" => |row| row.cell(row.disputed.filter(|disputed| *disputed != 0));
    promised: Maybe(&Exact), "of an open invoice: what is promised" => |row| row.cell(row.promised.map(|(_, amount)| amount));
    promised_for: Maybe(&Day), "and for which day" => |row| row.promised.map(|(day, _)| day).into();
} }

/// The rows of all statements under one header.
pub fn statement_csv<'a>(rows: impl Iterator<Item = StatementRow<'a>>, out: impl Write) -> io::Result<()> {
    let mut sheet = CsvSheet::new(out, names(StatementRow::COLUMNS))?;
    for row in rows {
        sheet.row(&row)?;
    }
    sheet.finish()
}
