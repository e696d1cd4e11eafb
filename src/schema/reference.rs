//! What the references say of a key or a column, as plain text.

use crate::markdown::without_links;

pub(super) const WORKFLOWS: &str = include_str!("../../workflows/README.md");
pub(super) const LEDGER: &str = include_str!("../../docs/ledger.md");
pub(super) const BANK: &str = include_str!("../../docs/bank.md");
const OUTPUTS: &str = include_str!("../../docs/outputs.md");
pub(super) const TESTING: &str = include_str!("../../docs/testing.md");

/// What `docs/ledger.md` says under the heading of a key such as `ledger.fx`. Keys of events that are as those of invoices
/// say what those say.
pub(super) fn of_project(key: &str) -> String {
    let said = below_heading(LEDGER, key);
    match key.strip_prefix("ledger.events.") {
        Some(name) => said.replace("As for invoices.", &below_heading(LEDGER, &format!("ledger.invoices.{name}"))),
        None => said,
    }
}

/// What `docs/outputs.md` says of a column or key in the chapter of `collect plan`.
pub(super) fn of_plan(column: &str) -> String {
    in_table(OUTPUTS, "`collect plan`", column)
}

/// The same in the chapter of another command.
pub(super) fn of_command(command: &str, column: &str) -> String {
    in_table(OUTPUTS, &format!("`collect {command}`"), column).replace("as in the plan", &of_plan(column))
}

/// The prose below a heading that is a key such as `stages.trigger`, up to the first block of code; empty where there is no such heading.
pub(super) fn below_heading(text: &str, key: &str) -> String {
    let heading = format!(" `{key}`\n");
    let found = text.match_indices(&heading).find(|(at, _)| text[..*at].ends_with('#'));
    let below = found.map(|(at, _)| &text[at + heading.len()..]).unwrap_or_default();
    let lines = below.lines().take_while(|line| !line.starts_with('#') && !line.starts_with("```"));
    plain(&lines.collect::<Vec<_>>().join(" "))
}

/// The last cell of the row that begins with a name, in the chapter with a title.
pub(super) fn in_table(text: &str, title: &str, name: &str) -> String {
    let chapter = text.split("\n## ").find(|chapter| chapter.starts_with(title)).unwrap_or_default();
    let row = format!("| `{name}` |");
    let found = chapter.lines().find_map(|line| line.strip_prefix(&row));
    let cells = found.unwrap_or_default().trim().trim_end_matches('|');
    plain(cells.rsplit(" | ").next().unwrap_or_default())
}

/// The words alone, on one line. Stars stand around what type a key has, and nowhere else.
pub(super) fn plain(text: &str) -> String {
    without_links(text).replace('*', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_emphasis_are_gone_and_lists_in_brackets_stay() {
        assert_eq!(plain("*[conditions](#c), needed.* As in `[a, b]` and [`x`](y#z)."), "conditions, needed. As in `[a, b]` and `x`.");
    }

    #[test]
    fn a_key_is_found_by_its_whole_name() {
        assert_eq!(below_heading(WORKFLOWS, "overrides.dispute.owner"), "id of an owner; default: the stage's.");
        assert_eq!(below_heading(WORKFLOWS, "no.such.key"), "");
        assert!(of_project("ledger.events.decimal").starts_with("`\".\"` or `\",\"`"), "{}", of_project("ledger.events.decimal"));
        assert_eq!(of_plan("as_of"), "the day of the plan");
    }
}
