//! What two workflows do otherwise, for people and programs.

use super::column::{columns, objects};
use super::csv_sheet::csv;
use super::json::{Each, Warning, WorkflowHead, pretty};
use super::markdown::escaped;
use super::simulation::many;
use super::summary::capitalised;
use super::{About, Cell, Listing};
use crate::calendar::Day;
use crate::diff::{Change, ChangeKind, Diff, Edit, MetGate, OwnerPair, StagePair};
use crate::ledger::Invoice;
use crate::money::{Balance, Currency, grouped};
use crate::plan::{Contact, ContactWords};
use crate::workflow::Workflow;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};

/// A comparison with all that it is told with.
#[derive(Clone, Copy, Debug)]
pub struct DiffView<'a> {
    pub diff: &'a Diff,
    pub old: ContactWords<'a>,
    pub new: ContactWords<'a>,
    /// The days; the same twice for the plans of one day.
    pub days: (Day, Day),
    /// The slice that is in force, if one is.
    pub slice: Option<&'a str>,
    pub held: &'a [MetGate],
    /// So many changes of each kind are listed for people.
    pub limit: usize,
}

/// A contact that differs, with the edits it may come from.
pub struct ChangeRow<'a> {
    change: &'a Change,
    view: DiffView<'a>,
}

columns! { ChangeRow<'a> {
    change "Change": Word(|| ChangeKind::ALL.map(ChangeKind::name).into()), "`earlier`, `later`, `newly`, `no_more`, `reassigned`, `rechannelled`" => |row| row.change.kind.name().into();
    days "Days": Maybe(&Number), "how many days later it is in the new workflow, negative if earlier; empty if only one workflow has it" => |row| row.change.days().into();
    invoice_id "Invoice": Text, "as in the ledger" => |row| row.invoice().map(|invoice| invoice.id()).into();
    customer_id "Customer": Text, "as in the ledger" => |row| row.invoice().map(|invoice| invoice.customer()).into();
    old_action_id "Old action": Maybe(&Text), "the action's id in the old workflow; empty if it is not there" => |row| row.before().map(|(words, contact)| words.action_id(contact).to_string()).into();
    new_action_id "Action": Maybe(&Text), "in the new workflow" => |row| row.after().map(|(words, contact)| words.action_id(contact).to_string()).into();
    old_date "Old day": Maybe(&Day), "the day on which it is done; for plans, the day since which it is due" => |row| row.before().map(|(_, contact)| contact.day).into();
    new_date "New day": Maybe(&Day), "in the new workflow" => |row| row.after().map(|(_, contact)| contact.day).into();
    old_owner "Old owner": Maybe(&Text), "its owner" => |row| row.before().map(|(words, contact)| words.owner(contact)).into();
    new_owner "Owner": Maybe(&Text), "in the new workflow" => |row| row.after().map(|(words, contact)| words.owner(contact)).into();
    old_channel "Old channel": Maybe(&Channel), "its channel" => |row| row.before().map(|(_, contact)| contact.channel.name()).into();
    new_channel "Channel": Maybe(&Channel), "in the new workflow" => |row| row.after().map(|(_, contact)| contact.channel.name()).into();
    old_stage "Old stage": Maybe(&Text), "the invoice's stage" => |row| row.before().map(|(words, contact)| words.stage(contact)).into();
    new_stage "Stage": Maybe(&Text), "in the new workflow" => |row| row.after().map(|(words, contact)| words.stage(contact)).into();
    workflow "Line": Maybe(&Text), "the line of the edit that it comes from, in the new file if it is there" => |row| row.line().into();
    why "Why": Text, "a sentence for people" => |row| row.why().into();
} }

impl<'a> ChangeRow<'a> {
    fn before(&self) -> Option<(ContactWords<'a>, &'a Contact)> {
        Some((self.view.old, self.change.old.as_ref()?))
    }

    fn after(&self) -> Option<(ContactWords<'a>, &'a Contact)> {
        Some((self.view.new, self.change.new.as_ref()?))
    }

    fn invoice(&self) -> Option<Invoice<'a>> {
        Some(self.view.new.invoice(self.change.either()?))
    }

    fn because(&self) -> Option<&'a Edit> {
        self.change.because.map(|place| &self.view.diff.edits[place as usize])
    }

    fn line(&self) -> Option<&'a str> {
        self.because().and_then(|edit| edit.new.as_deref().or(edit.old.as_deref()))
    }

    fn why(&self) -> String {
        self.because().map_or_else(|| "because of other differences of this customer".to_owned(), Edit::told)
    }
}

/// The same for people; on a narrow screen the last columns go first.
struct ListedChange<'a>(ChangeRow<'a>);

columns! { ListedChange<'a> {
    change "Change": Text => |row| row.words().into();
    invoice_id "Invoice": Text => |row| row.0.invoice().map(|invoice| invoice.id()).into();
    customer_id "Customer": Text => |row| row.0.invoice().map(|invoice| invoice.customer()).into();
    action "Action": Text => |row| row.action().into();
    new_date "New day": Maybe(&Day) => |row| row.0.after().map(|(_, contact)| contact.day).into();
    old_date "Old day": Maybe(&Day) => |row| row.0.before().map(|(_, contact)| contact.day).into();
    by "By": Text => |row| row.by().into();
    why "Why": Text => |row| row.0.why().into();
} }

impl ListedChange<'_> {
    fn words(&self) -> String {
        let words = words(self.0.change.kind);
        match self.0.change.days() {
            Some(days) if days != 0 => format!("{words} by {} d", days.unsigned_abs()),
            _ => words.to_owned(),
        }
    }

    fn action(&self) -> Option<String> {
        let (words, contact) = self.0.after().or(self.0.before())?;
        Some(words.action_id(contact).tail().trim_start_matches('/').to_owned())
    }

    fn by(&self) -> String {
        match [self.0.before(), self.0.after()].map(|of| of.map(|(words, contact)| words.owner(contact))) {
            [Some(old), Some(new)] if old != new => format!("{old} → {new}"),
            [old, new] => new.or(old).unwrap_or_default().into_owned(),
        }
    }
}

pub struct ComparedOwner<'a>(&'a OwnerPair);

columns! { ComparedOwner<'a> {
    owner "Owner": Text, "Whose work it is." => |row| row.0.owner.as_str().into();
    old "Old": Count, "How many by the old workflow." => |row| row.0.touches.0.into();
    new "New": Count, "How many by the new workflow." => |row| row.0.touches.1.into();
    more "More": Number, "How many more; negative for fewer." => |row| more(row.0.touches);
    more_a_week "More a week": Maybe(&Exact), "How many more a week, on average; null for one day." => |row| row.0.more_a_week.into();
} }

/// A stage on both sides, with its money in one currency, if it has any.
pub struct ComparedStage<'a> {
    pair: &'a StagePair,
    is_first: bool,
    cash: Option<(Currency, (Balance, Balance))>,
}

columns! { ComparedStage<'a> {
    stage "Stage": Text, "The stage; `(before the first)` for none." => |row| if row.pair.stage.is_empty() { "(before the first)" } else { &row.pair.stage }.into();
    old "Old": Maybe(&Count), "How many by the old workflow." => |row| row.once(row.pair.touches.0);
    new "New": Maybe(&Count), "How many by the new workflow." => |row| row.once(row.pair.touches.1);
    more "More": Maybe(&Number), "How many more; negative for fewer." => |row| row.once(more(row.pair.touches));
    old_cash "Old collected": Maybe(&Exact), "What came in on it by the old workflow; of plans the balances of its invoices." => |row| row.cash.map(|(of, (old, _))| Cell::amount(of, old)).into();
    new_cash "New collected": Maybe(&Exact), "The same by the new workflow." => |row| row.cash.map(|(of, (_, new))| Cell::amount(of, new)).into();
    currency "Currency": Maybe(&Currency), "Of the money; each further one has a row of its own, without counts." => |row| row.cash.map(|(of, _)| of.code()).into();
} }

impl ComparedStage<'_> {
    fn once(&self, value: impl Into<Cell<'static>>) -> Cell<'static> {
        self.is_first.then_some(value).into()
    }
}

fn more((old, new): (usize, usize)) -> Cell<'static> {
    Cell::Integer(new as i64 - old as i64)
}

pub struct EditRow<'a>(&'a Edit);

columns! { EditRow<'a> {
    what "Edit": Text, "What is different in the files. For people." => |row| row.0.what.as_str().into();
    old "Old line": Maybe(&Text), "The line of the old file." => |row| row.0.old.as_deref().into();
    new "New line": Maybe(&Text), "The line of the new file." => |row| row.0.new.as_deref().into();
} }

impl DiffView<'_> {
    /// `Workflow net30 → net15, from 2026-01-01 to 2026-03-31`
    pub fn title(&self) -> String {
        let (from, to) = self.days;
        let days = if from == to { format!("plans for {from}") } else { format!("from {from} to {to}") };
        let name = |workflow: &Workflow| workflow.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        format!("{} → {}, {days}", name(self.old.workflow), name(self.new.workflow))
    }

    pub fn sentences(&self) -> Vec<String> {
        let mut told: Vec<String> = self.slice.map(|slice| format!("{}.", capitalised(slice))).into_iter().collect();
        let (old, new) = self.diff.touches;
        let what = if self.days.0 == self.days.1 { "Actions" } else { "Touches" };
        told.push(format!("{what}: {} → {} ({:+}).", number(old), number(new), new as i128 - old as i128));
        if self.diff.changes.is_empty() {
            told.push("Contacts are unchanged.".to_owned());
            return told;
        }
        let kinds = ChangeKind::ALL.into_iter().map(|kind| (kind, self.diff.count(kind))).filter(|(_, count)| *count > 0);
        let kinds: Vec<String> = kinds.map(|(kind, count)| format!("{} {}", number(count), words(kind))).collect();
        let (invoices, customers) = self.diff.reach;
        told.push(format!("{}, on {} of {}.", capitalised(&kinds.join(", ")), many(invoices, "invoice"), many(customers, "customer")));
        told
    }

    pub fn owners(&self) -> Listing {
        Listing::new("By owner", ComparedOwner::COLUMNS, self.diff.owners.iter().map(ComparedOwner))
    }

    pub fn stages(&self) -> Listing {
        let rows = self.diff.stages.iter().flat_map(|pair| {
            let cash = pair.cash.iter().map(|(currency, cash)| Some((*currency, *cash)));
            let none = pair.cash.is_empty().then_some(None);
            cash.chain(none).enumerate().map(move |(index, cash)| ComparedStage { pair, is_first: index == 0, cash })
        });
        let mut listing = Listing::new("By stage", ComparedStage::COLUMNS, rows);
        if self.days.0 == self.days.1 {
            (listing.columns[4].title, listing.columns[5].title) = ("Old balance", "New balance");
        }
        listing
    }

    pub fn edits(&self) -> Listing {
        Listing::new("What is different in the files", EditRow::COLUMNS, self.diff.edits.iter().map(EditRow))
    }

    fn rows(&self) -> impl Iterator<Item = ChangeRow<'_>> {
        self.diff.changes.iter().map(|change| self.row(change))
    }

    fn row<'a>(&'a self, change: &'a Change) -> ChangeRow<'a> {
        ChangeRow { change, view: *self }
    }

    /// The changes that are listed for people: the first so many of each kind, in fewer columns.
    pub fn listed(&self) -> Listing {
        let rows = self.first_of_each_kind().map(|change| ListedChange(self.row(change)));
        Listing::new("Contacts that differ", ListedChange::COLUMNS, rows)
    }

    fn first_of_each_kind(&self) -> impl Iterator<Item = &Change> {
        let kinds = self.diff.changes.chunk_by(|one, next| one.kind == next.kind);
        kinds.flat_map(|kind| kind.iter().take(self.limit))
    }

    /// How many changes are not listed for people.
    pub fn rest(&self) -> Option<String> {
        let rest = self.diff.changes.len() - self.first_of_each_kind().count();
        (rest > 0).then(|| {
            format!("{} more {} not shown: --limit shows more, --format csv all.", number(rest), if rest == 1 { "is" } else { "are" })
        })
    }

    /// Why the command fails, if a gate holds.
    pub fn gates(&self) -> Vec<String> {
        self.held.iter().map(|held| format!("the condition '{}' is met: {}", held.gate, held.found)).collect()
    }
}

fn words(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Newly => "new",
        ChangeKind::NoMore => "no more",
        ChangeKind::Earlier => "earlier",
        ChangeKind::Later => "later",
        ChangeKind::Reassigned => "by another owner",
        ChangeKind::Rechannelled => "by another channel",
    }
}

fn number(count: usize) -> String {
    grouped(&count.to_string())
}

pub fn diff_csv(view: &DiffView<'_>, out: impl Write) -> io::Result<()> {
    csv(out, ChangeRow::COLUMNS, view.rows())
}

/// A comparison for a pull request: the sums, then what may be folded away.
pub fn diff_markdown(view: &DiffView<'_>, mut out: impl Write) -> io::Result<()> {
    let mut page = format!("### {}\n\n{}\n", escaped(&view.title()), escaped(&view.sentences().join(" ")));
    for gate in view.gates() {
        let _ = writeln!(page, "\n**{}**", escaped(&capitalised(&gate)));
    }
    let fold = |listing: &Listing, open: bool, page: &mut String| {
        if !listing.rows.is_empty() {
            let _ = writeln!(page, "\n<details{}><summary>{}</summary>\n", if open { " open" } else { "" }, escaped(listing.title));
            listing.push_markdown(page);
            page.push_str("</details>\n");
        }
    };
    fold(&view.owners(), true, &mut page);
    fold(&view.stages(), false, &mut page);
    fold(&view.edits(), false, &mut page);
    fold(&view.listed(), false, &mut page);
    if let Some(rest) = view.rest() {
        let _ = writeln!(page, "\n{}", escaped(&rest));
    }
    if view.days.0 != view.days.1 {
        let _ = writeln!(page, "\n{}", super::NOT_KNOWN[0]);
    }
    out.write_all(page.as_bytes())
}

pub fn diff_json(view: &DiffView<'_>, about: &About, mut out: impl Write) -> io::Result<()> {
    let (old, new) = view.diff.touches;
    let document = DiffDocument {
        from: view.days.0.to_string(),
        to: view.days.1.to_string(),
        old: WorkflowHead::new(view.old.workflow),
        new: WorkflowHead::new(view.new.workflow),
        ledger: about,
        slice: view.slice,
        touches: TouchCounts { old, new },
        gates: view.held,
        owners: view.owners(),
        stages: view.stages(),
        edits: view.edits(),
        changes: Each(|| view.rows()),
        warnings: about.warnings(),
    };
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

objects!(ChangeRow<'_>);

#[derive(Serialize)]
struct DiffDocument<'a, C> {
    from: String,
    to: String,
    old: WorkflowHead<'a>,
    new: WorkflowHead<'a>,
    ledger: &'a About,
    slice: Option<&'a str>,
    touches: TouchCounts,
    gates: &'a [MetGate],
    owners: Listing,
    stages: Listing,
    edits: Listing,
    changes: C,
    warnings: Vec<Warning<'a>>,
}

#[derive(Serialize)]
struct TouchCounts {
    old: usize,
    new: usize,
}
