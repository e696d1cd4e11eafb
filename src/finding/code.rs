//! The codes of findings: stable words to search for, to silence and to read about.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident, $name:literal, $severity:ident;)+) => {
        /// Which kind of problem a finding is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The stable word, in kebab-case.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)+
                }
            }

            /// How bad a finding of this kind is.
            pub fn severity(self) -> Severity {
                match self {
                    $(Code::$variant => Severity::$severity,)+
                }
            }
        }
    };
}

codes! {
    /// The file is not YAML, or holds more than a policy ever needs (depth, size, aliases).
    YamlSyntax, "yaml-syntax", Error;
    /// A key that the format does not have.
    UnknownKey, "unknown-key", Error;
    /// A key given twice in one mapping.
    DuplicateKey, "duplicate-key", Error;
    /// A key that must be there and is not.
    MissingKey, "missing-key", Error;
    /// A value of another type than the key wants.
    WrongType, "wrong-type", Error;
    /// A value of the right type that is not allowed.
    InvalidValue, "invalid-value", Error;
    /// An id used twice.
    DuplicateId, "duplicate-id", Error;
    /// An owner that is not declared under `owners`.
    UnknownOwner, "unknown-owner", Error;
    /// A stage that no list of stages has.
    UnknownStage, "unknown-stage", Error;
    /// A template that is neither in the project's folder nor built in.
    UnknownTemplate, "unknown-template", Error;
    /// A template that cannot be parsed, or includes itself.
    TemplateSyntax, "template-syntax", Error;
    /// A placeholder or helper that does not exist.
    UnknownPlaceholder, "unknown-placeholder", Error;
    /// Stages whose days do not rise.
    StageOrder, "stage-order", Error;
    /// Two keys that do not go together, or one that needs another.
    KeyConflict, "key-conflict", Error;

    /// A file that cannot be read as the text it should be.
    UnreadableFile, "unreadable-file", Error;
    /// A column that must be there and is not.
    MissingColumn, "missing-column", Error;
    /// A column that is needed and is in the header twice.
    DuplicateColumn, "duplicate-column", Error;
    /// A row with more or fewer fields than the header, or that never ends.
    MalformedRow, "malformed-row", Error;
    /// A row of a grouped list that is the heading of a group, or a total.
    TotalRow, "total-row", Error;
    /// A cell that must not be empty and is.
    EmptyCell, "empty-cell", Error;
    /// A date that cannot be read, or lies outside 1970 to 2200.
    BadDate, "bad-date", Error;
    /// An amount that cannot be read, or only by guessing.
    BadAmount, "bad-amount", Error;
    /// An amount below zero where only a positive one makes sense.
    NegativeAmount, "negative-amount", Error;
    /// A currency that ISO 4217 does not have, or none at all.
    BadCurrency, "bad-currency", Error;
    /// A type of event that does not exist.
    UnknownEventType, "unknown-event-type", Error;
    /// A channel that does not exist.
    UnknownChannel, "unknown-channel", Error;
    /// An `undo` that names no row before it.
    NothingToUndo, "nothing-to-undo", Error;
    /// An invoice id that is in the file twice.
    DuplicateInvoice, "duplicate-invoice", Error;
    /// A cell that does not go with the rest of its row, or with the invoice that the row names.
    ConflictingCells, "conflicting-cells", Error;
    /// A ledger without a single invoice.
    NoInvoices, "no-invoices", Error;
    /// A money condition in a ledger of several currencies, without a table of rates.
    MixedCurrencies, "mixed-currencies", Error;
    /// A currency of the ledger that the table of rates does not have.
    MissingRate, "missing-rate", Error;
    /// The id of an event that is one of the ledger's as a spreadsheet has changed it.
    MangledId, "mangled-id", Error;

    /// A stage that no invoice ever comes to.
    UnreachableStage, "unreachable-stage", Error;
    /// Conditions that cannot hold, or a rule that never changes anything.
    NeverHolds, "never-holds", Error;
    /// A track whose invoices all go to an earlier one.
    ShadowedTrack, "shadowed-track", Error;
    /// A call or task that belongs to a program.
    AutomatedOwner, "automated-owner", Error;
    /// A calendar on which no day is worked for a year.
    NoWorkingDay, "no-working-day", Error;

    /// An event for an invoice or customer that is not in the ledger.
    OrphanEvent, "orphan-event", Warning;
    /// Events for invoices that have left an export of open items.
    LeftExport, "left-export", Note;
    /// An event whose id was seen before: it counts once.
    RepeatedEvent, "repeated-event", Warning;
    /// An id that events of several types, invoices or customers have: all count.
    SharedId, "shared-id", Warning;
    /// Money of zero, or of all that was left where nothing was: it is no event.
    NoMoney, "no-money", Warning;
    /// A payment on an invoice that was written off.
    Recovery, "recovery", Warning;
    /// A reversal that opened a closed invoice again.
    Reopened, "reopened", Warning;
    /// Two rows alike in every column and without an id: both count.
    DuplicateRow, "duplicate-row", Warning;
    /// An invoice paid beyond its amount.
    Overpayment, "overpayment", Warning;
    /// An owner named in the ledger that the workflow does not declare.
    UndeclaredOwner, "undeclared-owner", Warning;
    /// An invoice without an address that an email can be sent to, whose action is an email.
    NoEmail, "no-email", Warning;
    /// An invoice issued after the day on which it was to be paid.
    IssuedAfterDue, "issued-after-due", Warning;
    /// A promise that counts as kept because of cash of the customer that is on no invoice.
    PromiseKeptByCash, "promise-kept-by-cash", Warning;
    /// A payment shortly before a promise, which does not count for it.
    PaidBeforePromise, "paid-before-promise", Warning;
    /// An event that names an invoice and another customer than its own.
    OtherCustomer, "other-customer", Warning;
    /// A `dispute_resolved` or `resume` with nothing to end.
    NothingToEnd, "nothing-to-end", Warning;
    /// A touch that refers to an action which the workflow does not have, or to one of another invoice.
    UnknownReference, "unknown-reference", Warning;
    /// A stage named by an event that its invoice does not have.
    NoSuchStage, "no-such-stage", Warning;
    /// A date to plan for that lies before the day on which the open amounts were taken.
    BeforeSnapshot, "before-snapshot", Warning;
    /// A ledger whose newest money is old.
    StaleLedger, "stale-ledger", Warning;
    /// A slice in which no invoice of the ledger is.
    EmptySlice, "empty-slice", Warning;
    /// A file of events that lies in the project and is not read.
    UnreadEvents, "unread-events", Warning;
    /// A row that was skipped on request.
    SkippedRow, "skipped-row", Warning;
    /// A column named by a `match` that the ledger does not have.
    UnknownColumn, "unknown-column", Warning;
    /// An escalate rule that an earlier one makes needless.
    ShadowedRule, "shadowed-rule", Warning;
    /// An action that would come only after its stage.
    NeverDue, "never-due", Warning;
    /// Two actions of a stage that are one, twice.
    TwinActions, "twin-actions", Warning;
    /// Emails that come from no address.
    NoSender, "no-sender", Warning;
    /// Promises that can keep everybody from chasing for ever.
    EndlessPromises, "endless-promises", Warning;
    /// A stage that is left only after a touch, and asks for none as long as a condition on the customer does not hold.
    HeldByCustomer, "held-by-customer", Warning;
    /// A long time without a touch.
    LongGap, "long-gap", Warning;
    /// An id that touches name and the workflow does not have any more.
    LostId, "lost-id", Warning;
    /// A dispute's reason that the routes do not know.
    NoRoute, "no-route", Warning;
    /// An escalate rule that holds for nearly all overdue invoices.
    EscalatesEverybody, "escalates-everybody", Warning;
    /// A placeholder that no invoice of the ledger fills.
    UnfilledPlaceholder, "unfilled-placeholder", Warning;
    /// A language of customers that a template is not written in.
    MissingLanguage, "missing-language", Warning;
}
