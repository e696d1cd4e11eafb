//! YAML as a tree that knows where everything stands, and a small layer to read it by: [`Section`] and [`YamlField`].
//!
//! Nothing here guesses types: a scalar is the text as it is written (`1.10`, `no`, `+08`), and whoever reads a key says
//! what it wants there. So no number passes through a float, and every finding can point at its characters.
//!
//! The tree is built from the parser's events with a stack of our own, under fixed limits: hostile text ends in a
//! finding, never in a long wait or an overflow.

mod field;
mod problems;
mod section;
mod syntax;
mod tree;

pub use crate::finding::quoted;
pub use field::YamlField;
pub use problems::{Problems, listed};
pub use section::Section;
pub use tree::parse;

// The one place that names the YAML crate.
use serde_yaml::granit_parser;

/// The longest text that is read, in bytes.
pub const LARGEST_TEXT: usize = 1 << 20;

/// Some characters of a text; lines and columns count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub line: u32,
    /// The column of the first character, in characters; 0 for the whole line.
    pub column: u32,
    /// How many characters on that line; 0 where that is not known.
    pub width: u32,
}

impl Spot {
    fn new(line: usize, column: usize, width: usize) -> Spot {
        let [line, column, width] = [line, column, width].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        Spot { line, column, width }
    }

    /// A whole line.
    pub fn line(line: u32) -> Spot {
        Spot { line, column: 0, width: 0 }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where: for a list or a mapping its first entry or its opening bracket.
    pub spot: Spot,
    pub value: Value,
}

impl Node {
    /// The value of a key, in a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|(_, node)| node)
    }

    fn entry(&self, key: &str) -> Option<&(Key, Node)> {
        let Value::Mapping(entries) = &self.value else { return None };
        entries.iter().find(|(found, _)| found.text == key)
    }

    /// The scalar as it is written.
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing: `~`, `null`, or no text at all, without quotes.
    Null,
    /// A text, a number, a date, a truth value: YAML's difference between them is left to whoever reads it.
    Scalar {
        /// As it is written; without its quotes and escapes where it had some.
        text: String,
        /// Was it written in quotes, or as a block (`|`, `>`)?
        quoted: bool,
    },
    Sequence(Vec<Node>),
    /// Keys and values in the order of the file; a key may stand there more than once.
    Mapping(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub text: String,
    pub spot: Spot,
}
