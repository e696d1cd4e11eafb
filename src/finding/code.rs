//! The codes of findings: stable words to search for, to silence and to read about. `docs/findings.md` says what each means.

use super::Severity;

macro_rules! codes {
    ($($variant:ident, $name:literal, $severity:ident;)+) => {
        /// Which kind of problem a finding is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($variant,)+
        }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The stable word, in kebab-case.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)+
                }
            }

            pub fn severity(self) -> Severity {
                match self {
                    $(Code::$variant => Severity::$severity,)+
                }
            }
        }
    };
}

codes! {
    YamlSyntax, "yaml-syntax", Error;
    UnknownKey, "unknown-key", Error;
    DuplicateKey, "duplicate-key", Error;
    MissingKey, "missing-key", Error;
    WrongType, "wrong-type", Error;
    InvalidValue, "invalid-value", Error;
    DuplicateId, "duplicate-id", Error;
    UnknownOwner, "unknown-owner", Error;
    UnknownStage, "unknown-stage", Error;
    UnknownTemplate, "unknown-template", Error;
    TemplateSyntax, "template-syntax", Error;
    UnknownPlaceholder, "unknown-placeholder", Error;
    StageOrder, "stage-order", Error;
    KeyConflict, "key-conflict", Error;

    UnreadableFile, "unreadable-file", Error;
    MissingColumn, "missing-column", Error;
    DuplicateColumn, "duplicate-column", Error;
    MalformedRow, "malformed-row", Error;
    TotalRow, "total-row", Error;
    EmptyCell, "empty-cell", Error;
    BadDate, "bad-date", Error;
    BadAmount, "bad-amount", Error;
    NegativeAmount, "negative-amount", Error;
    BadCurrency, "bad-currency", Error;
    UnknownEventType, "unknown-event-type", Error;
    UnknownChannel, "unknown-channel", Error;
    NothingToUndo, "nothing-to-undo", Error;
    DuplicateInvoice, "duplicate-invoice", Error;
    DuplicateCustomer, "duplicate-customer", Error;
    ConflictingCells, "conflicting-cells", Error;
    NoInvoices, "no-invoices", Error;
    MixedCurrencies, "mixed-currencies", Error;
    MissingRate, "missing-rate", Error;
    UnknownLateFeeRate, "unknown-late-fee-rate", Error;
    MangledId, "mangled-id", Error;

    UnreachableStage, "unreachable-stage", Error;
    NeverHolds, "never-holds", Error;
    ShadowedTrack, "shadowed-track", Error;
    AutomatedOwner, "automated-owner", Error;
    NoWorkingDay, "no-working-day", Error;

    OrphanEvent, "orphan-event", Warning;
    LeftExport, "left-export", Note;
    RepeatedEvent, "repeated-event", Warning;
    SharedId, "shared-id", Warning;
    NoMoney, "no-money", Warning;
    Recovery, "recovery", Warning;
    Reopened, "reopened", Warning;
    DuplicateRow, "duplicate-row", Warning;
    Overpayment, "overpayment", Warning;
    UndeclaredOwner, "undeclared-owner", Warning;
    NoEmail, "no-email", Warning;
    NoCustomer, "no-customer", Warning;
    IssuedAfterDue, "issued-after-due", Warning;
    PromiseKeptByCash, "promise-kept-by-cash", Warning;
    PaidBeforePromise, "paid-before-promise", Warning;
    OtherCustomer, "other-customer", Warning;
    NothingToEnd, "nothing-to-end", Warning;
    UnknownReference, "unknown-reference", Warning;
    NoSuchStage, "no-such-stage", Warning;
    UnknownOutcome, "unknown-outcome", Warning;
    BeforeSnapshot, "before-snapshot", Warning;
    StaleLedger, "stale-ledger", Warning;
    UnknownHolidays, "unknown-holidays", Warning;
    LateFeeRatesEnd, "late-fee-rates-end", Warning;
    EmptySlice, "empty-slice", Warning;
    UnreadEvents, "unread-events", Warning;
    SkippedRow, "skipped-row", Warning;
    UnknownColumn, "unknown-column", Warning;
    TotalDiffers, "total-differs", Warning;
    OddStatement, "odd-statement", Warning;
    ShadowedRule, "shadowed-rule", Warning;
    NeverDue, "never-due", Warning;
    TwinActions, "twin-actions", Warning;
    NoSender, "no-sender", Warning;
    EndlessPromises, "endless-promises", Warning;
    HeldByCustomer, "held-by-customer", Warning;
    LongGap, "long-gap", Warning;
    LostId, "lost-id", Warning;
    NoRoute, "no-route", Warning;
    EscalatesEverybody, "escalates-everybody", Warning;
    UnfilledPlaceholder, "unfilled-placeholder", Warning;
    MissingLanguage, "missing-language", Warning;
}
