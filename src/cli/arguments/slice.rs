//! Which part of the ledger a command looks at.

use clap::Args;
use collect::ledger::Slice;

/// A part of the ledger, to try a workflow on. Each can be given several times.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Slice (a part of the ledger, to try a workflow on)")]
pub struct SliceArguments {
    /// Only invoices with one of these values in this column; can be given several times, then all must match
    #[arg(long, value_name = "COLUMN=VALUE[,VALUE]", value_parser = only)]
    pub only: Vec<(String, Vec<String>)>,
    /// Only this share of the customers, the same ones every time: 5%, 0.5%
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub sample: Option<u32>,
}

impl SliceArguments {
    /// What was typed, as a slice.
    pub fn slice(&self) -> Slice {
        Slice { columns: self.only.clone(), customers: Vec::new(), sample: self.sample }
    }
}

fn only(text: &str) -> Result<(String, Vec<String>), String> {
    let wanted = || "write a column and its values, as in segment=smb or country=DE,AT".to_owned();
    let (column, values) = text.split_once('=').ok_or_else(wanted)?;
    let values: Vec<String> = values.split(',').map(|value| value.trim().to_owned()).collect();
    if column.trim().is_empty() || values.iter().any(String::is_empty) {
        return Err(wanted());
    }
    Ok((column.trim().to_owned(), values))
}

/// A percentage with up to two decimals, in 10,000ths.
pub(super) fn percent(text: &str) -> Result<u32, String> {
    let wanted = || "write a percentage above 0 and up to 100, with two decimals at most: 5%, 0.5%".to_owned();
    let number = text.strip_suffix('%').ok_or_else(wanted)?;
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || decimals.len() > 2 || !digits(whole) || !digits(decimals) {
        return Err(wanted());
    }
    let share = format!("{whole}{decimals:0<2}").parse::<u32>().map_err(|_| wanted())?;
    if (1..=10_000).contains(&share) { Ok(share) } else { Err(wanted()) }
}

#[cfg(test)]
mod tests;
