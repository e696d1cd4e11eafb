//! What can be typed after `collect init`.

use clap::{Args, ValueHint};
use collect::guess::doubt;
use collect::ledger::reading::DecimalMark;
use collect::money::Currency;
use collect::project::OpenOn;
use std::path::PathBuf;

/// Create a project from the CSV files of another system.
///
/// It finds the columns and the formats of dates and amounts, checks them on all rows, shows the result, and writes collect.yaml,
/// workflow.yaml and its scenarios, workflow.test.yaml: all or none, and never over existing files. If something can be read in two ways,
/// it asks on a terminal; otherwise it stops and names the flag that decides.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect init                                   the CSV files of this folder
  collect init --from export/open-items.csv      this file
  collect init --from ar.csv --currency USD      a file that names no currency
  collect init --from ar.csv --column \"due_date=Payable by\"
  collect init --workflow saas                   begin with another built-in workflow")]
pub struct InitArguments {
    /// Read this file; can be given several times, for example for payments [default: the CSV files of the folder]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from: Vec<PathBuf>,
    /// The built-in workflow to begin with, as `collect workflow` lists them
    #[arg(long, value_name = "NAME", default_value = "net30")]
    pub workflow: String,
    /// Do not ask: use what is certain, and stop with exit code 2 if anything is not
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub deciding: Deciding,
}

/// What a file may not say.
#[derive(Debug, Args)]
#[command(next_help_heading = "If the file does not say it")]
pub struct Deciding {
    /// The format of dates: %d/%m/%Y, %m/%d/%Y
    #[arg(long, value_name = "FORMAT", value_parser = doubt::date_format)]
    pub date_format: Option<String>,
    /// The decimal mark: . or ,
    #[arg(long, value_name = "MARK", value_parser = doubt::decimal)]
    pub decimal: Option<DecimalMark>,
    /// The currency of rows without one: USD
    #[arg(long, value_name = "CODE", value_parser = doubt::currency)]
    pub currency: Option<Currency>,
    /// The day of the open amounts: a date, or as_of if you replace the file for every run
    #[arg(long, value_name = "DATE|as_of", value_parser = doubt::open_on)]
    pub open_on: Option<OpenOn>,
    /// The column of the file for a column of the invoices: amount=Total; can be given several times
    #[arg(long, value_name = "COLUMN=NAME", value_parser = doubt::column)]
    pub column: Vec<(String, String)>,
}
