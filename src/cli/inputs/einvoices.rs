//! A folder of e-invoices as the ledger's invoices. Each file is read once; what is kept are their rows.

use super::files::{self, Digest, length};
use super::loader::Loader;
use super::sources::{LedgerFile, LedgerPart};
use crate::cli::progress::Progress;
use collect::einvoice::{EInvoiceRows, EInvoices};
use collect::finding::{Code, Finding};
use collect::ledger::Events;
use collect::ledger::reading::{Format, Report};
use glob::{MatchOptions, glob_with};
use std::collections::BTreeSet;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What came of the files, or what is wrong with them as a whole.
pub type EInvoicesRead = Rc<Result<EInvoiceRows, Vec<Finding>>>;

/// What e-invoices end with.
const ENDINGS: [&str; 2] = ["xml", "pdf"];

impl LedgerFile {
    /// Are they e-invoices: a pattern, several paths, a folder, or a file that ends like one?
    pub fn are_einvoices(&self) -> bool {
        let is_one = |path: &Path| {
            path.extension()
                .and_then(|ending| ending.to_str())
                .is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
        };
        let of_invoices = self.part == LedgerPart::Invoices && self.kept.is_none();
        of_invoices && (!self.csv.more_paths.is_empty() || is_pattern(&self.path) || is_one(&self.path) || self.path.is_dir())
    }

    fn patterns(&self) -> impl Iterator<Item = PathBuf> {
        std::iter::once(self.path.clone()).chain(self.csv.more_paths.iter().map(PathBuf::from))
    }

    /// The files in the order of their names, each once.
    pub fn einvoice_files(&self) -> Result<Vec<PathBuf>, Vec<Finding>> {
        let (mut found, mut findings) = (BTreeSet::new(), Vec::new());
        for path in self.patterns() {
            let patterns = match path.is_dir() {
                true => ENDINGS.map(|ending| path.join(format!("*.{ending}"))).to_vec(),
                false => vec![path.clone()],
            };
            let before = found.len();
            for pattern in &patterns {
                if !is_pattern(pattern) {
                    found.insert(pattern.clone());
                    continue;
                }
                let options = MatchOptions { case_sensitive: false, require_literal_separator: true, require_literal_leading_dot: true };
                match glob_with(&pattern.to_string_lossy(), options) {
                    Ok(files) => found.extend(files.flatten().filter(|file| file.is_file())),
                    Err(error) => {
                        let message = format!("{} is not a pattern: {error}", pattern.display());
                        findings.push(Finding::new(Code::InvalidValue, message).hint("write it as in invoices/*.xml"));
                    }
                }
            }
            if found.len() == before && findings.is_empty() && (before == 0 || !is_pattern(&path)) {
                let message = format!(
                    "no file is called {}",
                    patterns.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" or ")
                );
                findings.push(Finding::new(Code::UnreadableFile, message).hint("correct the path, or put the e-invoices there"));
            }
        }
        if findings.is_empty() { Ok(found.into_iter().collect()) } else { Err(findings) }
    }
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

impl Loader {
    /// The rows of all files; nothing, and errors in the report, where there are none.
    pub fn einvoices(
        &self,
        source: &LedgerFile,
        (digest, progress): (&Digest, &Progress),
        format: &Format,
        report: &mut Report,
    ) -> Option<(Box<dyn Read + Send>, Format)> {
        if self.einvoices_read.get().is_some() && digest.is_wanted() {
            // They were looked at before, when nobody wanted a digest. What cannot be read was told then.
            let _ = self.add_einvoices(digest);
        }
        let read = self.einvoices_read.get_or_init(|| Rc::new(read(source, (digest, progress), format)));
        match &**read {
            Ok(rows) => {
                rows.tell(&source.name(), report);
                Some((Box::new(Cursor::new(rows.csv.clone())), Format { customers: format.customers.clone(), ..rows.format.clone() }))
            }
            Err(findings) => {
                findings.iter().for_each(|finding| report.add(finding.clone()));
                None
            }
        }
    }

    /// Events that name an invoice which became instalments.
    pub fn unclear_instalments(&self, events: &Events) -> Vec<Finding> {
        let read = self.einvoices_read.get().and_then(|read| read.as_ref().as_ref().ok());
        read.map(|rows| rows.unclear(events)).unwrap_or_else(|| self.unclear_of_report(events))
    }

    /// Adds the bytes of all files to a digest.
    pub fn add_einvoices(&self, digest: &Digest) -> io::Result<()> {
        for file in self.invoices.einvoice_files().unwrap_or_default() {
            files::open(&file, digest, &Progress::default()).and_then(|mut file| io::copy(&mut file, &mut io::sink()))?;
        }
        Ok(())
    }
}

fn read(source: &LedgerFile, (digest, progress): (&Digest, &Progress), format: &Format) -> Result<EInvoiceRows, Vec<Finding>> {
    let mut invoices = EInvoices::new(&source.csv).map_err(|finding| vec![finding])?;
    let files = source.einvoice_files()?;
    files.iter().for_each(|file| progress.expect(length(file)));
    let mut findings = Vec::new();
    let mut bytes = Vec::new();
    for file in &files {
        bytes.clear();
        match files::open(file, digest, progress).and_then(|mut file| file.read_to_end(&mut bytes)) {
            Ok(_) => invoices.add(&file.display().to_string(), &bytes),
            Err(error) => findings.push(files::unreadable(file, &error)),
        }
    }
    if findings.is_empty() { Ok(invoices.finish(format)) } else { Err(findings) }
}
