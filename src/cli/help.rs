//! `collect help`: the commands and topics, or a page about one of them or about a finding.

mod page;

use super::outcome::{Failure, Outcome};
use super::output::deliver;
use super::shell::Shell;
use super::table::Look;
use anyhow::anyhow;
use clap::{Args, Command};
use collect::builtin;
use collect::finding::{Code, did_you_mean};
use page::{HelpPage, painted};
use std::fmt::Write;

/// Explain a command, a concept, or the code of an error or warning.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect help               the commands, and the topics
  collect help promises      a page about a topic, with an example
  collect help orphan-event  a warning or error: what it means, and what to do
  collect help plan          the help of a command")]
pub struct HelpArguments {
    /// A topic, the code of a finding, or a command
    #[arg(value_name = "TOPIC|CODE|COMMAND")]
    pub about: Option<String>,
}

/// Prose is not wider than this, however wide the screen is.
const WIDEST: usize = 80;

pub fn run(arguments: &HelpArguments, commands: Command, shell: &Shell) -> Result<Outcome, Failure> {
    let look = shell.look(None);
    let text = match &arguments.about {
        None => overview(commands, look),
        Some(word) => about(word, commands, look)?,
    };
    deliver(None, |out| out.write_all(text.as_bytes()))?;
    Ok(Outcome::Fine)
}

/// What stands under a word: a topic, a code, a command.
fn about(word: &str, all: Command, look: Look) -> anyhow::Result<String> {
    let wanted = word.trim().to_lowercase().replace([' ', '_'], "-");
    if let Some((_, page)) = builtin::topic(&wanted) {
        return Ok(shown(page, look));
    }
    let code = Code::ALL.iter().find(|code| code.name() == wanted);
    if let Some(page) = code.and_then(|code| builtin::about_finding(*code)) {
        return Ok(shown(page, look));
    }
    if all.find_subcommand(&wanted).is_none() {
        return Err(unknown(word, &all));
    }
    // Asked for as `collect plan --help` asks for it, so that both show the same.
    let help = all.try_get_matches_from(["collect", &wanted, "--help"]).err().map(|help| help.render());
    let help = help.unwrap_or_default();
    Ok(if look.colour { help.ansi().to_string() } else { help.to_string() })
}

fn unknown(word: &str, all: &Command) -> anyhow::Error {
    let commands = all.get_subcommands().map(|command| command.get_name().to_owned());
    let ours = builtin::topics().map(|(name, _)| name).chain(builtin::words()).chain(Code::ALL.iter().map(|code| code.name()));
    let names: Vec<String> = ours.map(str::to_owned).chain(commands).collect();
    let hint =
        did_you_mean(word, names.iter().map(String::as_str)).unwrap_or_else(|| "`collect help` lists commands and topics".to_owned());
    anyhow!("there is no help on {word:?}: {hint}")
}

fn shown(page: &str, look: Look) -> String {
    HelpPage::new(page).shown(look.width.unwrap_or(WIDEST).min(WIDEST), look.colour)
}

fn overview(mut all: Command, look: Look) -> String {
    let mut out = String::new();
    let width = look.width.unwrap_or(WIDEST).min(WIDEST);
    let mut chapter = |title: &str, rows: Vec<(String, String)>| {
        let widest = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        let _ = writeln!(out, "{}", painted(title, look.colour));
        for (name, words) in rows {
            let lines = super::table::wrapped(&words, width.saturating_sub(widest + 4));
            for (number, line) in lines.iter().enumerate() {
                let name = if number == 0 { name.as_str() } else { "" };
                let _ = writeln!(out, "  {name:widest$}  {line}");
            }
        }
        out.push('\n');
    };
    // What a command is about belongs to its options, which are put together when they are asked for.
    all.build();
    let commands = all.get_subcommands().map(|command| {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        (command.get_name().to_owned(), about.trim_end_matches('.').to_owned())
    });
    chapter("Commands: collect help COMMAND", commands.collect());
    // `Clock: the days …`, beside the name of the topic.
    let words = |page: &'static str| HelpPage::new(page).title().split_once(": ").map_or("", |(_, words)| words);
    let topics = builtin::topics().map(|(name, page)| (name.to_owned(), words(page).to_owned()));
    chapter("Topics: collect help TOPIC", topics.collect());
    let codes = Code::ALL.iter().map(|code| code.name()).collect::<Vec<_>>().join(", ");
    let _ = writeln!(out, "{}", painted("Errors and warnings: collect help CODE", look.colour));
    for line in super::table::wrapped(&codes, width.saturating_sub(2)) {
        let _ = writeln!(out, "  {line}");
    }
    out
}
