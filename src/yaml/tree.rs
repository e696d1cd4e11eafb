//! From the parser's events to a tree, under limits.

use super::granit_parser::{self, Event, Parser, ScalarStyle, Span};
use super::syntax;
use super::{Key, LARGEST_TEXT, Node, Problems, Spot, Value};
use crate::finding::Code;
use std::collections::HashMap;
use std::rc::Rc;

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
        problems.report(Code::YamlSyntax, Spot::line(1), message);
        return None;
    }
    let options = granit_parser::options! {
        emit_comments: false,
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
    };
    let mut builder = Builder { problems, open: Vec::new(), root: None, anchors: HashMap::new(), nodes: 0, bytes: 0 };
    let mut has_begun = false;
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                syntax::report(problems, &error);
                return None;
            }
        };
        if matches!(event, Event::DocumentStart(..)) && std::mem::replace(&mut has_begun, true) {
            builder.refuse(spot(&span), "a second YAML document begins here", "keep one document in a file");
            break;
        }
        builder.take(event, &span).ok()?;
    }
    Some(builder.root.unwrap_or(Node { spot: Spot::line(1), value: Value::Null }))
}

/// A limit was passed; it has been reported.
struct LimitPassed;

/// A list or mapping that has begun.
struct OpenNode {
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

struct Builder<'a, 't> {
    problems: &'a Problems<'t>,
    open: Vec<OpenNode>,
    root: Option<Node>,
    /// Finished nodes that aliases may repeat.
    anchors: HashMap<usize, Rc<Node>>,
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
                if let Some(OpenNode { mut spot, anchor, content }) = self.open.pop() {
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
        self.open.push(OpenNode { spot, anchor, content });
        Ok(())
    }

    fn repeat(&mut self, spot: Spot, anchor: usize) -> Result<(), LimitPassed> {
        let Some(anchored) = self.anchors.get(&anchor).cloned() else {
            self.refuse(spot, "an alias is inside the value that it repeats", "write the value out");
            self.finish(Node { spot, value: Value::Null }, 0);
            return Ok(());
        };
        let (nodes, bytes, height) = measure(&anchored);
        self.count(spot, nodes, bytes)?;
        self.check_depth(spot, height)?;
        self.finish(Node { spot, value: anchored.value.clone() }, 0);
        Ok(())
    }

    /// Puts a finished node where it belongs.
    fn finish(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, Rc::new(node.clone()));
        }
        let Some(OpenNode { content, .. }) = self.open.last_mut() else {
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
    let (start, end) = (&span.start, &span.end);
    let width = if start.line() == end.line() { end.col().saturating_sub(start.col()) } else { 0 };
    Spot::new(start.line(), start.col() + 1, width)
}

#[cfg(test)]
mod tests;
