//! What can be typed after `collect completions`.

use clap::Args;
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
