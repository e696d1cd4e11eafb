//! `collect man`: manual pages, made of the help.

use super::outcome::{Failure, Outcome};
use super::output::deliver;
use super::replacing::replace;
use super::shell::Shell;
use anyhow::{Context, anyhow};
use clap::builder::Resettable;
use clap::{Args, Command, ValueHint};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use collect::finding::did_you_mean;
use std::io;
use std::path::{Path, PathBuf};

/// Print a manual page.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect man plan > collect-plan.1                   the page of one command
  collect man -o ~/.local/share/man/man1              all pages, into a folder that man searches")]
pub struct ManArguments {
    /// The command [default: collect itself; with -o: all pages]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
    /// Write each page as a file into this folder (collect-plan.1)
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
}

pub fn run(arguments: &ManArguments, mut whole: Command, shell: &Shell) -> Result<Outcome, Failure> {
    // Options that all commands take stand in every page.
    whole.build();
    let pages = match (&arguments.command, &arguments.output) {
        (Some(name), _) => vec![named(&whole, name)?],
        (None, None) => vec![whole.clone()],
        (None, Some(_)) => std::iter::once(&whole).chain(whole.get_subcommands()).cloned().collect(),
    };
    match &arguments.output {
        None => deliver(None, |out| pages.iter().try_for_each(|page| out.write_all(&rendered(page)?)))?,
        Some(folder) => {
            write(&pages, folder)?;
            shell.note(&format!("{} in {}", collect::report::counted(pages.len(), "page"), folder.display()));
        }
    }
    Ok(Outcome::Fine)
}

fn named(whole: &Command, name: &str) -> anyhow::Result<Command> {
    let known = || whole.get_subcommands().map(Command::get_name);
    let found = whole.find_subcommand(name).cloned();
    found.ok_or_else(|| {
        let hint = did_you_mean(name, known()).unwrap_or_else(|| format!("there are {}", known().collect::<Vec<_>>().join(", ")));
        anyhow!("there is no command {name:?}: {hint}")
    })
}

/// The pages as files of their commands' names; the folder is made where it is not there yet.
fn write(pages: &[Command], folder: &Path) -> anyhow::Result<()> {
    fs_err::create_dir_all(folder)?;
    for page in pages {
        let path = folder.join(format!("{}.1", title(page)));
        let text = rendered(page)?;
        replace(&path, |out| out.write_all(&text)).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// `collect-plan`, as `man` wants it.
fn title(page: &Command) -> String {
    page.get_display_name().unwrap_or(page.get_name()).to_owned()
}

fn rendered(page: &Command) -> io::Result<Vec<u8>> {
    let version = format!("collect {}", env!("CARGO_PKG_VERSION"));
    // What stands after the options are examples and tables: their lines are kept as they are.
    let after = page.get_after_help().map(ToString::to_string);
    let man = Man::new(page.clone().after_help(Resettable::Reset)).title(title(page)).source(version);
    let mut text = Vec::new();
    man.render(&mut text)?;
    let mut roff = Roff::new();
    for (heading, lines) in after.iter().flat_map(|after| chapters(after)) {
        roff.control("SH", [heading]).control("nf", []).text([roman(lines.join("\n"))]).control("fi", []);
    }
    roff.to_writer(&mut text)?;
    Ok(text)
}

/// `Examples:` and the lines below it, and so on.
fn chapters(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut chapters: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        match (line.starts_with(' '), chapters.last_mut()) {
            (true, Some((_, lines))) => lines.push(line.strip_prefix("  ").unwrap_or(line)),
            _ => chapters.push((line.trim_end_matches(':'), Vec::new())),
        }
    }
    chapters
}
