//! The files that go with an email: those of each invoice that it names.

use super::escape::clean;
use super::facts::MessageFacts;
use crate::channel::Channel;
use crate::ledger::Invoice;
use crate::report::counted;
use crate::workflow::{Attach, is_of_names, path_inside};
use std::collections::BTreeSet;
use std::fmt::{self, Debug, Display, Formatter};

/// The column of the ledger that names the file of an invoice.
const COLUMN: &str = "invoice_file";
const MEGABYTE: u64 = 1_000_000;
/// The longest name of a file in a message, in characters.
const LONGEST_NAME: usize = 100;

/// The project's folder, as far as files of invoices are looked for in it.
pub trait InvoiceFiles: Debug + Sync {
    /// How many bytes a file below it has.
    fn size(&self, path: &str) -> Result<u64, FileFault>;
    /// Its bytes.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileFault>;
}

/// Where there are none, because nothing is sent.
#[derive(Clone, Copy, Debug)]
pub struct NoFiles;

impl InvoiceFiles for NoFiles {
    fn size(&self, _path: &str) -> Result<u64, FileFault> {
        Err(FileFault::Missing { near: None })
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileFault> {
        self.size(path).map(|_| Vec::new())
    }
}

/// Why a file cannot go with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// There is none of this name; perhaps another is meant.
    Missing {
        near: Option<String>,
    },
    /// It lies outside of the project's folder.
    Outside,
    /// It is a folder, a pipe or the like.
    NoFile,
    Empty,
    /// With those before it, it has more bytes than a message may carry.
    TooLarge {
        bytes: u64,
        most_mb: u32,
    },
    /// The column that its name comes from is empty.
    Unnamed {
        column: String,
    },
    Unreadable(String),
}

impl Display for FileFault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            FileFault::Missing { near: None } => f.write_str("does not exist"),
            FileFault::Missing { near: Some(near) } => write!(f, "does not exist, but {near} does"),
            FileFault::Outside => f.write_str("is outside of the project's folder"),
            FileFault::NoFile => f.write_str("is not a file"),
            FileFault::Empty => f.write_str("is empty"),
            FileFault::TooLarge { bytes, most_mb } => {
                let tenths = bytes.div_ceil(MEGABYTE / 10);
                write!(f, "is too large ({}.{} MB): a message carries {most_mb} MB at most", tenths / 10, tenths % 10)
            }
            FileFault::Unnamed { column } => write!(f, "has no name: the column {column} is empty"),
            FileFault::Unreadable(why) => write!(f, "cannot be read: {why}"),
        }
    }
}

/// A file that goes with a message.
#[derive(Debug)]
pub(super) struct Attachment {
    /// What the customer sees.
    pub name: String,
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

/// A file that a message goes without, in words.
pub(super) type WithoutFile = String;

/// The files of a message, and those that it lacks.
pub(super) fn attachments(facts: &MessageFacts<'_>) -> (Vec<Attachment>, Vec<WithoutFile>) {
    let mut names = BTreeSet::new();
    each(facts, |invoice, path| {
        let bytes = facts.composer.files.read(path)?;
        Ok((bytes.len() as u64, Attachment { name: unique(name(invoice, path), &mut names), kind: kind(path), bytes }))
    })
}

/// The files that a message lacks, without reading the others.
pub(super) fn without(facts: &MessageFacts<'_>) -> Vec<WithoutFile> {
    each(facts, |_, path| facts.composer.files.size(path).map(|bytes| (bytes, ()))).1
}

/// Goes through the files of the invoices of an email, each file once; `take` says how many bytes one has.
fn each<T>(
    facts: &MessageFacts<'_>,
    mut take: impl FnMut(&Invoice<'_>, &str) -> Result<(u64, T), FileFault>,
) -> (Vec<T>, Vec<WithoutFile>) {
    let attach = &facts.composer.workflow.drafts.attach;
    let (mut taken, mut without, mut seen, mut sum) = (Vec::new(), Vec::new(), BTreeSet::new(), 0);
    if facts.action.channel != Channel::Email || facts.statement.is_some() {
        return (taken, without);
    }
    for listed in facts.named() {
        let invoice = &listed.invoice;
        for wanted in paths(attach, invoice) {
            let (path, fault) = match wanted {
                Ok(path) if !seen.insert(path.clone()) => continue,
                Ok(path) => match take(invoice, &path) {
                    Ok((0, _)) => (path, FileFault::Empty),
                    Ok((bytes, one)) if sum + bytes <= u64::from(attach.most_mb) * MEGABYTE => {
                        sum += bytes;
                        taken.push(one);
                        continue;
                    }
                    Ok((bytes, _)) => (path, FileFault::TooLarge { bytes, most_mb: attach.most_mb }),
                    Err(fault) => (path, fault),
                },
                Err((path, fault)) => (path, fault),
            };
            let path = clean(&path);
            without.push(format!("{}: the file {path} {fault}", clean(invoice.id())).replace("  ", " "));
        }
    }
    (taken, without)
}

/// The paths of an invoice's files: that of its column, and those of the workflow's patterns.
fn paths(attach: &Attach, invoice: &Invoice<'_>) -> Vec<Result<String, (String, FileFault)>> {
    let own = invoice.column(COLUMN).unwrap_or_default().trim();
    let inside = |path: String| path_inside(&path).ok_or((path, FileFault::Outside));
    let mut paths: Vec<_> = (!own.is_empty()).then(|| inside(own.to_owned())).into_iter().collect();
    if attach.required && attach.files.is_empty() && own.is_empty() {
        paths.push(Err((String::new(), FileFault::Unnamed { column: COLUMN.to_owned() })));
    }
    for pattern in &attach.files {
        paths.push(match pattern.path(|column| invoice.column(column)) {
            Ok(path) => inside(path),
            Err(column) => Err((String::new(), FileFault::Unnamed { column: column.to_owned() })),
        });
    }
    paths
}

/// A name that says which invoice it is: that of the file if the invoice's number is in it, else the number.
fn name(invoice: &Invoice<'_>, path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let id: String = clean(invoice.id()).chars().map(|c| if is_of_names(c) { c } else { '-' }).collect();
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let stem = if stem.to_lowercase().contains(&id.to_lowercase()) { stem } else { &id };
    let stem: String = stem.chars().filter(|c| is_of_names(*c)).take(LONGEST_NAME).collect();
    let ending: String = ending.chars().filter(|c| c.is_ascii_alphanumeric()).take(10).collect();
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// The name, or with a number where another file of the message has it.
fn unique(name: String, names: &mut BTreeSet<String>) -> String {
    let (stem, ending) = name.rsplit_once('.').map_or((name.as_str(), String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let numbered = (2_u32..).map(|number| format!("{stem} ({number}){ending}"));
    let free = std::iter::once(name.clone()).chain(numbered).find(|name| !names.contains(&name.to_lowercase()));
    let free = free.unwrap_or_else(|| name.clone());
    names.insert(free.to_lowercase());
    free
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "pdf" => "application/pdf",
        "xml" => "application/xml",
        "zip" => "application/zip",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        _ => "application/octet-stream",
    }
}

/// What is told of emails that go without some of their files.
pub(super) fn told(customer: &str, without: &[WithoutFile]) -> String {
    let goes = if let [one] = without {
        format!("{one}; the email")
    } else {
        format!("{}: {}; the email", counted(without.len(), "file"), without.join("; "))
    };
    format!("{goes} to {} goes without", clean(customer))
}
