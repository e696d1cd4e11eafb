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

/// Reads the workflow that was typed, else the project's, else the default one.
pub fn load(typed: Option<&str>, root: &Root, templates: &Sources, findings: &mut Findings) -> Option<Workflow> {
    let of_project = root.project.workflow.as_deref();
    let name = typed.or(of_project).unwrap_or(DEFAULT);
    let (text, file) = match builtin::workflow(name) {
        Some(text) => (text.to_owned(), name.to_owned()),
        None => {
            let path = if typed.is_some() { PathBuf::from(name) } else { root.path(name) };
            match read(&path, name) {
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
