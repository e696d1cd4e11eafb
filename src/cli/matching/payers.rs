//! Which account pays for which customer: remembered in `payers.csv`, from what was recorded.

use crate::cli::inputs::Books;
use crate::cli::replacing::{replace, why};
use anyhow::{Context, Result, anyhow};
use collect::matching::KnownPayer;
use collect::proposal::{PayerRow, payer_rows, payers_csv};
use fs_err as fs;
use std::io::ErrorKind;
use std::path::PathBuf;

const FILE: &str = "payers.csv";

fn path(books: &Books) -> PathBuf {
    books.in_project(FILE)
}

fn rows(books: &Books) -> Result<Vec<PayerRow>> {
    let path = path(books);
    match fs::read(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        read => {
            let bytes = read.with_context(|| format!("cannot read {}", path.display()))?;
            payer_rows(&bytes).map_err(|wrong| anyhow!("{}: {wrong}", path.display()))
        }
    }
}

/// The accounts that have paid before.
pub fn known(books: &Books) -> Result<Vec<KnownPayer>> {
    Ok(rows(books)?.into_iter().map(|row| KnownPayer { iban: row.iban, customer: row.customer }).collect())
}

/// Adds what was recorded now: accounts, names and customers, each once for each payment.
pub fn remember_payers(books: &Books, paid: impl IntoIterator<Item = PayerRow>) -> Result<()> {
    let mut rows = rows(books)?;
    let before = rows.clone();
    for new in paid {
        match rows.iter_mut().find(|row| row.iban == new.iban && row.customer == new.customer) {
            Some(row) => row.seen += new.seen,
            None => rows.push(new),
        }
    }
    if rows == before {
        return Ok(());
    }
    let path = path(books);
    replace(&path, |out| out.write_all(&payers_csv(&rows))).map_err(|error| anyhow!("cannot write {}: {}", path.display(), why(&error)))
}
