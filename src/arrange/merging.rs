//! Several rows that are one invoice: its lines, its instalments, or the same row again.

use super::columns::FieldNames;
use super::debts::{RowDraft, RowFaults};
use super::figure::Figure;
use super::instalment_ids::{InstalmentSeen, ids_of};
use crate::calendar::Day;
use crate::finding::{Code, quoted};
use crate::ledger::Instalments;
use crate::ledger::reading::{Format, LooseFault};
use crate::project::{RowAmounts, SeveralRows};
use std::collections::{BTreeMap, BTreeSet};

/// Puts rows of one invoice together. Those with different due dates stay apart, as instalments with ids of their own.
pub(super) fn merged<'r>(
    drafts: Vec<RowDraft<'r>>,
    rows: &SeveralRows,
    names: &FieldNames<'_>,
    format: &Format,
    lost: &BTreeSet<String>,
    (faults, split): (&mut RowFaults, &mut Instalments),
) -> Vec<RowDraft<'r>> {
    let mut groups: BTreeMap<String, Vec<RowDraft<'r>>> = BTreeMap::new();
    let mut alone = Vec::new();
    for draft in drafts {
        let key = key(&rows.by, &draft.row.cells, names);
        if key.is_empty() { alone.push(draft) } else { groups.entry(key).or_default().push(draft) }
    }
    // An invoice whose number looks like that of an instalment is none.
    let own: BTreeSet<String> = groups.values().filter_map(|group| group.first()).map(|draft| draft.id.clone()).collect();
    for (key, group) in groups {
        let is_odd = one_customer(&group, names, faults);
        if is_odd || lost.contains(&key) || group.iter().any(|draft| faults.has(draft.line())) {
            // A part of an invoice is none.
            for draft in &group {
                if !faults.has(draft.line()) {
                    let message = format!("another row of {} cannot be read", quoted(&key));
                    faults.add(draft.line(), &draft.customer, LooseFault::new(Code::MalformedRow, None, message));
                }
            }
            continue;
        }
        let first = group[0].line();
        let mut instalments: BTreeMap<(Option<Day>, String), Vec<RowDraft<'r>>> = BTreeMap::new();
        let dates = format.dates.clone().or_plain();
        for draft in group {
            let due = draft.cell("due_date", names);
            // Dates that cannot be read are told by the ordinary reader.
            instalments.entry((dates.parse(&due).ok(), due)).or_default().push(draft);
        }
        let count = instalments.len();
        if count > 1 && rows.amounts == RowAmounts::Same {
            let odd = instalments.values().skip(1).flatten();
            let message = format!("the invoice has another due date on line {first}, and `rows` says that its rows are the same");
            for draft in odd {
                let fault = LooseFault::new(Code::ConflictingCells, names.field("due_date"), message.clone());
                faults.add(
                    draft.line(),
                    &draft.customer,
                    fault.hint("for instalments, write `amount: sum` under `rows` in the project file"),
                );
            }
        }
        let dues: Vec<Option<Day>> = instalments.keys().map(|(due, _)| *due).collect();
        let wholes = instalments.into_values().filter_map(|parts| put_together(parts, rows.amounts, names, faults));
        alone.extend(numbered(wholes.collect(), &dues, format, &own, split));
    }
    alone.sort_by_key(RowDraft::line);
    alone
}

/// Gives the instalments of an invoice, which are in the order of their due dates, their ids.
fn numbered<'r>(
    mut wholes: Vec<RowDraft<'r>>,
    dues: &[Option<Day>],
    format: &Format,
    own: &BTreeSet<String>,
    split: &mut Instalments,
) -> Vec<RowDraft<'r>> {
    let Some(first) = wholes.first() else { return wholes };
    let (invoice, line) = (first.id.clone(), first.line());
    let known = format.instalments.iter().flat_map(|known| known.of(&invoice, &first.customer));
    let known: Vec<_> = known.filter(|known| known.id == invoice || !own.contains(&known.id)).collect();
    let seen = wholes.iter().zip(dues);
    let seen = seen.map(|(whole, due)| InstalmentSeen { due: *due, amount: whole.money.amount.as_ref(), open: whole.money.open.as_ref() });
    let found = ids_of(&invoice, &known, &seen.collect::<Vec<_>>());
    if found.is_replanned {
        split.replanned.push((invoice.clone(), line));
    }
    for (whole, id) in wholes.iter_mut().zip(&found.ids).filter(|(whole, id)| whole.id != **id) {
        whole.id.clone_from(id);
        whole.set.insert("invoice_id".to_owned(), id.clone());
        whole.paid.iter_mut().for_each(|paid| paid.invoice.clone_from(id));
    }
    if found.ids != [invoice.as_str()] {
        split.add(invoice, found.ids);
    }
    wholes
}

/// What is the same in all rows of an invoice.
pub(super) fn key(by: &str, cells: &[String], names: &FieldNames<'_>) -> String {
    match names.has(by) {
        true => names.value(by, cells),
        false => names.need(by, "").and_then(|field| cells.get(field).cloned()).unwrap_or_default(),
    }
}

/// Tells of rows with another customer, currency or date of issue than the first; are there any?
fn one_customer(group: &[RowDraft<'_>], names: &FieldNames<'_>, faults: &mut RowFaults) -> bool {
    let mut is_odd = false;
    let (first, currency) = (&group[0], group[0].cell("currency", names));
    let issued = first.cell("issue_date", names);
    for draft in &group[1..] {
        let (own, own_issued) = (draft.cell("currency", names), draft.cell("issue_date", names));
        let (what, one, other, column) = match () {
            () if draft.customer != first.customer => ("customer", &first.customer, &draft.customer, "customer_id"),
            () if own != currency => ("currency", &currency, &own, "currency"),
            () if own_issued != issued => ("date of issue", &issued, &own_issued, "issue_date"),
            () => continue,
        };
        is_odd = true;
        let message = format!("the {what} is {}, and {} in the invoice's first row, on line {}", quoted(other), quoted(one), first.line());
        faults.add(draft.line(), &draft.customer, LooseFault::new(Code::ConflictingCells, names.field(column), message));
    }
    is_odd
}

/// One row from several, at the place of the first; nothing from none.
fn put_together<'r>(parts: Vec<RowDraft<'r>>, amounts: RowAmounts, names: &FieldNames<'_>, faults: &mut RowFaults) -> Option<RowDraft<'r>> {
    let amount: Vec<Option<Figure>> = parts.iter().map(|part| part.money.amount.clone()).collect();
    let open: Vec<Option<Figure>> = parts.iter().map(|part| part.money.open.clone()).collect();
    let is_whole = is_same(&open) && !is_same(&amount);
    let sum = |figures: &[Option<Figure>]| figures.iter().flatten().cloned().reduce(|sum, figure| sum.plus(&figure));
    let (amount, open) = match amounts {
        RowAmounts::Sum => (sum(&amount), if is_whole { open[0].clone() } else { sum(&open) }),
        RowAmounts::Same => {
            for (part, (own_amount, own_open)) in parts.iter().zip(amount.iter().zip(&open)).skip(1) {
                let is_equal = |one: &Option<Figure>, other: &Option<Figure>| match (one, other) {
                    (Some(one), Some(other)) => one.equals(other),
                    (one, other) => one.is_none() && other.is_none(),
                };
                if !is_equal(own_amount, &amount[0]) || !is_equal(own_open, &open[0]) {
                    let line = parts[0].line();
                    let message = format!("the amounts differ from those of the invoice's first row, on line {line}");
                    let hint = "if each row has a part of the invoice, write `amount: sum` under `rows` in the project file";
                    faults.add(
                        part.line(),
                        &part.customer,
                        LooseFault::new(Code::ConflictingCells, names.field("amount"), message).hint(hint),
                    );
                }
            }
            (amount[0].clone(), open[0].clone())
        }
    };
    if let (Some(open), Some(amount)) = (&open, &amount)
        && parts.len() > 1
        && open.absolute().is_more_than(&amount.absolute())
    {
        let message = "the open amounts of the invoice's rows add up to more than its amounts";
        let hint = "if each row has the whole invoice, write `amount: same` under `rows` in the project file";
        faults.add(
            parts[0].line(),
            &parts[0].customer,
            LooseFault::new(Code::ConflictingCells, names.field("open_amount"), message).hint(hint),
        );
    }
    let mut parts = parts.into_iter();
    let mut whole = parts.next()?;
    if amounts == RowAmounts::Sum {
        whole.paid.extend(parts.flat_map(|part| part.paid));
    }
    (whole.money.amount, whole.money.open) = (amount, open);
    Some(whole)
}

/// Are there several, and all are equal?
fn is_same(figures: &[Option<Figure>]) -> bool {
    let known: Vec<&Figure> = figures.iter().flatten().collect();
    known.len() > 1 && known.len() == figures.len() && known.iter().all(|figure| figure.equals(known[0]))
}
