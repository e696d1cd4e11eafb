//! The columns that the ledger's format knows.

/// The columns of invoices by their canonical names. Any other column may be there, too.
pub const INVOICE_COLUMNS: [&str; 17] = [
    "invoice_id",
    "customer_id",
    "due_date",
    "amount",
    "currency",
    "customer_name",
    "contact",
    "email",
    "phone",
    "language",
    "issue_date",
    "open_amount",
    "open_on",
    "settled_date",
    "segment",
    "account_owner",
    "payment_link",
];

/// The columns that may be put together from several of a file: ids, and nothing that is a number, a date or a word.
pub(super) const COMPOSITE_COLUMNS: [&str; 3] = ["invoice_id", "customer_id", "id"];
