//! Which account pays for which customer: remembered in `payers.csv`, from what was recorded.

use crate::cli::inputs::Books;
use crate::cli::proposals::{KnownProposals, PaymentTakenBack};
use crate::cli::replacing::{replace, why};
use anyhow::{Context, Result, anyhow};
use collect::matching::{KnownPayer, LedgerItem};
use collect::proposal::{PayerRow, payer_rows, payers_csv};
use fs_err as fs;
use std::collections::{BTreeMap, HashMap};
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

/// The accounts that have paid before. A payment that was taken back counts no more.
pub fn known(books: &Books, proposals: &KnownProposals, items: &[LedgerItem]) -> Result<Vec<KnownPayer>> {
    let taken_back = proposals.taken_back();
    let mut lost: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    if !taken_back.is_empty() {
        let customers: HashMap<&str, &str> = items.iter().map(|item| (item.id.as_str(), item.customer.as_str())).collect();
        for PaymentTakenBack { iban, invoice, customer } in &taken_back {
            let customer = customers.get(invoice.as_str()).copied().unwrap_or(customer);
            *lost.entry((iban, customer)).or_default() += 1;
        }
    }
    let is_left = |row: &PayerRow| lost.get(&(row.iban.as_str(), row.customer.as_str())).is_none_or(|lost| row.seen > *lost);
    Ok(rows(books)?.into_iter().filter(is_left).map(|row| KnownPayer { iban: row.iban, customer: row.customer }).collect())
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
