//! What can be typed after `collect help`.

use clap::Args;

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
