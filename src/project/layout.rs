//! What a file needs before its rows are those of a ledger: titles left out, customers taken from headings, kinds of documents told apart.

/// How a report is laid out. The default is a table as it should be: the names of the columns first, and one row for each invoice.
///
/// Columns go by their names in the file, or by the ledger's name where `columns` maps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileLayout {
    /// The sheet of a workbook; the only one with a table where none is named.
    pub sheet: Option<String>,
    /// The lines of the names of the columns; the first that is not empty where none is given.
    pub header: Option<HeaderLines>,
    pub group: Option<GroupHeadings>,
    pub documents: Option<DocumentKinds>,
    /// Only rows with one of the texts in each of these columns are in the ledger (`where`).
    pub only: Vec<RowFilter>,
    /// Rows with one of the texts in any of these columns are not.
    pub skip: Vec<RowFilter>,
    /// The column of what was paid.
    pub paid_amount: Option<String>,
    /// The column of the day on which it was.
    pub paid_on: Option<String>,
    /// Rows with one of the texts in any of these columns are settled in full.
    pub settled_when: Vec<RowFilter>,
    pub due_date: Option<DueByTerms>,
    pub rows: Option<SeveralRows>,
    pub amount: Option<DebitCredit>,
    pub sign: Option<SignWords>,
    /// Are amounts whole numbers of cents?
    pub minor_units: bool,
    /// Are amounts rounded to the decimals of their currency?
    pub round: bool,
}

impl FileLayout {
    /// Is the file read row by row as it stands?
    pub fn is_plain(&self) -> bool {
        *self == FileLayout::default()
    }

    /// Can rows of the invoices be payments or credits that are not invoices?
    pub fn may_have_events(&self) -> bool {
        self.paid_on.is_some() || self.documents.as_ref().is_some_and(|kinds| !kinds.credit.is_empty() || !kinds.payment.is_empty())
    }
}

impl FileLayout {
    /// The columns of the file that the layout names, each with the key that names it.
    fn named(&self) -> impl Iterator<Item = (&str, &'static str)> {
        let documents = self
            .documents
            .iter()
            .flat_map(|kinds| std::iter::once(kinds.column.as_str()).chain(kinds.reference.as_deref()).map(|column| (column, "documents")));
        let group = self.group.iter().filter_map(|group| match group {
            GroupHeadings::Column(column) => Some((column.as_str(), "group")),
            GroupHeadings::Labels(_) => None,
        });
        let terms = self.due_date.iter().filter_map(|due| match &due.terms {
            TermsSource::Column(column) => Some((column.as_str(), "due_date")),
            TermsSource::Days(_) => None,
        });
        let sides = self.amount.iter().flat_map(|amount| [(amount.debit.as_str(), "amount"), (amount.credit.as_str(), "amount")]);
        let paid = self.paid_amount.as_deref().map(|column| (column, "paid_amount"));
        let paid_on = self.paid_on.as_deref().map(|column| (column, "paid_on"));
        let sign = self.sign.as_ref().map(|sign| (sign.column.as_str(), "sign"));
        let settled = named_by(&self.settled_when, "settled_when");
        let only = named_by(&self.only, "where").chain(named_by(&self.skip, "skip"));
        documents.chain(group).chain(terms).chain(sides).chain(paid).chain(paid_on).chain(sign).chain(settled).chain(only)
    }

    /// The columns of the file that the layout names.
    pub fn columns(&self) -> Vec<&str> {
        self.named().map(|(column, _)| column).collect()
    }

    /// The keys that name this column of the file.
    pub fn uses(&self, column: &str) -> impl Iterator<Item = &'static str> {
        self.named().filter(move |(named, _)| *named == column).map(|(_, key)| key)
    }
}

fn named_by<'f>(filters: &'f [RowFilter], key: &'static str) -> impl Iterator<Item = (&'f str, &'static str)> {
    filters.iter().map(move |filter| (filter.column.as_str(), key))
}

/// The first and the last line of the names of the columns, from 1. The names of several lines are joined, column by column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderLines {
    pub first: u32,
    pub last: u32,
}

/// Where the customer stands in a line above its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupHeadings {
    /// In this column, alone in its row; the empty text is the column without a name.
    Column(String),
    /// Behind labels, as in `A/C:, ALP001, Name:, Alpha Ltd`: the ledger's columns and their labels.
    Labels(Vec<(String, String)>),
}

/// Which texts of a column say what a row is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentKinds {
    pub column: String,
    pub invoice: Vec<String>,
    pub credit: Vec<String>,
    pub payment: Vec<String>,
    /// Kinds that are not in the ledger.
    pub skip: Vec<String>,
    /// The column that names the invoice of a credit or payment.
    pub reference: Option<String>,
}

/// A column and some of its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFilter {
    pub column: String,
    pub texts: Vec<String>,
}

/// A due date that is worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueByTerms {
    /// The column of the date from which it is counted.
    pub from: String,
    pub terms: TermsSource,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermsSource {
    /// A column of days or of words such as `Net 30`.
    Column(String),
    /// So many days for every row.
    Days(u32),
}

/// How several rows are one invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeveralRows {
    /// The column that is the same in all of them.
    pub by: String,
    pub amounts: RowAmounts,
}

impl RowAmounts {
    pub const ALL: [(&'static str, RowAmounts); 3] = [("sum", RowAmounts::Sum), ("same", RowAmounts::Same), ("lines", RowAmounts::Lines)];

    pub fn name(self) -> &'static str {
        RowAmounts::ALL.iter().find(|(_, amounts)| *amounts == self).map_or("", |(name, _)| name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowAmounts {
    /// Each row has a part.
    Sum,
    /// Each row has a part of the amount, and all of what is open or was paid.
    Lines,
    /// Each row has the whole.
    Same,
}

/// The columns of what a customer owes and of what it has been credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebitCredit {
    pub debit: String,
    pub credit: String,
}

/// Words that say whether an amount is less than zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignWords {
    /// The column of the words; they stand behind the amount where it is the amount's.
    pub column: String,
    pub minus: Vec<String>,
    /// The words for amounts above zero; any other text, where none is given.
    pub plus: Vec<String>,
}
