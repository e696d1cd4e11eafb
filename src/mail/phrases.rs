//! The words by which mails are told apart, in the languages that customers write in.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static PHRASES: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, phrases) in include_str!("phrases.txt").lines().filter_map(|line| line.split_once(" = ")) {
        found.entry(name).or_default().extend(phrases.split(", "));
    }
    found
});

/// The phrases of a name; none of a name that the file does not have.
pub(crate) fn phrases(name: &str) -> &'static [&'static str] {
    PHRASES.get(name).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        // A blank at the end of a phrase is meant: `rcs ` is a word of its own.
        let lines = include_str!("phrases.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let (name, phrases_of_line) = line.split_once(" = ").expect("a name and phrases");
            assert!(phrases_of_line.split(", ").all(|phrase| phrases(name).contains(&phrase) && phrase == phrase.trim_start()), "{line}");
        }
    }
}
