//! `collect plan --hold-list`: which customers are on credit hold.

use super::arguments::OutputFormat;
use super::inputs::{Inputs, Query};
use super::outcome::{Failure, Outcome};
use super::plan::PlanArguments;
use super::shell::Shell;
use super::table::credit_text;
use anyhow::anyhow;
use collect::report::{CreditView, credit_csv, credit_json, credit_jsonl, credit_markdown};

pub fn run(arguments: &PlanArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let output = &arguments.output;
    output.format_of(&OutputFormat::OF_ROWS)?;
    let query = Query { since: arguments.filter.since, credit_hold: true, ..Query::default() };
    let mut inputs = Inputs::load(&arguments.inputs, &query, shell)?;
    inputs.met(shell)?;
    let view = CreditView::new(&inputs.plan, inputs.earlier.as_ref(), &inputs.workflow);
    let missing = || anyhow!("the workflow {} has no credit_hold: add the key to say which customers are on hold", inputs.workflow.file);
    let view = view.ok_or_else(missing)?;
    let look = shell.look(output.output.as_deref());
    inputs.ending.deliver(output.output.as_deref(), |out| match output.format() {
        OutputFormat::Csv => credit_csv(&view, out),
        OutputFormat::Json => credit_json(&view, &inputs.about, out),
        OutputFormat::Jsonl => credit_jsonl(&view, out),
        OutputFormat::Markdown => credit_markdown(&view, out),
        _ => out.write_all(credit_text(&view, look).as_bytes()),
    })?;
    if matches!(output.format(), OutputFormat::Csv | OutputFormat::Json | OutputFormat::Jsonl) {
        shell.note(&format!("{}: {}", view.title(), view.sentence()));
    }
    Ok(inputs.ending.outcome(output.output.as_deref(), shell))
}
