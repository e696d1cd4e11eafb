//! The pages of `collect help TOPIC` are stories, too: the files in their blocks, and what they say comes of them.

use super::text::StoryText;
use super::{differences, told};
use collect::builtin;

/// A page as a story: a block with a name is a section of it.
fn story(page: &str) -> Result<StoryText, String> {
    let mut text = String::from("From a page of help.\n");
    let mut inside = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(info) if !inside => {
                inside = true;
                text += &format!("\n# {}\n", info.split_once(' ').ok_or("a block has no name")?.1);
            }
            Some(_) => inside = false,
            None if inside => text += &format!("{line}\n"),
            None => {}
        }
    }
    StoryText::parse(&text)
}

#[test]
fn the_examples_of_topics_come_true() {
    let failures = builtin::topics().filter_map(|(name, page)| {
        let told = story(page).and_then(|story| Ok(differences(&story, &told(&story)?)));
        told.unwrap_or_else(Some).map(|difference| format!("{name}:\n{difference}"))
    });
    let failures: Vec<String> = failures.collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
