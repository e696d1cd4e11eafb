//! What the placeholders of a statement stand for.

use super::{Statement, StatementLine};
use crate::draft::escape::clean;
use crate::draft::placeholders::Placeholder;
use crate::draft::value;
use crate::money::Balance;
use serde_json::{Value, json};

impl Statement<'_> {
    /// Null for what is not of a statement.
    pub(in crate::draft) fn value(&self, placeholder: &Placeholder) -> Value {
        let amount = |minor: Balance| value::amount(minor, self.currency);
        let sum = |part: fn(Balance) -> Balance| amount(self.lines().map(|line| part(line.change)).sum());
        match placeholder {
            Placeholder::StatementFrom => value::day(self.from),
            Placeholder::StatementOpening => amount(self.opening),
            Placeholder::StatementClosing => amount(self.closing()),
            Placeholder::StatementCharged => sum(|change| change.max(0)),
            Placeholder::StatementReceived => sum(|change| (-change).max(0)),
            Placeholder::StatementMovements => Value::Array(self.lines().map(|line| self.moved(&line)).collect()),
            _ => Value::Null,
        }
    }

    fn moved(&self, line: &StatementLine<'_>) -> Value {
        let some = |minor: Balance| if minor > 0 { value::amount(minor, self.currency) } else { Value::Null };
        json!({
            "date": line.day.map(value::day),
            "kind": line.kind.name(),
            "id": clean(line.invoice.unwrap_or_default()),
            "charged": some(line.change),
            "received": some(-line.change),
            "balance": value::amount(line.balance, self.currency),
        })
    }
}
