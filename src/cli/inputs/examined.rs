//! The inputs of a check: everything is read, whatever is wrong with any of it, and all that is wrong is kept.

use super::kept::tell_unsynced;
use super::loader::Loader;
use super::project::Root;
use super::query::{Loaded, Query};
use super::sources::is_there;
use super::{days, files, templates, workflow};
use crate::cli::arguments::{self, CheckArguments};
use crate::cli::findings::Findings;
use crate::cli::replacing::replace;
use crate::cli::shell::Shell;
use anyhow::{Context, Result, bail};
use collect::builtin;
use collect::calendar::Day;
use collect::check::{CheckSubject, Gathering, LedgerFacts, check, fix};
use collect::draft::Templates;
use collect::finding::{Finding, Place};
use collect::ledger::Columns;
use collect::workflow::{TemplateNames, Workflow};
use std::path::Path;

pub struct Examined {
    /// Everything that reading and checking found.
    pub findings: Findings,
    /// The workflow, as its file is called.
    pub workflow: String,
    /// How many invoices the ledger has, where there is one.
    pub invoices: Option<usize>,
    /// How many rows of the ledger were skipped.
    pub skipped: u64,
    /// The edits that were made in the workflow.
    pub fixed: Vec<(Place, String)>,
}

/// Reads and checks everything.
pub fn examine(arguments: &CheckArguments, shell: &Shell) -> Result<Examined> {
    let typed = &arguments.inputs;
    let mut findings = Findings::default();
    let root = Root::find(&mut findings)?;
    let sources = templates::sources(&root, true, &mut findings);
    let name = workflow::named(typed.workflow.as_deref(), &root);
    let base = arguments.base.as_deref().map(|base| earlier(base, &root, &sources)).transpose()?;
    let fixed = if arguments.fix { put_right(&name, &sources.names(), base.as_ref())? } else { Vec::new() };
    let workflow = workflow::load(Some(&name), &root, &sources, &mut findings);
    let (as_of, _) = days(typed.as_of, None, workflow.as_ref(), shell)?;
    let with_ledger = is_there(typed, &root);
    let LedgerRead { facts, columns, skipped } = match with_ledger {
        true => read_ledger(typed, &root, as_of, workflow.as_ref(), shell, &mut findings),
        false => LedgerRead::default(),
    };
    let (templates, wrong) = Templates::of_project(sources.own(), Some(&columns).filter(|columns| !columns.names().is_empty()));
    findings.extend(wrong);
    let templates = templates.in_language(workflow.as_ref().and_then(|workflow| workflow.drafts.language.as_deref()));
    if let Some(workflow) = &workflow {
        // Where there is a ledger it is drafted from, with a project file or without one; a workflow alone may belong to any project.
        let sender = (root.is_project() || with_ledger).then_some(&root.project.sender);
        let subject = CheckSubject {
            workflow,
            templates: &templates,
            sender,
            base: base.as_ref(),
            facts: facts.as_ref(),
            as_of,
            max_gap: arguments.max_gap,
        };
        findings.extend(check(&subject));
    }
    let invoices = with_ledger.then(|| facts.map_or(0, |facts| facts.invoices));
    Ok(Examined { findings, workflow: workflow.map_or(name, |workflow| workflow.file), invoices, skipped, fixed })
}

/// The earlier version of the workflow, which must be right: it was once.
fn earlier(name: &str, root: &Root, sources: &templates::Sources) -> Result<Workflow> {
    let mut findings = Findings::default();
    let any = workflow::load(Some(name), root, sources, &mut findings);
    let first = || findings.all().into_iter().next().map_or_else(|| format!("cannot read {name}"), |finding: Finding| finding.to_string());
    any.with_context(|| format!("--base: {}", first()))
}

fn put_right(name: &str, templates: &TemplateNames, base: Option<&Workflow>) -> Result<Vec<(Place, String)>> {
    if builtin::workflow(name).is_some() {
        bail!("--fix: {name} is built in; copy it into the project first: collect workflow {name} -o workflow.yaml");
    }
    let path = Path::new(name);
    // What cannot be read is told when it is read for the check.
    let Ok(text) = files::text(path) else { return Ok(Vec::new()) };
    let fixed = fix(&text, name, templates, base);
    if !fixed.done.is_empty() {
        replace(path, |out| out.write_all(fixed.text.as_bytes())).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(fixed.done)
}

/// What a check knows of the ledger.
#[derive(Default)]
struct LedgerRead {
    facts: Option<LedgerFacts>,
    columns: Columns,
    skipped: u64,
}

/// Reads the ledger as a plan would, then once more for what checks want to know.
fn read_ledger(
    typed: &arguments::InputArguments,
    root: &Root,
    as_of: Day,
    workflow: Option<&Workflow>,
    shell: &Shell,
    findings: &mut Findings,
) -> LedgerRead {
    let loader = Loader::new(typed, root.slice(typed), root, as_of).in_zone_of(workflow);
    tell_unsynced(&loader, root, shell);
    let Loaded { plans, columns, skipped, events, .. } = loader.load(&Query::default(), workflow, &[as_of], shell, findings);
    findings.extend(plans.into_iter().flat_map(|plan| plan.findings));
    loader.tell_left_out(shell);
    let gathering = |workflow| {
        let mut gathering = Gathering::new(workflow, root.project.ledger.fx.as_ref(), &events, &columns, as_of);
        loader.each_invoice(|invoice| {
            if loader.is_in_slice(invoice) {
                gathering.add(invoice);
            }
        });
        gathering.finish()
    };
    let facts = workflow.filter(|_| !columns.names().is_empty()).map(gathering);
    LedgerRead { facts, columns, skipped }
}
