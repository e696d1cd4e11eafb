//! The files that `collect sync` keeps: the book, and the events beside it of which the book says how many count.

use super::files::{self, Digest, unreadable};
use super::loader::Loader;
use super::open_files::OpenFiles;
use super::project::Root;
use super::sources::{LedgerFile, LedgerPart, project_export};
use crate::cli::progress::Progress;
use crate::cli::shell::Shell;
use collect::finding::{Code, Finding, Place};
use collect::project::CsvFormat;
use collect::sync::{BookHead, CountedRows};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Which of them a file of the ledger is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptFile {
    Book,
    /// The events that this book counts.
    Events {
        book: PathBuf,
    },
}

const BOOK: &str = "book.csv";
const SYNCED: &str = "synced.csv";

/// Where a project has them, whether they are there or not.
pub fn kept_paths(root: &Root) -> [PathBuf; 2] {
    let ledger = &root.project.ledger;
    [root.path(ledger.book.as_deref().unwrap_or(BOOK)), root.path(ledger.synced.as_deref().unwrap_or(SYNCED))]
}

/// The book and its events as files of a ledger, if there is a book.
pub fn kept_files(root: &Root) -> Option<[LedgerFile; 2]> {
    let [book, synced] = kept_paths(root);
    // A link says that there should be a file.
    (book.exists() || book.is_symlink()).then(|| {
        let file = |path: PathBuf, kept| LedgerFile {
            csv: CsvFormat::plain(path.display().to_string()),
            path,
            optional: kept != KeptFile::Book,
            is_log: false,
            part: if kept == KeptFile::Book { LedgerPart::Invoices } else { LedgerPart::Events },
            kept: Some(kept),
        };
        [file(book.clone(), KeptFile::Book), file(synced, KeptFile::Events { book })]
    })
}

/// The digest of a file by which it is known again; none of what is no file.
pub fn file_digest(path: &Path) -> Option<u64> {
    let mut file = fs_err::File::open(path).ok().filter(|_| path.is_file())?;
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut file, &mut hasher).ok()?;
    let digest: [u8; 8] = hasher.finalize().as_bytes()[..8].try_into().ok()?;
    Some(u64::from_be_bytes(digest))
}

/// Says that the export is another file than the one that was taken over last, where the book is read in its place.
pub fn tell_unsynced(loader: &Loader, root: &Root, shell: &Shell) {
    if loader.invoices.kept != Some(KeptFile::Book) {
        return;
    }
    let synced = book_head(&loader.open, &loader.invoices.path).ok().and_then(|head| head.file);
    let export = project_export(root);
    if let Some((synced, now)) = synced.zip(file_digest(&export))
        && synced != now
    {
        let (export, book) = (export.display(), loader.invoices.path.display());
        shell.warn(&format!("{export} has changed since the last sync, and {book} does not have that yet: run `collect sync`"));
    }
}

/// The head of a book.
pub fn book_head(open: &OpenFiles, book: &Path) -> Result<BookHead, Finding> {
    let file = || book.display().to_string();
    let read = || -> io::Result<Vec<u8>> {
        let bytes = files::read(open.bytes(book, false)?, &Digest::none(), &Progress::default())?;
        let mut header = Vec::new();
        bytes.map(|bytes| BufReader::new(bytes).read_until(b'\n', &mut header)).transpose()?;
        Ok(header)
    };
    let header = read().map_err(|error| unreadable(book, &error))?;
    BookHead::of_header(&header).map_err(|wrong| {
        let hint = "take it from a backup; if it is another file, move it away, or name the book under ledger.book in collect.yaml";
        Finding::new(Code::UnreadableFile, wrong.to_string()).hint(hint).at(Place::line(&file(), 1))
    })
}

impl Loader {
    /// The bytes of a file of the ledger; of events that a book counts, those that count. Error of a book that is none: nothing, since it is
    /// told where the book itself is read.
    pub fn bytes(&self, source: &LedgerFile) -> io::Result<Box<dyn Read + Send>> {
        let Some(KeptFile::Events { book }) = &source.kept else { return self.open.bytes(&source.path, source.is_log) };
        let rows = book_head(&self.open, book).map_or(0, |head| head.rows);
        match self.open.bytes(&source.path, false) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && rows > 0 => {
                let message = format!("there is no such file, but {} counts {rows} rows in it: take both from one backup", book.display());
                Err(io::Error::other(message))
            }
            bytes => Ok(Box::new(CountedRows::new(bytes?, rows))),
        }
    }
}
