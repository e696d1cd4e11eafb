//! `collect check`: are the workflow, the templates and the ledger sound?

use super::arguments::{CheckArguments, CheckFormat};
use super::findings::{Detail, Findings, Verdict};
use super::inputs::{Examined, examine};
use super::outcome::{Failure, Outcome};
use super::output::deliver;
use super::shell::Shell;
use super::table::{Look, wrapped};
use collect::check::{Checked, checked_github, checked_json, checked_junit, checked_sarif};
use collect::report::counted;

pub fn run(arguments: &CheckArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let examined = examine(arguments, shell)?;
    for (place, what) in &examined.fixed {
        shell.note(&format!("{place}: {what}"));
    }
    if arguments.fix && examined.fixed.is_empty() {
        shell.note("nothing can be corrected with certainty");
    }
    let findings = examined.findings.all();
    let checked = Checked { findings: &findings, workflow: &examined.workflow, deny_warnings: arguments.inputs.deny_warnings };
    let look = shell.look(arguments.output.as_deref());
    deliver(arguments.output.as_deref(), |out| match arguments.format {
        CheckFormat::Text => out.write_all(text(&examined, look).as_bytes()),
        CheckFormat::Json => checked_json(&checked, out),
        CheckFormat::Github => checked_github(&checked, out),
        CheckFormat::Sarif => checked_sarif(&checked, env!("CARGO_PKG_VERSION"), out),
        CheckFormat::Junit => checked_junit(&checked, out),
    })?;
    Ok(match (checked.failed(), examined.skipped) {
        (true, _) => Outcome::Findings,
        (false, 0) => Outcome::Fine,
        (false, _) => Outcome::Skipped,
    })
}

fn text(examined: &Examined, look: Look) -> String {
    let findings: &Findings = &examined.findings;
    let told = findings.rendered(Detail::Full, Verdict::Done, look);
    let what = match examined.invoices {
        Some(count) => format!("the workflow {}, its templates and {}", examined.workflow, counted(count, "invoice")),
        None => format!("the workflow {} and its templates; there is no ledger here", examined.workflow),
    };
    if !told.is_empty() {
        return told;
    }
    let nothing = format!("No problems found in {what}.");
    look.width.map_or(nothing.clone(), |width| wrapped(&nothing, width).join("\n")) + "\n"
}
