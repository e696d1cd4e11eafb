//! Every placeholder that a template may name.

use super::template;
use crate::finding::did_you_mean;
use crate::ledger::Columns;

/// What kind of thing a placeholder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueKind {
    Text,
    /// A text of the ledger, which may also be an amount or a date.
    Cell,
    /// An amount in the invoice's currency.
    Money,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// Something to go through with `{{#each …}}`.
    List,
}

/// What the name of a placeholder for a column of the ledger begins with.
const EXTRA: &str = "invoice.extra.";

macro_rules! placeholders {
    ($($(#[doc = $doc:literal])* $variant:ident, $name:literal, $kind:ident, $from:literal;)+) => {
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(super) enum Placeholder {
            $($(#[doc = $doc])* $variant,)+
            /// A column of the ledger.
            Extra(String),
        }

        /// The names of all that have a fixed one.
        const NAMES: &[&str] = &[$($name),+];

        impl Placeholder {
            pub fn named(name: &str) -> Option<Placeholder> {
                match name {
                    $($name => Some(Placeholder::$variant),)+
                    _ => name.strip_prefix(EXTRA).map(|column| Placeholder::Extra(column.to_owned())),
                }
            }

            /// What kind of thing it stands for.
            pub fn kind(&self) -> ValueKind {
                match self {
                    $(Placeholder::$variant => ValueKind::$kind,)+
                    Placeholder::Extra(_) => ValueKind::Cell,
                }
            }

            pub fn name(&self) -> String {
                match self {
                    $(Placeholder::$variant => $name.to_owned(),)+
                    Placeholder::Extra(column) => [EXTRA, column].concat(),
                }
            }

            /// Where a value for it would come from.
            pub fn comes_from(&self) -> String {
                match self {
                    $(Placeholder::$variant => $from.to_owned(),)+
                    Placeholder::Extra(column) => format!("the column {column} of the invoices"),
                }
            }
        }
    };
}

placeholders! {
    ActionId, "action.id", Text, "the plan";
    InvoiceId, "invoice.id", Text, "the column invoice_id of the invoices";
    InvoiceAmount, "invoice.amount", Money, "the column amount of the invoices";
    InvoiceBalance, "invoice.balance", Money, "the amount and the payments";
    InvoiceAsked, "invoice.asked", Money, "the amount, the payments and the disputes";
    InvoiceDisputed, "invoice.disputed", Money, "the disputes";
    InvoiceCurrency, "invoice.currency", Text, "the column currency of the invoices";
    InvoiceIssueDate, "invoice.issue_date", Date, "the column issue_date of the invoices";
    /// When it is due, after extensions.
    InvoiceDueDate, "invoice.due_date", Date, "the column due_date of the invoices";
    /// Days since then; negative before.
    InvoiceDaysPastDue, "invoice.days_past_due", Number, "the due date";
    InvoicePaymentLink, "invoice.payment_link", Text, "the column payment_link of the invoices";
    CustomerId, "customer.id", Text, "the column customer_id of the invoices";
    CustomerName, "customer.name", Text, "the column customer_name of the invoices";
    CustomerContact, "customer.contact", Text, "the column contact of the invoices";
    CustomerEmail, "customer.email", Text, "the column email of the invoices";
    CustomerPhone, "customer.phone", Text, "the column phone of the invoices";
    CustomerLanguage, "customer.language", Text, "the column language of the invoices";
    /// The lines of the postal address below the name.
    CustomerAddress, "customer.address", List, "the columns of the postal address: street, postcode, city and so on";
    SenderName, "sender.name", Text, "sender.name in the project file";
    SenderCompany, "sender.company", Text, "sender.company in the project file";
    SenderEmail, "sender.email", Text, "sender.email in the project file";
    SenderPhone, "sender.phone", Text, "sender.phone in the project file";
    SenderAddress, "sender.address", List, "sender.address in the project file";
    /// Shall a letter have fold marks?
    FoldMarks, "fold_marks", Text, "drafts.fold_marks in the workflow";
    StageName, "stage.name", Text, "the workflow: the invoice is in no stage yet";
    StageNextName, "stage.next.name", Text, "the workflow: there is no stage after this one";
    /// The value of the clock from which on that may begin.
    StageNextDay, "stage.next.day", Number, "the workflow: there is no stage after this one";
    /// The first day on which it may, if nothing happens.
    StageNextDate, "stage.next.date", Date, "the workflow: there is no stage after this one";
    OwnerName, "owner.name", Text, "the owners of the workflow";
    OwnerEmail, "owner.email", Text, "the owners of the workflow";
    AsOf, "as_of", Date, "the day of the plan";
    PromiseDate, "promise.date", Date, "the events: nothing was promised";
    PromiseAmount, "promise.amount", Money, "the events: no amount was promised";
    DisputeReason, "dispute.reason", Text, "the events: no dispute with a reason is open";
    LateFeeAmount, "late_fee.amount", Money, "late_fee in the workflow: there is none yet";
    LateFeeFlat, "late_fee.flat", Money, "late_fee.flat in the workflow";
    LateFeeInterest, "late_fee.interest", Money, "late_fee.annual_percent in the workflow";
    LateFeeSince, "late_fee.since", Date, "late_fee in the workflow: there is none yet";
    /// The yearly rate of the day.
    LateFeePercent, "late_fee.percent", Text, "late_fee.annual_percent in the workflow";
    LateFeePerDay, "late_fee.per_day", Money, "late_fee.annual_percent in the workflow";
    LateFeeMinimum, "late_fee.minimum", Money, "late_fee.minimum in the workflow: it does not apply";
    LateFeeCharged, "late_fee.charged", Money, "the events: no fee was charged since the stage began";
    LateFeeTotal, "late_fee.total", Money, "late_fee in the workflow: there is none yet";
    /// All that is known, as Markdown; in tasks only.
    Dossier, "dossier", Text, "the ledger: it has no such invoice";
    History, "history", List, "the events";
    /// So many older entries the history leaves out.
    HistoryMore, "history.more", Number, "the events";
    Several, "several", Text, "what is due of the customer";
    Invoices, "invoices", List, "what is due of the customer";
    Totals, "totals", List, "what is due of the customer";
    TotalBalance, "total.balance", Money, "what is due of the customer";
    TotalAsked, "total.asked", Money, "what is due of the customer";
    TotalDisputed, "total.disputed", Money, "what is due of the customer";
    TotalCount, "total.count", Number, "what is due of the customer";
    /// What the customer is asked to pay: of the whole account, less credits and cash.
    TotalToPay, "total.to_pay", Money, "what is due of the customer";
    AlsoDue, "also_due", List, "what is due of the customer";
    AlsoDueBalance, "also_due.balance", Money, "what is due of the customer";
    AlsoDueAsked, "also_due.asked", Money, "what is due of the customer";
    AlsoDueDisputed, "also_due.disputed", Money, "what is due of the customer";
    AlsoDueCount, "also_due.count", Number, "what is due of the customer";
    Others, "others", List, "the customer's other invoices";
    OthersMore, "others.more", Number, "the customer's other invoices";
    AccountItems, "account.items", List, "the customer's account";
    AccountCredits, "account.credits", List, "the customer's account";
    AccountCount, "account.count", Number, "the customer's account";
    AccountMore, "account.more", Number, "the customer's account";
    AccountBalance, "account.balance", Money, "the customer's account";
    AccountOverdue, "account.overdue", Money, "the customer's account";
    AccountDisputed, "account.disputed", Money, "the customer's account";
    AccountPromised, "account.promised", Money, "the customer's account";
    AccountCredit, "account.credit", Money, "the customer's account";
    AccountCash, "account.cash", Money, "the customer's account";
    AccountNet, "account.net", Money, "the customer's account";
    AccountAsked, "account.asked", Money, "the customer's account";
    AccountWhole, "account.whole", Text, "the customer's account";
    /// The sums of the accounts in all currencies.
    Accounts, "accounts", List, "the customer's accounts";
    /// The open items of all currencies that `invoices` does not have.
    AccountsOthers, "accounts.others", List, "the customer's accounts";
    AccountsMore, "accounts.more", Number, "the customer's accounts";
    AgeingCurrent, "account.ageing.current", Money, "the customer's account";
    AgeingDue, "account.ageing.due", Money, "the customer's account";
    /// What is overdue by up to 30 days.
    AgeingTo30, "account.ageing.overdue_1_30", Money, "the customer's account";
    /// By up to 60.
    AgeingTo60, "account.ageing.overdue_31_60", Money, "the customer's account";
    /// By up to 90.
    AgeingTo90, "account.ageing.overdue_61_90", Money, "the customer's account";
    AgeingOver90, "account.ageing.overdue_over_90", Money, "the customer's account";
    /// The first day of its movements.
    StatementFrom, "statement.from", Date, "collect statement";
    StatementOpening, "statement.opening", Money, "collect statement";
    StatementClosing, "statement.closing", Money, "collect statement";
    StatementCharged, "statement.charged", Money, "collect statement";
    StatementReceived, "statement.received", Money, "collect statement";
    StatementMovements, "statement.movements", List, "collect statement";
}

const LISTED_INVOICE: &[&str] =
    &["id", "amount", "balance", "asked", "disputed", "currency", "issue_date", "due_date", "days_past_due", "payment_link"];

/// What an open item of an account has beside that.
const ACCOUNT_ITEM: &[&str] = &[
    "id",
    "amount",
    "balance",
    "asked",
    "disputed",
    "promised",
    "promised_for",
    "currency",
    "issue_date",
    "due_date",
    "days_past_due",
    "overdue",
    "payment_link",
];

/// What `{{#each …}}` can go through, and the names inside it.
pub(super) const LISTS: [(Placeholder, &[&str]); 12] = [
    (Placeholder::CustomerAddress, &["line"]),
    (Placeholder::SenderAddress, &["line"]),
    (Placeholder::History, &["date", "what", "by", "note", "invoices"]),
    (
        Placeholder::Invoices,
        &[
            "id",
            "amount",
            "balance",
            "asked",
            "disputed",
            "currency",
            "issue_date",
            "due_date",
            "days_past_due",
            "payment_link",
            "stage",
            "why",
            "action",
        ],
    ),
    (Placeholder::AlsoDue, LISTED_INVOICE),
    (Placeholder::Totals, &["balance", "currency", "count"]),
    (Placeholder::Others, LISTED_INVOICE),
    (Placeholder::AccountItems, ACCOUNT_ITEM),
    (Placeholder::AccountCredits, &["id", "amount", "balance", "currency", "issue_date"]),
    (Placeholder::Accounts, &["currency", "count", "balance", "past_due", "disputed", "promised", "credit", "cash", "net"]),
    (Placeholder::AccountsOthers, ACCOUNT_ITEM),
    (Placeholder::StatementMovements, &["date", "kind", "id", "charged", "received", "balance"]),
];

/// What `{{#each …}}` brings beside an entry.
pub(super) const LOCAL: [&str; 3] = ["@first", "@last", "@index"];

impl Placeholder {
    /// Why it cannot stand in the template with this file name, and what to do.
    pub fn misplaced(&self, file: &str) -> Option<(&'static str, &'static str)> {
        let name = self.name();
        if template::is_statement(file) {
            let known = ["customer.", "sender.", "account.", "statement."].into_iter().any(|group| name.starts_with(group));
            let is_known = known && *self != Placeholder::AccountWhole || matches!(self, Placeholder::AsOf | Placeholder::FoldMarks);
            let hint = "use customer.…, sender.…, account.…, statement.… and as_of";
            return (!is_known).then_some(("a statement is about the whole account, not about one invoice or action", hint));
        }
        if name.starts_with("statement.") {
            return Some(("this is only for statements", "use it in the template called statement"));
        }
        let is_misplaced = *self == Placeholder::Dossier && !file.ends_with(".task.hbs");
        is_misplaced.then_some(("a dossier is only for tasks, not for messages", "use it in a template of the channel task"))
    }

    /// Is it a sum over the invoices of the message? There is none where they are in several currencies.
    pub fn is_sum(&self) -> bool {
        matches!(
            self,
            Placeholder::TotalBalance
                | Placeholder::TotalAsked
                | Placeholder::TotalDisputed
                | Placeholder::TotalToPay
                | Placeholder::LateFeeAmount
                | Placeholder::LateFeePerDay
                | Placeholder::LateFeeTotal
        )
    }

    /// The names of an entry, of a list.
    pub fn entry_names(&self) -> &'static [&'static str] {
        LISTS.iter().find(|(list, _)| list == self).map_or(&[], |(_, names)| names)
    }
}

/// What kind of thing a name stands for inside a list.
pub(super) fn kind_of_entry(name: &str) -> ValueKind {
    match name {
        "date" | "issue_date" | "due_date" | "promised_for" => ValueKind::Date,
        "amount" | "balance" | "asked" | "disputed" | "promised" | "charged" | "received" | "past_due" | "credit" | "cash" | "net" => {
            ValueKind::Money
        }
        "@index" | "days_past_due" | "count" => ValueKind::Number,
        _ => ValueKind::Text,
    }
}

/// The placeholder of these names joined by dots, or advice on what was meant. `columns` are those of the ledger, where
/// they are known.
pub(super) fn find(path: &[String], columns: Option<&Columns>) -> Result<Placeholder, Option<String>> {
    let name = path.join(".");
    if let [first, second, column @ ..] = path
        && (first, second) == (&"invoice".to_owned(), &"extra".to_owned())
    {
        let column = column.join(".");
        if column.is_empty() {
            return Err(Some("name a column of the ledger: invoice.extra.COLUMN".to_owned()));
        }
        return match columns {
            Some(known) if known.position(&column).is_none() => {
                Err(did_you_mean(&column, known.names().iter().map(String::as_str)).or(Some("the ledger has no such column".to_owned())))
            }
            _ => Ok(Placeholder::Extra(column)),
        };
    }
    if let Some(placeholder) = Placeholder::named(&name) {
        return Ok(placeholder);
    }
    // A column that somebody named as if it were one of the invoice's own placeholders.
    if let [first, column] = path
        && first == "invoice"
        && columns.is_some_and(|known| known.position(column).is_some())
    {
        return Err(Some(format!("a column of the ledger is invoice.extra.{column}")));
    }
    let last = path.last().map_or("", String::as_str);
    let close = did_you_mean(&name, NAMES.iter().copied());
    Err(close.or_else(|| NAMES.iter().find(|known| known.rsplit('.').next() == Some(last)).map(|known| format!("did you mean {known:?}?"))))
}

/// Advice on an unknown name inside a list.
pub(super) fn entry_advice(list: &Placeholder, path: &[String]) -> String {
    let name = path.join(".");
    if Placeholder::named(&name).is_some() {
        return format!("inside {{{{#each {}}}}} write ../{name}", list.name());
    }
    let names = list.entry_names();
    did_you_mean(&name, names.iter().copied()).unwrap_or_else(|| format!("an entry has {}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_says_itself() {
        for name in NAMES {
            let path: Vec<String> = name.split('.').map(str::to_owned).collect();
            assert_eq!(find(&path, None).unwrap().name(), *name);
        }
    }
}
