//! `collect test`: do the workflow's scenarios hold?

mod suites;

use super::arguments::{TestArguments, TestFormat};
use super::findings::{Findings, Verdict};
use super::outcome::{Failure, Outcome};
use super::output::deliver;
use super::shell::Shell;
use super::table::{Look, Span, push_wrapped};
use anstyle::{AnsiColor, Style};
use anyhow::anyhow;
use collect::report::counted;
use collect::scenario::{Coverage, Played, run as play, suites_json, suites_junit};
use suites::{LoadedSuites, load};

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
    let look = shell.look_at(arguments.output.as_deref());
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
