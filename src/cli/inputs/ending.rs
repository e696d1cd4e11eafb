//! How a command ends that reads a ledger: what it was told of, the rows that were skipped, and the exit code that comes of both.

use crate::cli::findings::{Findings, Verdict};
use crate::cli::outcome::Outcome;
use crate::cli::output::{deliver, left_of_earlier, named};
use crate::cli::shell::Shell;
use collect::ledger::reading::Rejects;
use collect::report::counted;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What was found in the inputs, and what is to be done about it.
pub struct Ending {
    pub findings: Findings,
    /// The rows that were skipped, and where they go.
    pub rejects: (PathBuf, Rejects),
    pub skipped: u64,
    pub denies: bool,
}

impl Ending {
    /// Tells everything that was found.
    pub fn tell(&self, shell: &Shell) {
        shell.tell(&self.findings, if self.denies { Verdict::Denied } else { Verdict::Done });
    }

    /// Puts the rows that were skipped where `rejects.csv` will be once the command has done its work.
    pub fn put_aside(&self, shell: &Shell) -> anyhow::Result<()> {
        let (path, rejects) = &self.rejects;
        shell.aside.prepare(rejects, path)
    }

    /// Are there warnings, and are they denied?
    pub fn denied(&self) -> bool {
        self.denies && self.findings.warning_count() > 0
    }

    /// `there are 2 warnings, and --deny-warnings is given: 1 no-email, 1 stale-ledger`
    pub fn why_denied(&self) -> String {
        let are = if self.findings.warning_count() == 1 { "is" } else { "are" };
        let counts = self.findings.warnings_by_code();
        format!("there {are} {}, and --deny-warnings is given: {counts}", counted(self.findings.warning_count(), "warning"))
    }

    /// Writes a result, unless it goes to a file and warnings are denied: a program that reads the file would not see them.
    pub fn deliver(&self, file: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
        if self.denied() && named(file).is_some() { Ok(()) } else { deliver(file, write) }
    }

    /// How the command ends when it has done its work. Why it does not end well although it has is told, however quiet it is to be.
    pub fn outcome(&self, file: Option<&Path>, shell: &Shell) -> Outcome {
        if self.denied() {
            let left = named(file).map(|file| format!("; {} was not written", file.display())).unwrap_or_default();
            shell.error(&format!("{}{left}", self.why_denied()));
            left_of_earlier(file, shell);
        }
        match (self.denied(), self.skipped) {
            (true, _) => Outcome::Findings,
            (false, 0) => Outcome::Fine,
            (false, _) => Outcome::Skipped,
        }
    }
}
