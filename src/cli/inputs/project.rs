//! The project: the folder that has a `collect.yaml`, or the working folder.

use super::files;
use crate::cli::arguments;
use crate::cli::findings::Findings;
use anyhow::Context;
use collect::ledger::Slice;
use collect::project::{self, EVENTS, Project};
use std::path::{Path, PathBuf};

const FILE: &str = "collect.yaml";

/// The project's folder, and what its file says.
pub struct Root {
    pub project: Project,
    /// The folder, told from the working folder; empty if they are the same.
    folder: PathBuf,
    found: bool,
}

impl Root {
    /// Looks for the project file in the working folder and above it.
    #[expect(clippy::disallowed_methods, reason = "the shell knows the working folder")]
    pub fn find(findings: &mut Findings) -> anyhow::Result<Root> {
        let here = std::env::current_dir().context("cannot tell the working folder")?;
        let Some(depth) = here.ancestors().position(|folder| fs_err::symlink_metadata(folder.join(FILE)).is_ok()) else {
            return Ok(Root { project: Project::default(), folder: PathBuf::new(), found: false });
        };
        let folder: PathBuf = std::iter::repeat_n("..", depth).collect();
        let path = folder.join(FILE);
        let project = match files::text(&path) {
            Ok(text) => {
                let reading = project::read(&text, &path.display().to_string());
                findings.extend(reading.findings);
                let project = reading.value.unwrap_or_default();
                if folder.join(EVENTS).exists() {
                    project.ledger.unread_events(&path.display().to_string()).into_iter().for_each(|finding| findings.add(finding));
                }
                project
            }
            Err(finding) => {
                findings.add(finding);
                Project::default()
            }
        };
        Ok(Root { project, folder, found: true })
    }

    /// Is there a project file, or has everything its default?
    pub fn is_project(&self) -> bool {
        self.found
    }

    /// The folder that drafts go to.
    pub fn outbox(&self) -> PathBuf {
        self.path(self.project.outbox.as_deref().unwrap_or("outbox"))
    }

    /// The slice of the project, narrowed by what was typed.
    pub fn slice(&self, typed: &arguments::InputArguments) -> Slice {
        self.project.slice.clone().and(typed.slice.slice())
    }

    /// A path of the project file, told from the working folder.
    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        if path.as_ref().as_os_str() == "-" { PathBuf::from("-") } else { self.folder.join(path) }
    }
}
