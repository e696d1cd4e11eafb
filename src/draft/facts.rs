//! What is known for the message of one action: the value of every placeholder, worked out when it is asked for.

use super::account::{CustomerAccount, ListedInvoice, MOST_LISTED};
use super::bundle::Bundle;
use super::call_sheet;
use super::composer::Composer;
use super::escape::clean;
use super::history::{events_of, history};
use super::lists::{in_lines, list, listed_invoice};
use super::placeholders::Placeholder;
use super::postal;
use super::statement::Statement;
use super::value;
use crate::action_id::ActionId;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::ledger::{Field, Invoice, InvoiceId, Kind};
use crate::money::{Balance, Minor};
use crate::plan::{DueAction, LateFee, Reason, dispute_reason, late_fee};
use crate::report::{Cash, Dossier};
use crate::sender::Sender;
use crate::workflow::{OwnerKind, OwnerSource, Stage};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;

pub(super) struct MessageFacts<'a> {
    pub action: &'a DueAction,
    pub bundle: &'a Bundle<'a>,
    pub invoice: Invoice<'a>,
    pub sender: &'a Sender,
    pub as_of: Day,
    pub owner_name: &'a str,
    /// Their address; may be empty.
    pub owner_email: &'a str,
    pub automated: bool,
    pub(super) composer: Composer<'a>,
    /// What is known of its customer, where somebody gathered it.
    pub dossier: Option<&'a Dossier>,
    late_fees: OnceCell<Vec<LateFee>>,
    /// The statement that it is the message of.
    pub statement: Option<&'a Statement<'a>>,
}

impl<'a> MessageFacts<'a> {
    pub fn new(composer: &Composer<'a>, bundle: &'a Bundle<'a>) -> MessageFacts<'a> {
        let action = bundle.lead;
        let declared = composer.workflow.owner_named(&action.owner).map(|id| &composer.workflow.owner(id).source);
        let (owner_name, owner_email, automated) = match declared {
            Some(OwnerSource::Declared { kind, name, email }) => (name.as_str(), email.as_str(), *kind == OwnerKind::Automated),
            // A name from the ledger.
            Some(OwnerSource::FromColumn { .. }) | None => (&*action.owner, "", false),
        };
        MessageFacts {
            action,
            bundle,
            invoice: composer.plan.invoices.get(action.invoice),
            sender: composer.sender,
            as_of: composer.plan.as_of,
            owner_name,
            owner_email,
            automated,
            composer: *composer,
            dossier: composer.dossiers.get(&action.id),
            late_fees: OnceCell::new(),
            statement: None,
        }
    }

    /// What is known for the message of a statement: `bundle` has the account and somebody to write to.
    pub fn of_statement(composer: &Composer<'a>, bundle: &'a Bundle<'a>, statement: &'a Statement<'a>) -> MessageFacts<'a> {
        MessageFacts { statement: Some(statement), ..MessageFacts::new(composer, bundle) }
    }

    /// A text of the invoice's row.
    pub fn field(&self, field: Field) -> Cow<'a, str> {
        clean(self.invoice.field(field))
    }

    pub fn value(&self, placeholder: &Placeholder) -> Value {
        let terms = self.invoice.terms;
        if self.is_mixed() && placeholder.is_sum() {
            return Value::Null;
        }
        let text = |text: &'a str| value::text(clean(text));
        match placeholder {
            Placeholder::ActionId => text(self.action.id.as_str()),
            Placeholder::InvoiceId => value::text(self.field(Field::InvoiceId)),
            Placeholder::InvoiceAmount => value::amount(Balance::from(terms.amount), terms.currency),
            Placeholder::InvoiceBalance => value::amount(self.action.balance, terms.currency),
            Placeholder::InvoiceAsked => value::amount(self.lead().asked(), terms.currency),
            Placeholder::InvoiceDisputed => value::amount(self.lead().disputed, terms.currency),
            Placeholder::InvoiceCurrency => value::text(terms.currency.code()),
            Placeholder::InvoiceIssueDate => terms.issue_date.map_or(Value::Null, value::day),
            Placeholder::InvoiceDueDate => value::day(self.action.due_date),
            Placeholder::InvoiceDaysPastDue => Value::from(self.action.days_past_due),
            Placeholder::InvoicePaymentLink => value::text(self.field(Field::PaymentLink)),
            Placeholder::Extra(column) => text(self.invoice.column(column).unwrap_or_default()),
            Placeholder::CustomerId => value::text(self.field(Field::CustomerId)),
            Placeholder::CustomerName => value::text(self.field(Field::CustomerName)),
            Placeholder::CustomerContact => value::text(self.field(Field::Contact)),
            Placeholder::CustomerEmail => value::text(self.field(Field::Email)),
            Placeholder::CustomerPhone => value::text(self.field(Field::Phone)),
            Placeholder::CustomerLanguage => value::text(self.language()),
            Placeholder::SenderName => text(&self.sender.name),
            Placeholder::SenderCompany => text(&self.sender.company),
            Placeholder::SenderEmail => text(&self.sender.email),
            Placeholder::SenderPhone => text(&self.sender.phone),
            Placeholder::StageName => self.stage().map_or(Value::Null, |stage| text(&stage.name)),
            Placeholder::StageNextName => self.next_stage().map_or(Value::Null, |stage| text(&stage.name)),
            Placeholder::StageNextDay => self.next_stage().map_or(Value::Null, |stage| Value::from(stage.day)),
            Placeholder::StageNextDate => self.next_stage().map_or(Value::Null, |stage| value::day(self.earliest(stage))),
            Placeholder::OwnerName => text(self.owner_name),
            Placeholder::OwnerEmail => text(self.owner_email),
            Placeholder::AsOf => value::day(self.as_of),
            Placeholder::PromiseDate => self.promise().map_or(Value::Null, |(date, _)| value::day(date)),
            Placeholder::PromiseAmount => match self.promise() {
                Some((_, Some(minor))) => value::amount(Balance::from(minor), terms.currency),
                _ => Value::Null,
            },
            Placeholder::DisputeReason => self.dispute_reason(),
            Placeholder::LateFeeAmount => self.money(self.sum_of_late_fees(|fee| fee.open)),
            Placeholder::LateFeeFlat => self.of_late_fee(|fee| self.money(fee.flat_amounts())),
            Placeholder::LateFeeInterest => self.of_late_fee(|fee| self.money(fee.interest)),
            Placeholder::LateFeeSince => self.of_late_fee(|fee| value::day(fee.since)),
            Placeholder::LateFeePercent => self.of_late_fee(|fee| {
                fee.percent.filter(|percent| !percent.is_zero()).map_or(Value::Null, |percent| value::text(percent.to_string()))
            }),
            Placeholder::LateFeePerDay => self.money(self.sum_of_late_fees(|fee| fee.per_day)),
            Placeholder::LateFeeMinimum => self.of_late_fee(|fee| self.money(fee.minimum.unwrap_or(0))),
            Placeholder::LateFeeCharged => self.of_late_fee(|fee| self.money(fee.charged)),
            Placeholder::LateFeeTotal => match self.sum_of_late_fees(|fee| fee.open) {
                0 => Value::Null,
                open => self.money(self.asked() + open),
            },
            Placeholder::Dossier => self.dossier.map_or(Value::Null, |dossier| value::markdown(dossier.markdown())),
            Placeholder::CustomerAddress => in_lines(postal::lines(&self.invoice, &self.sender.country)),
            Placeholder::SenderAddress => in_lines(self.sender.address.iter().map(|line| clean(line).into_owned())),
            Placeholder::FoldMarks => Value::Bool(self.composer.workflow.drafts.fold_marks),
            Placeholder::History => Value::Array(self.history().0),
            Placeholder::HistoryMore => Value::from(self.history().1),
            Placeholder::Several => Value::Bool(self.bundle.demand().len() > 1),
            Placeholder::Invoices => list(self.bundle.demand().iter().map(|action| self.demanded(action))),
            Placeholder::Totals => self.totals(),
            Placeholder::TotalBalance => value::amount(self.invoices().map(|listed| listed.balance).sum(), terms.currency),
            Placeholder::TotalAsked => value::amount(self.asked(), terms.currency),
            Placeholder::TotalDisputed => value::amount(self.invoices().map(|listed| listed.disputed).sum(), terms.currency),
            Placeholder::TotalToPay => value::amount(self.to_pay(), terms.currency),
            Placeholder::TotalCount => Value::from(self.bundle.demand().len()),
            Placeholder::AlsoDue => list(self.also_due().map(|listed| listed_invoice(&listed))),
            Placeholder::AlsoDueBalance => value::amount(self.also_due().map(|listed| listed.balance).sum(), terms.currency),
            Placeholder::AlsoDueAsked => value::amount(self.also_due().map(|listed| listed.asked()).sum(), terms.currency),
            Placeholder::AlsoDueDisputed => value::amount(self.also_due().map(|listed| listed.disputed).sum(), terms.currency),
            Placeholder::AlsoDueCount => Value::from(self.bundle.also_due().len()),
            Placeholder::Others => list(self.others().take(MOST_LISTED).map(listed_invoice)),
            Placeholder::OthersMore => Value::from(self.others().count().saturating_sub(MOST_LISTED)),
            Placeholder::AccountItems => list(self.account().items.iter().take(self.most_listed()).map(listed_invoice)),
            Placeholder::AccountCredits => list(self.account().credits.iter().take(self.most_listed()).map(listed_invoice)),
            Placeholder::AccountCount => Value::from(self.account().items.len()),
            Placeholder::AccountMore => Value::from(self.account().items.len().saturating_sub(self.most_listed())),
            Placeholder::AccountBalance => value::amount(self.account().balance, terms.currency),
            Placeholder::AccountOverdue => self.aged(|cash| cash.overdue.iter().sum()),
            Placeholder::AccountDisputed => value::amount(self.account().disputed, terms.currency),
            Placeholder::AccountPromised => value::amount(self.account().promised, terms.currency),
            Placeholder::AccountCredit => value::amount(self.account().credit, terms.currency),
            Placeholder::AccountCash => value::amount(self.account().cash, terms.currency),
            Placeholder::AccountNet => value::amount(self.account().net(), terms.currency),
            Placeholder::AccountAsked => value::amount(self.account().asked(), terms.currency),
            Placeholder::AccountWhole => Value::Bool(self.is_whole()),
            Placeholder::Accounts => list(call_sheet::accounts(self.bundle)),
            Placeholder::AccountsOthers => Value::Array(call_sheet::others(self.bundle).0),
            Placeholder::AccountsMore => Value::from(call_sheet::others(self.bundle).1),
            Placeholder::AgeingCurrent => self.aged(|cash| cash.current),
            Placeholder::AgeingDue => self.aged(|cash| cash.due),
            Placeholder::AgeingTo30 => self.aged(|cash| cash.overdue[0]),
            Placeholder::AgeingTo60 => self.aged(|cash| cash.overdue[1]),
            Placeholder::AgeingTo90 => self.aged(|cash| cash.overdue[2]),
            Placeholder::AgeingOver90 => self.aged(|cash| cash.overdue[3]),
            Placeholder::StatementFrom
            | Placeholder::StatementOpening
            | Placeholder::StatementClosing
            | Placeholder::StatementCharged
            | Placeholder::StatementReceived
            | Placeholder::StatementMovements => self.statement.map_or(Value::Null, |statement| statement.value(placeholder)),
        }
    }

    /// Is there something to show for a placeholder?
    pub fn is_there(&self, placeholder: &Placeholder) -> bool {
        // What every invoice has need not be put into words.
        match placeholder {
            Placeholder::ActionId
            | Placeholder::InvoiceAmount
            | Placeholder::InvoiceBalance
            | Placeholder::InvoiceAsked
            | Placeholder::InvoiceDisputed
            | Placeholder::InvoiceCurrency
            | Placeholder::InvoiceDueDate
            | Placeholder::InvoiceDaysPastDue
            | Placeholder::AsOf
            | Placeholder::TotalBalance
            | Placeholder::TotalAsked
            | Placeholder::TotalDisputed
            | Placeholder::TotalCount
            | Placeholder::TotalToPay
            | Placeholder::AlsoDueDisputed
            | Placeholder::AlsoDueBalance
            | Placeholder::AlsoDueAsked
            | Placeholder::AlsoDueCount
            | Placeholder::OthersMore
            | Placeholder::AccountCount
            | Placeholder::AccountMore
            | Placeholder::AccountBalance
            | Placeholder::AccountOverdue
            | Placeholder::AccountDisputed
            | Placeholder::AccountPromised
            | Placeholder::AccountCredit
            | Placeholder::AccountCash
            | Placeholder::AccountNet
            | Placeholder::AccountAsked => true,
            _ => !value::plain(&self.value(placeholder)).is_empty(),
        }
    }

    /// The language in which the customer is written to; empty where no row names one.
    pub fn language(&self) -> &'a str {
        self.composer.plan.languages.of(self.action.invoice)
    }

    /// The invoice that gives the message its template.
    fn lead(&self) -> ListedInvoice<'a> {
        ListedInvoice::of_action(self.composer.plan, self.action)
    }

    pub fn invoices(&self) -> impl Iterator<Item = ListedInvoice<'a>> {
        self.bundle.demand().iter().map(|action| ListedInvoice::of_action(self.composer.plan, action))
    }

    /// Those that it reminds of beside them.
    pub fn also_due(&self) -> impl Iterator<Item = ListedInvoice<'a>> {
        self.bundle.also_due().iter().map(|action| ListedInvoice::of_action(self.composer.plan, action))
    }

    pub fn named(&self) -> impl Iterator<Item = ListedInvoice<'a>> {
        self.invoices().chain(self.also_due())
    }

    fn asked(&self) -> Balance {
        self.invoices().map(|listed| listed.asked()).sum()
    }

    /// Does it demand all that is open on the account?
    fn is_whole(&self) -> bool {
        self.account().items.len() == self.bundle.demand().len()
    }

    /// What the customer is asked to pay: where the whole account is demanded, less what the customer has with us.
    fn to_pay(&self) -> Balance {
        let net = self.account().asked();
        if self.is_whole() && net > 0 { net.min(self.asked()) } else { self.asked() }
    }

    /// Are its invoices in several currencies? Only those of a call are.
    fn is_mixed(&self) -> bool {
        self.bundle.one_call && self.invoices().any(|listed| listed.invoice.terms.currency != self.invoice.terms.currency)
    }

    /// An invoice that it demands, or is to be called about, and why.
    fn demanded(&self, action: &DueAction) -> Value {
        let mut value = listed_invoice(&ListedInvoice::of_action(self.composer.plan, action));
        let stage = action.stage.and_then(|stage| self.composer.workflow.stages_of(action.track).get(stage.get()));
        value["stage"] = stage.map_or(Value::Null, |stage| value::text(clean(&stage.name)));
        value["why"] = value::text(clean(&action.told()));
        value["action"] = value::text(clean(action.id.as_str()));
        value
    }

    /// What happened so far, on all that a call may come to, and how many older entries that leaves out.
    fn history(&self) -> (Vec<Value>, usize) {
        if self.bundle.one_call {
            return call_sheet::history(&self.composer, self.bundle);
        }
        (history(self.composer.events, self.composer.workflow, &self.invoice, self.as_of), 0)
    }

    /// So many rows of an account it lists: a statement has all.
    fn most_listed(&self) -> usize {
        if self.statement.is_some() { usize::MAX } else { MOST_LISTED }
    }

    fn account(&self) -> &'a CustomerAccount<'a> {
        &self.bundle.account
    }

    fn aged(&self, part: impl Fn(&Cash) -> Balance) -> Value {
        value::amount(self.account().ageing.as_ref().map_or(0, part), self.invoice.terms.currency)
    }

    /// Others of the customer that are not due yet.
    fn others(&self) -> impl Iterator<Item = &'a ListedInvoice<'a>> {
        let own: HashSet<InvoiceId> = self.bundle.actions.iter().map(|action| action.invoice).collect();
        self.upcoming().iter().filter(move |item| !own.contains(&item.place))
    }

    fn upcoming(&self) -> &'a [ListedInvoice<'a>] {
        self.account().upcoming(self.action.channel, &self.invoice)
    }

    /// What the invoices of the message come to: one entry for each currency.
    fn totals(&self) -> Value {
        if self.bundle.one_call {
            return Value::Array(call_sheet::totals(self.invoices()));
        }
        json!([{
            "balance": self.value(&Placeholder::TotalBalance),
            "currency": self.invoice.terms.currency.code(),
            "count": self.value(&Placeholder::TotalCount),
        }])
    }

    /// The ids of the actions whose emails went out before about these invoices, oldest first, those of the message's first
    /// invoice last; each once.
    pub fn sent_before(&self) -> Vec<ActionId> {
        if self.statement.is_some() {
            return Vec::new();
        }
        let mut sent: Vec<(bool, Day, ActionId)> = Vec::new();
        for action in &self.bundle.actions {
            let invoice = self.composer.plan.invoices.get(action.invoice);
            for (event, _) in events_of(self.composer.events, &invoice, self.as_of) {
                let Kind::Touch { channel: Channel::Email, reference: Some(reference), .. } = event.kind else { continue };
                let Some(id) = self.composer.events.action_of(reference, invoice.id()) else { continue };
                sent.push((action.invoice == self.action.invoice, event.date, id));
            }
        }
        sent.sort_by_key(|(of_lead, day, _)| (*of_lead, *day));
        let mut seen = HashSet::with_capacity(sent.len());
        sent.into_iter().map(|(_, _, id)| id).filter(|id| seen.insert(id.clone())).collect()
    }

    /// Where answers are to go, if not to whoever writes.
    pub fn reply_to(&self) -> Option<&'a str> {
        self.composer.workflow.drafts.reply_to.as_deref()
    }

    /// An amount in the invoice's currency; nothing where it is 0.
    fn money(&self, minor: Balance) -> Value {
        if minor == 0 { Value::Null } else { value::amount(minor, self.invoice.terms.currency) }
    }

    /// The late fees of its invoices, where there is one to ask for. They are worked out once, and only for templates that name them.
    fn late_fees(&self) -> &[LateFee] {
        self.late_fees.get_or_init(|| {
            let columns = self.invoice.columns();
            let fee = |listed: ListedInvoice<'_>| {
                late_fee(self.composer.workflow, self.composer.fx, columns, self.composer.events, &listed.invoice, self.as_of)
            };
            self.invoices().filter_map(fee).filter(|fee| fee.open > 0 && fee.unknown.is_empty()).collect()
        })
    }

    /// Something of the late fee; nothing where there is none to ask for, or where each of several invoices has its own.
    fn of_late_fee(&self, value: impl FnOnce(&LateFee) -> Value) -> Value {
        match self.late_fees() {
            [fee] if self.bundle.demand().len() == 1 => value(fee),
            _ => Value::Null,
        }
    }

    fn sum_of_late_fees(&self, amount: impl Fn(&LateFee) -> Balance) -> Balance {
        self.late_fees().iter().map(amount).sum()
    }

    fn stage(&self) -> Option<&'a Stage> {
        self.composer.workflow.stages_of(self.action.track).get(self.action.stage?.get())
    }

    fn next_stage(&self) -> Option<&'a Stage> {
        self.composer.workflow.stages_of(self.action.track).get(self.action.stage.map_or(0, |stage| stage.next().get()))
    }

    /// The first day on which the next stage can begin if its action is done today and nothing else happens.
    fn earliest(&self, next: &Stage) -> Day {
        let by_clock = next.day.saturating_sub(self.action.clock).max(1);
        let held_back = self.stage().filter(|stage| stage.holds_back(self.composer.workflow.sequential));
        let by_touch = held_back.map_or(1, |stage| stage.wait_until(Some(next)));
        self.as_of.plus(by_clock.max(by_touch))
    }

    /// The latest promise: its date, and its amount where it is not the whole.
    fn promise(&self) -> Option<(Day, Option<Minor>)> {
        if let Reason::BrokenPromise { promised, amount, .. } = self.action.why {
            return Some((promised, amount));
        }
        events_of(self.composer.events, &self.invoice, self.as_of).into_iter().rev().find_map(|(event, _)| match event.kind {
            Kind::Promise { until, amount } => Some((until, amount)),
            _ => None,
        })
    }

    /// The reason of the latest dispute that is open.
    fn dispute_reason(&self) -> Value {
        if let Reason::Dispute { reason, .. } = &self.action.why {
            return reason.as_deref().map_or(Value::Null, |reason| value::text(clean(reason)));
        }
        let reason = dispute_reason(
            self.composer.workflow,
            self.composer.fx,
            self.invoice.columns(),
            self.composer.events,
            &self.invoice,
            self.as_of,
        );
        reason.map_or(Value::Null, |reason| value::text(clean(reason)))
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
