//! JSON Schemas (draft 2020-12) of the files that people write and of the JSON that programs read.
//!
//! What each key means is taken from the references (`workflows/README.md`, `docs/ledger.md`, `docs/outputs.md`): an editor shows the
//! same words. `tests/it/schema.rs` holds schemas and readers together, key by key and value by value.

mod files;
mod outputs;
mod reference;
mod shape;

use shape::Shape;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    Workflow,
    Project,
    Scenarios,
    Plan,
    PlanLine,
    Status,
    StatusLine,
    HoldList,
    HoldListLine,
    MayLine,
    Simulation,
    SimulationLine,
    Diff,
    Sync,
    SyncLine,
}

/// The word for a schema on the command line, what it describes, and how it is made.
type SchemaLine = (&'static str, &'static str, fn() -> Shape);

impl Schema {
    /// All of them, in the order in which they are told.
    pub const ALL: [Schema; 15] = [
        Schema::Workflow,
        Schema::Project,
        Schema::Scenarios,
        Schema::Plan,
        Schema::PlanLine,
        Schema::Status,
        Schema::StatusLine,
        Schema::HoldList,
        Schema::HoldListLine,
        Schema::MayLine,
        Schema::Simulation,
        Schema::SimulationLine,
        Schema::Diff,
        Schema::Sync,
        Schema::SyncLine,
    ];

    fn line(self) -> SchemaLine {
        match self {
            Schema::Workflow => ("workflow", "a workflow file", files::workflow),
            Schema::Project => ("project", "the project file, collect.yaml", files::project),
            Schema::Scenarios => ("scenarios", "a file of scenarios", files::scenarios),
            Schema::Plan => ("plan", "what collect plan --format json writes", outputs::plan),
            Schema::PlanLine => ("plan-line", "a line of collect plan --format jsonl", outputs::plan_line),
            Schema::Status => ("status", "what collect status --format json writes", outputs::status),
            Schema::StatusLine => ("status-line", "a line of collect status --format jsonl", outputs::status_line),
            Schema::HoldList => ("hold-list", "what collect plan --hold-list --format json writes", outputs::hold_list),
            Schema::HoldListLine => ("hold-list-line", "a line of collect plan --hold-list --format jsonl", outputs::hold_list_line),
            Schema::MayLine => ("may-line", "a line of collect may --format jsonl", outputs::may_line),
            Schema::Simulation => ("simulate", "what collect simulate --format json writes", outputs::simulation),
            Schema::SimulationLine => ("simulate-line", "a line of collect simulate --format jsonl", outputs::simulation_line),
            Schema::Diff => ("diff", "what collect diff --format json writes", outputs::diff),
            Schema::Sync => ("sync", "what collect sync --format json writes", outputs::sync),
            Schema::SyncLine => ("sync-line", "a line of collect sync --format jsonl", outputs::sync_line),
        }
    }

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        self.line().0
    }

    /// What it describes, in a few words.
    pub fn about(self) -> &'static str {
        self.line().1
    }

    /// The schema as indented JSON that ends with a line break; the same text at every call.
    pub fn text(self) -> String {
        self.line().2().document(self.about())
    }
}
