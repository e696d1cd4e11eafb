//! A ledger in memory, for commands that go over it many times, with one workflow or two.

use super::ending::Ending;
use super::loader::Loader;
use super::project::Root;
use super::query::Query;
use super::{asking_no_late_fee, resolved_today, templates, workflow};
use crate::cli::arguments;
use crate::cli::findings::Findings;
use crate::cli::outcome::Failure;
use crate::cli::shell::Shell;
use collect::calendar::Day;
use collect::finding::Code;
use collect::ledger::{Ledger, Slice};
use collect::report::About;
use collect::workflow::Workflow;
use std::path::PathBuf;

/// What a command works on that holds a whole ledger.
pub struct Whole {
    /// One for each that was named, in order.
    pub workflows: Vec<Workflow>,
    pub ledger: Ledger,
    /// The invoices that are looked at.
    pub slice: Slice,
    /// `slice: segment=smb, 120 of 2,466 invoices`, if the ledger is sliced.
    pub sliced: Option<String>,
    pub about: About,
    pub ending: Ending,
    /// The project's folder, told from the working folder.
    pub folder: PathBuf,
}

impl Whole {
    /// Loads a ledger and workflows (the project's where none is named). The ledger is read as of `first`, and what is wrong with it is
    /// found by a plan for `last`; both are told from today.
    pub fn load(
        typed: &arguments::InputArguments,
        named: &[&str],
        customers: &[String],
        days: impl FnOnce(&dyn Fn() -> anyhow::Result<Day>) -> anyhow::Result<(Day, Day)>,
        shell: &Shell,
    ) -> Result<(Whole, Day, Day), Failure> {
        let mut findings = Findings::default();
        let root = Root::find(&mut findings)?;
        let sources = templates::sources(&root, false, &mut findings);
        let names: Vec<Option<&str>> =
            if named.is_empty() { vec![typed.workflow.as_deref()] } else { named.iter().copied().map(Some).collect() };
        let workflows: Vec<Option<Workflow>> = names.iter().map(|name| workflow::load(*name, &root, &sources, &mut findings)).collect();
        let zone = workflows.iter().flatten().next();
        let (first, last) = days(&|| resolved_today(zone, shell))?;
        let loader = Loader::new(typed, root.slice(typed), &root, first).in_zone_of(zone);
        let read_by: Vec<&Workflow> = workflows.iter().flatten().collect();
        let query = Query { keep: &read_by, customers, ..Query::default() };
        let mut read = loader.load(&query, read_by.first().copied(), &[last], shell, &mut findings);
        // How old the ledger is on the last day says nothing: what lies behind it is what is asked for.
        let plan = read.plans.pop();
        let found = plan.into_iter().flat_map(|plan| plan.findings);
        findings.extend(asking_no_late_fee(found).filter(|finding| finding.code != Code::StaleLedger));
        let workflows: Option<Vec<Workflow>> = workflows.into_iter().collect();
        let Some(workflows) = workflows.filter(|_| !findings.any_error()) else { return Err(findings.into()) };
        let whole = Whole {
            workflows,
            folder: root.path(""),
            sliced: read.sliced(),
            slice: read.slice,
            ledger: Ledger { invoices: read.kept, events: read.events, fx: root.project.ledger.fx.clone() },
            about: About { warnings: findings.warnings(), ..read.about },
            ending: Ending {
                findings,
                rejects: (root.path("rejects.csv"), read.rejects),
                skipped: read.skipped,
                denies: typed.deny_warnings,
            },
        };
        whole.ending.tell(shell);
        loader.tell_left_out(shell);
        whole.ending.put_aside(shell)?;
        Ok((whole, first, last))
    }
}
