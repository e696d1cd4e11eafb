//! `collect test`: do the workflow's scenarios hold?

mod suites;

use super::findings::{Findings, Verdict};
use super::outcome::{Failure, Outcome};
use super::output::deliver;
use super::shell::Shell;
use super::table::{Look, Span, push_wrapped};
use anstyle::{AnsiColor, Style};
use anyhow::anyhow;
use clap::{Args, ValueEnum, ValueHint};
use collect::report::counted;
use collect::scenario::{Coverage, Played, run as play, suites_json, suites_junit};
use std::path::PathBuf;
use suites::{LoadedSuites, load};

/// Play the scenarios of a workflow, and report those that fail.
///
/// A scenario is a story about an invoice: what happens, and what is expected on which days. The scenarios of a workflow are in a file
/// beside it: `net30.test.yaml` beside `net30.yaml`. The built-in workflows have theirs. Your ledger is not read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect test                                   the scenarios of the project's workflow
  collect test --workflow saas --coverage        of a built-in workflow, and what they do not reach
  collect test workflows/*.test.yaml             the scenarios in these files
  collect test --only dispute                    those with this word in their name
  collect test --format junit -o results.xml     for continuous integration

A file of scenarios:
  version: 1
  scenarios:
    - name: a dispute pauses everything
      story:
        - { day: 9, event: dispute, reason: pricing }
        - { day: 9, status: disputed, due: dispute/1 by ar-manager }
        - { day: 20, status: disputed, clock: 9 }

Days count from the due date. Exits with 1 if a scenario fails.")]
pub struct TestArguments {
    /// Files of scenarios, or workflows with scenarios beside them [default: those of the workflow]
    #[arg(value_name = "FILES", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// The workflow to test: a YAML file, or the name of a built-in one [default: the one that each file names or is beside]
    #[arg(long, value_name = "FILE|NAME", value_hint = ValueHint::FilePath, help_heading = "Inputs")]
    pub workflow: Option<String>,
    /// Only scenarios with this text in their name
    #[arg(long, value_name = "NAME")]
    pub only: Option<String>,
    /// Report which stages, actions, rules and overrides no scenario reaches
    #[arg(long)]
    pub coverage: bool,
    /// text, json or junit
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true, help_heading = "Output")]
    pub format: TestFormat,
    /// Write to a file, completely or not at all
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    Text,
    Json,
    Junit,
}

pub fn run(arguments: &TestArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let mut findings = Findings::default();
    let loaded = load(arguments, &mut findings)?;
    if findings.any_error() {
        return Err(findings.into());
    }
    shell.tell(&findings, Verdict::Done);
    let mut coverage: Vec<Coverage> = Vec::new();
    let mut played: Vec<(String, Vec<Played>)> = Vec::new();
    for LoadedSuites { suite, workflow } in &loaded {
        // Two files may be about one workflow: what either reaches is reached.
        let known = coverage.iter().position(|known| known.workflow == workflow.file);
        let place = known.unwrap_or(coverage.len());
        if known.is_none() {
            coverage.push(Coverage::new(workflow));
        }
        let results = play(suite, workflow, arguments.only.as_deref(), &mut coverage[place]);
        played.push((suite.file.clone(), results));
    }
    let count: usize = played.iter().map(|(_, played)| played.len()).sum();
    if let (0, Some(only)) = (count, &arguments.only) {
        return Err(anyhow!("no scenario has {only:?} in its name").into());
    }
    let shown = if arguments.coverage { coverage.as_slice() } else { &[] };
    let look = shell.look(arguments.output.as_deref());
    deliver(arguments.output.as_deref(), |out| match arguments.format {
        TestFormat::Text => out.write_all(text(&played, shown, look, shell).as_bytes()),
        TestFormat::Json => suites_json(&played, shown, out),
        TestFormat::Junit => suites_junit(&played, out),
    })?;
    let failed = played.iter().flat_map(|(_, played)| played).any(|played| !played.failures.is_empty());
    Ok(if failed { Outcome::Findings } else { Outcome::Fine })
}

fn text(suites: &[(String, Vec<Played>)], coverage: &[Coverage], look: Look, shell: &Shell) -> String {
    let mut out = String::new();
    let (red, green, bold) = (AnsiColor::Red.on_default().bold(), AnsiColor::Green.on_default(), Style::new().bold());
    for (_, played) in suites {
        for scenario in played {
            match scenario.failures.is_empty() {
                true if shell.verbose => {
                    push_wrapped(&Span::styled(format!("holds: {} ({})", scenario.name, scenario.place), green), 0, look, &mut out)
                }
                true => {}
                false => failed(scenario, look, red, &mut out),
            }
        }
    }
    let count: usize = suites.iter().map(|(_, played)| played.len()).sum();
    let bad = suites.iter().flat_map(|(_, played)| played).filter(|played| !played.failures.is_empty()).count();
    let line = match bad {
        0 if count == 1 => "1 scenario passed.".to_owned(),
        0 => format!("All {} passed.", counted(count, "scenario")),
        _ => format!("{bad} of {} failed.", counted(count, "scenario")),
    };
    push_wrapped(&Span::styled(line, if bad > 0 { red } else { green }), 0, look, &mut out);
    for coverage in coverage {
        let (reached, of) = (coverage.reached(), coverage.items.len());
        out.push('\n');
        let line = format!("Scenarios reach {reached} of {of} parts of {} ({} %).", coverage.workflow, coverage.percent());
        push_wrapped(&Span::styled(line, bold), 0, look, &mut out);
        for item in coverage.missed() {
            let place = if item.line > 0 { format!("{}:{}: ", coverage.workflow, item.line) } else { String::new() };
            push_wrapped(&Span::new(format!("{place}{item} is not reached")), 2, look, &mut out);
        }
    }
    out
}

fn failed(scenario: &Played, look: Look, red: Style, out: &mut String) {
    push_wrapped(&Span::styled(format!("failed: {} ({})", scenario.name, scenario.place), red), 0, look, out);
    for failure in &scenario.failures {
        push_wrapped(&Span::styled(failure.head(), Style::new().bold()), 2, look, out);
        failure.lines().iter().for_each(|line| push_wrapped(&Span::styled(line, red), 4, look, out));
    }
    // The last entry that does not hold is the latest day: its story has those of the others in it.
    let longest = scenario.failures.iter().max_by_key(|failure| (failure.day, failure.timeline.len()));
    if let Some(failure) = longest.filter(|failure| !failure.timeline.is_empty()) {
        push_wrapped(&Span::new(format!("The story of {} up to {}:", failure.invoice, failure.day)), 2, look, out);
        failure.timeline.iter().for_each(|told| push_wrapped(&Span::new(told.line()), 4, look, out));
    }
    out.push('\n');
}
