//! The workflow: a file, or one of the built-in ones by its name.

use super::files;
use super::project::Root;
use super::templates::Sources;
use crate::cli::findings::Findings;
use collect::builtin;
use collect::finding::{Code, Finding, did_you_mean};
use collect::workflow::{self, Workflow};
use std::path::{Path, PathBuf};

/// The workflow that is taken where nobody names one.
const DEFAULT: &str = "net30";

/// The workflow that was typed, else the project's, else the default one: a built-in one's name, or a path told from the working folder.
pub fn named(typed: Option<&str>, root: &Root) -> String {
    let of_project = root.project.workflow.as_deref().map(|name| match builtin::workflow(name) {
        Some(_) => name.to_owned(),
        None => root.path(name).display().to_string(),
    });
    typed.map(str::to_owned).or(of_project).unwrap_or_else(|| DEFAULT.to_owned())
}

/// Reads the workflow that was typed, else the project's, else the default one.
pub fn load(typed: Option<&str>, root: &Root, templates: &Sources, findings: &mut Findings) -> Option<Workflow> {
    let name = named(typed, root);
    let (text, file) = match builtin::workflow(&name) {
        Some(text) => (text.to_owned(), name),
        None => {
            let path = PathBuf::from(&name);
            match read(&path, &name) {
                Ok(text) => (text, path.display().to_string()),
                Err(finding) => {
                    findings.add(finding);
                    return None;
                }
            }
        }
    };
    let reading = workflow::read(&text, &file, &templates.names());
    findings.extend(reading.findings);
    reading.value
}

fn read(path: &Path, name: &str) -> Result<String, Finding> {
    let looks_like_a_name = !name.contains(['/', '\\', '.']);
    if looks_like_a_name && !path.exists() {
        let known: Vec<&str> = builtin::workflows().collect();
        let hint = did_you_mean(name, known.iter().copied()).unwrap_or_else(|| format!("built in: {}", known.join(", ")));
        return Err(Finding::new(Code::UnreadableFile, format!("{name} is neither a file nor a built-in workflow")).hint(hint));
    }
    files::text(path)
}
