//! `collect schema`: the JSON Schema of a file.

use super::arguments::SchemaArguments;
use super::outcome::{Failure, Outcome};
use super::output::deliver;

pub fn run(arguments: &SchemaArguments) -> Result<Outcome, Failure> {
    deliver(arguments.output.as_deref(), |out| out.write_all(arguments.what.text().as_bytes()))?;
    Ok(Outcome::Fine)
}
