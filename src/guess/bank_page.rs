//! A mapping for the table of a bank as an item of the project file.

use super::page::scalar;
use crate::project::{BankColumn, BankSheet};

/// The item under `bank`, as it is written.
pub fn bank_page(sheet: &BankSheet, file: &str) -> String {
    let mut lines = vec![format!("  # As in {}", file.replace(['\n', '\r'], " "))];
    let delimiter = if sheet.delimiter == b'\t' { "tab".to_owned() } else { char::from(sheet.delimiter).to_string() };
    lines.push(format!("  - delimiter: {}", scalar(&delimiter)));
    match sheet.date_formats.as_slice() {
        [] => {}
        [only] => lines.push(format!("    date_format: {}", scalar(only))),
        several => lines.push(format!("    date_format: [{}]", several.iter().map(|format| scalar(format)).collect::<Vec<_>>().join(", "))),
    }
    lines.push(format!("    decimal: {}", scalar(&sheet.decimal.to_string())));
    if let Some(currency) = sheet.currency {
        lines.push(format!("    currency: {currency}"));
    }
    if let Some(account) = &sheet.account {
        lines.push(format!("    account: {}", scalar(account)));
    }
    lines.push("    columns:".to_owned());
    for (column, names) in &sheet.columns {
        lines.push(format!("      {}: {}", column.name(), one_or_list(names)));
    }
    if sheet.columns.iter().any(|(column, _)| *column == BankColumn::Sign) {
        lines.push(format!("    sign: {{ debit: {}, credit: {} }}", one_or_list(&sheet.debit_words), one_or_list(&sheet.credit_words)));
    }
    lines.join("\n") + "\n"
}

fn one_or_list(names: &[String]) -> String {
    match names {
        [only] => scalar(only),
        several => format!("[{}]", several.iter().map(|name| scalar(name)).collect::<Vec<_>>().join(", ")),
    }
}
