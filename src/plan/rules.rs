//! A workflow made ready for one ledger: its columns found, its stages known by number.

use super::action_kind::ActionKey;
use super::owner::owner_of;
use super::words::Words;
use crate::action_id::AskedBy;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::{Code, Finding, Place, did_you_mean};
use crate::ledger::{Columns, Invoice};
use crate::money::{Balance, Currency, Decimal, Fx};
use crate::store::{Debts, Owed};
use crate::workflow::{
    Action, Amount, AmountRange, ColumnMatch, Conditions, Consolidate, CustomerConditions, OwnerId, OwnerSource, Recipient, Stage,
    StageIndex, TrackIndex, TrackMatch, Workflow, columns_of, stage_called,
};
use std::borrow::Cow;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub(super) struct Rules<'r> {
    pub workflow: &'r Workflow,
    pub fx: Option<&'r Fx>,
    lists: Vec<StageList<'r>>,
    /// Where the columns stand that conditions and owners name.
    columns: Vec<(&'r str, Option<usize>)>,
    gates: Vec<&'r CustomerConditions>,
    unanswered: bool,
    pub words: Arc<Words>,
}

/// What an action wants of its customer, by its place among the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CustomerGate(usize);

/// A list of stages: the workflow's own, or a track's.
#[derive(Clone, Debug)]
pub(super) struct StageList<'r> {
    /// The stages, by rising day.
    pub stages: &'r [Stage],
    /// For each rule, the stage that the clock jumps to, if this list has it.
    pub rules: Vec<Option<StageIndex>>,
    /// The stage that a broken promise lets the clock jump to, if this list has it.
    pub broken_to: Option<StageIndex>,
    /// Does nothing but the day decide which stage an invoice enters?
    pub goes_by_day: bool,
}

impl StageList<'_> {
    /// The stage that is, or once was, called so.
    pub fn stage_called(&self, id: &str) -> Option<StageIndex> {
        stage_called(self.stages, id)
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Sight<'a> {
    pub clock: i32,
    pub balance: Balance,
    pub broken_promises: u32,
    /// Days with a touch since the last response.
    pub unanswered: u32,
    pub responded: bool,
    pub invoice: &'a Invoice<'a>,
}

impl<'r> Rules<'r> {
    pub fn new(workflow: &'r Workflow, fx: Option<&'r Fx>, columns: &Columns) -> Rules<'r> {
        let broken_to = workflow.overrides.promise.broken.advance_to.as_deref();
        let by_day = |stage: &Stage| {
            let only_day = Conditions { day: stage.trigger.day, ..Conditions::default() };
            stage.trigger == only_day && !stage.holds_back(workflow.sequential)
        };
        let list = |stages: &'r [Stage]| StageList {
            stages,
            rules: Vec::new(),
            broken_to: None,
            goes_by_day: workflow.escalate.is_empty() && stages.iter().all(by_day),
        };
        let lists = workflow.stage_lists().map(list);
        let lists = lists.map(|mut list| {
            list.rules = workflow.escalate.iter().map(|rule| list.stage_called(&rule.to)).collect();
            list.broken_to = broken_to.and_then(|id| list.stage_called(id));
            list
        });
        let lists = lists.collect();
        let columns = named_columns(workflow).map(|(name, _)| (name, columns.position(name))).collect();
        let mut gates: Vec<&CustomerConditions> = Vec::new();
        for (conditions, _) in conditions(workflow).filter(|(conditions, _)| conditions.customer.is_set()) {
            if !gates.contains(&&conditions.customer) {
                gates.push(&conditions.customer);
            }
        }
        if let Some(hold) = workflow.credit_hold.as_ref().filter(|hold| !gates.contains(&&hold.trigger)) {
            gates.push(&hold.trigger);
        }
        let mut triggers =
            workflow.stage_lists().flatten().map(|stage| &stage.trigger).chain(workflow.escalate.iter().map(|rule| &rule.trigger));
        let unanswered = triggers.any(|trigger| trigger.unanswered.is_set());
        Rules { workflow, fx, lists, columns, gates, unanswered, words: Arc::new(Words::new(workflow, fx)) }
    }

    /// What the workflow asks of a ledger that does not have it: columns that a `match` names.
    pub fn findings(&self, columns: &Columns) -> Vec<Finding> {
        let missing = named_columns(self.workflow).filter(|(name, _)| *name != "currency" && self.position(name).is_none());
        let finding = |(name, line): (&str, u32)| {
            let near = did_you_mean(name, columns.names().iter().map(String::as_str));
            Finding::new(Code::UnknownColumn, format!("the ledger has no column {name:?}, so this never matches"))
                .at(Place::line(&self.workflow.file, line))
                .hint(near.unwrap_or_else(|| "correct its name, or map it under ledger.invoices.columns in the project file".to_owned()))
        };
        let mut findings: Vec<Finding> = missing.map(finding).collect();
        if self.workflow.drafts.consolidate == Consolidate::Parent && columns.position("parent_id").is_none() {
            let message = "the ledger has no column \"parent_id\", so drafts.consolidate: parent puts nobody together";
            let hint = "add the column to the file of customers, or write `consolidate: customer`";
            findings.push(Finding::new(Code::UnknownColumn, message).hint(hint));
        }
        for (name, line) in recipient_columns(self.workflow).filter(|(name, _)| columns.position(name).is_none()) {
            let near = did_you_mean(name, columns.names().iter().map(String::as_str));
            let message = format!("the ledger has no column {name:?}, so no email goes to an address in it");
            let hint = near.unwrap_or_else(|| "name a column of the ledger, an address or, for a copy, an owner".to_owned());
            let finding = Finding::new(Code::UnknownColumn, message).hint(hint);
            let finding = if line > 0 { finding.at(Place::line(&self.workflow.file, line)) } else { finding };
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        for name in self.workflow.drafts.attach.files.iter().flat_map(|pattern| pattern.columns()) {
            if columns.position(name).is_none() {
                let near = did_you_mean(name, columns.names().iter().map(String::as_str));
                let message = format!("the ledger has no column {name:?}, which drafts.attach takes the names of files from");
                let hint = near.unwrap_or_else(|| "name a column of the ledger, such as {invoice_id}".to_owned());
                findings.push(Finding::new(Code::UnknownColumn, message).hint(hint));
            }
        }
        findings
    }

    pub fn track_of(&self, invoice: &Invoice<'_>) -> (Option<TrackIndex>, &StageList<'r>) {
        let track = self.workflow.tracks.iter().position(|track| self.track_matches(&track.matches, invoice));
        let track = track.map(TrackIndex::new);
        (track, &self.lists[TrackIndex::list_of(track)])
    }

    fn track_matches(&self, matches: &TrackMatch, invoice: &Invoice<'_>) -> bool {
        matches.columns.iter().all(|wanted| self.column_matches(wanted, invoice))
            && matches.amount.holds(invoice.terms.currency, Balance::from(invoice.terms.amount), self.fx)
    }

    /// Do the conditions hold, those on the customer apart?
    pub fn hold(&self, conditions: &Conditions, sight: &Sight<'_>) -> bool {
        conditions.day.is_none_or(|day| sight.clock >= day)
            && conditions.balance.holds(sight.invoice.terms.currency, sight.balance, self.fx)
            && conditions.broken_promises.is_none_or(|least| sight.broken_promises >= least)
            && conditions.unanswered.holds(sight.unanswered)
            && conditions.responded.is_none_or(|responded| sight.responded == responded)
            && conditions.matches.iter().all(|wanted| self.column_matches(wanted, sight.invoice))
    }

    /// Do the stages or rules look at touches that nobody answered?
    pub fn look_at_touches(&self) -> bool {
        self.unanswered
    }

    pub fn look_at_customers(&self) -> bool {
        !self.gates.is_empty()
    }

    /// What an action wants of its customer, if it wants anything.
    pub fn gate(&self, action: &Action) -> Option<CustomerGate> {
        if self.gates.is_empty() || !action.when.customer.is_set() {
            return None;
        }
        self.gates.iter().position(|gate| **gate == action.when.customer).map(CustomerGate)
    }

    /// The same of an action of a stage by its place in the workflow.
    pub fn gate_of(&self, track: Option<TrackIndex>, key: ActionKey) -> Option<CustomerGate> {
        match key {
            ActionKey::Stage { stage, action, .. } => self.gate(self.workflow.stages_of(track).get(stage.get())?.actions.get(action)?),
            ActionKey::Override(..) => None,
        }
    }

    /// To whom an action goes by its place in the workflow, if it is an email; nothing for the column `email`.
    pub fn to(&self, track: Option<TrackIndex>, key: ActionKey) -> &'r [Recipient] {
        let ActionKey::Stage { stage, action, .. } = key else { return &[] };
        let stage = self.workflow.stages_of(track).get(stage.get());
        stage.and_then(|stage| stage.actions.get(action)).map_or(&[], |action| &action.recipients.to)
    }

    /// To whom the emails of a stage go; to the column `email`, if it has none, or tasks of overrides are emails.
    pub fn recipients(&self, track: Option<TrackIndex>, stage: Option<StageIndex>) -> impl Iterator<Item = &'r [Recipient]> {
        let stages = self.workflow.stages_of(track);
        let actions = stage.and_then(|stage| stages.get(stage.get())).map_or(&[][..], |stage| &stage.actions);
        let emails = actions.iter().filter(|action| action.channel == Channel::Email);
        let overrides = &self.workflow.overrides;
        let of_overrides = [Some(overrides.promise.broken.channel), overrides.payment.returned.map(|returned| returned.channel)];
        let is_to_email = emails.clone().next().is_none() || of_overrides.contains(&Some(Channel::Email));
        emails.map(|action| action.recipients.to.as_slice()).chain(is_to_email.then_some(&[][..]))
    }

    /// What puts a customer on credit hold, if anything does.
    pub fn credit_hold_gate(&self) -> Option<CustomerGate> {
        let hold = self.workflow.credit_hold.as_ref()?;
        self.gates.iter().position(|gate| **gate == hold.trigger).map(CustomerGate)
    }

    /// Is it an invoice whose customer may be put on credit hold?
    pub fn is_for_credit_hold(&self, invoice: &Invoice<'_>) -> bool {
        self.workflow.credit_hold.as_ref().is_some_and(|hold| hold.matches.iter().all(|wanted| self.column_matches(wanted, invoice)))
    }

    pub fn conditions_of(&self, CustomerGate(gate): CustomerGate) -> &'r CustomerConditions {
        self.gates[gate]
    }

    /// Does a customer who owes that on a day meet it, for an action of an invoice in a currency?
    pub fn is_met(&self, CustomerGate(gate): CustomerGate, debts: &Debts, currency: Currency, day: Day) -> bool {
        let CustomerConditions { overdue, open, oldest, invoices } = self.gates[gate];
        sum_holds(debts, overdue, Owed::Overdue, currency, self.fx)
            && sum_holds(debts, open, Owed::Open, currency, self.fx)
            && debts.oldest(day).is_none_or(|days| oldest.holds(days))
            && invoices.holds(debts.overdue)
    }

    fn column_matches(&self, wanted: &ColumnMatch, invoice: &Invoice<'_>) -> bool {
        let found = match wanted.column.as_str() {
            "currency" => Some(invoice.terms.currency.code()),
            name => self.position(name).map(|index| invoice.text_at(index)),
        };
        found.is_some_and(|found| wanted.values.iter().any(|value| value == found))
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().find(|(column, _)| *column == name).and_then(|(_, position)| *position)
    }

    /// The id of the declared owner, or the name from the ledger; `true` for a name that the workflow does not declare.
    pub fn owner<'a>(&'a self, owner: OwnerId, invoice: &Invoice<'a>) -> (Cow<'a, str>, bool) {
        owner_of(self.workflow, owner, invoice)
    }

    /// Can an action of any invoice have an id that names this, now or in an earlier version of the workflow?
    pub fn has_action(&self, asked_by: AskedBy<'_>) -> bool {
        let AskedBy::Stage { stage, action, occurrence, .. } = asked_by else { return true };
        let stages = self.lists.iter().filter_map(|list| Some(&list.stages[list.stage_called(stage)?]));
        let mut actions = stages.filter_map(|stage| Some(&stage.actions[stage.action_called(action)?]));
        actions.any(|action| action.occurs(occurrence))
    }

    /// Has any list of stages one that is or was called so?
    pub fn has_stage(&self, stage: &str) -> bool {
        self.lists.iter().any(|list| list.stage_called(stage).is_some())
    }

    /// The day that counts of a due date.
    pub fn due_on(&self, due: Day) -> Day {
        self.workflow.calendar.due_on(due)
    }

    pub fn works_on(&self, day: Day) -> bool {
        self.workflow.calendar.works_on(day)
    }
}

fn conditions(workflow: &Workflow) -> impl Iterator<Item = (&Conditions, u32)> {
    let stages = workflow.stage_lists().flatten();
    let of_stages = stages.flat_map(|stage| {
        std::iter::once((&stage.trigger, stage.line)).chain(stage.actions.iter().map(|action| (&action.when, action.line)))
    });
    of_stages.chain(workflow.escalate.iter().map(|rule| (&rule.trigger, rule.line)))
}

/// The columns that conditions and tracks name, with their lines.
fn named_columns(workflow: &Workflow) -> impl Iterator<Item = (&str, u32)> {
    let of_conditions = conditions(workflow).flat_map(|(conditions, line)| conditions.matches.iter().map(move |wanted| (wanted, line)));
    let of_tracks = workflow.tracks.iter().flat_map(|track| track.matches.columns.iter().map(|wanted| (wanted, track.line)));
    let of_hold = workflow.credit_hold.iter().flat_map(|hold| hold.matches.iter().map(|wanted| (wanted, hold.line)));
    of_conditions.chain(of_tracks).chain(of_hold).map(|(wanted, line)| (wanted.column.as_str(), line))
}

/// The columns that emails take addresses from, as the workflow says, with their lines.
fn recipient_columns(workflow: &Workflow) -> impl Iterator<Item = (&str, u32)> {
    let actions = workflow.stage_lists().flatten().flat_map(|stage| &stage.actions);
    let of_actions = actions.flat_map(|action| action.recipients.columns().map(|column| (column, action.line)));
    let drafts = &workflow.drafts;
    of_actions.chain(columns_of(&drafts.cc).chain(columns_of(&drafts.bcc)).map(|column| (column, 0)))
}

/// The columns from which an email may take its first recipients.
pub(super) fn to_columns(workflow: &Workflow) -> impl Iterator<Item = &str> {
    workflow.stage_lists().flatten().flat_map(|stage| &stage.actions).flat_map(|action| columns_of(&action.recipients.to))
}

/// The columns of invoices that conditions look at, and those that name owners or addresses.
pub fn columns_read(workflow: &Workflow) -> impl Iterator<Item = &str> {
    let of_owners = workflow.owners.iter().filter_map(|owner| match &owner.source {
        OwnerSource::FromColumn { column, .. } => Some(column.as_str()),
        OwnerSource::Declared { .. } => None,
    });
    named_columns(workflow).map(|(name, _)| name).chain(of_owners).chain(to_columns(workflow))
}

pub(super) fn sum_holds(debts: &Debts, range: &AmountRange, owed: Owed, currency: Currency, fx: Option<&Fx>) -> bool {
    !range.is_set() || range.holds_for(currency, debts.sum(owed, currency), || debts.total(owed, currency, fx))
}

/// A sum as a range looks at it: by number in base currency, else in one currency.
pub(super) fn sum_seen(debts: &Debts, range: &AmountRange, owed: Owed, currency: Currency, fx: Option<&Fx>) -> Decimal {
    if range.bounds().any(Amount::is_number) { debts.total(owed, currency, fx) } else { currency.major(debts.sum(owed, currency)) }
}
