//! The stories under `tests/stories`: the files of a small project, and what its days must look like.
//!
//! The files are read as a user's would be. Rows are compared cell by cell; two spaces or more part cells, `-` is an empty
//! one, `nothing` an empty table. The first line of a table names its columns: those that the story is about.
//! `SNAPSHOTS=overwrite cargo test` writes what the engine says into the stories; read the difference before you keep it.

mod project;
mod tables;
mod text;
mod topics;

use project::Project;
use std::fs;
use std::path::{Path, PathBuf};
use text::{Section, StoryText};

#[test]
fn every_story_comes_true() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let mut failures = Vec::new();
    let paths = paths();
    assert!(!paths.is_empty());
    for path in &paths {
        let text = fs::read_to_string(path).unwrap();
        let mut story = match StoryText::parse(&text) {
            Ok(story) => story,
            Err(problem) => {
                failures.push(format!("{}: {problem}", path.display()));
                continue;
            }
        };
        match told(&story) {
            Err(problem) => failures.push(format!("{}: {problem}", path.display())),
            Ok(told) if overwrite => {
                story.sections.splice(story.sections.len() - told.len().., told);
                fs::write(path, story.to_string()).unwrap();
            }
            Ok(told) => failures.extend(differences(&story, &told).map(|told| format!("{}\n{told}", path.display()))),
        }
    }
    assert!(failures.is_empty(), "{} of {} stories do not come true:\n\n{}", failures.len(), paths.len(), failures.join("\n"));
}

fn paths() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "story"));
    paths.sort();
    paths
}

/// A file of every story that has it, with the story's path.
pub fn files_of_stories(name: &str) -> Vec<(String, String)> {
    let stories =
        paths().into_iter().map(|path| (path.display().to_string(), StoryText::parse(&fs::read_to_string(path).unwrap()).unwrap()));
    stories.filter_map(|(path, story)| Some((path, story.file(name)?.to_owned()))).collect()
}

/// The expectations of a story, with what the engine says in them.
fn told(story: &StoryText) -> Result<Vec<Section>, String> {
    let project = Project::read(story)?;
    story.expectations().map(|section| project.told(section)).collect()
}

fn differences(story: &StoryText, told: &[Section]) -> Option<String> {
    let pairs = story.expectations().zip(told);
    let different = pairs.filter_map(|(expected, told)| expected.difference(told)).collect::<Vec<_>>();
    (!different.is_empty()).then(|| different.join("\n"))
}
