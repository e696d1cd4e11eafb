//! A workflow to begin with.

use crate::builtin;

/// What stands above the owners of the new file.
const TO_FILL_IN: &str =
    "  # FILL IN: who does the work. Change the names, and give each an address, as in { name: Dana Reyes, email: dana@example.com }.\n";

/// The shipped workflow of this name as a project's own file, with the places marked that are to be filled in; nothing if there is none.
pub fn to_begin_with(name: &str) -> Option<String> {
    let text = builtin::workflow(name)?;
    let (before, after) = text.split_once("\nowners:\n")?;
    let before = before.replace(" Copy this file into your project, change the names, addresses and days, and it is yours.", "");
    Some(format!(
        "# Your workflow. It began as a copy of the built-in {name}; from here on it is yours, and says what is done about a late invoice.\n{before}\nowners:\n{TO_FILL_IN}{after}"
    ))
}
