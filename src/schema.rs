//! JSON Schemas (draft 2020-12) of the files that people write and of the JSON that programs read.
//!
//! What each key means is taken from the references (`workflows/README.md`, `docs/ledger.md`, `docs/outputs.md`): an editor shows the
//! same words. `tests/it/schema.rs` holds schemas and readers together, key by key and value by value.

mod files;
mod outputs;
mod reference;
mod shape;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    Workflow,
    /// The project file, `collect.yaml`.
    Project,
    Scenarios,
    /// The one object of `collect plan --format json`.
    Plan,
    /// A line of `collect plan --format jsonl`.
    PlanLine,
    /// The one object of `collect status --format json`.
    Status,
    /// A line of `collect status --format jsonl`.
    StatusLine,
    /// The one object of `collect simulate --format json`.
    Simulation,
    /// A line of `collect simulate --format jsonl`.
    SimulationLine,
    /// The one object of `collect diff --format json`.
    Diff,
}

impl Schema {
    /// All of them, in the order in which they are told.
    pub const ALL: [Schema; 10] = [
        Schema::Workflow,
        Schema::Project,
        Schema::Scenarios,
        Schema::Plan,
        Schema::PlanLine,
        Schema::Status,
        Schema::StatusLine,
        Schema::Simulation,
        Schema::SimulationLine,
        Schema::Diff,
    ];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Schema::Workflow => "workflow",
            Schema::Project => "project",
            Schema::Scenarios => "scenarios",
            Schema::Plan => "plan",
            Schema::PlanLine => "plan-line",
            Schema::Status => "status",
            Schema::StatusLine => "status-line",
            Schema::Simulation => "simulate",
            Schema::SimulationLine => "simulate-line",
            Schema::Diff => "diff",
        }
    }

    /// What it describes, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Schema::Workflow => "a workflow file",
            Schema::Project => "the project file, collect.yaml",
            Schema::Scenarios => "a file of scenarios",
            Schema::Plan => "what collect plan --format json writes",
            Schema::PlanLine => "a line of collect plan --format jsonl",
            Schema::Status => "what collect status --format json writes",
            Schema::StatusLine => "a line of collect status --format jsonl",
            Schema::Simulation => "what collect simulate --format json writes",
            Schema::SimulationLine => "a line of collect simulate --format jsonl",
            Schema::Diff => "what collect diff --format json writes",
        }
    }

    /// The schema as indented JSON that ends with a line break; the same text at every call.
    pub fn text(self) -> String {
        let body = match self {
            Schema::Workflow => files::workflow(),
            Schema::Project => files::project(),
            Schema::Scenarios => files::scenarios(),
            Schema::Plan => outputs::plan(),
            Schema::PlanLine => outputs::plan_line(),
            Schema::Status => outputs::status(),
            Schema::StatusLine => outputs::status_line(),
            Schema::Simulation => outputs::simulation(),
            Schema::SimulationLine => outputs::simulation_line(),
            Schema::Diff => outputs::diff(),
        };
        body.document(self.about())
    }
}
