//! The story of one invoice, for people and programs: its rows in words, where it stands, and the arithmetic.

mod arithmetic;
mod blocking;
mod cash;
mod conditions;
mod json;
mod late_fee;
mod markdown;
mod naming;
mod next;
mod sections;
mod words;

pub use blocking::CODES_IN_WORDS;
pub use json::story_json;
pub use markdown::story_markdown;
pub use sections::StorySection;

use super::{Cell, PositionRow, customer, money, names, title};
use crate::action_id::ActionId;
use crate::calendar::Day;
use crate::ledger::Invoice;
use crate::money::Balance;
use crate::plan::{Moment, Plan, Story};
use crate::workflow::Workflow;

/// A story, and what is shown of it.
#[derive(Clone, Copy, Debug)]
pub struct StoryView<'a> {
    pub story: &'a Story,
    pub invoice: Invoice<'a>,
    pub workflow: &'a Workflow,
    /// The plan of the whole ledger, which knows the ranks, where they are shown.
    pub whole: Option<&'a Plan>,
    /// The story up to an earlier day, if only what changed since then is told.
    pub earlier: Option<&'a Story>,
}

#[derive(Clone, Copy, Debug)]
pub struct StoryRow<'a> {
    pub moment: &'a Moment,
    view: StoryView<'a>,
}

/// Something that is not as it was on the earlier day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedColumn {
    /// What: a column of `collect status`, or `due`: the ids of what is due.
    pub name: &'static str,
    pub before: Cell<'static>,
    pub after: Cell<'static>,
}

impl<'a> StoryView<'a> {
    /// A story by itself: without the ranks of a whole plan, from the beginning.
    pub(super) fn plain(story: &'a Story, invoice: Invoice<'a>, workflow: &'a Workflow) -> StoryView<'a> {
        StoryView { story, invoice, workflow, whole: None, earlier: None }
    }

    /// `INV-1940 of Pinecrest Hotels (C-108): 7,980.00 USD` and the day.
    pub fn title(&self) -> String {
        let of = customer::name_and_id(self.invoice);
        let due = self.story.position().filter(|_| self.invoice.terms.amount > 0).map(|position| format!(" due {}", position.due_date));
        let amount = self.money(Balance::from(self.invoice.terms.amount)) + &due.unwrap_or_default();
        let what = match self.earlier {
            Some(earlier) => format!("{} of {of}, {amount}: from {} to", self.story.invoice, earlier.as_of),
            None => format!("{} of {of}, {amount}: the story up to", self.story.invoice),
        };
        title(&what, self.story.as_of, self.workflow)
    }

    /// The rows: all, or those after the earlier day.
    pub fn rows(&self) -> impl Iterator<Item = StoryRow<'a>> {
        let view = *self;
        let after = self.earlier.map_or(Day::from_number(i32::MIN), |earlier| earlier.as_of);
        self.story.moments.iter().filter(move |moment| moment.day > after).map(move |moment| StoryRow { moment, view })
    }

    /// What is not as it was on the earlier day; none without one.
    pub fn changes(&self) -> Vec<ChangedColumn> {
        let Some(earlier) = self.earlier else { return Vec::new() };
        let columns = names(PositionRow::COLUMNS).chain(["due"]);
        let cells = |story| state(story, self.workflow);
        let pairs = columns.zip(cells(earlier).into_iter().zip(cells(self.story)));
        let changed = pairs.filter(|(_, (before, after))| before != after);
        let mut changes: Vec<ChangedColumn> = changed.map(|(name, (before, after))| ChangedColumn { name, before, after }).collect();
        // Where all that is left is asked for, that is told once.
        let balance = changes.iter().find(|change| change.name == "balance").map(|change| (change.before.clone(), change.after.clone()));
        changes.retain(|change| change.name != "asked" || balance != Some((change.before.clone(), change.after.clone())));
        changes
    }

    /// Where a line of the workflow stands: `net30:41`.
    fn place(&self, line: u32) -> Option<String> {
        (line > 0).then(|| format!("{}:{line}", self.workflow.file))
    }

    /// What the references to lines of the workflow mean, if there are any.
    pub fn references(&self) -> Option<String> {
        let of_rows = self.rows().map(|row| row.moment.line);
        let line = of_rows.chain(self.story.standing.blockers.iter().map(|blocker| blocker.line)).find(|line| *line > 0)?;
        let file = &self.workflow.file;
        let is_file = std::path::Path::new(file).extension().is_some();
        let which = if is_file { "the workflow" } else { "the built-in workflow of that name" };
        Some(format!("{file}:{line} is line {line} of {which}, and so on: the rule for the sentence."))
    }

    /// An amount in the invoice's currency.
    fn money(&self, amount: Balance) -> String {
        money(self.invoice.terms.currency, amount)
    }

    /// The rank of an action in the whole plan, and how many actions that has.
    fn rank(&self, id: &ActionId) -> Option<(usize, usize)> {
        let actions = self.whole?.actions();
        actions.iter().position(|action| action.id == *id).map(|index| (index + 1, actions.len()))
    }
}

fn state(story: &Story, workflow: &Workflow) -> Vec<Cell<'static>> {
    let ids: Vec<&str> = story.standing.due.iter().map(|action| action.id.as_str()).collect();
    let due = Cell::text(ids.join(" ")).owned();
    let row = story.position().map(|position| PositionRow::new(position, &story.plan, workflow));
    let cells: Vec<Cell<'static>> = match row {
        Some(row) => row.cells().map(|(_, cell)| cell.owned()).collect(),
        None => PositionRow::COLUMNS.iter().map(|_| Cell::Empty).collect(),
    };
    cells.into_iter().chain([due]).collect()
}

impl<'a> StoryRow<'a> {
    /// What happened, in a sentence.
    pub fn text(&self) -> String {
        words::sentence(self.moment, &self.view)
    }

    /// The line of the workflow that caused it.
    pub fn workflow(&self) -> Option<String> {
        self.view.place(self.moment.line)
    }

    /// The row of the events file.
    pub fn source(&self) -> Option<String> {
        self.moment.source.as_ref().map(ToString::to_string)
    }
}
