//! What was found, for programs: JSON, GitHub's annotations, SARIF and JUnit.

mod github;
mod json;
mod sarif;

pub use github::checked_github;
pub use json::checked_json;
pub use sarif::checked_sarif;

use crate::finding::{Finding, Severity};
use crate::report::{Case, Cases, junit};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What was found, and what was looked at.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// Everything, in the order in which it is told.
    pub findings: &'a [Finding],
    pub workflow: &'a str,
    pub deny_warnings: bool,
}

impl Checked<'_> {
    pub fn fails(&self, finding: &Finding) -> bool {
        match finding.severity() {
            Severity::Error => true,
            Severity::Warning => self.deny_warnings,
            Severity::Note => false,
        }
    }

    pub fn failed(&self) -> bool {
        self.findings.iter().any(|finding| self.fails(finding))
    }
}

/// The findings as JUnit XML: a case for each, failed if it fails the check; a single good one where there are none.
pub fn checked_junit(checked: &Checked<'_>, out: impl Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, Vec<Case>> = BTreeMap::new();
    for finding in checked.findings {
        let file = finding.place.as_ref().map_or(checked.workflow, |place| place.file.as_str());
        let failure = checked.fails(finding).then(|| (finding.message.clone(), finding.to_string()));
        let name = match &finding.place {
            Some(place) => format!("{place}: {}", finding.message),
            None => finding.message.clone(),
        };
        suites.entry(file).or_default().push(Case { name, class: finding.code.name().to_owned(), failure });
    }
    if suites.is_empty() {
        suites.insert(checked.workflow, vec![Case { name: "nothing was found".to_owned(), class: "check".to_owned(), failure: None }]);
    }
    let suites: Vec<Cases> = suites.into_iter().map(|(name, cases)| Cases { name: name.to_owned(), cases }).collect();
    junit("collect check", &suites, out)
}
