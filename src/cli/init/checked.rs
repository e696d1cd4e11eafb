//! `collect init --check`: the files are read again with what is in the project file, next to the totals that they have themselves.

use super::PROJECT;
use super::told;
use crate::cli::findings::{Findings, Verdict};
use crate::cli::inputs::files;
use crate::cli::outcome::{Failure, Outcome};
use crate::cli::output::deliver;
use crate::cli::shell::Shell;
use anyhow::anyhow;
use collect::calendar::Day;
use collect::guess::Proof;
use std::path::Path;

pub fn run(shell: &Shell) -> Result<Outcome, Failure> {
    let path = Path::new(PROJECT);
    if fs_err::symlink_metadata(path).is_err() {
        return Err(anyhow!("there is no {PROJECT} in this folder: run `collect init` first, or name the folder with -C").into());
    }
    let mut findings = Findings::default();
    let text = files::text(path).map_err(|finding| {
        findings.add(finding);
        findings
    })?;
    let proof = Proof::of(&text, PROJECT, Day::LAST, &mut |path| super::opened(Path::new(path))).map_err(|wrong| {
        let mut findings = Findings::default();
        findings.extend(wrong);
        findings
    })?;
    let look = shell.look(None);
    let told = format!("{}{}", told::read(&proof, look), told::own_totals(&proof));
    deliver(None, |out| out.write_all(told.as_bytes()))?;
    let mut wrong = Findings::default();
    wrong.absorb(&proof.report);
    shell.tell(&wrong, Verdict::Done);
    Ok(match (proof.differing_totals, proof.report.bad_row_count()) {
        (1.., _) => Outcome::Findings,
        (0, 0) => Outcome::Fine,
        (0, _) => Outcome::Wrong,
    })
}
