//! `collect schema`: the JSON Schema of a file.

use super::arguments::one_of;
use super::outcome::{Failure, Outcome};
use super::output::deliver;
use clap::{Args, ValueHint};
use collect::schema::Schema;
use std::path::PathBuf;

/// Print the JSON Schema of a workflow or of another file, for editors and programs.
#[derive(Debug, Args)]
#[command(after_help = "\
Schemas:
  workflow       a workflow file
  project        the project file, collect.yaml
  scenarios      a file of scenarios, for collect test
  plan           what collect plan --format json writes
  plan-line      a line of collect plan --format jsonl
  status         what collect status --format json writes
  status-line    a line of collect status --format jsonl
  simulate       what collect simulate --format json writes
  simulate-line  a line of collect simulate --format jsonl
  diff           what collect diff --format json writes
  sync           what collect sync --format json writes
  sync-line      a line of collect sync --format jsonl

Examples:
  collect schema -o workflow.schema.json         for workflow files
  collect schema project -o collect.schema.json  for collect.yaml

Name it in the first line of a workflow for your editor:
  # yaml-language-server: $schema=./workflow.schema.json")]
pub struct SchemaArguments {
    /// workflow, project, scenarios, plan, plan-line, status, status-line, simulate, simulate-line, diff, sync or sync-line
    #[arg(value_name = "WHAT", default_value = "workflow", value_parser = schema)]
    pub what: Schema,
    /// Write to a file, completely or not at all
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

fn schema(text: &str) -> Result<Schema, String> {
    Schema::ALL.into_iter().find(|schema| schema.name() == text).ok_or_else(|| one_of(Schema::ALL.map(Schema::name)))
}

pub fn run(arguments: &SchemaArguments) -> Result<Outcome, Failure> {
    deliver(arguments.output.as_deref(), |out| out.write_all(arguments.what.text().as_bytes()))?;
    Ok(Outcome::Fine)
}
