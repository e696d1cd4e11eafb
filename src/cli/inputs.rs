//! From what was typed, the project file and the defaults to loaded, checked values. Everything that is wrong with any of the
//! inputs is found before anything is given up.

mod arranging;
mod blocks;
mod books;
mod compared;
mod einvoices;
mod ending;
mod examined;
pub mod files;
mod invoice_files;
mod kept;
mod loader;
mod log_state;
mod nothing;
mod one_invoice;
mod open_files;
mod picked;
mod project;
mod query;
mod reading;
mod sources;
mod stream;
mod templates;
mod whole;
mod workflow;

pub use books::Books;
pub use compared::{Comparing, NewStatus, NoticedExport};
pub use ending::Ending;

use super::arguments;
use super::findings::Findings;
use super::outcome::Failure;
use super::shell::Shell;
use super::today::{AsOf, today};
use anyhow::{Context, anyhow};
use collect::calendar::Day;
use collect::draft::Templates;
use collect::finding::{Code, Finding, FindingSubject};
use collect::ledger::{Events, Invoices};
use collect::money::Fx;
use collect::plan::{Plan, Positions};
use collect::report::About;
use collect::sender::Sender;
use collect::workflow::Workflow;
pub use examined::{Examined, examine};
use invoice_files::ProjectFiles;
use loader::Loader;
pub use loader::{NEW_ROW, read_new_rows};
pub use log_state::LogState;
pub use picked::{Called, Picked};
pub use project::Root;
pub use query::Query;
use std::collections::HashSet;
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
    /// What reports say of the inputs; the warnings are those of [`Inputs::ending`].
    pub about: About,
    pub ending: Ending,
    /// What drafts are made of, for those that asked for it.
    pub templates: Templates,
    pub files: ProjectFiles,
    pub sender: Sender,
    /// The folder that drafts go to.
    pub outbox: PathBuf,
    /// The folder of the project, told from the working folder.
    pub folder: PathBuf,
    /// The log before it was read, if there is one.
    pub log: Option<LogState>,
    /// For a second look at the ledger.
    pub loader: Loader,
    /// The invoices of one customer, where only its rows were read.
    pub of_customer: Option<Invoices>,
    /// The slice that is in force, if one is.
    sliced: Option<String>,
}

/// What a plan found, for commands that ask nobody for a late fee: rates that are not known do not stop them.
pub fn asking_no_late_fee(found: impl Iterator<Item = Finding>) -> impl Iterator<Item = Finding> {
    found.filter(|finding| !matches!(finding.code, Code::UnknownLateFeeRate | Code::LateFeeRatesEnd))
}

impl Inputs {
    /// Loads everything.
    pub fn load(typed: &arguments::InputArguments, query: &Query<'_>, shell: &Shell) -> Result<Inputs, Failure> {
        let mut findings = Findings::default();
        let root = Root::find(&mut findings)?;
        let sources = templates::sources(&root, query.drafts, &mut findings);
        let workflow = workflow::load(typed.workflow.as_deref(), &root, &sources, &mut findings);
        let (as_of, since) = days(typed.as_of, query.since, workflow.as_ref(), shell)?;
        let mut query = query.clone();
        if query.drafts && Templates::may_ask_for_accounts(sources.texts()) {
            query.positions = Positions::Accounts;
        }
        let loader = Loader::new(typed, root.slice(typed), &root, as_of).in_zone_of(workflow.as_ref());
        kept::tell_unsynced(&loader, &root, shell);
        let log = loader.events.iter().find(|source| source.is_log).map(|source| LogState::of(&source.path));
        let days: Vec<Day> = std::iter::once(as_of).chain(since).collect();
        let mut read = loader.load(&query, workflow.as_ref(), &days, shell, &mut findings);
        // A ledger whose header could not be read has no columns: then no placeholder is blamed for that.
        let columns = Some(&read.columns).filter(|columns| !columns.names().is_empty());
        let (templates, wrong) = if query.drafts { Templates::of_project(sources.own(), columns) } else { Default::default() };
        findings.extend(wrong);
        let mut plans = std::mem::take(&mut read.plans).into_iter();
        let planned = workflow.zip(plans.next()).filter(|_| !findings.any_error());
        let Some((workflow, plan)) = planned else { return Err(findings.into()) };
        let templates = templates.in_language(workflow.drafts.language.as_deref());
        Ok(Inputs {
            sender: root.project.sender.clone(),
            outbox: root.outbox(),
            folder: root.path(""),
            files: ProjectFiles::of(root.path("")),
            log,
            sliced: read.sliced(),
            of_customer: read.customer.map(|customer| of_customer(&read.kept, &customer)),
            earlier: plans.next(),
            fx: root.project.ledger.fx.clone(),
            about: read.about,
            ending: Ending {
                findings,
                rejects: (root.path("rejects.csv"), read.rejects),
                skipped: read.skipped,
                denies: typed.deny_warnings,
            },
            events: read.events,
            plan,
            workflow,
            templates,
            loader,
        })
    }

    /// Takes over what the engine found, and tells everything that was found. Fails if the plan is not to be trusted; else the
    /// rows that were skipped will be in `rejects.csv` when the command has done its work.
    pub fn met(&mut self, shell: &Shell) -> Result<(), Failure> {
        self.ending.findings.extend(self.plan.findings.iter().cloned());
        self.tell(shell)?;
        self.loader.tell_left_out(shell);
        Ok(())
    }

    /// As [`Inputs::met`], for what is asked of one invoice or customer, whom a finding concerns or not: of warnings about others it is only told how many there are, unless all are
    /// asked for; of those that were met by chance, because only rows of the customer were read, nothing is told. `own` is the plan of the
    /// customer's invoices.
    pub fn met_with(&mut self, own: &Plan, concerns: impl Fn(&Finding) -> bool, shell: &Shell) -> Result<(), Failure> {
        let is_all_read = self.of_customer.is_none();
        // How new the newest payment is, only all rows tell.
        let is_known = |finding: &&Finding| is_all_read || finding.code != Code::StaleLedger;
        self.ending.findings.extend(asking_no_late_fee(self.plan.findings.iter().filter(is_known).cloned()));
        if !shell.verbose || !is_all_read {
            // A finding of the whole that stands for several invoices names the first; the customer's own plan has those of this one.
            let messages = |findings: &[Finding]| findings.iter().map(|finding| finding.message.clone()).collect::<HashSet<String>>();
            let (told, told_of_own) = (messages(&self.plan.findings), messages(&own.findings));
            let of_own = own.findings.iter().filter(|finding| finding.subject.is_some() && concerns(finding));
            let more: Vec<Finding> = of_own.filter(|finding| !told.contains(&finding.message)).cloned().collect();
            let is_of_customer = |finding: &Finding| matches!(finding.subject.as_deref(), Some(FindingSubject::Customer(_)));
            let is_of_others_too =
                |finding: &Finding| is_of_customer(finding) && told.contains(&finding.message) && !told_of_own.contains(&finding.message);
            self.ending.findings.leave_out(|finding| !concerns(finding) || is_of_others_too(finding));
            self.ending.findings.extend(more);
        }
        if !is_all_read {
            self.ending.findings.forget_elsewhere();
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

fn of_customer(invoices: &Invoices, customer: &str) -> Invoices {
    let mut own = Invoices::new(invoices.columns().clone());
    for invoice in invoices.iter().filter(|invoice| invoice.customer() == customer) {
        own.push(&invoice);
    }
    own
}

/// The folder that drafts go to.
pub fn outbox_of_project() -> Result<PathBuf, Failure> {
    let mut findings = Findings::default();
    let root = Root::find(&mut findings)?;
    if findings.any_error() { Err(findings.into()) } else { Ok(root.outbox()) }
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
