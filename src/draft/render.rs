//! Fills a template in. Nothing here can fail: what is missing is noted, and leaves a gap that is seen.

use super::account::ListedInvoice;
use super::escape::{self, Escape};
use super::facts::{MessageFacts, Total};
use super::history::HistoryEntry;
use super::placeholders::{Entry, List, Placeholder};
use super::tree::{Expression, Helper, Node};
use super::value::{self, Value};
use crate::calendar::Day;
use crate::ledger::Field;
use crate::money::{AmountStyle, Balance};

/// A template that was filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rendered {
    pub text: String,
    /// What it wanted to show and is empty, each once.
    pub missing: Vec<Placeholder>,
    /// What it wanted to lead to and is no address for that, each once.
    pub no_address: Vec<Placeholder>,
}

pub(super) fn render(nodes: &[Node], facts: &MessageFacts<'_>, escape: Escape) -> Rendered {
    // With room for the values of some placeholders.
    let length = nodes.iter().map(|node| if let Node::Text(text) = node { text.len() + 32 } else { 32 }).sum();
    let mut rendered = Rendered { text: String::with_capacity(length), missing: Vec::new(), no_address: Vec::new() };
    put(nodes, &Scope { facts, entry: None }, escape, &mut rendered);
    rendered
}

/// What names mean where the renderer is.
struct Scope<'s, 'a> {
    facts: &'s MessageFacts<'a>,
    /// Inside a list: the entry, its number from 0, and how many there are.
    entry: Option<(Item<'s, 'a>, usize, usize)>,
}

/// An entry of a list.
#[derive(Clone, Copy)]
enum Item<'s, 'a> {
    Happened(&'s HistoryEntry<'a>),
    Invoice(ListedInvoice<'a>),
    Total(Total),
}

fn put(nodes: &[Node], scope: &Scope<'_, '_>, escape: Escape, rendered: &mut Rendered) {
    for node in nodes {
        match node {
            Node::Text(text) => rendered.text.push_str(text),
            Node::Show(expression) => show(expression, scope, escape, rendered),
            Node::Address(expression) => {
                let value = evaluate(expression, scope);
                if value.is_empty() || escape::is_web_address(&value.plain()) {
                    show(expression, scope, escape, rendered);
                } else if let Some(placeholder) = expression.first_placeholder()
                    && !rendered.no_address.contains(placeholder)
                {
                    rendered.no_address.push(placeholder.clone());
                }
            }
            Node::If { condition, then, otherwise } => {
                let branch = if evaluate(condition, scope).holds() { then } else { otherwise };
                put(branch, scope, escape, rendered);
            }
            Node::EachEntry { list, body, otherwise } => {
                let history = if *list == List::History { scope.facts.history() } else { Vec::new() };
                let items: Vec<Item<'_, '_>> = match list {
                    List::History => history.iter().map(Item::Happened).collect(),
                    List::Invoices => scope.facts.invoices().map(Item::Invoice).collect(),
                    List::AlsoDue => scope.facts.also_due().map(Item::Invoice).collect(),
                    List::Others => scope.facts.others().into_iter().map(Item::Invoice).collect(),
                    List::AccountItems => scope.facts.account_items().map(Item::Invoice).collect(),
                    List::AccountCredits => scope.facts.account_credits().map(Item::Invoice).collect(),
                    List::Totals => scope.facts.totals().into_iter().map(Item::Total).collect(),
                };
                if items.is_empty() {
                    put(otherwise, scope, escape, rendered);
                }
                for (index, item) in items.iter().enumerate() {
                    put(body, &Scope { facts: scope.facts, entry: Some((*item, index, items.len())) }, escape, rendered);
                }
            }
        }
    }
}

fn show(expression: &Expression, scope: &Scope<'_, '_>, escape: Escape, rendered: &mut Rendered) {
    let value = evaluate(expression, scope);
    if let Value::Markdown(text) = &value {
        rendered.text.push_str(text);
    } else if !value.is_empty() {
        escape::push(&mut rendered.text, &value.plain(), escape);
    } else if let Some(placeholder) = expression.first_placeholder().filter(|_| !expression.may_be_empty()) {
        escape::push(&mut rendered.text, &format!("[missing: {}]", placeholder.name()), escape);
        if !rendered.missing.contains(placeholder) {
            rendered.missing.push(placeholder.clone());
        }
    }
}

fn evaluate<'a>(expression: &'a Expression, scope: &Scope<'_, 'a>) -> Value<'a> {
    match expression {
        Expression::Place(placeholder) => scope.facts.value(placeholder),
        Expression::Entry(field) => scope.entry.as_ref().map_or(Value::Empty, |(item, index, count)| match field {
            Entry::First => Value::Flag(*index == 0),
            Entry::Last => Value::Flag(index + 1 == *count),
            Entry::Index => Value::Number(*index as i64),
            field => of_item(*field, item),
        }),
        Expression::Text(text) => Value::text(text.as_str()),
        Expression::Call(helper, parameters) => call(*helper, parameters, scope),
    }
}

/// What an entry of a list says.
fn of_item<'a>(field: Entry, item: &Item<'_, 'a>) -> Value<'a> {
    match (item, field) {
        (Item::Happened(entry), Entry::Date) => Value::Date(entry.date),
        (Item::Happened(entry), Entry::What) => Value::text(entry.what.clone()),
        (Item::Happened(entry), Entry::By) => Value::text(entry.by.clone()),
        (Item::Happened(entry), Entry::Note) => Value::text(entry.note.clone()),
        (Item::Invoice(listed), Entry::Id) => Value::text(escape::clean(listed.invoice.field(Field::InvoiceId))),
        (Item::Invoice(listed), Entry::Amount) => {
            Value::Money(Balance::from(listed.invoice.terms.amount).abs(), listed.invoice.terms.currency)
        }
        (Item::Invoice(listed), Entry::Asked) => Value::Money(listed.asked(), listed.invoice.terms.currency),
        (Item::Invoice(listed), Entry::Disputed) => Value::Money(listed.disputed, listed.invoice.terms.currency),
        (Item::Invoice(listed), Entry::Promised) => {
            listed.promised.map_or(Value::Empty, |(_, amount)| Value::Money(amount, listed.invoice.terms.currency))
        }
        (Item::Invoice(listed), Entry::PromisedFor) => listed.promised.map_or(Value::Empty, |(day, _)| Value::Date(day)),
        (Item::Invoice(listed), Entry::Balance) => Value::Money(listed.balance, listed.invoice.terms.currency),
        (Item::Invoice(listed), Entry::Currency) => Value::text(listed.invoice.terms.currency.code()),
        (Item::Invoice(listed), Entry::IssueDate) => listed.invoice.terms.issue_date.map_or(Value::Empty, Value::Date),
        (Item::Invoice(listed), Entry::DueDate) => Value::Date(listed.due_date),
        (Item::Invoice(listed), Entry::DaysPastDue) => Value::Number(i64::from(listed.days_past_due)),
        (Item::Invoice(listed), Entry::PaymentLink) => Value::text(escape::clean(listed.invoice.field(Field::PaymentLink))),
        (Item::Total(total), Entry::Balance) => Value::Money(total.balance, total.currency),
        (Item::Total(total), Entry::Currency) => Value::text(total.currency.code()),
        (Item::Total(total), Entry::Count) => Value::Number(total.count as i64),
        _ => Value::Empty,
    }
}

fn call<'a>(helper: Helper, parameters: &'a [Expression], scope: &Scope<'_, 'a>) -> Value<'a> {
    let nth = |index: usize| parameters.get(index).map_or(Value::Empty, |parameter| evaluate(parameter, scope));
    let same = || nth(0).plain() == nth(1).plain();
    match helper {
        Helper::Money => {
            let style = AmountStyle::from_sample(&nth(1).plain()).unwrap_or(AmountStyle::ENGLISH);
            match nth(0) {
                Value::Money(minor, currency) => Value::text(value::money_in(minor, currency, style)),
                Value::Text(cell) => amount_in(&cell, scope.facts, style).map_or(Value::Empty, Value::text),
                _ => Value::Empty,
            }
        }
        Helper::Date => {
            let day = match nth(0) {
                Value::Date(day) => Some(day),
                Value::Text(cell) => Day::parse(&cell),
                _ => None,
            };
            let format = nth(1);
            let format = (!format.is_empty()).then(|| format.plain());
            day.and_then(|day| value::date(day, format.as_deref())).map_or(Value::Empty, Value::text)
        }
        Helper::Plural => match nth(0) {
            Value::Number(1 | -1) => nth(1),
            Value::Number(_) => nth(2),
            _ => Value::Empty,
        },
        Helper::Upper => Value::text(nth(0).plain().to_uppercase()),
        Helper::Word => escape::word(&nth(0).plain()).map_or(Value::Empty, Value::text),
        Helper::Default => (0..parameters.len()).map(nth).find(|value| !value.is_empty()).unwrap_or(Value::Empty),
        Helper::Eq => Value::Flag(same()),
        Helper::Ne => Value::Flag(!same()),
        Helper::And => Value::Flag((0..parameters.len()).all(|index| nth(index).holds())),
        Helper::Or => Value::Flag((0..parameters.len()).any(|index| nth(index).holds())),
        Helper::Not => Value::Flag(!nth(0).holds()),
    }
}

/// A cell of the ledger such as `1234.50` as an amount in the invoice's currency; `None` if it is not one.
fn amount_in(cell: &str, facts: &MessageFacts<'_>, style: AmountStyle) -> Option<String> {
    let currency = facts.invoice.terms.currency;
    let (sign, unsigned) = cell.strip_prefix('-').map_or((1, cell), |rest| (-1, rest));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let decimals = currency.decimals() as usize;
    let digits = format!("{whole}{fraction:0<decimals$}");
    if whole.is_empty() || fraction.len() > decimals || digits.len() > 18 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(value::money_in(sign * digits.parse::<Balance>().ok()?, currency, style))
}
