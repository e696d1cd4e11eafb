//! The sources, as text without remarks and tests.

use std::collections::BTreeSet;
use std::path::Path;

/// A file of src.
pub struct Source {
    /// As in `src/plan/next.rs`.
    pub path: String,
    /// Its code without remarks and tests.
    pub code: String,
    /// How many lines it has, all counted.
    pub lines: usize,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files of src but for those that are tests.
pub fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    walk("src", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 50, "the sources are not where they were");
    files
}

/// The files of the integration tests.
pub fn integration_tests() -> Vec<Source> {
    let mut files = Vec::new();
    walk("tests/it", &mut files);
    files
}

/// Those of the library.
pub fn library() -> Vec<Source> {
    let of_the_shell = |path: &str| path == "src/main.rs" || path == "src/cli.rs" || path.starts_with("src/cli/");
    sources().into_iter().filter(|file| !of_the_shell(&file.path)).collect()
}

/// The names of the dependencies, as code has them; those of the tests apart.
pub fn dependencies() -> BTreeSet<String> {
    let text = fs_err::read_to_string(root().join("Cargo.toml")).unwrap();
    let section = text.split("\n[").find_map(|section| section.strip_prefix("dependencies]")).expect("dependencies");
    let names = section.lines().filter(|line| !line.starts_with('#')).filter_map(|line| Some(line.split_once(" = ")?.0));
    names.map(|name| name.replace('-', "_")).collect()
}

fn walk(folder: &str, files: &mut Vec<Source>) {
    for entry in fs_err::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            walk(&path, files);
        } else if path.ends_with(".rs") && !path.ends_with("/tests.rs") {
            let text = fs_err::read_to_string(entry.path()).unwrap();
            files.push(Source { lines: text.lines().count(), code: code(&text), path });
        }
    }
}

/// Leaves out remarks, and the tests at the end of the file.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).map(|line| format!("{line}\n")).collect()
}

impl Source {
    /// The module at the top of the crate that it belongs to.
    pub fn module(&self) -> &str {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        path.split(['/', '.']).next().unwrap_or_default()
    }

    /// The words that follow this one, several in braces included.
    pub fn named_after(&self, word: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for (at, _) in self.code.match_indices(word).filter(|(at, _)| !self.continues_before(*at)) {
            let rest = &self.code[at + word.len()..];
            let list = rest.strip_prefix('{').and_then(|list| list.split('}').next());
            for part in list.map_or_else(|| vec![rest], |list| list.split(',').collect()) {
                let name: String = part.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if !name.is_empty() {
                    names.insert(name);
                }
            }
        }
        names
    }

    /// Does it name something of this crate, or bring the crate in?
    pub fn names(&self, name: &str) -> bool {
        self.has_word(&format!("{name}::")) || self.has_word(&format!("use {name};")) || self.has_word(&format!("use {name} as"))
    }

    /// Does it have the text, not as the end of a longer word or path?
    pub fn has_word(&self, text: &str) -> bool {
        self.code.match_indices(text).any(|(at, _)| !self.continues_before(at))
    }

    fn continues_before(&self, at: usize) -> bool {
        self.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
    }
}

#[test]
fn what_is_named_is_found() {
    let text = "use crate::{money, plan::Plan};\n// crate::ledger\nfn f() { crate::yaml::parse(anstream::stdout()) }\n#[cfg(test)]\nmod tests { use crate::draft; }\n";
    let file = Source { path: "src/a/b.rs".to_owned(), code: code(text), lines: 5 };
    assert_eq!(file.named_after("crate::").into_iter().collect::<Vec<_>>(), ["money", "plan", "yaml"]);
    assert!(file.names("anstream") && !file.names("stream") && !file.names("parse"));
    assert_eq!(file.module(), "a");
}
