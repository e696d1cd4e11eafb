//! The workflows, templates and pages of help that the binary carries. Nothing is parsed here.

use crate::finding::Code;
use include_dir::{Dir, File, include_dir};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static WORKFLOWS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/workflows");
static TOPICS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/topics");
static PROFILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/profiles");
static BASE_RATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/profiles/rates");
static FINDINGS: &str = include_str!("../docs/findings.md");

/// The shipped templates: file name and text, by name.
pub fn templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    files(&TEMPLATES, ".hbs")
}

pub fn template_files() -> impl Iterator<Item = &'static str> {
    named(&TEMPLATES, ".hbs").map(|(name, _)| name)
}

/// The text of a shipped workflow, by its name without `.yaml`.
pub fn workflow(name: &str) -> Option<&'static str> {
    named(&WORKFLOWS, ".yaml").find(|(file, _)| is_workflow(file) && file.strip_suffix(".yaml") == Some(name))?.1.contents_utf8()
}

/// The scenarios of a shipped workflow, by its name.
pub fn scenarios(name: &str) -> Option<&'static str> {
    files(&WORKFLOWS, SCENARIOS).find(|(file, _)| file.strip_suffix(SCENARIOS) == Some(name)).map(|(_, text)| text)
}

/// What stands at the end of the name of a file of scenarios.
const SCENARIOS: &str = ".test.yaml";

fn is_workflow(file: &str) -> bool {
    !file.ends_with(SCENARIOS)
}

pub fn workflows() -> impl Iterator<Item = &'static str> {
    named(&WORKFLOWS, ".yaml").filter(|(file, _)| is_workflow(file)).filter_map(|(file, _)| file.strip_suffix(".yaml"))
}

/// What laws say about late interest: name and text of each profile, by name.
pub fn profiles() -> impl Iterator<Item = (&'static str, &'static str)> {
    files(&PROFILES, YAML).filter_map(|(file, text)| Some((file.strip_suffix(YAML)?, text)))
}

/// The tables of base rates that profiles name: name and text, by name.
pub fn base_rates() -> impl Iterator<Item = (&'static str, &'static str)> {
    files(&BASE_RATES, YAML).filter_map(|(file, text)| Some((file.strip_suffix(YAML)?, text)))
}

const YAML: &str = ".yaml";

/// The topics of help: name and page, by name. A page is Markdown, its first line a heading that says what it is about.
pub fn topics() -> impl Iterator<Item = (&'static str, &'static str)> {
    files(&TOPICS, ".md").filter_map(|(file, page)| Some((file.strip_suffix(".md")?, page)))
}

/// Words that results and files have, and the topic that says what they mean.
const WORDS: &[(&str, &str)] = &[
    ("approved", "approval"),
    ("at-risk", "rank"),
    ("blocked", "blocks"),
    ("blocked-until", "blocks"),
    ("book", "open-items"),
    ("broken-promise", "promises"),
    ("contact-limit", "withheld"),
    ("cooldown", "blocks"),
    ("cooldown-days", "blocks"),
    ("day", "clock"),
    ("days-late", "dates"),
    ("days-past-due", "dates"),
    ("dispute", "blocks"),
    ("disputed", "blocks"),
    ("due-date", "dates"),
    ("escalate", "clock"),
    ("extend", "clock"),
    ("fee", "late-fees"),
    ("flags", "rank"),
    ("free-on", "withheld"),
    ("held-back", "withheld"),
    ("in-the-way", "blocks"),
    ("late-fee", "late-fees"),
    ("next-on", "dates"),
    ("no-contact", "withheld"),
    ("opted-out", "withheld"),
    ("part-disputed", "blocks"),
    ("past-due", "dates"),
    ("pause", "blocks"),
    ("paused", "blocks"),
    ("priority", "rank"),
    ("promise", "promises"),
    ("promised", "promises"),
    ("ref", "recording"),
    ("replied", "blocks"),
    ("reply", "blocks"),
    ("required", "required-stages"),
    ("required-stage", "required-stages"),
    ("resume", "blocks"),
    ("returned", "blocks"),
    ("review", "approval"),
    ("scheduled-on", "dates"),
    ("score", "rank"),
    ("set-aside", "blocks"),
    ("short-pay", "blocks"),
    ("silent", "rank"),
    ("since", "dates"),
    ("stalled", "rank"),
    ("touch", "recording"),
    ("unapplied-cash", "withheld"),
    ("unread-row", "withheld"),
    ("wait-days", "required-stages"),
    ("worsening", "rank"),
];

/// The page of the topic that a word belongs to, with the name of the topic: the topic's own name, or a word of results and files.
pub fn topic(word: &str) -> Option<(&'static str, &'static str)> {
    let name = WORDS.iter().find(|(of, _)| *of == word).map_or(word, |(_, topic)| *topic);
    topics().find(|(topic, _)| *topic == name)
}

/// The words that belong to a topic without being its name.
pub fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(word, _)| *word)
}

/// What the reference says of a code of findings, as Markdown with its heading.
pub fn about_finding(code: Code) -> Option<&'static str> {
    let start = FINDINGS.find(&format!("\n## `{}`\n", code.name()))? + 1;
    let section = &FINDINGS[start..];
    let end = ["\n## ", "\n# "].iter().filter_map(|next| section.find(next)).min();
    Some(section[..end.unwrap_or(section.len())].trim_end())
}

fn files(folder: &'static Dir<'static>, ending: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    named(folder, ending).filter_map(|(name, file)| Some((name, file.contents_utf8()?)))
}

fn named(folder: &'static Dir<'static>, ending: &'static str) -> impl Iterator<Item = (&'static str, &'static File<'static>)> {
    folder.files().filter_map(|file| Some((file.path().to_str()?, file))).filter(move |(name, _)| name.ends_with(ending))
}

#[cfg(test)]
mod tests;
