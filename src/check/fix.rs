//! Putting right what only one edit can be meant by: the text of the workflow is changed at known places, and all else in it, comments
//! too, stays as it is. An edit that does not do what it was for is not made.

mod order;
mod was;

use super::ids::renamed;
use super::{CheckSubject, MAX_GAP};
use crate::calendar::Day;
use crate::draft::Templates;
use crate::finding::{Code, Place};
use crate::workflow::{self, TemplateNames, Workflow};

/// A text with edits made, and what they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub text: String,
    /// Each edit: where, in the text as it is now, and what was done.
    pub done: Vec<(Place, String)>,
}

/// Makes all edits that are certain in the text of a workflow: stages are put in the order of their days, and ids of an earlier version
/// are written under `was` where only one stage or action can have taken their place.
pub fn fix(text: &str, file: &str, templates: &TemplateNames, base: Option<&Workflow>) -> Fix {
    let mut fixed = Fix { text: text.to_owned(), done: Vec::new() };
    let reading = workflow::read(text, file, templates);
    if reading.findings.iter().any(|finding| finding.code == Code::StageOrder)
        && let Some((sorted, lines)) = order::sorted(text, file)
    {
        let still = workflow::read(&sorted, file, templates).findings;
        if still.iter().all(|finding| finding.code != Code::StageOrder) && still.len() < reading.findings.len() {
            fixed.text = sorted;
            let told = |line| (Place::line(file, line), "put the stages in the order of their days".to_owned());
            fixed.done.extend(lines.into_iter().map(told));
        }
    }
    if let Some(base) = base {
        add_earlier_ids(&mut fixed, file, templates, base);
    }
    fixed
}

/// One id after the other, since each moves what follows it.
fn add_earlier_ids(fixed: &mut Fix, file: &str, templates: &TemplateNames, base: &Workflow) {
    const MOST: usize = 1_000;
    for _ in 0..MOST {
        let Some(workflow) = workflow::read(&fixed.text, file, templates).value else { return };
        let none = Templates::default();
        let subject = CheckSubject {
            workflow: &workflow,
            templates: &none,
            sender: None,
            base: Some(base),
            facts: None,
            as_of: Day::FIRST,
            max_gap: MAX_GAP,
        };
        let lost = renamed(&subject);
        let edit = lost.iter().find_map(|lost| {
            let line = lost.line_now()?;
            let text = was::added(&fixed.text, file, line, lost.id())?;
            Some((text, line, format!("added `was: {}`", lost.id())))
        });
        let Some((text, line, what)) = edit else { return };
        let Some(after) = workflow::read(&text, file, templates).value else { return };
        let remaining = renamed(&CheckSubject { workflow: &after, ..subject }).len();
        if remaining >= lost.len() {
            return;
        }
        fixed.text = text;
        fixed.done.push((Place::line(file, line), what));
    }
}
