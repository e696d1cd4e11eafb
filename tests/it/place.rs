//! A folder of a test's own, and the program run in it.

use fs_err as fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder with files, which is gone when the test is over.
pub struct Place(TempDir);

impl Place {
    /// A folder with these files.
    pub fn with(files: &[(&str, &str)]) -> Place {
        let place = Place(TempDir::new().unwrap());
        files.iter().for_each(|(name, text)| place.write(name, text));
        place
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    pub fn has(&self, name: &str) -> bool {
        self.path().join(name).exists()
    }

    /// The program, to be run here without what the environment says of colours and zones.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_collect"));
        command.args(words).current_dir(self.path());
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TZ"] {
            command.env_remove(variable);
        }
        command
    }
}

/// What the program said: exit code, standard output, standard error.
pub fn told(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}
