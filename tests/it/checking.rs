//! `collect check` and `collect test` from outside: what they find, what they write for other programs, and what they edit.

mod families;
mod formats;
mod policies;
mod scenarios;

use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder with some files, and the program run in it.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(TempDir::new().unwrap());
        files.iter().for_each(|(name, text)| fs_err::write(folder.0.path().join(name), text).unwrap());
        folder
    }

    fn read(&self, name: &str) -> String {
        fs_err::read_to_string(self.0.path().join(name)).unwrap()
    }

    /// The exit code, and what was said on both streams.
    fn collect(&self, words: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_collect"));
        let done: Output = command.args(words).current_dir(self.0.path()).stdin(Stdio::null()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
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
