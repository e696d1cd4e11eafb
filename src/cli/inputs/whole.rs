//! A ledger in memory, for commands that go over it many times, with one workflow or two.

use super::ending::Ending;
use super::ledger::{self, Purpose};
use super::project::Root;
use super::{resolved_today, templates, workflow};
use crate::cli::arguments;
use crate::cli::findings::Findings;
use crate::cli::outcome::Failure;
use crate::cli::shell::Shell;
use collect::calendar::Day;
use collect::finding::Code;
use collect::ledger::{Ledger, Slice};
use collect::money::grouped;
use collect::plan::Positions;
use collect::report::About;
use collect::workflow::Workflow;

/// What a command works on that holds a whole ledger.
pub struct Whole {
    /// One for each that was named, in order.
    pub workflows: Vec<Workflow>,
    pub ledger: Ledger,
    /// The invoices that are looked at.
    pub slice: Slice,
    pub inside: u64,
    pub about: About,
    pub ending: Ending,
}

impl Whole {
    /// Loads a ledger and workflows (the project's where none is named). The ledger is read as of `first`, and what is wrong with it is
    /// found by a plan for `last`; both are told from today.
    pub fn load(
        typed: &arguments::Inputs,
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
        let mut slice = root.project.slice.clone().and(typed.slice.slice());
        slice.customers.extend(customers.iter().cloned());
        let purpose = Purpose {
            days: vec![(last, Positions::None)],
            workflow: workflows.iter().flatten().next(),
            drafts: false,
            keep_notes: false,
            slice: slice.clone(),
            keep: true,
            rows: &[],
        };
        let mut read = ledger::load(typed, &root, first, &purpose, shell, &mut findings);
        // How old the ledger is on the last day says nothing: what lies behind it is what is asked for.
        let plan = read.plans.pop();
        findings.extend(plan.into_iter().flat_map(|plan| plan.findings).filter(|finding| finding.code != Code::StaleLedger));
        let workflows: Option<Vec<Workflow>> = workflows.into_iter().collect();
        let Some(workflows) = workflows.filter(|_| !findings.any_error()) else { return Err(findings.into()) };
        let about = About { invoices: read.invoices, events: read.events_read, digest: read.digest, warnings: findings.warnings() };
        let whole = Whole {
            workflows,
            ledger: Ledger { invoices: read.kept, events: read.events, fx: root.project.ledger.fx.clone() },
            slice,
            inside: read.inside,
            about,
            ending: Ending {
                findings,
                rejects: (root.path("rejects.csv"), read.rejects),
                skipped: read.skipped,
                denies: typed.deny_warnings,
            },
        };
        whole.ending.tell(shell);
        whole.ending.put_aside(shell)?;
        Ok((whole, first, last))
    }

    /// `slice: segment=smb, 120 of 2,466 invoices`, if the ledger is sliced.
    pub fn sliced(&self) -> Option<String> {
        (!self.slice.is_whole()).then(|| sliced(&self.slice, self.inside, self.about.invoices))
    }
}

/// What a slice leaves of a ledger.
pub fn sliced(slice: &Slice, inside: u64, all: u64) -> String {
    format!("slice: {slice}, {} of {} invoices", grouped(&inside.to_string()), grouped(&all.to_string()))
}
