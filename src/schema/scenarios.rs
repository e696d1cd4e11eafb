//! The schema of a file of scenarios. In a scenario with a table `$column` may stand for any value, so values are held to little here: what
//! they must be is the reader's to say.

use super::reference::of_testing;
use super::shape::{Key, Shape, any_text, either, list, mapping, may, must, name, one_or_list, only, prose, section, text};

/// A file of scenarios.
pub(super) fn scenarios() -> Shape {
    let keys =
        vec![must("version", only(1)), may("workflow", text()), may("invoice", row()), must("scenarios", list(scenario()).at_least(1))];
    of("", keys)
}

fn of(path: &str, keys: Vec<Key>) -> Shape {
    let dot = if path.is_empty() { "" } else { "." };
    section(keys.into_iter().map(|key| key.described(|name| of_testing(&format!("{path}{dot}{name}")))).collect())
}

/// Columns and cells.
fn row() -> Shape {
    mapping(name(), Vec::new(), any_text())
}

fn scenario() -> Shape {
    let keys = vec![
        must("name", text()),
        may("about", prose()),
        may("invoice", row()),
        may("invoices", list(row()).at_least(1)),
        may("table", list(list(any_text())).at_least(2)),
        must("story", list(either(vec![event(), expectation()])).at_least(1)),
    ];
    of("scenarios", keys).alone("invoice", &["invoices"])
}

fn event() -> Shape {
    let mut keys = vec![must("day", text()), must("event", text()), may("invoice", text())];
    let cells = ["amount", "until", "reason", "channel", "stage", "by", "note", "id", "ref", "customer"];
    keys.extend(cells.map(|name| may(name, text())));
    of("story", keys)
}

fn expectation() -> Shape {
    let mut keys = vec![must("day", text())];
    let words = ["to", "invoice", "status", "stage", "track", "owner", "balance", "clock", "blocked_until", "next_on"];
    keys.extend(words.map(|name| may(name, text())));
    keys.extend(["due", "withheld", "warnings", "done"].map(|name| may(name, one_or_list(text()))));
    of("story", keys)
}
