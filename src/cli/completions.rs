//! `collect completions`: what a shell needs to complete commands and options.

use super::arguments::{Arguments, CompletionsArguments};
use super::outcome::{Failure, Outcome};
use super::output::deliver;
use clap::CommandFactory;

pub fn run(arguments: &CompletionsArguments) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "collect", &mut script);
    deliver(None, |out| out.write_all(&script))?;
    Ok(Outcome::Fine)
}
