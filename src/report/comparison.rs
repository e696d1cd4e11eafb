//! What two workflows do otherwise, for people and programs.

use super::json::{Each, LedgerHead, Warning, WorkflowHead, pretty};
use super::markdown::escaped;
use super::simulation::{capital, many};
use super::{About, Cell, Listing, Sheet};
use crate::action_id::ActionId;
use crate::calendar::Day;
use crate::diff::{Change, ChangeKind, Diff, Held};
use crate::money::grouped;
use crate::workflow::Workflow;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};

/// A comparison with all that it is told with.
#[derive(Clone, Copy, Debug)]
pub struct DiffView<'a> {
    /// The comparison.
    pub diff: &'a Diff,
    /// The workflows.
    pub old: &'a Workflow,
    /// See `old`.
    pub new: &'a Workflow,
    /// The days; the same twice for the plans of one day.
    pub days: (Day, Day),
    /// The slice that is in force, if one is.
    pub slice: Option<&'a str>,
    /// The gates that hold.
    pub held: &'a [Held],
    /// So many changes of each kind are listed for people.
    pub limit: usize,
}

/// The columns of a change.
pub const CHANGE_COLUMNS: [(&str, &str); 16] = [
    ("change", "Change"),
    ("days", "Days"),
    ("invoice_id", "Invoice"),
    ("customer_id", "Customer"),
    ("old_action_id", "Old action"),
    ("new_action_id", "Action"),
    ("old_date", "Old day"),
    ("new_date", "New day"),
    ("old_owner", "Old owner"),
    ("new_owner", "Owner"),
    ("old_channel", "Old channel"),
    ("new_channel", "Channel"),
    ("old_stage", "Old stage"),
    ("new_stage", "Stage"),
    ("workflow", "Line"),
    ("why", "Why"),
];

/// Those that people see, by their places; on a narrow screen the last go first.
const FOR_PEOPLE: [usize; 8] = [0, 2, 3, 17, 7, 6, 18, 15];

impl DiffView<'_> {
    /// `Workflow net30 → net15, from 2026-01-01 to 2026-03-31`
    pub fn title(&self) -> String {
        let (from, to) = self.days;
        let days = if from == to { format!("plans for {from}") } else { format!("from {from} to {to}") };
        let name = |workflow: &Workflow| workflow.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        format!("{} → {}, {days}", name(self.old), name(self.new))
    }

    /// What differs, in sentences.
    pub fn sentences(&self) -> Vec<String> {
        let mut told: Vec<String> = self.slice.map(|slice| format!("{}.", capital(slice))).into_iter().collect();
        let (old, new) = self.diff.touches;
        let what = if self.days.0 == self.days.1 { "Actions" } else { "Touches" };
        told.push(format!("{what}: {} → {} ({:+}).", number(old), number(new), new as i128 - old as i128));
        if self.diff.changes.is_empty() {
            told.push("Nobody is contacted otherwise.".to_owned());
            return told;
        }
        let kinds = ChangeKind::ALL.into_iter().map(|kind| (kind, self.diff.count(kind))).filter(|(_, count)| *count > 0);
        let kinds: Vec<String> = kinds.map(|(kind, count)| format!("{} {}", number(count), words(kind))).collect();
        let (invoices, customers) = self.diff.reach();
        told.push(format!("{}, on {} of {}.", capital(&kinds.join(", ")), many(invoices, "invoice"), many(customers, "customer")));
        told
    }

    /// Both sides by owner.
    pub fn owners(&self) -> Listing {
        let columns = [("owner", "Owner"), ("old", "Old"), ("new", "New"), ("more", "More"), ("more_a_week", "More a week")];
        let mut listing = Listing::new("owners", "By owner", &columns);
        listing.rows.extend(self.diff.owners.iter().map(|pair| {
            let (old, new) = pair.touches;
            let week = pair.more_a_week.map_or(Cell::Empty, |more| Cell::Decimal(more.text()));
            vec![text(&pair.owner), old.into(), new.into(), Cell::Integer(new as i64 - old as i64), week]
        }));
        listing
    }

    /// Both sides by stage.
    pub fn stages(&self) -> Listing {
        let money = if self.days.0 == self.days.1 { ("Old balance", "New balance") } else { ("Old collected", "New collected") };
        let columns = [
            ("stage", "Stage"),
            ("old", "Old"),
            ("new", "New"),
            ("more", "More"),
            ("old_cash", money.0),
            ("new_cash", money.1),
            ("currency", "Currency"),
        ];
        let mut listing = Listing::new("stages", "By stage", &columns);
        for pair in &self.diff.stages {
            let (old, new) = pair.touches;
            let stage = if pair.stage.is_empty() { "(before the first)" } else { &pair.stage };
            let mut cash: Vec<[Cell<'static>; 3]> = pair
                .cash
                .iter()
                .map(|(of, (old, new))| [Cell::amount(*of, *old), Cell::amount(*of, *new), Cell::text(of.code())])
                .collect();
            if cash.is_empty() {
                cash.push([Cell::Empty, Cell::Empty, Cell::Empty]);
            }
            for (index, cash) in cash.into_iter().enumerate() {
                let once = |cell: Cell<'static>| if index == 0 { cell } else { Cell::Empty };
                let head = [text(stage), once(old.into()), once(new.into()), once(Cell::Integer(new as i64 - old as i64))];
                listing.rows.push(head.into_iter().chain(cash).collect());
            }
        }
        listing
    }

    /// What is written otherwise.
    pub fn edits(&self) -> Listing {
        let mut listing = Listing::new("edits", "What is written otherwise", &[("what", "Edit"), ("old", "Old line"), ("new", "New line")]);
        let place = |place: &Option<String>| place.as_deref().map_or(Cell::Empty, text);
        listing.rows.extend(self.diff.edits.iter().map(|edit| vec![text(&edit.what), place(&edit.old), place(&edit.new)]));
        listing
    }

    /// Every change.
    pub fn changes(&self) -> Listing {
        let mut listing = Listing::new("changes", "Contacts that differ", &CHANGE_COLUMNS);
        listing.rows.extend(self.diff.changes.iter().map(|change| self.cells(change)));
        listing
    }

    /// The changes that are listed for people: the first so many of each kind, in fewer columns.
    pub fn listed(&self) -> Listing {
        let extended = [CHANGE_COLUMNS.as_slice(), &[("id", "Id"), ("action", "Action"), ("by", "By")]].concat();
        let mut listing = Listing::new("changes", "Contacts that differ", &extended);
        listing.rows.extend(self.first_of_each_kind().map(|change| {
            let mut cells = self.cells(change);
            cells[0] = text(&match change.days() {
                Some(days) if days != 0 => format!("{} by {} d", words(change.kind), days.unsigned_abs()),
                _ => words(change.kind).to_owned(),
            });
            let either = change.either();
            let id = either.map(|contact| &contact.action_id);
            let action = id.map_or("", ActionId::tail);
            let owner = |contact: Option<&crate::diff::Contact>| contact.map(|contact| contact.owner.clone());
            let by = match (owner(change.old.as_ref()), owner(change.new.as_ref())) {
                (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
                (old, new) => new.or(old).unwrap_or_default(),
            };
            cells.extend([text(id.map_or("", ActionId::as_str)), text(action.trim_start_matches('/')), text(&by)]);
            cells
        }));
        listing.only(&FOR_PEOPLE)
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

    fn cells(&self, change: &Change) -> Vec<Cell<'static>> {
        let because = change.because.map(|place| &self.diff.edits[place]);
        let line = because.and_then(|edit| edit.new.as_ref().or(edit.old.as_ref()));
        let both = |of: fn(&crate::diff::Contact) -> String| {
            [&change.old, &change.new].map(|contact| contact.as_ref().map_or(Cell::Empty, |contact| Cell::text(of(contact))))
        };
        let [old_id, new_id] = both(|contact| contact.action_id.to_string());
        let [old_day, new_day] = both(|contact| contact.day.to_string());
        let [old_owner, new_owner] = both(|contact| contact.owner.clone());
        let [old_channel, new_channel] = both(|contact| contact.channel.to_string());
        let [old_stage, new_stage] = both(|contact| contact.stage.clone());
        let either = change.either();
        let why = because.map_or_else(|| "follows from other differences of this customer".to_owned(), |edit| edit.told());
        vec![
            Cell::text(change.kind.name()),
            change.days().map_or(Cell::Empty, Cell::from),
            either.map_or(Cell::Empty, |contact| text(&contact.invoice_id)),
            either.map_or(Cell::Empty, |contact| text(&contact.customer_id)),
            old_id,
            new_id,
            old_day,
            new_day,
            old_owner,
            new_owner,
            old_channel,
            new_channel,
            old_stage,
            new_stage,
            line.map_or(Cell::Empty, |line| text(line)),
            text(&why),
        ]
    }

    /// Why the command fails, if a gate holds.
    pub fn gates(&self) -> Vec<String> {
        self.held.iter().map(|held| format!("the gate '{}' holds: {}", held.gate, held.found)).collect()
    }
}

/// How a change is called among words.
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

fn text(text: &str) -> Cell<'static> {
    Cell::text(text.to_owned())
}

fn number(count: usize) -> String {
    grouped(&count.to_string())
}

/// The changes.
///
/// # Errors
/// What `out` says.
pub fn diff_csv(view: &DiffView<'_>, out: impl Write) -> io::Result<()> {
    let mut sheet = Sheet::new(out, CHANGE_COLUMNS.map(|(name, _)| name))?;
    view.diff.changes.iter().try_for_each(|change| sheet.row(view.cells(change)))?;
    sheet.finish()
}

/// A comparison for a pull request: the sums, then what may be folded away.
///
/// # Errors
/// What `out` says.
pub fn diff_markdown(view: &DiffView<'_>, mut out: impl Write) -> io::Result<()> {
    let mut page = format!("### {}\n\n{}\n", escaped(&view.title()), escaped(&view.sentences().join(" ")));
    for gate in view.gates() {
        let _ = writeln!(page, "\n**{}**", escaped(&capital(&gate)));
    }
    let fold = |listing: &Listing, open: bool, page: &mut String| {
        if !listing.rows.is_empty() {
            let _ = writeln!(page, "\n<details{}><summary>{}</summary>\n", if open { " open" } else { "" }, escaped(&listing.title));
            listing.push_markdown(page);
            page.push_str("\n</details>\n");
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

/// A comparison as one object.
///
/// # Errors
/// What `out` says.
pub fn diff_json(view: &DiffView<'_>, about: &About, mut out: impl Write) -> io::Result<()> {
    let (old, new) = view.diff.touches;
    let document = Document {
        from: view.days.0.to_string(),
        to: view.days.1.to_string(),
        old: WorkflowHead::new(view.old),
        new: WorkflowHead::new(view.new),
        ledger: LedgerHead::new(about),
        slice: view.slice,
        touches: Pair { old, new },
        gates: view.held.iter().map(|held| Gate { gate: &held.gate, found: &held.found }).collect(),
        owners: view.owners(),
        stages: view.stages(),
        edits: view.edits(),
        changes: view.changes(),
        warnings: Each(|| about.warnings.iter().map(Warning)),
    };
    pretty(&document, &mut out)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Document<'a, F> {
    from: String,
    to: String,
    old: WorkflowHead<'a>,
    new: WorkflowHead<'a>,
    ledger: LedgerHead<'a>,
    slice: Option<&'a str>,
    touches: Pair,
    gates: Vec<Gate<'a>>,
    owners: Listing,
    stages: Listing,
    edits: Listing,
    changes: Listing,
    warnings: F,
}

#[derive(Serialize)]
struct Pair {
    old: usize,
    new: usize,
}

#[derive(Serialize)]
struct Gate<'a> {
    gate: &'a str,
    found: &'a str,
}
