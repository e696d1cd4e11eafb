//! `collect workflow`: the workflows that are built in, as files to copy and to change.

use super::outcome::{Failure, Outcome};
use super::output::deliver;
use super::shell::Shell;
use super::table::wrapped;
use anyhow::anyhow;
use clap::{Args, ValueHint};
use collect::builtin;
use collect::finding::did_you_mean;
use fs_err as fs;
use std::fmt::Write;
use std::path::PathBuf;

/// Show a built-in workflow, or copy it into a project.
///
/// Without a name, it lists them. You can change a copy; name it in collect.yaml, and put its scenarios beside it. An existing file is
/// never overwritten.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect workflow                           list the workflows
  collect workflow saas                      show one
  collect workflow saas -o workflow.yaml     copy it, to change it
  collect workflow saas --scenarios -o workflow.test.yaml     copy its scenarios, too")]
pub struct WorkflowArguments {
    /// Its name, such as net30
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Its scenarios, which `collect test` plays
    #[arg(long, requires = "name")]
    pub scenarios: bool,
    /// Write to a file, completely or not at all
    #[arg(short, long, value_name = "FILE", requires = "name", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

const WIDEST: usize = 80;
/// Descriptions are not broken into shorter lines than this.
const NARROWEST: usize = 20;

pub fn run(arguments: &WorkflowArguments, shell: &Shell) -> Result<Outcome, Failure> {
    let text = match arguments.name.as_deref() {
        None => list(shell.look(arguments.output.as_deref()).width.unwrap_or(WIDEST).min(WIDEST)),
        Some(name) => {
            let name = name.strip_suffix(".yaml").unwrap_or(name);
            let text = if arguments.scenarios { builtin::scenarios(name) } else { builtin::workflow(name) };
            text.ok_or_else(|| unknown(name))?.to_owned()
        }
    };
    // What is there may be somebody's own copy, with a year of changes in it.
    if let Some(path) = arguments.output.as_deref().filter(|path| path.as_os_str() != "-" && fs::symlink_metadata(path).is_ok()) {
        return Err(anyhow!("{} exists already and is not overwritten: move it away, or name another file", path.display()).into());
    }
    deliver(arguments.output.as_deref(), |out| out.write_all(text.as_bytes()))?;
    Ok(Outcome::Fine)
}

/// The names, and what each says of itself, on a screen of so many columns.
fn list(screen: usize) -> String {
    let widest = builtin::workflows().map(str::len).max().unwrap_or_default();
    let about = |name| {
        let text = builtin::workflow(name).unwrap_or_default();
        text.lines().find_map(|line| line.strip_prefix("description: ")).unwrap_or_default()
    };
    let mut out = String::new();
    for name in builtin::workflows() {
        for (number, line) in wrapped(about(name), screen.saturating_sub(widest + 2).max(NARROWEST)).iter().enumerate() {
            let name = if number == 0 { name } else { "" };
            let _ = writeln!(out, "{name:widest$}  {line}");
        }
    }
    out
}

pub fn unknown(name: &str) -> anyhow::Error {
    let known: Vec<&str> = builtin::workflows().collect();
    let hint = did_you_mean(name, known.iter().copied()).unwrap_or_else(|| format!("built in: {}", known.join(", ")));
    anyhow!("there is no built-in workflow {name:?}: {hint}")
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn the_list_fits_a_narrow_screen() {
        let text = list(40);
        assert!(text.lines().all(|line| line.len() <= 40), "{text}");
        assert!(text.starts_with("five-step     Five steps in a month,\n              from a friendly reminder\n"), "{text}");
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), list(80).split_whitespace().collect::<Vec<_>>());
    }
}
