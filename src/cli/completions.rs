//! `collect completions`: what a shell needs to complete commands and options.

use super::outcome::{Failure, Outcome};
use super::output::deliver;
use clap::{Args, Command};
use clap_complete::Shell;

/// Print a script for completing commands and options in a shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  collect completions bash > ~/.local/share/bash-completion/completions/collect
  collect completions zsh  > ~/.zfunc/_collect        # a folder of your fpath
  collect completions fish > ~/.config/fish/completions/collect.fish")]
pub struct CompletionsArguments {
    /// bash, zsh, fish, powershell or elvish
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: Shell,
}

pub fn run(arguments: &CompletionsArguments, mut commands: Command) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut commands, "collect", &mut script);
    deliver(None, |out| out.write_all(&script))?;
    Ok(Outcome::Fine)
}
