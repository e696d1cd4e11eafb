//! A folder of a test's own, and the program run in it.

use crate::run::Run;
use fs_err as fs;
use std::path::Path;
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

    /// A folder with a project whose workflow is in `gentle.yaml`.
    pub fn gentle(workflow: &str, invoices: &str, events: &str) -> Place {
        let project = "workflow: gentle.yaml\nsender: { name: AR, company: Example Ltd, email: ar@example.com }\n";
        Place::with(&[("collect.yaml", project), ("gentle.yaml", workflow), ("invoices.csv", invoices), ("events.csv", events)])
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

    /// The program, to be run here.
    pub fn command(&self, words: &[&str]) -> Run {
        Run::collect(words).folder(self.path())
    }
}
