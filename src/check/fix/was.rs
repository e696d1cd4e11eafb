//! An earlier id, written into the mapping of a stage or an action.

use crate::yaml::{self, Key, Node, Problems, Value};

/// The text with `was: ID` behind the id of the stage or action that begins on a line; `None` where it has a `was`, or cannot be edited.
pub(super) fn added(text: &str, file: &str, line: u32, id: &str) -> Option<String> {
    let problems = Problems::new(text, file);
    let root = yaml::parse(&problems)?;
    let mapping = beginning_on(&root, line)?;
    let Value::Mapping(entries) = &mapping.value else { return None };
    if entries.iter().any(|(key, _)| key.text == "was") {
        return None;
    }
    // An action that has no id of its own is called by its channel.
    let (key, value) = ["id", "channel"].iter().find_map(|name| entries.iter().find(|(key, _)| key.text == *name))?;
    let start: usize = text.split_inclusive('\n').take(value.spot.line as usize - 1).map(str::len).sum();
    let whole = text[start..].split_inclusive('\n').next()?;
    let is_flow = at(text, mapping.spot.line, mapping.spot.column) == Some('{');
    let edit = if is_flow { in_flow(whole, value, id)? } else { in_block(whole, key, id)? };
    Some(format!("{}{edit}{}", &text[..start], &text[start + whole.len()..]))
}

fn in_flow(line: &str, value: &Node, id: &str) -> Option<String> {
    let column = value.spot.column as usize - 1;
    let end = line.char_indices().nth(column + value.spot.width as usize).map_or(line.len(), |(at, _)| at);
    // What stands there must be the end of the value, whatever quotes it has.
    let rest = line[end..].trim_start();
    (rest.starts_with(',') || rest.starts_with('}')).then(|| format!("{}, was: {}{}", &line[..end], written(id), &line[end..]))
}

/// A line of its own below the id, in the column of the key.
fn in_block(line: &str, key: &Key, id: &str) -> Option<String> {
    let indent = " ".repeat(key.spot.column.checked_sub(1)? as usize);
    let ending = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
    let own = line.trim_end_matches(['\r', '\n']);
    Some(format!("{own}{ending}{indent}was: {}{ending}", written(id)))
}

/// Ids are words, but a word may mean something else to YAML: `no`, `2`, `a: b`.
fn written(id: &str) -> String {
    let is_plain = id.starts_with(|c: char| c.is_alphabetic()) && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let means_more = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(&id.to_lowercase().as_str());
    if is_plain && !means_more { id.to_owned() } else { format!("\"{}\"", id.replace('\\', "\\\\").replace('"', "\\\"")) }
}

fn at(text: &str, line: u32, column: u32) -> Option<char> {
    text.lines().nth(line as usize - 1)?.chars().nth(column as usize - 1)
}

/// The outermost mapping with an id or a channel that begins on a line.
fn beginning_on(node: &Node, line: u32) -> Option<&Node> {
    match &node.value {
        Value::Mapping(entries) => {
            let is_it = node.spot.line == line && entries.iter().any(|(key, _)| key.text == "id" || key.text == "channel");
            if is_it { Some(node) } else { entries.iter().find_map(|(_, node)| beginning_on(node, line)) }
        }
        Value::Sequence(items) => items.iter().find_map(|item| beginning_on(item, line)),
        _ => None,
    }
}
