//! The words of a workflow that actions repeat: ids, names, owners, templates. Each is kept once, and shared by all that say it.

use super::action_kind::{ActionKey, ActionKind};
use super::flags::Flags;
use super::rank;
use super::reason::{By, EnteredBy};
use crate::action_id::ActionId;
use crate::calendar::Day;
use crate::ledger::Invoice;
use crate::money::{Balance, Currency, Decimal, Fx, value};
use crate::workflow::{Assigned, Owner, OwnerId, OwnerSource, Priority, Stage, StageIndex, TrackIndex, Workflow, assigned, of_occurrence};
use std::sync::Arc;

/// What a plan needs of its workflow to say what is due, and how urgent it is.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// The stages of each list: the workflow's own, then those of its tracks.
    lists: Vec<Vec<StageWords>>,
    owners: Vec<Owner>,
    owner_ids: Vec<Arc<str>>,
    rules: Vec<Arc<str>>,
    broken_template: Option<Arc<str>>,
    /// After so many days an open dispute takes too long.
    dispute_days: Option<u32>,
    priority: Priority,
    fx: Option<Fx>,
}

#[derive(Clone, Debug)]
struct StageWords {
    id: Box<str>,
    name: Arc<str>,
    actions: Vec<ActionWords>,
}

#[derive(Clone, Debug)]
struct ActionWords {
    id: Box<str>,
    /// See [`crate::workflow::Action::templates`].
    templates: Vec<Arc<str>>,
    times: Option<u32>,
}

impl Words {
    pub fn new(workflow: &Workflow, fx: Option<&Fx>) -> Words {
        Words {
            lists: workflow.stage_lists().map(|stages| stages.iter().map(StageWords::new).collect()).collect(),
            owners: workflow.owners.clone(),
            owner_ids: workflow.owners.iter().map(|owner| owner.id.as_str().into()).collect(),
            rules: workflow.escalate.iter().map(|rule| rule.id.as_str().into()).collect(),
            broken_template: workflow.overrides.promise.broken.template.as_deref().map(Arc::from),
            dispute_days: workflow.overrides.dispute.sla.map(|sla| sla.days),
            priority: workflow.priority.clone(),
            fx: fx.cloned(),
        }
    }

    fn stage(&self, track: Option<TrackIndex>, stage: StageIndex) -> &StageWords {
        &self.lists[TrackIndex::list_of(track)][stage.get()]
    }

    pub fn stage_name(&self, track: Option<TrackIndex>, stage: StageIndex) -> Arc<str> {
        Arc::clone(&self.stage(track, stage).name)
    }

    /// The id of an action of an invoice on a track: `INV-1042/escalation/call/1`.
    pub fn action_id(&self, invoice: &str, track: Option<TrackIndex>, key: ActionKey) -> ActionId {
        match key {
            ActionKey::Stage { journey, stage, action, occurrence } => {
                let stage = self.stage(track, stage);
                ActionId::of_stage(invoice, journey, &stage.id, &stage.actions[action].id, occurrence)
            }
            ActionKey::Override(kind, number) => ActionId::of_override(invoice, kind.id_part(), number),
        }
    }

    /// The template of an action; `None` for the channel's own.
    pub fn template(&self, track: Option<TrackIndex>, key: ActionKey) -> Option<Arc<str>> {
        match key {
            ActionKey::Stage { stage, action, occurrence, .. } => {
                of_occurrence(&self.stage(track, stage).actions[action].templates, occurrence).cloned()
            }
            ActionKey::Override(ActionKind::BrokenPromise, _) => self.broken_template.clone(),
            ActionKey::Override(..) => None,
        }
    }

    /// How often an action of a stage comes at most; `None` if there is no end.
    pub fn times(&self, track: Option<TrackIndex>, stage: StageIndex, action: usize) -> Option<u32> {
        self.stage(track, stage).actions[action].times
    }

    /// Whose something of an invoice is: a declared owner's id, or whom the ledger names.
    pub fn owner(&self, owner: OwnerId, invoice: &Invoice<'_>) -> Arc<str> {
        match assigned(&self.owners, owner, |column| invoice.column(column).unwrap_or("")) {
            Assigned::Declared(owner) => Arc::clone(&self.owner_ids[owner.index()]),
            Assigned::Named(name) => Arc::from(name),
        }
    }

    pub fn entered_by(&self, by: By) -> EnteredBy {
        match by {
            By::Clock => EnteredBy::Clock,
            By::Event => EnteredBy::Event,
            By::BrokenPromise => EnteredBy::BrokenPromise,
            By::Rule(place) => self.rules.get(usize::from(place)).map_or(EnteredBy::Clock, |rule| EnteredBy::Rule(Arc::clone(rule))),
        }
    }

    pub fn owner_columns(&self) -> impl Iterator<Item = &str> {
        self.owners.iter().filter_map(|owner| match &owner.source {
            OwnerSource::FromColumn { column, .. } => Some(column.as_str()),
            OwnerSource::Declared { .. } => None,
        })
    }

    /// The days after which a dispute takes too long, if one that began on the first of these days does on the second.
    pub fn overdue_after(&self, since: Day, day: Day) -> Option<u32> {
        self.dispute_days.filter(|days| day.since(since) >= *days as i32)
    }

    pub fn score(&self, flags: &Flags, balance: Balance, currency: Currency) -> Decimal {
        let value = value(self.fx.as_ref(), currency, balance);
        if *flags == Flags::default() {
            return value;
        }
        let factor = rank::weights(flags, &self.priority).fold(Decimal::ONE, |sum, (_, weight)| sum.plus(weight));
        value.times(factor)
    }
}

impl StageWords {
    fn new(stage: &Stage) -> StageWords {
        let actions = stage.actions.iter().map(|action| ActionWords {
            id: action.id.as_str().into(),
            templates: action.templates.iter().map(|name| name.as_str().into()).collect(),
            times: action.repeat.map_or(Some(1), |repeat| repeat.times),
        });
        StageWords { id: stage.id.as_str().into(), name: stage.name.as_str().into(), actions: actions.collect() }
    }
}
