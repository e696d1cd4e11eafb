//! What happened across several invoices, and sentences that are about several of them.

use crate::calendar::Day;
use crate::plan::{Moment, What};
use crate::report::story::StoryView;

/// A sentence with the invoices that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    pub invoices: Vec<String>,
    pub text: String,
}

impl Shared {
    /// `INV-1, INV-2: The customer got a message …`, without ids that the sentence names itself.
    pub fn line(&self) -> String {
        match self.invoices.as_slice() {
            [one] if self.text.starts_with(one.as_str()) || self.text.contains(&format!(" {one}/")) => self.text.clone(),
            several => format!("{}: {}", shortened(several), self.text),
        }
    }
}

/// So many ids stand in one place.
const MOST_NAMED: usize = 4;

/// `INV-1, INV-2 and 3 more`
fn shortened(invoices: &[String]) -> String {
    match invoices.len().checked_sub(MOST_NAMED) {
        None | Some(0) => invoices.join(", "),
        Some(_) => format!("{} and {} more", invoices[..MOST_NAMED - 1].join(", "), invoices.len() + 1 - MOST_NAMED),
    }
}

/// Adds a sentence about an invoice to those that there are.
pub(super) fn share(all: &mut Vec<Shared>, text: String, invoice: &str) {
    match all.iter_mut().find(|shared| shared.text == text) {
        Some(shared) => shared.invoices.push(invoice.to_owned()),
        None => all.push(Shared { invoices: vec![invoice.to_owned()], text }),
    }
}

/// Something that happened on a day, to one invoice or to several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcrossInvoices {
    pub day: Day,
    pub invoices: Vec<String>,
    pub text: String,
    /// The row of the events file, where it is an event.
    pub source: Option<String>,
    pub of_customer: bool,
    pub by: String,
    pub note: String,
}

impl AcrossInvoices {
    /// `INV-1, INV-2 and 3 more`; of an event of the whole customer, that it is one.
    pub fn shown_invoices(&self) -> String {
        if self.of_customer { "customer".to_owned() } else { shortened(&self.invoices) }
    }
}

/// The rows of some stories by day; those of one day in the order of the invoices, what all of them tell alike once.
pub(super) fn merged<'v>(views: impl Iterator<Item = StoryView<'v>>) -> Vec<AcrossInvoices> {
    let mut all: Vec<AcrossInvoices> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for view in views {
        for row in view.rows().filter(|row| is_told(row.moment)) {
            let (text, source, day) = (row.text(), row.source(), row.moment.day);
            let place = *places.entry((day, text.clone(), source.clone())).or_insert(all.len());
            match all.get_mut(place) {
                Some(known) if known.invoices.last() == Some(&view.story.invoice) => {}
                Some(known) => known.invoices.push(view.story.invoice.clone()),
                None => all.push(AcrossInvoices {
                    day,
                    invoices: vec![view.story.invoice.clone()],
                    text,
                    source,
                    of_customer: row.moment.of_customer,
                    by: row.moment.by.clone(),
                    note: row.moment.note.clone(),
                }),
            }
        }
    }
    all.sort_by_key(|row| row.day);
    all
}

/// Does somebody who talks to the customer want to know it? Every event, and what became of the invoices and promises; which stages were
/// entered, what the workflow asked for, and when its clock stood still is told by the story of each invoice.
fn is_told(moment: &Moment) -> bool {
    let is_event = moment.source.is_some() && !matches!(moment.what, What::NotPromised { .. });
    is_event
        || matches!(
            moment.what,
            What::Issued
                | What::FallsDue
                | What::Snapshot { .. }
                | What::Settled { .. }
                | What::Closed { .. }
                | What::Reopened { .. }
                | What::Kept { .. }
                | What::Broken { .. }
        )
}
