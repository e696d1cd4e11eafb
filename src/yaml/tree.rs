//! From the parser's events to a tree, under limits.

use super::granit_parser::{self, Event, Parser, ScalarStyle, Span};
use super::syntax;
use super::{Key, LARGEST_TEXT, Node, Problems, Spot, Value};
use crate::finding::Code;
use std::collections::HashMap;

/// How deep lists and mappings may lie in each other.
const DEEPEST: usize = 64;
/// How many lists, mappings, keys and scalars a text may have, those that aliases repeat among them.
const MOST_NODES: usize = 50_000;
/// How many bytes all scalars may have, those that aliases repeat among them.
const MOST_BYTES: usize = 4 * LARGEST_TEXT;

/// The tree of a text, nothing at all for an empty one; `None` for what is not YAML, which is reported. What is YAML and yet not
/// supported (tags, merge keys, keys that are no text, a second document) is reported and left out.
pub fn parse(problems: &Problems<'_>) -> Option<Node> {
    let text = problems.text();
    if text.len() > LARGEST_TEXT {
        let message = format!("the file has {} bytes, at most {LARGEST_TEXT} are allowed", text.len());
        problems.report(Code::YamlSyntax, Spot { line: 1, column: 0, width: 0 }, message);
        return None;
    }
    let options = granit_parser::options! {
        emit_comments: false,
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
    };
    let mut builder = Builder { problems, open: Vec::new(), root: None, anchors: HashMap::new(), nodes: 0, bytes: 0 };
    let mut documents = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                syntax::report(problems, &error);
                return None;
            }
        };
        if matches!(event, Event::DocumentStart(..)) {
            documents += 1;
            if documents > 1 {
                builder.refuse(spot(&span), "a second YAML document begins here", "keep one document in a file");
                break;
            }
        }
        builder.take(event, &span).ok()?;
    }
    let empty = Node { spot: Spot { line: 1, column: 0, width: 0 }, value: Value::Null };
    Some(builder.root.unwrap_or(empty))
}

/// A limit was passed; it has been reported.
struct LimitPassed;

/// A list or mapping that has begun.
struct Open {
    spot: Spot,
    anchor: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping { entries: Vec<(Key, Node)>, key: PendingKey },
}

enum PendingKey {
    None,
    /// The value of this key comes next.
    Some(Key),
    /// The value of a key that was refused comes next.
    Refused,
}

/// A finished node that aliases may repeat.
struct Anchored {
    node: Node,
    nodes: usize,
    bytes: usize,
    height: usize,
}

struct Builder<'a, 't> {
    problems: &'a Problems<'t>,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: HashMap<usize, Anchored>,
    nodes: usize,
    bytes: usize,
}

impl Builder<'_, '_> {
    fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), LimitPassed> {
        let spot = spot(span);
        if let Some(tag) = event.tag() {
            let at = span.tag_span().map_or(spot, |span| self::spot(&span));
            self.refuse(at, format!("tags such as {} are not supported", tag.original()), "leave the tag out");
        }
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let quoted = style != ScalarStyle::Plain;
                let is_null = !quoted && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                self.count(spot, 1, text.len())?;
                let value = if is_null { Value::Null } else { Value::Scalar { text: text.into_owned(), quoted } };
                self.finish(Node { spot, value }, anchor);
            }
            Event::SequenceStart(_, anchor, _) => self.begin(spot, anchor, Content::Sequence(Vec::new()))?,
            Event::MappingStart(_, anchor, _) => {
                self.begin(spot, anchor, Content::Mapping { entries: Vec::new(), key: PendingKey::None })?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(Open { mut spot, anchor, content }) = self.open.pop() {
                    if let Content::Mapping { entries, .. } = &content {
                        // A block mapping has no characters of its own: its first key stands for it.
                        let first = entries.first().map(|(key, _)| key.spot);
                        spot = first.filter(|first| spot.width == 0 && first.line == spot.line).unwrap_or(spot);
                    }
                    let value = match content {
                        Content::Sequence(items) => Value::Sequence(items),
                        Content::Mapping { entries, .. } => Value::Mapping(entries),
                    };
                    self.finish(Node { spot, value }, anchor);
                }
            }
            Event::Alias(anchor) => self.repeat(spot, anchor)?,
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, spot: Spot, anchor: usize, content: Content) -> Result<(), LimitPassed> {
        self.count(spot, 1, 0)?;
        self.check_depth(spot, 1)?;
        self.open.push(Open { spot, anchor, content });
        Ok(())
    }

    fn repeat(&mut self, spot: Spot, anchor: usize) -> Result<(), LimitPassed> {
        let Some(anchored) = self.anchors.get(&anchor) else {
            self.refuse(spot, "an alias is inside the value that it repeats", "write the value out");
            self.finish(Node { spot, value: Value::Null }, 0);
            return Ok(());
        };
        let (nodes, bytes, height) = (anchored.nodes, anchored.bytes, anchored.height);
        self.count(spot, nodes, bytes)?;
        self.check_depth(spot, height)?;
        // The same borrow again, now that the limits allow a copy.
        if let Some(anchored) = self.anchors.get(&anchor) {
            let node = Node { spot, value: anchored.node.value.clone() };
            self.finish(node, 0);
        }
        Ok(())
    }

    /// Puts a finished node where it belongs.
    fn finish(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            let (nodes, bytes, height) = measure(&node);
            self.anchors.insert(anchor, Anchored { node: node.clone(), nodes, bytes, height });
        }
        let Some(Open { content, .. }) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        let (entries, key) = match content {
            Content::Sequence(items) => return items.push(node),
            Content::Mapping { entries, key } => (entries, key),
        };
        match std::mem::replace(key, PendingKey::None) {
            PendingKey::Some(found) => entries.push((found, node)),
            PendingKey::Refused => {}
            PendingKey::None => match node.value {
                Value::Scalar { text, quoted } if quoted || text != "<<" => *key = PendingKey::Some(Key { text, spot: node.spot }),
                Value::Scalar { .. } => {
                    *key = PendingKey::Refused;
                    self.refuse(node.spot, "merge keys (`<<`) are not supported", "write the keys out");
                }
                _ => {
                    *key = PendingKey::Refused;
                    self.refuse(node.spot, "a key must be a text", "write `key: value`, the key in quotes where it has special characters");
                }
            },
        }
    }

    fn count(&mut self, spot: Spot, nodes: usize, bytes: usize) -> Result<(), LimitPassed> {
        self.nodes = self.nodes.saturating_add(nodes);
        self.bytes = self.bytes.saturating_add(bytes);
        if self.nodes <= MOST_NODES && self.bytes <= MOST_BYTES {
            return Ok(());
        }
        self.refuse(
            spot,
            format!("the file is too large: over {MOST_NODES} values or {MOST_BYTES} bytes, repeated ones counted"),
            "split it, or repeat less by aliases",
        );
        Err(LimitPassed)
    }

    fn check_depth(&self, spot: Spot, more: usize) -> Result<(), LimitPassed> {
        if self.open.len() + more <= DEEPEST {
            return Ok(());
        }
        self.refuse(spot, format!("lists and mappings are nested more than {DEEPEST} deep"), "check the brackets and the indentation");
        Err(LimitPassed)
    }

    fn refuse(&self, spot: Spot, message: impl Into<String>, hint: &str) {
        self.problems.report_with(Code::YamlSyntax, spot, message, Some(hint.to_owned()));
    }
}

/// How many nodes a tree has, how many bytes its scalars, and how many lists and mappings lie in each other.
fn measure(node: &Node) -> (usize, usize, usize) {
    let sum = |(nodes, bytes, height): (usize, usize, usize), child: &Node, key: usize| {
        let (more_nodes, more_bytes, deep) = measure(child);
        (nodes + more_nodes, bytes + more_bytes + key, height.max(deep + 1))
    };
    match &node.value {
        Value::Null => (1, 0, 0),
        Value::Scalar { text, .. } => (1, text.len(), 0),
        Value::Sequence(items) => items.iter().fold((1, 0, 1), |all, item| sum(all, item, 0)),
        Value::Mapping(entries) => entries.iter().fold((1 + entries.len(), 0, 1), |all, (key, item)| sum(all, item, key.text.len())),
    }
}

fn spot(span: &Span) -> Spot {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (start, end) = (&span.start, &span.end);
    let width = if start.line() == end.line() { end.col().saturating_sub(start.col()) } else { 0 };
    Spot { line: number(start.line()), column: number(start.col() + 1), width: number(width) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each scalar and key as `line:column+width text`, a quoted scalar in quotes.
    fn scalars(text: &str) -> Vec<String> {
        fn visit(node: &Node, seen: &mut Vec<String>) {
            let at = |spot: Spot| format!("{}:{}+{}", spot.line, spot.column, spot.width);
            match &node.value {
                Value::Null => seen.push(format!("{} nothing", at(node.spot))),
                Value::Scalar { text, quoted: false } => seen.push(format!("{} {text}", at(node.spot))),
                Value::Scalar { text, quoted: true } => seen.push(format!("{} {text:?}", at(node.spot))),
                Value::Sequence(items) => items.iter().for_each(|item| visit(item, seen)),
                Value::Mapping(entries) => entries.iter().for_each(|(key, item)| {
                    seen.push(format!("{} {}:", at(key.spot), key.text));
                    visit(item, seen);
                }),
            }
        }
        let problems = Problems::new(text, "w.yaml");
        let mut seen = Vec::new();
        visit(&parse(&problems).expect("a tree"), &mut seen);
        assert_eq!(problems.into_findings(), []);
        seen
    }

    fn findings(text: &str) -> Vec<String> {
        let problems = Problems::new(text, "w.yaml");
        parse(&problems);
        problems.into_findings().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn scalars_are_as_written_and_places_count_characters() {
        let text = "\u{feff}größe: [1.10, no, '+08', 1_000, 0x1F]\n\"ключ\": ~\n日本: &a é\nö: *a\n";
        assert_eq!(
            scalars(text),
            [
                "1:1+5 größe:",
                "1:9+4 1.10",
                "1:15+2 no",
                "1:19+5 \"+08\"",
                "1:26+5 1_000",
                "1:33+4 0x1F",
                "2:1+6 ключ:",
                "2:9+1 nothing",
                "3:1+2 日本:",
                "3:8+1 é",
                "4:1+1 ö:",
                "4:4+2 é",
            ]
        );
    }

    #[test]
    fn every_entry_is_there_even_a_repeated_one() {
        assert_eq!(scalars("a: 1\na: 2"), ["1:1+1 a:", "1:4+1 1", "2:1+1 a:", "2:4+1 2"]);
    }

    #[test]
    fn what_is_not_supported_is_named_and_left_out() {
        let text = "a: !x 1\nb: { <<: {c: 1}, [k]: 2 }\nd: &d [*d]\n---\ne: 1\n";
        assert_eq!(
            findings(text),
            [
                "w.yaml:1:4: tags such as !x are not supported; leave the tag out",
                "w.yaml:2:6: merge keys (`<<`) are not supported; write the keys out",
                "w.yaml:2:18: a key must be a text; write `key: value`, the key in quotes where it has special characters",
                "w.yaml:3:8: an alias is inside the value that it repeats; write the value out",
                "w.yaml:4:1: a second YAML document begins here; keep one document in a file",
            ]
        );
    }

    #[test]
    fn repetition_and_depth_have_limits() {
        let mut bomb = "a0: &a0 [x, x]\n".to_owned();
        for n in 1..40 {
            bomb += &format!("a{n}: &a{n} [*a{}, *a{0}]\n", n - 1);
        }
        let mut chain = "a0: &a0 [x]\n".to_owned();
        for n in 1..1000 {
            chain += &format!("a{n}: &a{n} [*a{}]\n", n - 1);
        }
        let long = format!("a: &a \"{}\"\nb: [{}]", "x".repeat(500_000), "*a, ".repeat(10_000));
        for (text, wanted) in [
            (bomb.as_str(), "the file is too large: over"),
            (&chain, "lists and mappings are nested more than 64 deep"),
            (&long, "the file is too large: over"),
            (&"[".repeat(100_000), "lists and mappings are nested too deep"),
            (&"- ".repeat(100_000), "lists and mappings are nested too deep"),
            (&"{a: ".repeat(100_000), "lists and mappings are nested too deep"),
            (&"x".repeat(LARGEST_TEXT + 1), "the file has 1048577 bytes"),
        ] {
            let found = findings(text);
            assert!(found.len() == 1 && found[0].contains(wanted), "{found:?}");
        }
    }
}
