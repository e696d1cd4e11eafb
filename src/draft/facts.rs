//! What is known for the message of one action: the value of every placeholder, worked out when it is asked for.

use super::account::{CustomerAccount, ListedInvoice, MOST_LISTED};
use super::bundle::Bundle;
use super::composer::Composer;
use super::escape::clean;
use super::history::{HistoryEntry, events_of, history};
use super::placeholders::Placeholder;
use super::value::Value;
use crate::action_id::ActionId;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Events, Field, Invoice, InvoiceId, Kind};
use crate::money::{Balance, Currency, Fx, Minor};
use crate::plan::{DueAction, LateFee, Plan, Reason, dispute_reason, late_fee};
use crate::report::{Cash, Dossier};
use crate::sender::Sender;
use crate::workflow::{Assigned, OwnerKind, OwnerSource, Stage, Workflow, assigned};
use std::cell::OnceCell;
use std::collections::HashSet;

/// What is known for the message of one action.
pub(super) struct MessageFacts<'a> {
    pub as_of: Day,
    pub action: &'a DueAction,
    pub bundle: &'a Bundle<'a>,
    pub invoice: Invoice<'a>,
    pub sender: &'a Sender,
    /// The name of whoever does it.
    pub owner_name: &'a str,
    /// Their address; may be empty.
    pub owner_email: &'a str,
    pub automated: bool,
    plan: &'a Plan,
    workflow: &'a Workflow,
    events: &'a Events,
    fx: Option<&'a Fx>,
    /// What is known of its customer, where somebody gathered it.
    pub dossier: Option<&'a Dossier>,
    late_fees: OnceCell<Vec<LateFee>>,
}

/// What the invoices of a message come to in one currency.
#[derive(Clone, Copy, Debug)]
pub(super) struct Total {
    pub currency: Currency,
    pub balance: Balance,
    pub count: usize,
}

impl<'a> MessageFacts<'a> {
    /// The facts for a message.
    pub fn new(composer: &Composer<'a>, bundle: &'a Bundle<'a>) -> MessageFacts<'a> {
        let Composer { plan, workflow, events, fx, sender, dossiers, .. } = *composer;
        let action = bundle.lead;
        let declared = workflow.owner_named(&action.owner).map(|id| &workflow.owner(id).source);
        let (owner_name, owner_email, automated) = match declared {
            Some(OwnerSource::Declared { kind, name, email }) => (name.as_str(), email.as_str(), *kind == OwnerKind::Automated),
            // A name from the ledger.
            Some(OwnerSource::FromColumn { .. }) | None => (&*action.owner, "", false),
        };
        let invoice = plan.invoices.get(action.invoice);
        let (dossier, late_fees) = (dossiers.get(&action.id), OnceCell::new());
        let as_of = plan.as_of;
        MessageFacts {
            as_of,
            action,
            bundle,
            invoice,
            sender,
            owner_name,
            owner_email,
            automated,
            plan,
            workflow,
            events,
            fx,
            dossier,
            late_fees,
        }
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
            Placeholder::ActionId => text(self.action.id.as_str()),
            Placeholder::InvoiceId => self.field(Field::InvoiceId),
            Placeholder::InvoiceAmount => Value::Money(Balance::from(terms.amount), terms.currency),
            Placeholder::InvoiceBalance => Value::Money(self.action.balance, terms.currency),
            Placeholder::InvoiceAsked => Value::Money(self.lead().asked(), terms.currency),
            Placeholder::InvoiceDisputed => Value::Money(self.lead().disputed, terms.currency),
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
            Placeholder::CustomerLanguage => Value::text(self.language()),
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
            Placeholder::LateFeeAmount => self.money(self.sum_of_late_fees(|fee| fee.open)),
            Placeholder::LateFeeFlat => self.of_late_fee(|fee| self.money(fee.flat)),
            Placeholder::LateFeeInterest => self.of_late_fee(|fee| self.money(fee.interest)),
            Placeholder::LateFeeSince => self.of_late_fee(|fee| Value::Date(fee.since)),
            Placeholder::LateFeePercent => {
                self.of_late_fee(|fee| if fee.percent.is_zero() { Value::Empty } else { Value::text(fee.percent.to_string()) })
            }
            Placeholder::LateFeePerDay => self.money(self.sum_of_late_fees(|fee| fee.per_day)),
            Placeholder::LateFeeMinimum => self.of_late_fee(|fee| self.money(fee.minimum.unwrap_or(0))),
            Placeholder::LateFeeCharged => self.of_late_fee(|fee| self.money(fee.charged)),
            Placeholder::LateFeeTotal => match self.sum_of_late_fees(|fee| fee.open) {
                0 => Value::Empty,
                open => self.money(self.asked() + open),
            },
            Placeholder::Dossier => self.dossier.map_or(Value::Empty, |dossier| Value::Markdown(dossier.markdown())),
            Placeholder::History => Value::Flag(!self.history().is_empty()),
            Placeholder::Several => Value::Flag(self.bundle.demand().len() > 1),
            Placeholder::Invoices | Placeholder::Totals => Value::Flag(true),
            Placeholder::TotalBalance => Value::Money(self.invoices().map(|listed| listed.balance).sum(), terms.currency),
            Placeholder::TotalAsked => Value::Money(self.asked(), terms.currency),
            Placeholder::TotalDisputed => Value::Money(self.invoices().map(|listed| listed.disputed).sum(), terms.currency),
            Placeholder::TotalCount => Value::Number(self.bundle.demand().len() as i64),
            Placeholder::AlsoDue => Value::Flag(!self.bundle.also_due().is_empty()),
            Placeholder::AlsoDueBalance => Value::Money(self.also_due().map(|listed| listed.balance).sum(), terms.currency),
            Placeholder::AlsoDueAsked => Value::Money(self.also_due().map(|listed| listed.asked()).sum(), terms.currency),
            Placeholder::AlsoDueCount => Value::Number(self.bundle.also_due().len() as i64),
            Placeholder::Others => Value::Flag(self.count_of_others() > 0),
            Placeholder::OthersMore => Value::Number(self.count_of_others().saturating_sub(MOST_LISTED) as i64),
            Placeholder::AccountItems => Value::Flag(!self.account().items.is_empty()),
            Placeholder::AccountCredits => Value::Flag(!self.account().credits.is_empty()),
            Placeholder::AccountCount => Value::Number(self.account().items.len() as i64),
            Placeholder::AccountMore => Value::Number(self.account().items.len().saturating_sub(MOST_LISTED) as i64),
            Placeholder::AccountBalance => Value::Money(self.account().balance, terms.currency),
            Placeholder::AccountOverdue => self.aged(|cash| cash.overdue.iter().sum()),
            Placeholder::AccountDisputed => Value::Money(self.account().disputed, terms.currency),
            Placeholder::AccountPromised => Value::Money(self.account().promised, terms.currency),
            Placeholder::AccountCredit => Value::Money(self.account().credit, terms.currency),
            Placeholder::AccountCash => Value::Money(self.account().cash, terms.currency),
            Placeholder::AccountNet => Value::Money(self.account().net(), terms.currency),
            Placeholder::AccountAsked => Value::Money(self.account().asked(), terms.currency),
            Placeholder::AccountWhole => Value::Flag(self.account().items.len() == self.bundle.demand().len()),
            Placeholder::AgeingCurrent => self.aged(|cash| cash.current),
            Placeholder::AgeingDue => self.aged(|cash| cash.due),
            Placeholder::AgeingTo30 => self.aged(|cash| cash.overdue[0]),
            Placeholder::AgeingTo60 => self.aged(|cash| cash.overdue[1]),
            Placeholder::AgeingTo90 => self.aged(|cash| cash.overdue[2]),
            Placeholder::AgeingOver90 => self.aged(|cash| cash.overdue[3]),
        }
    }

    /// The language in which the customer is written to; empty where no row names one.
    pub fn language(&self) -> &'a str {
        self.plan.languages.of(self.action.invoice)
    }

    /// The invoice that gives the message its template.
    fn lead(&self) -> ListedInvoice<'a> {
        ListedInvoice::of_action(self.plan, self.action)
    }

    /// The invoices that the message is about.
    pub fn invoices(&self) -> impl Iterator<Item = ListedInvoice<'a>> {
        self.bundle.demand().iter().map(|action| ListedInvoice::of_action(self.plan, action))
    }

    /// Those that it reminds of beside them.
    pub fn also_due(&self) -> impl Iterator<Item = ListedInvoice<'a>> {
        self.bundle.also_due().iter().map(|action| ListedInvoice::of_action(self.plan, action))
    }

    pub fn named(&self) -> impl Iterator<Item = ListedInvoice<'a>> {
        self.invoices().chain(self.also_due())
    }

    /// What is asked for on the invoices that the message is about.
    fn asked(&self) -> Balance {
        self.invoices().map(|listed| listed.asked()).sum()
    }

    fn account(&self) -> &'a CustomerAccount<'a> {
        &self.bundle.account
    }

    /// A part of what is open by age.
    fn aged(&self, part: impl Fn(&Cash) -> Balance) -> Value<'a> {
        Value::Money(self.account().ageing.as_ref().map_or(0, part), self.invoice.terms.currency)
    }

    /// All that the customer has open, as far as a message lists it.
    pub fn account_items(&self) -> impl Iterator<Item = ListedInvoice<'a>> {
        self.account().items.iter().take(MOST_LISTED).copied()
    }

    /// What is open on the customer's credit notes, as far as a message lists it.
    pub fn account_credits(&self) -> impl Iterator<Item = ListedInvoice<'a>> {
        self.account().credits.iter().take(MOST_LISTED).copied()
    }

    /// Others of the customer that are not due yet, as far as a message lists them.
    pub fn others(&self) -> Vec<ListedInvoice<'a>> {
        let own: HashSet<InvoiceId> = self.bundle.actions.iter().map(|action| action.invoice).collect();
        self.upcoming().iter().filter(|item| !own.contains(&item.place)).take(MOST_LISTED).copied().collect()
    }

    fn count_of_others(&self) -> usize {
        let own = self.bundle.actions.iter().filter(|action| action.due_date >= self.as_of).count();
        self.upcoming().len().saturating_sub(own)
    }

    fn upcoming(&self) -> &'a [ListedInvoice<'a>] {
        self.account().upcoming(self.action.channel, &self.invoice)
    }

    /// What they come to, by currency.
    pub fn totals(&self) -> Vec<Total> {
        let mut totals: Vec<Total> = Vec::new();
        for listed in self.invoices() {
            let currency = listed.invoice.terms.currency;
            match totals.iter_mut().find(|total| total.currency == currency) {
                Some(total) => (total.balance, total.count) = (total.balance + listed.balance, total.count + 1),
                None => totals.push(Total { currency, balance: listed.balance, count: 1 }),
            }
        }
        totals
    }

    /// The ids of the actions whose emails went out before about these invoices, oldest first, those of the message's first
    /// invoice last; each once.
    pub fn sent_before(&self) -> Vec<ActionId> {
        let mut sent: Vec<(bool, Day, ActionId)> = Vec::new();
        for action in &self.bundle.actions {
            let invoice = self.plan.invoices.get(action.invoice);
            for (event, _) in events_of(self.events, &invoice, self.as_of) {
                let Kind::Touch { channel: Channel::Email, reference: Some(reference), .. } = event.kind else { continue };
                let Some(id) = self.events.action_of(reference, invoice.id()) else { continue };
                sent.push((action.invoice == self.action.invoice, event.date, id));
            }
        }
        sent.sort_by_key(|(of_lead, day, _)| (*of_lead, *day));
        let mut seen = HashSet::with_capacity(sent.len());
        sent.into_iter().map(|(_, _, id)| id).filter(|id| seen.insert(id.clone())).collect()
    }

    /// Who gets a copy, by name and address: the workflow's owner for each of the invoices, each address once.
    pub fn copied(&self) -> Vec<(String, String)> {
        let Some(id) = self.workflow.drafts.cc else { return Vec::new() };
        let mut copied: Vec<(String, String)> = Vec::new();
        for listed in self.named() {
            let cell = |column: &str| listed.invoice.column(column).unwrap_or_default();
            let one = match assigned(&self.workflow.owners, id, cell) {
                Assigned::Named(name) => (String::new(), name.to_owned()),
                Assigned::Declared(owner) => match &self.workflow.owner(owner).source {
                    OwnerSource::Declared { name, email, .. } => (name.clone(), email.clone()),
                    OwnerSource::FromColumn { .. } => continue,
                },
            };
            if copied.iter().all(|(_, email)| !email.eq_ignore_ascii_case(&one.1)) {
                copied.push(one);
            }
        }
        copied
    }

    /// Where answers are to go, if not to whoever writes.
    pub fn reply_to(&self) -> Option<&'a str> {
        self.workflow.drafts.reply_to.as_deref()
    }

    pub fn history(&self) -> Vec<HistoryEntry<'a>> {
        history(self.events, self.workflow, &self.invoice, self.as_of)
    }

    /// An amount in the invoice's currency; nothing where it is 0.
    fn money(&self, minor: Balance) -> Value<'a> {
        if minor == 0 { Value::Empty } else { Value::Money(minor, self.invoice.terms.currency) }
    }

    /// The late fees of its invoices, where there is one to ask for. They are worked out once, and only for templates that name them.
    fn late_fees(&self) -> &[LateFee] {
        self.late_fees.get_or_init(|| {
            let columns = self.invoice.columns();
            let fee = |listed: ListedInvoice<'_>| late_fee(self.workflow, self.fx, columns, self.events, &listed.invoice, self.as_of);
            self.invoices().filter_map(fee).filter(|fee| fee.open > 0).collect()
        })
    }

    /// Something of the late fee; nothing where there is none to ask for, or where each of several invoices has its own.
    fn of_late_fee(&self, value: impl FnOnce(&LateFee) -> Value<'a>) -> Value<'a> {
        match self.late_fees() {
            [fee] if self.bundle.demand().len() == 1 => value(fee),
            _ => Value::Empty,
        }
    }

    fn sum_of_late_fees(&self, amount: impl Fn(&LateFee) -> Balance) -> Balance {
        self.late_fees().iter().map(amount).sum()
    }

    fn stage(&self) -> Option<&'a Stage> {
        self.workflow.stages_of(self.action.track).get(self.action.stage?.get())
    }

    fn next_stage(&self) -> Option<&'a Stage> {
        self.workflow.stages_of(self.action.track).get(self.action.stage.map_or(0, |stage| stage.next().get()))
    }

    /// The first day on which the next stage can begin if its action is done today and nothing else happens.
    fn earliest(&self, next: &Stage) -> Day {
        let by_clock = next.day.saturating_sub(self.action.clock).max(1);
        let held_back = self.stage().filter(|stage| stage.holds_back(self.workflow.sequential));
        let by_touch = held_back.map_or(1, |stage| stage.wait_until(Some(next)));
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
        let reason = dispute_reason(self.workflow, self.fx, self.invoice.columns(), self.events, &self.invoice, self.as_of);
        reason.map_or(Value::Empty, |reason| Value::text(clean(reason)))
    }
}

/// The invoices that a message names, in words: `invoice INV-7`, `invoices INV-7, INV-8`. Of many only the first.
pub(super) fn invoices_in_words(facts: &MessageFacts<'_>) -> String {
    const MOST: usize = 20;
    let ids: Vec<_> = facts.named().take(MOST).map(|listed| clean(listed.invoice.id())).collect();
    let more = facts.bundle.actions.len() - ids.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{} {}{more}", if ids.len() > 1 { "invoices" } else { "invoice" }, ids.join(", "))
}
