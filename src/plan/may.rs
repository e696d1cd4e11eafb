//! May somebody contact a customer about an invoice, whether an action asks for it or not?

use super::action::Held;
use super::position::Status;
use crate::calendar::Day;
use crate::channel::Channel;
use std::fmt;

/// What forbids a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    NotIssued,
    /// The invoice is not open, or it is blocked.
    Status(Status),
    Held(Held),
    /// The ledger has a column for the address or number, and it is empty.
    NoAddress,
    /// None of the customer's open invoices is overdue.
    NotOverdue,
    NothingOpen,
}

impl Barrier {
    /// All words, in the order in which they are told where several hold.
    pub fn names() -> Vec<&'static str> {
        let statuses = [Status::Credit, Status::Paid, Status::Credited, Status::WrittenOff];
        let blocks = [Status::Disputed, Status::Paused, Status::Promised, Status::Replied];
        let statuses = statuses.into_iter().chain(blocks).map(Barrier::Status);
        let all = [Barrier::NotIssued].into_iter().chain(statuses).chain(Held::ALL.map(Barrier::Held));
        all.chain([Barrier::NoAddress, Barrier::NotOverdue, Barrier::NothingOpen]).map(Barrier::name).collect()
    }

    pub fn name(self) -> &'static str {
        match self {
            Barrier::NotIssued => "not-issued",
            Barrier::Status(status) => status.name(),
            Barrier::Held(held) => held.name(),
            Barrier::NoAddress => "no-address",
            Barrier::NotOverdue => "not-overdue",
            Barrier::NothingOpen => "nothing-open",
        }
    }

    /// A sentence for people.
    pub fn words(self) -> &'static str {
        match self {
            Barrier::NotIssued => "the invoice is not issued yet",
            Barrier::Status(Status::Credit) => "it is a credit note",
            Barrier::Status(Status::Paid) => "the invoice is paid",
            Barrier::Status(Status::Credited) => "the invoice is closed by a credit",
            Barrier::Status(Status::WrittenOff) => "the invoice is written off",
            Barrier::Status(Status::Disputed) => "the invoice is disputed",
            Barrier::Status(Status::Paused) => "chasing is paused",
            Barrier::Status(Status::Promised) => "a promise to pay is pending",
            Barrier::Status(Status::Replied) => "the customer's reply waits for an answer",
            Barrier::Status(Status::Upcoming | Status::Active) => "the invoice is open",
            Barrier::Held(Held::UnreadRow) => "a row about it could not be read, and may be a payment",
            Barrier::Held(Held::OptedOut) => "the customer has opted out",
            Barrier::Held(Held::UnappliedCash) => "cash on account covers the invoice",
            Barrier::Held(Held::ContactLimit) => "the last contact is too recent",
            Barrier::Held(Held::NoContact) => "messages to the address come back",
            Barrier::NoAddress => "the ledger has no address or number",
            Barrier::NotOverdue => "no open invoice is overdue",
            Barrier::NothingOpen => "the customer has no open invoice",
        }
    }
}

impl fmt::Display for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What forbids a contact first, and the first day that is free of all that is known to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Forbidden {
    pub barrier: Barrier,
    pub free_on: Option<Day>,
}

impl Forbidden {
    /// What forbids it when something else does, too.
    pub fn and(first: Option<Forbidden>, next: Option<Forbidden>) -> Option<Forbidden> {
        let Some((one, other)) = first.zip(next) else { return first.or(next) };
        Some(Forbidden { barrier: one.barrier, free_on: one.free_on.zip(other.free_on).map(|(a, b)| a.max(b)) })
    }
}

/// The channels by which somebody is contacted: a task is work inside the company.
pub(super) const CHANNELS: [Channel; 4] = [Channel::Email, Channel::Call, Channel::Letter, Channel::Sms];

/// What forbids contacts about one invoice.
#[derive(Clone, Debug)]
pub(super) struct Reachable {
    pub invoice: String,
    pub customer: String,
    pub due: Day,
    /// Is it open, or will it be when it is issued?
    pub is_open: bool,
    /// One for each of [`CHANNELS`].
    pub forbidden: [Option<Forbidden>; CHANNELS.len()],
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permission {
    /// `invoice` allows it.
    Yes { invoice: String },
    /// `free_on` is the first day on which somebody may, if nothing else happens; empty where that is not known. `invoice` is the one that the
    /// reason is of.
    No { barrier: Barrier, free_on: Option<Day>, invoice: Option<String> },
    /// The plan has neither an invoice nor a customer of that id, or was not asked about it.
    Unknown,
}

/// Whom somebody may contact on the day of a plan, of those that the plan was asked about.
#[derive(Clone, Debug)]
pub struct Permissions {
    pub(super) as_of: Day,
    pub(super) invoices: Vec<Reachable>,
}

impl Permissions {
    /// Of a plan that was not asked.
    pub fn none(as_of: Day) -> Permissions {
        Permissions { as_of, invoices: Vec::new() }
    }

    /// May somebody contact the customer by a channel? `id` is an invoice, else a customer.
    pub fn may(&self, channel: Channel, id: &str) -> Permission {
        let Some(place) = CHANNELS.iter().position(|of| *of == channel) else { return Permission::Unknown };
        match self.invoices.iter().find(|of| of.invoice == id) {
            None => self.of_customer(place, id),
            Some(Reachable { invoice, forbidden, .. }) => match forbidden[place] {
                None => Permission::Yes { invoice: invoice.clone() },
                Some(Forbidden { barrier, free_on }) => Permission::No { barrier, free_on, invoice: Some(invoice.clone()) },
            },
        }
    }

    /// A customer may be contacted where an open, overdue invoice allows it; else the one that will allow it first tells why not.
    fn of_customer(&self, place: usize, id: &str) -> Permission {
        let mut own = self.invoices.iter().filter(|of| of.customer == id).peekable();
        if own.peek().is_none() {
            return Permission::Unknown;
        }
        let mut open: Vec<(bool, Option<Forbidden>, &Reachable)> =
            own.filter(|of| of.is_open).map(|of| self.as_overdue(place, of)).collect();
        // Overdue ones first; of these the one that is free first, then the oldest.
        let free = |forbidden: &Option<Forbidden>| forbidden.map(|of| (of.free_on.is_none(), of.free_on));
        open.sort_by(|(overdue, forbidden, of), (other_overdue, other_forbidden, other)| {
            let key = (!overdue, free(forbidden), of.due, &of.invoice);
            key.cmp(&(!other_overdue, free(other_forbidden), other.due, &other.invoice))
        });
        match open.first() {
            None => Permission::No { barrier: Barrier::NothingOpen, free_on: None, invoice: None },
            Some((_, None, of)) => Permission::Yes { invoice: of.invoice.clone() },
            Some((_, Some(Forbidden { barrier, .. }), of)) => {
                let free_on = open.iter().filter_map(|(_, forbidden, _)| forbidden.as_ref()?.free_on).min();
                Permission::No { barrier: *barrier, free_on, invoice: Some(of.invoice.clone()) }
            }
        }
    }

    /// Whether an invoice is overdue, and what forbids a contact about it as an overdue one.
    fn as_overdue<'a>(&self, place: usize, of: &'a Reachable) -> (bool, Option<Forbidden>, &'a Reachable) {
        let is_overdue = self.as_of > of.due;
        let ahead = Forbidden { barrier: Barrier::NotOverdue, free_on: Some(of.due.plus(1)) };
        (is_overdue, Forbidden::and((!is_overdue).then_some(ahead), of.forbidden[place]), of)
    }
}
