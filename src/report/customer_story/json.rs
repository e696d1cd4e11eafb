//! A customer as JSON: the same rows and sentences as for people.

use super::{AcrossInvoices, CustomerStory, Shared};
use crate::ledger::Field;
use crate::report::json::{Head, pretty};
use crate::report::{About, ActionRow, Cell, PositionRow};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::io::{self, Write};

pub fn customer_story_json(story: &CustomerStory<'_>, about: &About, mut out: impl Write) -> io::Result<()> {
    let (plan, workflow) = (story.plan(), story.stories.workflow);
    let head = Head::new(plan, workflow, about);
    let known: Map<String, Value> = story.known().into_iter().map(|(name, text)| (name.to_owned(), json!(text))).collect();
    let due: Vec<Value> = plan.actions().iter().map(|action| json!(ActionRow::new(None, Cow::Borrowed(action), plan, workflow))).collect();
    let document = json!({
        "as_of": plan.as_of.to_string(),
        "workflow": head.workflow,
        "ledger": head.ledger,
        "customer_id": story.first().customer(),
        "customer_name": cell(story.first().field(Field::CustomerName)),
        "known": known,
        "account": story.balances(),
        "habits": story.habits(),
        "due": due,
        "withheld": story.held().iter().map(shared).collect::<Vec<_>>(),
        "in_the_way": story.in_the_way().iter().map(shared).collect::<Vec<_>>(),
        "next": story.next().iter().map(shared).collect::<Vec<_>>(),
        "invoice_count": story.count,
        "invoices": story.positions().map(|position| json!(PositionRow::new(position, plan, workflow))).collect::<Vec<_>>(),
        "story": story.timeline().iter().map(happened).collect::<Vec<_>>(),
        "warnings": about.warnings(),
    });
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

fn shared(shared: &Shared) -> Value {
    json!({ "invoice_ids": shared.invoices, "text": shared.text })
}

fn happened(row: &AcrossInvoices) -> Value {
    json!({
        "date": row.day.to_string(),
        "invoice_ids": row.invoices,
        "text": row.text,
        "source": row.source,
        "of_customer": if row.of_customer { "yes" } else { "no" },
        "by": cell(&row.by),
        "note": cell(&row.note),
    })
}

/// An empty text is `null`.
fn cell(text: &str) -> Cell<'_> {
    text.into()
}
