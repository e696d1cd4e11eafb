//! The dossier of a customer: for whoever takes a call about the account.

use super::{Chapter, Dossier, INVOICE_COLUMNS, row};
use crate::plan::Position;
use crate::report::{CustomerBalance, CustomerStory, Shared};

/// So many rows of what happened stand in a dossier; JSON has all.
const MOST_ROWS: usize = 200;

impl Dossier {
    pub fn of_customer(story: &CustomerStory<'_>) -> Dossier {
        let lines = |all: Vec<Shared>| all.iter().map(Shared::line).collect::<Vec<_>>();
        let known = story.known().into_iter().map(|(name, text)| format!("{}: {text}", name.replace('_', " "))).collect();
        let mut account: Vec<String> = story.balances().iter().flat_map(CustomerBalance::lines).collect();
        account.extend(story.habits());
        let mut due = lines(story.due());
        if due.is_empty() {
            due.push("Nothing is due.".to_owned());
        }
        let chapters = [
            ("Customer", known),
            ("Account", account),
            ("Due now", due),
            ("Held back", lines(story.held())),
            ("In the way", lines(story.in_the_way())),
            ("Next", lines(story.next())),
        ];
        let some = chapters.into_iter().filter(|(_, lines)| !lines.is_empty());
        let mut chapters: Vec<Chapter> = some.map(|(title, lines)| Chapter::of_lines(title, lines)).collect();
        chapters.extend([invoices(story), history(story)]);
        Dossier { title: story.title(), chapters }
    }
}

fn invoices(story: &CustomerStory<'_>) -> Chapter {
    let mut columns = INVOICE_COLUMNS.to_vec();
    columns.push(("Stage", false));
    let with_stage = |position: &Position| {
        let mut cells = row(story.plan(), position);
        cells.push(story.stage_of(position).to_owned());
        cells
    };
    let rows: Vec<Vec<String>> = story.positions().map(with_stage).collect();
    let note = format!("The list shows {} of {}: open ones first, by due date.", rows.len(), story.count);
    let lines = if story.is_cut() { vec![note] } else { Vec::new() };
    Chapter { title: "Invoices", lines, table: Some((columns, rows)) }
}

fn history(story: &CustomerStory<'_>) -> Chapter {
    let columns = vec![("Date", false), ("Invoice", false), ("What happened", false), ("Row of the ledger", false)];
    let all = story.timeline();
    let left_out = all.len().saturating_sub(MOST_ROWS);
    let rows = all[left_out..]
        .iter()
        .map(|row| vec![row.day.to_string(), row.shown_invoices(), row.text.clone(), row.source.clone().unwrap_or_default()])
        .collect();
    let mut lines = Vec::new();
    if left_out > 0 {
        lines.push(format!("The list shows the last {MOST_ROWS} of {} rows; --format json has all.", all.len()));
    }
    if story.is_cut() {
        lines.push("It is about the invoices above.".to_owned());
    }
    Chapter { title: "What happened", lines, table: Some((columns, rows)) }
}
