//! A Markdown file taken apart, as far as the references need it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A document of the repository.
pub struct Document {
    path: PathBuf,
    text: String,
}

/// A block of code.
#[derive(Debug)]
pub struct Block<'t> {
    /// What follows the opening fence: `yaml`, `csv`.
    pub language: &'t str,
    /// What follows the language: a file's name.
    pub name: &'t str,
    /// What is in it.
    pub text: &'t str,
    /// The line of the fence.
    pub line: usize,
}

/// A heading and what is below it, up to the next of its rank or a higher one.
pub struct Section<'t> {
    pub title: &'t str,
    text: &'t str,
}

impl Document {
    /// Reads a document by its path in the repository.
    pub fn read(path: &str) -> Document {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        Document { text: fs_err::read_to_string(&path).unwrap(), path }
    }

    /// The blocks in a language.
    pub fn blocks(&self, language: &str) -> Vec<Block<'_>> {
        blocks(&self.text).into_iter().filter(|block| block.language == language).collect()
    }

    /// The headings that are the name of a key, at whatever rank.
    pub fn key_headings(&self) -> BTreeSet<String> {
        let titles: Vec<&str> = self.headings().into_iter().filter_map(|title| title.strip_prefix('`')?.strip_suffix('`')).collect();
        let all: BTreeSet<String> = titles.iter().map(|title| (*title).to_owned()).collect();
        assert_eq!(all.len(), titles.len(), "a key has two headings");
        all
    }

    fn headings(&self) -> Vec<&str> {
        let prose = outside_of_blocks(&self.text);
        prose.into_iter().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim()).collect()
    }

    /// The headings of a rank (`## `), each with what is below it.
    pub fn sections(&self, rank: &str) -> Vec<Section<'_>> {
        let starts: Vec<usize> = self.text.match_indices(&format!("\n{rank}")).map(|(at, _)| at + 1).collect();
        let sections = starts.iter().map(|start| {
            let (title, text) = self.text[start + rank.len()..].split_once('\n').unwrap_or_default();
            let ends = ["\n# ", &format!("\n{rank}")].map(|next| text.find(next).unwrap_or(text.len()));
            Section { title, text: &text[..ends[0].min(ends[1])] }
        });
        sections.collect()
    }

    /// The tables, each as its rows without the heading, each as its cells.
    pub fn tables(&self) -> Vec<Vec<Vec<String>>> {
        let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
        let mut inside = false;
        for line in outside_of_blocks(&self.text) {
            if !line.starts_with('|') {
                inside = false;
            } else if line.starts_with("|---") {
                inside = true;
                tables.push(Vec::new());
            } else if let (true, Some(table)) = (inside, tables.last_mut()) {
                table.push(line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect());
            }
        }
        tables
    }

    /// Where its links lead, in order.
    pub fn links(&self) -> Vec<String> {
        let prose = outside_of_blocks(&self.text).join("\n");
        let ends = prose.match_indices("](").map(|(at, _)| &prose[at + 2..]);
        ends.filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())).collect()
    }

    /// Is there such a file, and in it such a heading?
    pub fn leads_somewhere(&self, link: &str) -> bool {
        let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
        let target = if file.is_empty() { self.path.clone() } else { self.path.parent().unwrap_or(&self.path).join(file) };
        if anchor.is_empty() {
            return target.exists();
        }
        let Ok(text) = fs_err::read_to_string(&target) else { return false };
        Document { path: target, text }.headings().into_iter().any(|title| anchor_of(title) == anchor)
    }
}

impl Section<'_> {
    /// The blocks of code in it.
    pub fn blocks(&self) -> Vec<Block<'_>> {
        blocks(self.text)
    }
}

/// As forges make them: small letters, no punctuation but hyphens and underscores, hyphens for spaces.
fn anchor_of(title: &str) -> String {
    let kept = title.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, usize, usize)> = None;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let fence = line.trim_end().strip_prefix("```");
        match (fence, open) {
            (Some(info), None) => open = Some((info, at + line.len(), number + 1)),
            (Some(_), Some((info, start, line))) => {
                let (language, name) = info.split_once(' ').unwrap_or((info, ""));
                blocks.push(Block { language, name, text: &text[start..at], line });
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    assert!(open.is_none(), "a block is never closed");
    blocks
}

fn outside_of_blocks(text: &str) -> Vec<&str> {
    let mut inside = false;
    let outside = text.lines().filter(|line| {
        let fence = line.starts_with("```");
        inside ^= fence;
        !inside && !fence
    });
    outside.collect()
}

/// The texts of all files in a folder and below it, one after the other.
pub fn texts_below(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        all += &if path.is_dir() { texts_below(&path) } else { fs_err::read_to_string(&path).unwrap() };
        all.push('\n');
    }
    all
}
