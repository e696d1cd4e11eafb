//! A scenario with a table is one for each row: every `$column` in it stands for the row's cell.

use crate::finding::Code;
use crate::yaml::{Key, Node, Problems, Spot, Value, quoted};
use std::collections::BTreeMap;

/// The row that a scenario was made of, by the scenario's place in the list.
pub(super) type StoryTableRows = BTreeMap<usize, StoryTableRow>;

pub(super) struct StoryTableRow {
    pub line: u32,
    pub cells: Vec<String>,
}

pub(super) fn written_out(problems: &Problems<'_>, mut root: Node) -> (Node, StoryTableRows) {
    let mut rows = StoryTableRows::new();
    let Value::Mapping(entries) = &mut root.value else { return (root, rows) };
    let Some((_, list)) = entries.iter_mut().find(|(key, _)| key.text == "scenarios") else { return (root, rows) };
    let Value::Sequence(items) = &mut list.value else { return (root, rows) };
    let mut all = Vec::new();
    for item in std::mem::take(items) {
        match item.get("table").map(|table| read(problems, table)) {
            None => all.push(item),
            Some(None) => all.push(without_table(&item)),
            Some(Some((header, table))) => {
                let mut unused: Vec<&(String, Spot)> = header.iter().collect();
                for row in table {
                    let names: Vec<(&str, &str)> =
                        header.iter().map(|(name, _)| name.as_str()).zip(row.cells.iter().map(String::as_str)).collect();
                    let mut used = Vec::new();
                    let written = replaced(problems, &without_table(&item), &names, &mut used);
                    unused.retain(|(name, _)| !used.contains(&name.as_str()));
                    rows.insert(all.len(), row);
                    all.push(written);
                }
                for (name, spot) in unused {
                    let message = format!("nothing in the scenario uses ${name}");
                    problems.report_with(Code::UnknownKey, *spot, message, Some("use the column, or leave it out".to_owned()));
                }
            }
        }
    }
    *items = all;
    (root, rows)
}

type TableHeader = Vec<(String, Spot)>;

fn read(problems: &Problems<'_>, table: &Node) -> Option<(TableHeader, Vec<StoryTableRow>)> {
    let wants = "`table` wants a list of rows, the first with the names of the columns";
    let hint = || Some("write `table: [[reason, owner], [pricing, ar-manager]]`".to_owned());
    let Value::Sequence(lines) = &table.value else {
        problems.report_with(Code::WrongType, table.spot, wants, hint());
        return None;
    };
    let mut rows = lines.iter().filter_map(|line| match &line.value {
        Value::Sequence(cells) => Some((line.spot, cells)),
        _ => {
            problems.report_with(Code::WrongType, line.spot, wants, hint());
            None
        }
    });
    let (_, header) = rows.next()?;
    let header: TableHeader = header.iter().filter_map(|cell| Some((cell.scalar()?.to_owned(), cell.spot))).collect();
    let mut read = Vec::new();
    for (spot, cells) in rows {
        let cells: Vec<String> = cells.iter().filter_map(Node::scalar).map(str::to_owned).collect();
        if cells.len() == header.len() {
            read.push(StoryTableRow { line: spot.line, cells });
        } else {
            let message = format!("the row has {} cells, the table has {} columns", cells.len(), header.len());
            problems.report_with(Code::MalformedRow, spot, message, Some("give each column a cell".to_owned()));
        }
    }
    if read.is_empty() {
        problems.report_with(Code::InvalidValue, table.spot, "the table has no row", hint());
        return None;
    }
    Some((header, read))
}

fn without_table(item: &Node) -> Node {
    let Value::Mapping(entries) = &item.value else { return item.clone() };
    let rest: Vec<(Key, Node)> = entries.iter().filter(|(key, _)| key.text != "table").cloned().collect();
    Node { spot: item.spot, value: Value::Mapping(rest) }
}

/// The node with each `$column` replaced.
fn replaced<'h>(problems: &Problems<'_>, node: &Node, cells: &[(&'h str, &str)], used: &mut Vec<&'h str>) -> Node {
    let value = match &node.value {
        Value::Null => Value::Null,
        Value::Scalar { text, quoted } => Value::Scalar { text: filled(problems, node, text, cells, used), quoted: *quoted },
        Value::Sequence(items) => Value::Sequence(items.iter().map(|item| replaced(problems, item, cells, used)).collect()),
        Value::Mapping(entries) => {
            Value::Mapping(entries.iter().map(|(key, node)| (key.clone(), replaced(problems, node, cells, used))).collect())
        }
    };
    Node { spot: node.spot, value }
}

fn filled<'h>(problems: &Problems<'_>, node: &Node, text: &str, cells: &[(&'h str, &str)], used: &mut Vec<&'h str>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len());
        // `$owner-note` may be the column `owner` and a text: the longest name that is a column counts.
        let name = cells.iter().filter(|(name, _)| rest[..length].starts_with(name)).max_by_key(|(name, _)| name.len());
        match name {
            Some((name, cell)) => {
                used.push(name);
                out.push_str(cell);
                rest = &rest[name.len()..];
            }
            None => {
                if length > 0 {
                    let hint = problems.did_you_mean(&rest[..length], cells.iter().map(|(name, _)| *name));
                    problems.report_with(Code::UnknownKey, node.spot, format!("the table has no column {}", quoted(&rest[..length])), hint);
                }
                out.push('$');
            }
        }
    }
    out + rest
}
