//! From what was typed, the project file and the defaults to loaded, checked values. Everything that is wrong with any of the
//! inputs is found before anything is given up.

mod blocks;
mod books;
mod ending;
mod examined;
pub mod files;
mod ledger;
mod log_state;
mod project;
mod stream;
mod templates;
mod whole;
mod workflow;

pub use books::Books;
pub use ending::Ending;

use super::arguments;
use super::findings::Findings;
use super::outcome::Failure;
use super::shell::Shell;
use super::today::{AsOf, today};
use anyhow::{Context, anyhow};
use collect::calendar::Day;
use collect::draft::Templates;
use collect::finding::Finding;
use collect::ledger::{Events, Invoice, Invoices};
use collect::money::Fx;
use collect::plan::{Plan, Positions};
use collect::report::About;
use collect::sender::Sender;
use collect::workflow::Workflow;
pub use examined::{Examined, examine};
use ledger::Purpose;
pub use ledger::{NEW_ROW, Picked, Presence, READ_TWICE, read_new_rows};
pub use log_state::LogState;
pub use project::Root;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
pub use templates::{Sources as TemplateSources, sources as template_sources};
pub use whole::Whole;
pub use workflow::{load as load_workflow, named as workflow_name};

/// What a command works on.
pub struct Inputs {
    pub workflow: Workflow,
    pub plan: Plan,
    /// The plan of the earlier day, if one was asked for.
    pub earlier: Option<Plan>,
    pub events: Events,
    /// The rates, where amounts of several currencies are to be compared.
    pub fx: Option<Fx>,
    /// The invoice that is to be explained, or what else may have been meant.
    pub picked: Option<Picked>,
    /// What reports say of the inputs; the warnings are those of [`Inputs::ending`].
    pub about: About,
    pub ending: Ending,
    /// What drafts are made of, for those that asked for it.
    pub templates: Templates,
    pub sender: Sender,
    /// The folder that drafts go to.
    pub outbox: PathBuf,
    /// The log before it was read, if there is one.
    pub log: Option<LogState>,
    /// The slice that is in force, if one is.
    sliced: Option<String>,
}

/// What a command needs beside a workflow and the plan of a day.
#[derive(Clone, Copy, Debug)]
pub struct Need<'a> {
    /// A second day, before that of the plan.
    pub since: Option<AsOf>,
    /// Of which invoices it tells where they stand.
    pub positions: Positions,
    /// Templates, and who did and said what.
    pub drafts: bool,
    /// The invoice that is to be explained: it is kept with the others of its customer, and with who did and said what.
    pub invoice: Option<&'a str>,
}

impl Inputs {
    /// Loads everything.
    pub fn load(typed: &arguments::Inputs, need: Need<'_>, shell: &Shell) -> Result<Inputs, Failure> {
        let mut findings = Findings::default();
        let root = Root::find(&mut findings)?;
        let sources = templates::sources(&root, need.drafts, &mut findings);
        let workflow = workflow::load(typed.workflow.as_deref(), &root, &sources, &mut findings);
        let (as_of, since) = days(typed.as_of, need.since, workflow.as_ref(), shell)?;
        let asks = need.drafts && Templates::may_ask_for_accounts(sources.texts());
        let positions = if asks { Positions::Accounts } else { need.positions };
        let days = std::iter::once((as_of, positions)).chain(since.map(|day| (day, Positions::None)));
        let slice = root.project.slice.clone().and(typed.slice.slice());
        let purpose = Purpose {
            days: days.collect(),
            workflow: workflow.as_ref(),
            drafts: need.drafts,
            keep_notes: need.drafts || need.invoice.is_some(),
            slice: slice.clone(),
            keep: false,
            rows: &[],
        };
        let log = ledger::event_sources(typed, &root).into_iter().find(|source| source.is_log).map(|source| LogState::of(&source.path));
        let read = ledger::load(typed, &root, as_of, &purpose, shell, &mut findings);
        // A ledger whose header could not be read has no columns: then no placeholder is blamed for that.
        let columns = Some(&read.columns).filter(|columns| !columns.names().is_empty());
        let (templates, wrong) = Templates::of_project(sources.own(), columns);
        findings.extend(wrong);
        let mut plans = read.plans.into_iter();
        let planned = workflow.zip(plans.next()).filter(|_| !findings.any_error());
        let Some((workflow, plan)) = planned else { return Err(findings.into()) };
        let picked = need.invoice.map(|id| ledger::pick(typed, &root, as_of, id)).transpose()?;
        Ok(Inputs {
            about: About { invoices: read.invoices, events: read.events_read, digest: read.digest, warnings: Vec::new() },
            sender: root.project.sender.clone(),
            outbox: root.path(root.project.outbox.as_deref().unwrap_or("outbox")),
            ending: Ending {
                findings,
                rejects: (root.path("rejects.csv"), read.rejects),
                skipped: read.skipped,
                denies: typed.deny_warnings,
            },
            log,
            sliced: (!slice.is_whole()).then(|| whole::sliced(&slice, read.inside, read.invoices)),
            earlier: plans.next(),
            fx: root.project.ledger.fx.clone(),
            picked,
            events: read.events,
            plan,
            workflow,
            templates,
        })
    }

    /// Takes over what the engine found, and tells everything that was found. Fails if the plan is not to be trusted; else the
    /// rows that were skipped will be in `rejects.csv` when the command has done its work.
    pub fn met(&mut self, shell: &Shell) -> Result<(), Failure> {
        self.ending.findings.extend(self.plan.findings.iter().cloned());
        self.tell(shell)
    }

    /// As [`Inputs::met`], for what is asked of one invoice: of warnings about others it is only told how many there are, unless all are
    /// asked for. `own` is the plan of the customer's invoices.
    pub fn met_with(&mut self, own: &Plan, invoice: &Invoice<'_>, shell: &Shell) -> Result<(), Failure> {
        let concerns = |finding: &Finding| finding.concerns(invoice.id(), invoice.customer());
        self.ending.findings.extend(self.plan.findings.iter().cloned());
        if !shell.verbose {
            // A finding of the whole that stands for several invoices names the first; the customer's own plan has those of this one.
            let messages = |findings: &[Finding]| findings.iter().map(|finding| finding.message.clone()).collect::<HashSet<String>>();
            let (told, told_of_own) = (messages(&self.plan.findings), messages(&own.findings));
            let of_own = own.findings.iter().filter(|finding| finding.subject.is_some() && concerns(finding));
            let more: Vec<Finding> = of_own.filter(|finding| !told.contains(&finding.message)).cloned().collect();
            let is_of_others_too =
                |finding: &Finding| finding.subject.is_some() && told.contains(&finding.message) && !told_of_own.contains(&finding.message);
            self.ending.findings.leave_out(|finding| !concerns(finding) || is_of_others_too(finding));
            self.ending.findings.extend(more);
        }
        self.tell(shell)?;
        match self.ending.findings.elsewhere() {
            0 => {}
            1 => shell.note("1 warning is about other invoices (-v shows it)"),
            count => shell.note(&format!("{count} warnings are about other invoices (-v shows them)")),
        }
        Ok(())
    }

    fn tell(&mut self, shell: &Shell) -> Result<(), Failure> {
        if self.ending.findings.any_error() {
            return Err(std::mem::take(&mut self.ending.findings).into());
        }
        self.about.warnings = self.ending.findings.warnings();
        self.ending.tell(shell);
        if let Some(sliced) = &self.sliced {
            shell.note(sliced);
        }
        Ok(self.ending.put_aside(shell)?)
    }
}

/// The folder that drafts go to.
pub fn outbox_of_project() -> Result<PathBuf, Failure> {
    let mut findings = Findings::default();
    let root = Root::find(&mut findings)?;
    if findings.any_error() {
        return Err(findings.into());
    }
    Ok(root.path(root.project.outbox.as_deref().unwrap_or("outbox")))
}

/// The invoices of some customers, read again; `None` where they came through a pipe.
pub fn invoices_of(typed: &arguments::Inputs, as_of: Day, customers: &BTreeSet<String>) -> anyhow::Result<Option<Invoices>> {
    let root = Root::find(&mut Findings::default())?;
    Ok(ledger::of_customers(typed, &root, as_of, customers))
}

/// Of each invoice of some customers, whether it is in the slice that is in force; `None` where the invoices came through a pipe.
pub fn are_in_slice(typed: &arguments::Inputs, as_of: Day, customers: &BTreeSet<String>) -> anyhow::Result<Option<HashMap<String, bool>>> {
    let root = Root::find(&mut Findings::default())?;
    let slice = root.project.slice.clone().and(typed.slice.slice());
    let Some(invoices) = ledger::of_customers(typed, &root, as_of, customers) else { return Ok(None) };
    Ok(Some(invoices.iter().map(|invoice| (invoice.id().to_owned(), slice.holds(&invoice))).collect()))
}

/// Which of these customers, by id or by name, a ledger has that was read before; `None` where it came through a pipe.
pub fn presence(typed: &arguments::Inputs, as_of: Day, customers: &[String]) -> anyhow::Result<Option<Vec<Presence>>> {
    let root = Root::find(&mut Findings::default())?;
    let slice = root.project.slice.clone().and(typed.slice.slice());
    Ok(ledger::presence(typed, &root, as_of, customers, &slice))
}

/// The day of the plan and the earlier one, which is told from the first. The clock is asked only where it is needed.
fn days(as_of: AsOf, since: Option<AsOf>, workflow: Option<&Workflow>, shell: &Shell) -> anyhow::Result<(Day, Option<Day>)> {
    let base = if matches!(as_of, AsOf::FromToday(_)) { resolved_today(workflow, shell)? } else { Day::FIRST };
    let resolved = |day: AsOf, base: Day| day.on(base).map_err(|wrong| anyhow!(wrong));
    let as_of = resolved(as_of, base).context("--as-of")?;
    let since = since.map(|day| resolved(day, as_of)).transpose().context("--since")?;
    match since {
        Some(since) if since >= as_of => Err(anyhow!("--since {since} is not before the day of the plan, {as_of}")),
        _ => Ok((as_of, since)),
    }
}

/// Today in the workflow's zone; what had to be guessed for it is told.
fn resolved_today(workflow: Option<&Workflow>, shell: &Shell) -> anyhow::Result<Day> {
    let found = today(workflow.and_then(|workflow| workflow.timezone))?;
    if let Some(note) = found.note {
        shell.note(&note);
    }
    Ok(found.day)
}
