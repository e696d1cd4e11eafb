//! A day's emails as mail programs keep them: one file in the format mbox, and a folder in the format maildir.
//!
//! They hold what lies in the outbox: of a draft that a person has edited, the edited text. What needs to be completed or approved first is no
//! email yet, and is in neither.

use super::outbox::{self, Changes};
use super::replacing::{fresh_file, replace, sync_folder, tried, was_read};
use anyhow::{Context, Result, bail};
use collect::calendar::Day;
use collect::draft::Draft;
use collect::report::counted;
use fs_err as fs;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

/// What marks the files of ours in a maildir, after the day and the digest and before the flags.
const MARK: &str = ".collect";
const FLAGS: &str = ":2,D";
const PARTS: [&str; 3] = ["tmp", "new", "cur"];
/// The hour of the day, UTC, that emails carry.
const HOUR: i64 = 8;

/// Fails if the mailboxes cannot be written, before anything is.
pub fn possible(mbox: Option<&Path>, maildir: Option<&Path>) -> Result<()> {
    if let Some(file) = mbox {
        if was_read(file) {
            bail!("{} is a file that this run reads, so it is not replaced: give another file after --mbox", file.display());
        }
        tried(file).with_context(|| format!("cannot write {}", file.display()))?;
    }
    let Some(folder) = maildir else { return Ok(()) };
    let is_there = |place: &Path| fs::symlink_metadata(place).is_ok();
    if mbox.is_some_and(|file| file == folder) {
        bail!("{} cannot be both an mbox and a maildir: give two places", folder.display());
    }
    for place in [folder.to_owned()].into_iter().chain(PARTS.map(|part| folder.join(part))).filter(|place| is_there(place)) {
        if !place.is_dir() {
            bail!("cannot write {}: {} is not a folder", folder.display(), place.display());
        }
        tried(&place.join("probe")).with_context(|| format!("cannot write {}", place.display()))?;
    }
    let above = folder.ancestors().skip(1).map(|above| if above.as_os_str().is_empty() { Path::new(".") } else { above });
    let above = above.into_iter().find(|above| is_there(above)).unwrap_or(Path::new("."));
    if !is_there(folder) {
        tried(&above.join("probe")).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    Ok(())
}

/// Puts the emails of a day's drafts where it is asked for, and tells what was done.
pub fn fill(
    mbox: Option<&Path>,
    maildir: Option<&Path>,
    as_of: Day,
    folder_of_day: &Path,
    drafts: &[Draft],
    changes: &Changes,
) -> Result<Vec<String>> {
    let mut told = Vec::new();
    if mbox.is_none() && maildir.is_none() {
        return Ok(told);
    }
    let edited: BTreeSet<&str> = changes.edited.iter().map(|edited| edited.file.as_str()).collect();
    let mut emails: Vec<Cow<'_, [u8]>> = Vec::new();
    let is_email = |draft: &&Draft| draft.file.ends_with(".eml");
    let unapproved: BTreeSet<String> = match drafts.iter().filter(is_email).any(|draft| !draft.approval.is_empty()) {
        true => outbox::waiting(folder_of_day)?.unapproved.into_iter().map(|waits| waits.file).collect(),
        false => BTreeSet::new(),
    };
    for draft in drafts.iter().filter(is_email).filter(|draft| !unapproved.contains(&draft.file)) {
        emails.push(match edited.contains(draft.file.as_str()) {
            true => Cow::Owned(outbox::edited_draft(&folder_of_day.join(&draft.file))?),
            false => Cow::Borrowed(&draft.bytes),
        });
    }
    let waiting =
        if unapproved.is_empty() { String::new() } else { format!("; not in it, because not approved yet: {}", unapproved.len()) };
    let count = counted(emails.len(), "email");
    if let Some(file) = mbox {
        let changed = write_mbox(file, as_of, &emails).with_context(|| format!("cannot write {}", file.display()))?;
        told.push(format!("{}: {count}{}{waiting}", file.display(), if changed { "" } else { ", unchanged" }));
    }
    if let Some(folder) = maildir {
        let (written, removed) = write_maildir(folder, as_of, &emails).with_context(|| format!("cannot write {}", folder.display()))?;
        told.push(format!("{}: {count} ({written} written, {removed} removed){waiting}", folder.display()));
    }
    Ok(told)
}

/// Writes a file in the format mboxrd, unless it is that already. Was it written? What is written is never in memory as a whole.
fn write_mbox(file: &Path, as_of: Day, emails: &[Cow<'_, [u8]>]) -> Result<bool> {
    if let Some(there) = fs::metadata(file).ok().filter(|found| found.is_file()).and_then(|_| fs::File::open(file).ok()) {
        let mut like = Like { there: BufReader::new(there), is_alike: true, found: Vec::new() };
        mbox(as_of, emails, &mut like)?;
        if like.holds_no_more()? {
            return Ok(false);
        }
    }
    replace(file, |out| mbox(as_of, emails, out))?;
    Ok(true)
}

fn mbox(as_of: Day, emails: &[Cow<'_, [u8]>], out: &mut dyn Write) -> io::Result<()> {
    let date = as_of.date().format("%a %b %e");
    let year = as_of.date().format("%Y");
    let mut message = Vec::new();
    for email in emails {
        message.clear();
        writeln!(message, "From MAILER-DAEMON {date} {HOUR:02}:00:00 {year}")?;
        push_quoted(&mut message, email);
        message.push(b'\n');
        out.write_all(&message)?;
    }
    Ok(())
}

/// Compares what is written with a file that is there.
struct Like<R> {
    there: R,
    is_alike: bool,
    found: Vec<u8>,
}

impl<R: Read> Like<R> {
    /// Is the file the same, to its end?
    fn holds_no_more(mut self) -> io::Result<bool> {
        Ok(self.is_alike && self.there.read(&mut [0])? == 0)
    }
}

impl<R: Read> Write for Like<R> {
    fn write(&mut self, wanted: &[u8]) -> io::Result<usize> {
        if self.is_alike {
            self.found.resize(wanted.len(), 0);
            self.is_alike = self.there.read_exact(&mut self.found).is_ok() && self.found == wanted;
        }
        Ok(wanted.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A message with lines that end in a line feed alone; what looks like the beginning of another gets one more `>`.
fn push_quoted(out: &mut Vec<u8>, email: &[u8]) {
    for line in email.split_inclusive(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let quoted = line.iter().position(|byte| *byte != b'>').is_some_and(|at| line[at..].starts_with(b"From "));
        if quoted {
            out.push(b'>');
        }
        out.extend_from_slice(line);
        out.push(b'\n');
    }
}

/// Brings a maildir to the day's emails: those that are missing are written beside it and renamed into `cur`, and those of the same day
/// that are not due any more are removed, unless somebody has changed or flagged them. How many were written, and removed?
fn write_maildir(folder: &Path, as_of: Day, emails: &[Cow<'_, [u8]>]) -> Result<(usize, usize)> {
    for part in PARTS {
        fs::create_dir_all(folder.join(part))?;
    }
    let (cur, tmp) = (folder.join("cur"), folder.join("tmp"));
    let day = format!("{}.", i64::from(as_of.number()) * 86_400 + HOUR * 3600);
    let mut there: BTreeSet<String> = BTreeSet::new();
    for entry in fs::read_dir(&cur)? {
        let name = entry?.file_name();
        let ours = name.to_str().filter(|name| name.starts_with(&day) && name.contains(MARK));
        there.extend(ours.map(str::to_owned));
    }
    let known: BTreeSet<&str> = there.iter().filter_map(|name| name.split(':').next()).collect();
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    let mut fresh = Vec::new();
    for email in emails {
        let base = format!("{day}{}{MARK}", &blake3::hash(email).to_hex()[..32]);
        let is_known = known.contains(base.as_str());
        if wanted.insert(base.clone()) && !is_known {
            let mut file = fresh_file(&tmp)?;
            file.write_all(email)?;
            // A process may have only so many files open.
            fresh.push((file.into_temp_path(), cur.join(format!("{base}{FLAGS}"))));
        }
    }
    let written = fresh.len();
    for (file, path) in fresh {
        file.persist(&path).map_err(|error| error.error)?;
    }
    let mut removed = 0;
    for name in there.iter().filter(|name| name.strip_suffix(FLAGS).is_some_and(|base| !wanted.contains(base))) {
        if is_untouched(&cur.join(name), name, &day)? {
            fs::remove_file(cur.join(name))?;
            removed += 1;
        }
    }
    if written + removed > 0 {
        sync_folder(&cur)?;
    }
    Ok((written, removed))
}

/// Is the file still what its name says was written?
fn is_untouched(path: &Path, name: &str, day: &str) -> io::Result<bool> {
    let digest = name.strip_prefix(day).and_then(|rest| rest.split_once(MARK)).map_or("", |(digest, _)| digest);
    Ok(blake3::hash(&fs::read(path)?).to_hex()[..32] == *digest)
}

#[cfg(test)]
mod tests;
