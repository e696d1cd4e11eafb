//! Stages in the order of their days, each moved with the comments above it.

use crate::yaml::{self, Node, Problems, Value};

/// The text with every list of stages sorted, and the line on which each list that was changed begins. Only lists of which each stage begins
/// on a line of its own (`- id: …`, `- { id: … }`) are sorted.
pub(super) fn sorted(text: &str, file: &str) -> Option<(String, Vec<u32>)> {
    let problems = Problems::new(text, file);
    let root = yaml::parse(&problems)?;
    let mut text = text.to_owned();
    let mut changed = Vec::new();
    for list in lists(&root) {
        if let Some(sorted) = sort(&text, list) {
            text = sorted;
            changed.push(list.first().map_or(1, |stage| stage.spot.line));
        }
    }
    (!changed.is_empty()).then_some((text, changed))
}

/// The workflow's stages, then each track's. Sorting one moves no line of another.
fn lists(root: &Node) -> Vec<&[Node]> {
    let tracks = root.get("tracks").map(items).unwrap_or_default();
    let of_tracks = tracks.iter().filter_map(|track| track.get("stages"));
    root.get("stages").into_iter().chain(of_tracks).map(items).collect()
}

fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Sequence(items) => items,
        _ => &[],
    }
}

fn day(stage: &Node) -> Option<i64> {
    stage.get("trigger")?.get("day")?.scalar()?.parse().ok()
}

fn sort(text: &str, stages: &[Node]) -> Option<String> {
    let days: Vec<i64> = stages.iter().map(day).collect::<Option<_>>()?;
    if days.is_sorted() {
        return None;
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let starts: Vec<usize> = stages.iter().map(|stage| stage.spot.line as usize - 1).collect();
    let dash = indent(lines.get(*starts.first()?)?);
    let is_own_line = |line: &&usize| lines.get(**line).is_some_and(|text| text.trim_start().starts_with("- ") && indent(text) == dash);
    if !starts.iter().all(|line| is_own_line(&line)) || !starts.is_sorted_by(|a, b| a < b) {
        return None;
    }
    // A comment above a stage is about it; the one above the first may be about the list, and stays where it is.
    let begins: Vec<usize> = starts.iter().enumerate().map(|(index, line)| if index == 0 { *line } else { above(&lines, *line) }).collect();
    let end = end_of(&lines, *starts.last()?, dash);
    let parts: Vec<&[&str]> =
        begins.iter().enumerate().map(|(index, begin)| &lines[*begin..begins.get(index + 1).copied().unwrap_or(end)]).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|index| days[*index]);
    let moved: String = order.iter().map(|index| with_line_end(&parts[*index].concat())).collect();
    Some(format!("{}{moved}{}", lines[..begins[0]].concat(), lines[end..].concat()))
}

fn with_line_end(part: &str) -> String {
    if part.ends_with('\n') { part.to_owned() } else { format!("{part}\n") }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// The first of the comments directly above a line.
fn above(lines: &[&str], line: usize) -> usize {
    (0..line).rev().take_while(|before| is_comment(lines[*before])).last().unwrap_or(line)
}

/// The line behind the last stage, and behind nothing else.
fn end_of(lines: &[&str], last: usize, dash: usize) -> usize {
    let is_within = |line: &str| !line.trim().is_empty() && indent(line) > dash;
    let within =
        (last + 1..lines.len()).take_while(|line| lines[*line].trim().is_empty() || is_comment(lines[*line]) || is_within(lines[*line]));
    within.filter(|line| is_within(lines[*line])).last().unwrap_or(last) + 1
}
