//! `collect check` and `collect test` from outside: what they find, what they write for other programs, and what they edit.

mod families;
mod formats;
mod policies;
mod scenarios;

use crate::place::Place;
use std::ops::Deref;

/// A folder with some files, and the program run in it.
struct Folder(Place);

impl Deref for Folder {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Folder {
    fn with(files: &[(&str, &str)]) -> Folder {
        Folder(Place::with(files))
    }

    /// The exit code, and what was said on both streams.
    fn collect(&self, words: &[&str]) -> (i32, String, String) {
        self.command(words).told()
    }
}

/// A small policy to which nothing is to be said.
const SOUND: &str = "\
version: 1
owners:
  ar: { name: Dana Reyes, email: dana@example.com }
stages:
  # The first word.
  - id: reminder
    trigger: { day: 1 }
    owner: ar
    actions: [{ channel: email }]
  # Somebody calls.
  - { id: call, trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
overrides: { promise: { honour: 2 } }
";
