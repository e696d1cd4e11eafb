//! Lists of stages.

use super::{WorkflowContext, actions, conditions, ids, recipients};
use crate::finding::Code;
use crate::workflow::{Approval, Recipients, Stage};
use crate::yaml::{Section, YamlField, quoted};

const KEYS: [&str; 12] = ["id", "name", "was", "trigger", "owner", "required", "wait_days", "approval", "to", "cc", "bcc", "actions"];

/// The workflow's stages, or a track's.
///
/// `approval` is the track's, for stages that do not say.
pub(super) fn read(context: &WorkflowContext<'_>, field: &YamlField<'_>, approval: Option<Approval>) -> Vec<Stage> {
    let Some(items) = field.items() else { return Vec::new() };
    if items.is_empty() {
        field.report(Code::InvalidValue, "the list of stages is empty", Some("name at least one stage".to_owned()));
    }
    let hint = "stages of one list need different ids, including those under `was`";
    let sections = ids::sections(&items, "a stage", &KEYS, "stage", None, hint);
    check_order(&sections);
    sections.iter().filter_map(|section| stage(context, section, approval)).collect()
}

/// `required`, or the id of an owner.
pub(super) fn approval(context: &WorkflowContext<'_>, section: &Section<'_>) -> Option<Approval> {
    let field = section.get("approval")?;
    match field.scalar() {
        Some("required") => Some(Approval::Required),
        _ => context.owners.named_or(&field, Some("required")).map(Approval::By),
    }
}

fn stage(context: &WorkflowContext<'_>, section: &Section<'_>, of_track: Option<Approval>) -> Option<Stage> {
    let id = section.need("id").and_then(|field| ids::stage_id(&field));
    let name = section.read("name", YamlField::text);
    let was = ids::was(section, |field| ids::stage_id(field).is_some());
    let trigger = section.need("trigger").and_then(|field| conditions::stage_trigger(&field));
    let owner = section.need("owner").and_then(|field| context.owners.named(&field));
    let required = section.read("required", YamlField::boolean).unwrap_or(false);
    let wait_days = section.read("wait_days", |field| field.count(0..=3650));
    let recipients = recipients::of(context, section, &Recipients::default());
    let actions = section.get("actions").map(|field| actions::read(context, &field, owner, &recipients)).unwrap_or_default();
    let day = trigger.as_ref().and_then(|trigger| trigger.day);
    let id = id?;
    Some(Stage {
        id: id.to_owned(),
        name: name.map_or_else(|| ids::name_from(id), str::to_owned),
        was,
        day: day?,
        trigger: trigger?,
        owner: owner?,
        required,
        wait_days,
        approval: approval(context, section).or(of_track),
        actions,
        line: section.spot().line,
    })
}

/// Days must rise strictly, also between stages that have other problems.
fn check_order(sections: &[Section<'_>]) {
    let mut before: Option<(i32, Option<&str>)> = None;
    for section in sections {
        let Some(field) = section.get("trigger").and_then(|trigger| trigger.peek("day")) else { continue };
        let Some(day) = field.scalar().and_then(|text| text.parse::<i32>().ok()) else { continue };
        let id = section.read("id", YamlField::scalar);
        let name = |id: Option<&str>| id.map_or_else(|| "without an id".to_owned(), quoted);
        if let Some((earlier, earlier_id)) = before.filter(|(earlier, _)| day <= *earlier) {
            let message = format!("stage {} has day {day}, but stage {} before it has day {earlier}", name(id), name(earlier_id));
            field.report(Code::StageOrder, message, Some("put the stages in the order of their days, each on another day".to_owned()));
        }
        before = Some((day, id));
    }
}
