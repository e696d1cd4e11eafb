//! What is known for the message of one action: the value of every placeholder, worked out when it is asked for.

use super::compose::Composer;
use super::escape::clean;
use super::history::{HistoryEntry, events_of, history};
use super::placeholders::Placeholder;
use super::value::Value;
use crate::calendar::Day;
use crate::ledger::{Events, Field, Invoice, Kind, TextId};
use crate::money::{Balance, Fx, Minor};
use crate::plan::{DueAction, LateFee, Reason, late_fee};
use crate::report::Dossier;
use crate::sender::Sender;
use crate::workflow::{OwnerKind, OwnerSource, Stage, Workflow};
use std::cell::OnceCell;

/// What is known for the message of one action.
pub(super) struct Facts<'a> {
    /// The day of the plan.
    pub as_of: Day,
    /// What is to be done.
    pub action: &'a DueAction,
    /// About which invoice.
    pub invoice: Invoice<'a>,
    /// Who writes.
    pub sender: &'a Sender,
    /// The name of whoever does it.
    pub owner_name: &'a str,
    /// Their address; may be empty.
    pub owner_email: &'a str,
    /// Is it a program?
    pub automated: bool,
    workflow: &'a Workflow,
    events: &'a Events,
    fx: Option<&'a Fx>,
    /// What is known of its customer, where somebody gathered it.
    pub dossier: Option<&'a Dossier>,
    late_fee: OnceCell<Option<LateFee>>,
}

impl<'a> Facts<'a> {
    /// The facts for one of the plan's actions.
    pub fn new(composer: &Composer<'a>, action: &'a DueAction) -> Facts<'a> {
        let Composer { plan, workflow, events, fx, sender, dossiers, .. } = *composer;
        let declared = workflow.owner_named(&action.owner).map(|id| &workflow.owner(id).source);
        let (owner_name, owner_email, automated) = match declared {
            Some(OwnerSource::Declared { kind, name, email }) => (name.as_str(), email.as_str(), *kind == OwnerKind::Automated),
            // A name from the ledger.
            Some(OwnerSource::FromColumn { .. }) | None => (action.owner.as_str(), "", false),
        };
        let invoice = plan.invoices.get(action.invoice);
        let (dossier, late_fee) = (dossiers.get(&action.id), OnceCell::new());
        Facts { as_of: plan.as_of, action, invoice, sender, owner_name, owner_email, automated, workflow, events, fx, dossier, late_fee }
    }

    /// A text of the invoice's row.
    pub fn field(&self, field: Field) -> Value<'a> {
        Value::text(clean(self.invoice.field(field)))
    }

    /// What the placeholder stands for.
    pub fn value(&self, placeholder: &Placeholder) -> Value<'a> {
        let terms = self.invoice.terms;
        let text = |text: &'a str| Value::text(clean(text));
        match placeholder {
            Placeholder::InvoiceId => self.field(Field::InvoiceId),
            Placeholder::InvoiceAmount => Value::Money(Balance::from(terms.amount), terms.currency),
            Placeholder::InvoiceBalance => Value::Money(self.action.balance, terms.currency),
            Placeholder::InvoiceCurrency => Value::text(terms.currency.code()),
            Placeholder::InvoiceIssueDate => terms.issue_date.map_or(Value::Empty, Value::Date),
            Placeholder::InvoiceDueDate => Value::Date(self.action.due_date),
            Placeholder::InvoiceDaysPastDue => Value::Number(i64::from(self.action.days_past_due)),
            Placeholder::InvoicePaymentLink => self.field(Field::PaymentLink),
            Placeholder::Extra(column) => text(self.invoice.column(column).unwrap_or_default()),
            Placeholder::CustomerId => self.field(Field::CustomerId),
            Placeholder::CustomerName => self.field(Field::CustomerName),
            Placeholder::CustomerContact => self.field(Field::Contact),
            Placeholder::CustomerEmail => self.field(Field::Email),
            Placeholder::CustomerPhone => self.field(Field::Phone),
            Placeholder::CustomerLanguage => self.field(Field::Language),
            Placeholder::SenderName => text(&self.sender.name),
            Placeholder::SenderCompany => text(&self.sender.company),
            Placeholder::SenderEmail => text(&self.sender.email),
            Placeholder::SenderPhone => text(&self.sender.phone),
            Placeholder::StageName => self.stage().map_or(Value::Empty, |stage| text(&stage.name)),
            Placeholder::StageNextName => self.next_stage().map_or(Value::Empty, |stage| text(&stage.name)),
            Placeholder::StageNextDay => self.next_stage().map_or(Value::Empty, |stage| Value::Number(i64::from(stage.day))),
            Placeholder::StageNextDate => self.next_stage().map_or(Value::Empty, |stage| Value::Date(self.earliest(stage))),
            Placeholder::OwnerName => text(self.owner_name),
            Placeholder::OwnerEmail => text(self.owner_email),
            Placeholder::AsOf => Value::Date(self.as_of),
            Placeholder::PromiseDate => self.promise().map_or(Value::Empty, |(date, _)| Value::Date(date)),
            Placeholder::PromiseAmount => match self.promise() {
                Some((_, Some(minor))) => Value::Money(Balance::from(minor), terms.currency),
                _ => Value::Empty,
            },
            Placeholder::DisputeReason => self.dispute_reason(),
            Placeholder::LateFeeAmount => self.of_late_fee(|fee| self.money(fee.open)),
            Placeholder::LateFeeFlat => self.of_late_fee(|fee| self.money(fee.flat)),
            Placeholder::LateFeeInterest => self.of_late_fee(|fee| self.money(fee.interest)),
            Placeholder::LateFeeSince => self.of_late_fee(|fee| Value::Date(fee.since)),
            Placeholder::LateFeePercent => {
                self.of_late_fee(|fee| if fee.percent.is_zero() { Value::Empty } else { Value::text(fee.percent.to_string()) })
            }
            Placeholder::LateFeePerDay => self.of_late_fee(|fee| self.money(fee.per_day)),
            Placeholder::LateFeeMinimum => self.of_late_fee(|fee| self.money(fee.minimum.unwrap_or(0))),
            Placeholder::LateFeeCharged => self.of_late_fee(|fee| self.money(fee.charged)),
            Placeholder::LateFeeTotal => self.of_late_fee(|fee| self.money(self.action.balance + fee.open)),
            Placeholder::Dossier => self.dossier.map_or(Value::Empty, |dossier| Value::Markdown(dossier.markdown())),
            Placeholder::History => Value::Flag(!self.history().is_empty()),
        }
    }

    /// What happened so far.
    pub fn history(&self) -> Vec<HistoryEntry<'a>> {
        history(self.events, self.workflow, &self.invoice, self.as_of)
    }

    /// An amount in the invoice's currency; nothing where it is 0.
    fn money(&self, minor: Balance) -> Value<'a> {
        if minor == 0 { Value::Empty } else { Value::Money(minor, self.invoice.terms.currency) }
    }

    /// Something of the late fee; nothing where there is none to ask for. It is worked out once, and only for templates that name it.
    fn of_late_fee(&self, value: impl FnOnce(&LateFee) -> Value<'a>) -> Value<'a> {
        let fee = self.late_fee.get_or_init(|| {
            let columns = self.invoice.columns();
            late_fee(self.workflow, self.fx, columns, self.events, &self.invoice, self.as_of).filter(|fee| fee.open > 0)
        });
        fee.as_ref().map_or(Value::Empty, value)
    }

    fn stage(&self) -> Option<&'a Stage> {
        self.workflow.stages_of(self.action.track).get(self.action.stage?)
    }

    fn next_stage(&self) -> Option<&'a Stage> {
        self.workflow.stages_of(self.action.track).get(self.action.stage.map_or(0, |index| index + 1))
    }

    /// The first day on which the next stage can begin if its action is done today and nothing else happens.
    fn earliest(&self, next: &Stage) -> Day {
        let by_clock = next.day.saturating_sub(self.action.clock).max(1);
        let held_back = self.stage().filter(|stage| stage.holds_back(self.workflow.sequential));
        let by_touch = held_back.map_or(1, |stage| {
            let wait = stage.wait_days.map_or(next.day - stage.day, |days| i32::try_from(days).unwrap_or(i32::MAX));
            wait.max(1)
        });
        self.as_of.plus(by_clock.max(by_touch))
    }

    /// The latest promise: its date, and its amount where it is not the whole.
    fn promise(&self) -> Option<(Day, Option<Minor>)> {
        if let Reason::BrokenPromise { promised, amount, .. } = self.action.why {
            return Some((promised, amount));
        }
        events_of(self.events, &self.invoice, self.as_of).into_iter().rev().find_map(|(event, _)| match event.kind {
            Kind::Promise { until, amount } => Some((until, amount)),
            _ => None,
        })
    }

    /// The reason of the latest dispute that is open.
    fn dispute_reason(&self) -> Value<'a> {
        if let Reason::Dispute { reason, .. } = &self.action.why {
            return reason.as_deref().map_or(Value::Empty, |reason| Value::text(clean(reason)));
        }
        let mut open: Vec<Option<TextId>> = Vec::new();
        for (event, _) in events_of(self.events, &self.invoice, self.as_of) {
            match event.kind {
                Kind::Dispute { reason } => open.push(reason),
                Kind::DisputeResolved { reason: None } => open.clear(),
                Kind::DisputeResolved { reason } => open.retain(|other| other.is_some() && *other != reason),
                _ => {}
            }
        }
        open.last().copied().flatten().map_or(Value::Empty, |reason| Value::text(clean(self.events.text(reason))))
    }
}
