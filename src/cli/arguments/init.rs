//! What can be typed after `collect init`.

use clap::{Args, ValueHint};
use collect::guess::doubt;
use collect::ledger::reading::DecimalMark;
use collect::money::Currency;
use collect::project::OpenOn;
use std::path::PathBuf;

/// Start a project from the CSV files that another system exports.
///
/// It finds out which columns, dates and amounts a file has, reads all of it so, shows how, and writes collect.yaml,
/// workflow.yaml and its scenarios, workflow.test.yaml: all or none, and never over files that are there. What can be read in two ways it does not choose: it asks, on a
/// terminal, or says which flag decides.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect init                                   the CSV files of this folder
  collect init --from export/open-items.csv      this file
  collect init --from ar.csv --currency USD      a file that names no currency
  collect init --from ar.csv --column \"due_date=Payable by\"
  collect init --workflow saas                   begin with another built-in workflow")]
pub struct InitArguments {
    /// Read this file; can be given again, for payments [default: the CSV files of the folder]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from: Vec<PathBuf>,
    /// The built-in workflow to begin with, as `collect workflow` lists them
    #[arg(long, value_name = "NAME", default_value = "net30")]
    pub workflow: String,
    /// Ask nothing: take what is certain, and refuse the rest with exit code 2
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub deciding: Deciding,
}

/// What a file may leave open.
#[derive(Debug, Args)]
#[command(next_help_heading = "What the file leaves open")]
pub struct Deciding {
    /// How dates are written: %d/%m/%Y, %m/%d/%Y
    #[arg(long, value_name = "FORMAT", value_parser = doubt::date_format)]
    pub date_format: Option<String>,
    /// The mark before the decimals: . or ,
    #[arg(long, value_name = "MARK", value_parser = doubt::decimal)]
    pub decimal: Option<DecimalMark>,
    /// The currency of rows that name none: USD
    #[arg(long, value_name = "CODE", value_parser = doubt::currency)]
    pub currency: Option<Currency>,
    /// As of when open amounts are: a date, or as_of if the file is exported anew for every run
    #[arg(long, value_name = "DATE|as_of", value_parser = doubt::open_on)]
    pub open_on: Option<OpenOn>,
    /// Which column of the invoices is which: amount=Total; can be given again
    #[arg(long, value_name = "COLUMN=NAME", value_parser = doubt::column)]
    pub column: Vec<(String, String)>,
}
