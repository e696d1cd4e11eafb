//! What `sync` has done all the same, and somebody should look at, each with its first examples.

use collect::calendar::Day;
use collect::ledger::reading::EventType;
use collect::money::money;
use collect::record::LogRow;
use collect::report::counted;
use collect::sync::{LostMoney, RenamedInvoices, SyncChange, SyncChangeKind, SyncChanges, SyncedKind};

const MOST_EXAMPLES: usize = 3;

/// Money that does not count and that was told when the first export was there already: what is older is history, which that export had.
pub fn lost_since<'c>(changes: &'c SyncChanges, log: &[LogRow]) -> Vec<&'c LostMoney> {
    let was_logged_since = |lost: &LostMoney| {
        let day = |row: &LogRow, column: &str| Day::parse(row.cell(column));
        log.iter().any(|row| {
            let is_money = EventType::from_name(row.cell("type")).is_some_and(EventType::is_money);
            let is_of_it = is_money && !row.is_taken_back && row.cell("invoice_id") == lost.invoice;
            is_of_it && day(row, "date").is_some_and(|on| on <= lost.first) && day(row, "recorded_on").is_some_and(|on| on >= lost.first)
        })
    };
    changes.lost.iter().filter(|lost| lost.newest == lost.first || was_logged_since(lost)).collect()
}

pub fn warnings((changes, lost): (&SyncChanges, &[&LostMoney]), renamed: &RenamedInvoices, lost_columns: &[String]) -> Vec<String> {
    let examples = |kind: SyncChangeKind, told: fn(&SyncChange) -> String| {
        let mut some: Vec<String> = changes.of(kind).take(MOST_EXAMPLES).map(told).collect();
        if changes.count(kind) > MOST_EXAMPLES {
            some.push("…".to_owned());
        }
        some.join(", ")
    };
    let both = |change: &SyncChange| format!("{} from {} to {}", change.invoice, change.before, change.now);
    let mut warnings = Vec::new();
    let void: Vec<&SyncChange> = changes.list.iter().filter(|change| is_void(change)).collect();
    if let Some(first) = void.first() {
        let count = counted(void.len(), "invoice");
        let are = if void.len() == 1 { "is" } else { "are" };
        let named = some(&void, |change| format!("{} {} {}", change.invoice, change.before, change.currency));
        warnings.push(format!(
            "{count} {are} not owed any more, because of {}: {named}; what was open was credited, as it was not paid",
            first.because
        ));
    }
    if !renamed.are_renamed() && !renamed.same_terms.is_empty() {
        let pairs: Vec<&(String, String)> = renamed.same_terms.iter().collect();
        let named = some(&pairs, |(before, now)| format!("{before} and {now}"));
        warnings.push(format!(
            "an invoice left and another came with the same customer, due date and amount: {named}; if it was issued anew, it was not paid: log \
             a reversal and a credit"
        ));
    }
    if !lost_columns.is_empty() {
        let columns = lost_columns.join(", ");
        warnings.push(format!(
            "the export has no column {columns}, by which the workflow chooses tracks, actions or owners: the cells stay as they were; map the \
             column under ledger.invoices.columns if it has another name now"
        ));
    }
    if changes.count(SyncChangeKind::Amount) > 0 {
        let count = counted(changes.count(SyncChangeKind::Amount), "invoice");
        let named = examples(SyncChangeKind::Amount, both);
        warnings.push(format!("the amount of {count} is another than before: {named}; it was taken over as a fee or credit"));
    }
    if changes.count(SyncChangeKind::Column) > 0 {
        let count = counted(changes.count(SyncChangeKind::Column), "cell");
        let named = examples(SyncChangeKind::Column, |change| {
            format!("{} {} from {:?} to {:?}", change.invoice, change.column, change.before, change.now)
        });
        warnings.push(format!("{count} changed by which the workflow chooses tracks, actions or owners: {named}"));
    }
    if let Some(first) = lost.first() {
        let named = some(lost, |lost| format!("{} of {}", money(lost.currency, lost.amount), lost.invoice));
        let (are, them) = if lost.len() == 1 { ("it is", "it") } else { ("they are", "them") };
        warnings.push(format!(
            "money in other files does not count: {named}; it is dated {} or before, the day of the first export, whose open amounts are said to have it, \
             but {are} still open with the same amount. If the accounting system books it later, nothing is to be done then; until then, or \
             if it never does (as with a write-off), take {them} back with `collect undo` and log {them} again with --on {}",
            first.first,
            first.first.plus(1)
        ));
    }
    if changes.count(SyncChangeKind::Elsewhere) > 0 {
        let count = counted(changes.count(SyncChangeKind::Elsewhere), "invoice");
        let named = examples(SyncChangeKind::Elsewhere, |change| {
            format!("{} has {} {} open in the export and {} by all files", change.invoice, change.before, change.currency, change.now)
        });
        warnings.push(format!(
            "other files say something else than the export of {count}: {named}; if the accounting system books it later, nothing is to be \
             done; if not, take the row back with `collect undo`"
        ));
    }
    warnings
}

/// Was it closed without being paid, because its row says so?
fn is_void(change: &SyncChange) -> bool {
    let is_credit = change.event.is_some_and(|event| event.kind == SyncedKind::Credit);
    change.kind == SyncChangeKind::Closed && is_credit && !change.because.is_empty()
}

fn some<T>(all: &[&T], told: impl Fn(&T) -> String) -> String {
    let mut some: Vec<String> = all.iter().take(MOST_EXAMPLES).map(|one| told(one)).collect();
    if all.len() > MOST_EXAMPLES {
        some.push("…".to_owned());
    }
    some.join(", ")
}
