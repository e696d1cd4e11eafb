//! How a report is laid out, as a project file says it.

use super::layout::{
    DebitCredit, DocumentKinds, DueByTerms, FileLayout, GroupHeadings, HeaderLines, RowAmounts, RowFilter, SeveralRows, SignWords,
    TermsSource,
};
use crate::finding::Code;
use crate::yaml::{Section, YamlField};

/// The keys for files of invoices and of events.
pub(super) const LAYOUT_KEYS: [&str; 9] = ["sheet", "header", "group", "where", "skip", "amount", "sign", "minor_units", "round"];

/// Those for invoices only.
pub(super) const INVOICE_LAYOUT_KEYS: [&str; 6] = ["documents", "paid_amount", "paid_on", "settled_when", "due_date", "rows"];

/// No sheet has more rows.
const LAST_LINE: u32 = 1_048_576;

/// Reads the layout among the keys of a file.
pub(super) fn layout(section: &Section<'_>) -> FileLayout {
    let text = |key| section.read(key, YamlField::text).map(str::to_owned);
    FileLayout {
        sheet: text("sheet"),
        header: section.read("header", header_lines),
        group: section.read("group", group),
        documents: section.read("documents", documents),
        only: section.read("where", filters).unwrap_or_default(),
        skip: section.read("skip", filters).unwrap_or_default(),
        paid_amount: text("paid_amount"),
        paid_on: text("paid_on"),
        settled_when: section.read("settled_when", filters).unwrap_or_default(),
        due_date: section.read("due_date", due_by_terms),
        rows: section.read("rows", several_rows),
        amount: section.read("amount", debit_credit),
        sign: section.read("sign", sign_words),
        minor_units: section.read("minor_units", YamlField::boolean).unwrap_or_default(),
        round: section.read("round", YamlField::boolean).unwrap_or_default(),
    }
}

/// `4`, or `[4, 5]` where the names go over two lines.
fn header_lines(field: &YamlField<'_>) -> Option<HeaderLines> {
    let lines: Vec<u32> = field.one_or_list()?.iter().map(|line| line.count(1..=LAST_LINE)).collect::<Option<_>>()?;
    match lines[..] {
        [line] => Some(HeaderLines { first: line, last: line }),
        [first, last] if last == first + 1 => Some(HeaderLines { first, last }),
        _ => {
            let hint = "write the line of the names, or two lines that follow each other: [4, 5]";
            field.report(Code::InvalidValue, "`header` is a line or two", Some(hint.to_owned()));
            None
        }
    }
}

fn group(field: &YamlField<'_>) -> Option<GroupHeadings> {
    let section = field.section("`group`", &["column", "labels"])?;
    match (section.get("column"), section.get("labels")) {
        (Some(column), None) => column.any_text().map(|column| GroupHeadings::Column(column.to_owned())),
        (None, Some(labels)) => {
            labels.entries("a mapping from the ledger's columns to labels, as in { customer_id: \"A/C:\" }").and_then(|entries| {
                if !entries.iter().any(|entry| entry.name() == "customer_id") {
                    let hint = "add the label before the customer's id: { customer_id: \"A/C:\" }";
                    labels.report(Code::MissingKey, "`labels` needs the key `customer_id`", Some(hint.to_owned()));
                }
                let label = |entry: &YamlField<'_>| {
                    entry.needs_name("a column of `labels` has no name");
                    Some((entry.name().to_owned(), entry.text()?.to_owned()))
                };
                Some(GroupHeadings::Labels(entries.iter().map(label).collect::<Option<_>>()?))
            })
        }
        (Some(_), Some(labels)) => {
            labels.report_key(Code::KeyConflict, "`group` has `column` and `labels`", "keep one of the two");
            None
        }
        (None, None) => {
            section.report(Code::MissingKey, "`group` needs the key `column`", Some("add `column: …`".to_owned()));
            None
        }
    }
}

fn documents(field: &YamlField<'_>) -> Option<DocumentKinds> {
    let section = field.section("`documents`", &["column", "invoice", "credit", "payment", "skip", "reference"])?;
    let texts = |key| section.read(key, words).unwrap_or_default();
    let column = section.need("column").and_then(|field| field.text().map(str::to_owned));
    let invoice = section.need("invoice").and_then(|field| words(&field));
    let kinds = DocumentKinds {
        column: column?,
        invoice: invoice?,
        credit: texts("credit"),
        payment: texts("payment"),
        skip: texts("skip"),
        reference: section.read("reference", YamlField::text).map(str::to_owned),
    };
    let all = [&kinds.invoice, &kinds.credit, &kinds.payment, &kinds.skip];
    for (place, list) in all.iter().enumerate() {
        for word in list
            .iter()
            .filter(|word| all[..place].iter().any(|earlier| earlier.iter().any(|other| other.to_lowercase() == word.to_lowercase())))
        {
            let hint = "keep it in one of the lists";
            field.report_key(Code::KeyConflict, format!("`documents` has {word:?} as two kinds"), hint);
        }
    }
    Some(kinds)
}

/// `{ Status: [open, overdue], Kind: A }`
fn filters(field: &YamlField<'_>) -> Option<Vec<RowFilter>> {
    let entries = field.entries("a mapping from columns to texts, as in { Status: [open, overdue] }")?;
    let filter = |entry: &YamlField<'_>| {
        entry.needs_name("a column has no name");
        Some(RowFilter { column: entry.name().to_owned(), texts: words(entry)? })
    };
    Some(entries.iter().filter_map(filter).collect())
}

/// Texts of the file; the empty text is an empty cell.
fn words(field: &YamlField<'_>) -> Option<Vec<String>> {
    field.one_or_list()?.iter().map(|word| word.any_text().map(|word| word.trim().to_owned())).collect()
}

fn due_by_terms(field: &YamlField<'_>) -> Option<DueByTerms> {
    const MOST_DAYS: u32 = 3650;
    let section = field.section("`due_date`", &["from", "terms"])?;
    let from = section.read("from", YamlField::text).unwrap_or("issue_date").to_owned();
    let terms = section.need("terms").and_then(|field| match field.is_whole_number() {
        true => field.count(0..=MOST_DAYS).map(TermsSource::Days),
        false => field.text().map(|column| TermsSource::Column(column.to_owned())),
    });
    Some(DueByTerms { from, terms: terms? })
}

fn several_rows(field: &YamlField<'_>) -> Option<SeveralRows> {
    let section = field.section("`rows`", &["by", "amount"])?;
    let by = section.need("by").and_then(|field| field.text().map(str::to_owned));
    let amounts = section.need("amount").and_then(|field| field.choice(&RowAmounts::ALL));
    Some(SeveralRows { by: by?, amounts: amounts? })
}

fn debit_credit(field: &YamlField<'_>) -> Option<DebitCredit> {
    let section = field.section("`amount`", &["debit", "credit"])?;
    let column = |key| section.need(key).and_then(|field| field.text().map(str::to_owned));
    let (debit, credit) = (column("debit"), column("credit"));
    Some(DebitCredit { debit: debit?, credit: credit? })
}

fn sign_words(field: &YamlField<'_>) -> Option<SignWords> {
    let section = field.section("`sign`", &["column", "minus", "plus"])?;
    let column = section.need("column").and_then(|field| field.text().map(str::to_owned));
    let minus = section.need("minus").and_then(|field| words(&field));
    let plus = section.read("plus", words).unwrap_or_default();
    Some(SignWords { column: column?, minus: minus?, plus })
}
