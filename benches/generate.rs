//! Writes a generated ledger: `cargo run --release --example generate-ledger -- 1000000 target/bench/ledger`.
//!
//! The folder gets an `invoices.csv` and an `events.csv`, to be read as of 2026-09-30. The same arguments give the same bytes.

mod ledger;

use fs_err as fs;
use ledger::Size;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: generate-ledger INVOICES FOLDER [--settled PERCENT] [--seed NUMBER]";

fn main() -> ExitCode {
    let Some((size, folder)) = asked_for(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match generate(size, &folder) {
        Ok(events) => {
            println!("{} invoices and {events} events in {}", size.invoices, folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The arguments; nothing if they are not as in the usage.
fn asked_for(mut arguments: impl Iterator<Item = String>) -> Option<(Size, PathBuf)> {
    let mut size = Size { invoices: 0, settled: 75, seed: 1 };
    let mut folder = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--settled" => size.settled = arguments.next()?.parse().ok().filter(|percent| *percent <= 100)?,
            "--seed" => size.seed = arguments.next()?.parse().ok()?,
            option if option.starts_with('-') => return None,
            // An invoice's id has eight digits.
            count if size.invoices == 0 => size.invoices = count.parse().ok().filter(|count| (1..=100_000_000).contains(count))?,
            path if folder.is_none() => folder = Some(PathBuf::from(path)),
            _ => return None,
        }
    }
    Some((size, folder?))
}

fn generate(size: Size, folder: &Path) -> io::Result<u64> {
    fs::create_dir_all(folder)?;
    let file = |name: &str| Ok::<_, io::Error>(BufWriter::with_capacity(1 << 20, fs::File::create(folder.join(name))?));
    let (mut invoices, mut events) = (file("invoices.csv")?, file("events.csv")?);
    let count = ledger::write(size, &mut invoices, &mut events)?;
    invoices.flush()?;
    events.flush()?;
    Ok(count)
}
