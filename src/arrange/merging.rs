//! Several rows that are one invoice: its lines, its instalments, or the same row again.

use super::columns::FieldNames;
use super::debts::{RowDraft, RowFaults};
use super::figure::Figure;
use super::instalment_ids::{InstalmentSeen, ids_of};
use super::money_cells::RowFigures;
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
        if rows.amounts == RowAmounts::Sum
            && let Some((part, fault)) = repeated(&group, names)
        {
            faults.add(part.line(), &part.customer, fault);
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
        if count > 1 && rows.amounts != RowAmounts::Sum {
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
    if amounts != RowAmounts::Sum {
        for (part, fault) in different(&parts, amounts, names) {
            faults.add(part.line(), &part.customer, fault);
        }
    }
    let (amount, open) = together(&parts, amounts);
    if let (Some(open), Some(amount)) = (&open, &amount)
        && parts.len() > 1
        && open.absolute().is_more_than(&amount.absolute())
    {
        let message = "the open amounts of the invoice's rows add up to more than its amounts";
        let hint = "if each row has the whole invoice, write `amount: same` under `rows` in the project file";
        let fault = LooseFault::new(Code::ConflictingCells, names.field("open_amount"), message).hint(hint);
        faults.add(parts[0].line(), &parts[0].customer, fault);
    }
    let mut parts = parts.into_iter();
    let mut whole = parts.next()?;
    if amounts == RowAmounts::Sum {
        whole.paid.extend(parts.flat_map(|part| part.paid));
    }
    (whole.money.amount, whole.money.open) = (amount, open);
    Some(whole)
}

/// The amount of all parts, and what is open on it.
fn together(parts: &[RowDraft<'_>], amounts: RowAmounts) -> (Option<Figure>, Option<Figure>) {
    let amount: Vec<Option<Figure>> = parts.iter().map(|part| part.money.amount.clone()).collect();
    let open: Vec<Option<Figure>> = parts.iter().map(|part| part.money.open.clone()).collect();
    let sum = |figures: &[Option<Figure>]| figures.iter().flatten().cloned().reduce(|sum, figure| sum.plus(&figure));
    match amounts {
        RowAmounts::Sum if is_same(&open) && !is_same(&amount) => (sum(&amount), open[0].clone()),
        RowAmounts::Sum => (sum(&amount), sum(&open)),
        RowAmounts::Same => (amount[0].clone(), open[0].clone()),
        RowAmounts::Lines => {
            let amount = sum(&amount);
            let paid = parts[0].money.paid.as_ref();
            // What is open on a row is its amount less what was paid, unless it is in a column of its own or the row is settled.
            let is_worked_out = parts.iter().all(|part| match (&part.money.amount, &part.money.open, paid) {
                (Some(amount), Some(open), Some(paid)) => open.equals(&amount.minus(paid)),
                _ => false,
            });
            let open = match (&amount, paid) {
                (Some(amount), Some(paid)) if is_worked_out => Some(amount.minus(paid)),
                _ => open[0].clone(),
            };
            (amount, open)
        }
    }
}

/// Parts whose amounts differ from those of the first, where they are to be the same.
fn different<'p, 'r>(parts: &'p [RowDraft<'r>], amounts: RowAmounts, names: &FieldNames<'_>) -> Vec<(&'p RowDraft<'r>, LooseFault)> {
    let is_equal = |one: &Option<Figure>, other: &Option<Figure>| match (one, other) {
        (Some(one), Some(other)) => one.equals(other),
        (one, other) => one.is_none() && other.is_none(),
    };
    let first = &parts[0];
    let is_other = |part: &&RowDraft<'_>| match amounts {
        RowAmounts::Lines if first.money.paid.is_some() => !is_equal(&part.money.paid, &first.money.paid),
        RowAmounts::Lines => !is_equal(&part.money.open, &first.money.open),
        _ => !is_equal(&part.money.amount, &first.money.amount) || !is_equal(&part.money.open, &first.money.open),
    };
    let hint = "if each row has a part of the invoice, write `amount: sum` under `rows` in the project file";
    let fault = |message: String| LooseFault::new(Code::ConflictingCells, names.field("amount"), message).hint(hint);
    if amounts == RowAmounts::Lines {
        // Nothing is known of the whole invoice.
        let odd = parts[1..].iter().find(is_other);
        return odd
            .map(|part| (first, fault(format!("what is open or was paid is another on line {}", part.line()))))
            .into_iter()
            .collect();
    }
    let message = format!("the amounts differ from those of the invoice's first row, on line {}", first.line());
    parts[1..].iter().filter(is_other).map(|part| (part, fault(message.clone()))).collect()
}

/// The first part, where all have the same payment, or what is open is the same, and it is not what each row comes to: it may be that of the
/// whole invoice.
fn repeated<'p, 'r>(parts: &'p [RowDraft<'r>], names: &FieldNames<'_>) -> Option<(&'p RowDraft<'r>, LooseFault)> {
    let of = |take: fn(&RowFigures) -> &Option<Figure>| parts.iter().map(|part| take(&part.money).clone()).collect::<Vec<_>>();
    let (amount, paid, open) = (of(|money| &money.amount), of(|money| &money.paid), of(|money| &money.open));
    let is_something = |figures: &[Option<Figure>]| is_same(figures) && figures.iter().flatten().all(|figure| !figure.is_zero());
    let is_amount = |figures: &[Option<Figure>]| {
        figures
            .iter()
            .zip(&amount)
            .all(|(figure, amount)| matches!((figure, amount), (Some(figure), Some(amount)) if figure.equals(amount)))
    };
    let what = match () {
        () if is_something(&paid) && !is_amount(&paid) => "was paid",
        () if paid.iter().all(Option::is_none) && is_something(&open) && is_same(&amount) && !is_amount(&open) => "is open",
        () => return None,
    };
    let message = format!("each of the {} rows of the invoice says that the same {what}: it may be that of the whole invoice", parts.len());
    let hint = "if it is, write `amount: lines` under `rows` in the project file; if not, give each row another amount of it";
    Some((&parts[0], LooseFault::new(Code::ConflictingCells, names.field("amount"), message).hint(hint)))
}

/// Are there several, and all are equal?
fn is_same(figures: &[Option<Figure>]) -> bool {
    let known: Vec<&Figure> = figures.iter().flatten().collect();
    known.len() > 1 && known.len() == figures.len() && known.iter().all(|figure| figure.equals(known[0]))
}
