//! The text columns of a ledger's invoices.

use crate::calendar::Day;
use crate::channel::Channel;

/// A column that the ledger's format knows and the engine does not compute with: ids, names, addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `invoice_id`
    InvoiceId,
    /// `customer_id`
    CustomerId,
    /// `customer_name`
    CustomerName,
    /// `contact`: the person to write to.
    Contact,
    /// `email`
    Email,
    /// `phone`
    Phone,
    /// `language`
    Language,
    /// `segment`
    Segment,
    /// `account_owner`
    AccountOwner,
    /// `payment_link`
    PaymentLink,
}

impl Field {
    pub const ALL: [Field; 10] = [
        Field::InvoiceId,
        Field::CustomerId,
        Field::CustomerName,
        Field::Contact,
        Field::Email,
        Field::Phone,
        Field::Language,
        Field::Segment,
        Field::AccountOwner,
        Field::PaymentLink,
    ];

    /// Where messages by a channel go: an address or a number. `None` where the channel needs neither.
    pub fn address_of(channel: Channel) -> Option<Field> {
        match channel {
            Channel::Email => Some(Field::Email),
            Channel::Call | Channel::Sms => Some(Field::Phone),
            Channel::Letter | Channel::Task => None,
        }
    }

    /// The column's name.
    pub fn name(self) -> &'static str {
        match self {
            Field::InvoiceId => "invoice_id",
            Field::CustomerId => "customer_id",
            Field::CustomerName => "customer_name",
            Field::Contact => "contact",
            Field::Email => "email",
            Field::Phone => "phone",
            Field::Language => "language",
            Field::Segment => "segment",
            Field::AccountOwner => "account_owner",
            Field::PaymentLink => "payment_link",
        }
    }
}

/// The text columns of a ledger: the known ones by their canonical names, then all others as the file names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    names: Vec<String>,
    known: [Option<u16>; Field::ALL.len()],
    snapshot: Snapshot,
}

/// From where it is known as of when the open amounts of a ledger are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Snapshot {
    /// It has none.
    #[default]
    None,
    /// Its rows say so, or a date is given for the file.
    Dated,
    /// The project says that the file is made anew for each run. Nothing in the file says so.
    OfRun,
    /// It is a book of all that was ever open, brought up to the export of this day.
    Book(Day),
}

impl Columns {
    /// The columns of these names, in the order in which rows give their texts.
    pub fn new(names: Vec<String>) -> Columns {
        let place = |field: Field| names.iter().position(|name| name == field.name()).map(|index| index as u16);
        let known = Field::ALL.map(place);
        Columns { names, known, snapshot: Snapshot::None }
    }

    /// The same, of a ledger that has open amounts.
    #[must_use]
    pub fn with_open_amounts(self, snapshot: Snapshot) -> Columns {
        Columns { snapshot, ..self }
    }

    /// From where it is known as of when the open amounts are.
    pub fn snapshot(&self) -> Snapshot {
        self.snapshot
    }

    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Where the column of that name stands.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|column| column == name)
    }

    /// Where a known column stands.
    pub fn field(&self, field: Field) -> Option<usize> {
        self.known[field as usize].map(usize::from)
    }
}
