//! The mails in files and folders, each once.

use crate::cli::inputs::files;
use anyhow::{Context, Result};
use collect::mail::{LARGEST, Mail, MailFault, Mbox, is_mbox, read_mail};
use fs_err as fs;
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

pub enum FoundMail {
    Read {
        place: String,
        mail: Box<Mail>,
    },
    /// What is no mail, or lies there a second time, and why it was not read.
    Unread {
        place: String,
        why: String,
    },
}

/// All mails under these paths, in order of the paths.
pub fn each_mail(paths: &[PathBuf]) -> Result<Vec<FoundMail>> {
    let mut finding = MailSearch { found: Vec::new(), seen: HashMap::new() };
    for path in paths {
        if files::is_stdin(path) {
            finding.stream("standard input", std::io::stdin().lock())?;
        } else if fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?.is_dir() {
            finding.folder(path, true)?;
        } else {
            finding.file(path)?;
        }
    }
    Ok(finding.found)
}

struct MailSearch {
    found: Vec<FoundMail>,
    /// Where each mail was read first, by its digest.
    seen: HashMap<String, String>,
}

impl MailSearch {
    fn folder(&mut self, folder: &Path, is_typed: bool) -> Result<()> {
        let mut entries: BTreeMap<PathBuf, bool> = BTreeMap::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = fs::metadata(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()))?;
            entries.insert(entry.path(), kind.is_dir());
        }
        let is_maildir = ["cur", "new"].iter().any(|part| entries.get(&folder.join(part)) == Some(&true));
        for (path, is_folder) in entries {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match is_folder {
                // What stands in tmp was not delivered whole.
                true if is_maildir && name == "tmp" => {}
                true => self.folder(&path, false)?,
                false if is_index(&name, is_maildir) => {}
                false if is_typed || is_maildir || is_mail_file(&path, folder) => self.file(&path)?,
                false => {}
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path) -> Result<()> {
        let name = path.display().to_string();
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("msg")) {
            self.unread(name, "Outlook's own format cannot be read: save the mail as .eml".to_owned());
            return Ok(());
        }
        self.stream(&name, BufReader::new(fs::File::open(path)?))
    }

    fn stream(&mut self, name: &str, mut reader: impl BufRead) -> Result<()> {
        let start = reader.fill_buf().with_context(|| format!("cannot read {name}"))?;
        if is_mbox(start) {
            for mail in Mbox::new(reader) {
                let (line, bytes) = mail.with_context(|| format!("cannot read {name}"))?;
                self.mail(format!("{name}:{line}"), &bytes);
            }
            return Ok(());
        }
        let mut bytes = Vec::new();
        reader.take(LARGEST as u64 + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
        self.mail(name.to_owned(), &bytes);
        Ok(())
    }

    fn mail(&mut self, place: String, bytes: &[u8]) {
        match read_mail(bytes) {
            Ok(mail) => match self.seen.get(&mail.digest) {
                Some(first) => {
                    let why = format!("the same mail as {first}");
                    self.unread(place, why);
                }
                None => {
                    self.seen.insert(mail.digest.clone(), place.clone());
                    self.found.push(FoundMail::Read { place, mail: Box::new(mail) });
                }
            },
            Err(MailFault::Empty) => self.unread(place, MailFault::Empty.to_string()),
            Err(fault) => self.unread(place, fault.to_string()),
        }
    }

    fn unread(&mut self, place: String, why: String) {
        self.found.push(FoundMail::Unread { place, why });
    }
}

/// Files that mail programs keep beside the mails of a folder.
fn is_index(name: &str, is_maildir: bool) -> bool {
    name.starts_with('.')
        || is_maildir && !name.contains('.')
        || name.starts_with("dovecot")
        || name.ends_with(".msf")
        || name == "maildirfolder"
}

/// In folders below the one that was named, only what looks like mail is looked into.
fn is_mail_file(path: &Path, folder: &Path) -> bool {
    let within = folder.file_name().unwrap_or_default();
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    within == "cur" || within == "new" || matches!(ending.as_str(), "eml" | "mbox" | "msg" | "mbx")
}
