//! A workflow to begin with, and its scenarios.

use crate::builtin;

const TO_FILL_IN: &str =
    "  # FILL IN: who does the work. Change the names, and give each an address, as in { name: Dana Reyes, email: dana@example.com }.\n";

/// The shipped workflow of this name as a project's own file, with the places marked that are to be filled in; nothing if there is none.
pub fn to_begin_with(name: &str) -> Option<String> {
    let text = builtin::workflow(name)?;
    let (before, after) = text.split_once("\nowners:\n")?;
    let before = before.replace(" Copy this file into your project, and change the names, addresses and days.", "");
    Some(format!(
        "# Your workflow. It is a copy of the built-in {name}. Change it as you like: it says how late invoices are chased.\n{before}\nowners:\n{TO_FILL_IN}{after}"
    ))
}

/// The scenarios of the shipped workflow of this name, for the project's own file `workflow` that they stand beside; nothing if there are none.
pub fn scenarios_to_begin_with(name: &str, workflow: &str) -> Option<String> {
    let (_, scenarios) = builtin::scenarios(name)?.split_once("\nversion: 1\n")?;
    Some(format!(
        "# What {workflow} is to do: `collect test` plays these scenarios and reports those that fail. If you change the workflow, change them, too.\n# All invoices are due on Monday 2026-03-02, days are counted from there.\nversion: 1\n{scenarios}"
    ))
}
