//! From the text of a workflow file to a [`Workflow`], or to everything that keeps it from being one.

mod actions;
mod amounts;
mod attach;
mod conditions;
mod ids;
mod late_fee;
mod overrides;
mod owners;
mod recipients;
mod rules;
mod settings;
mod stages;

use super::{TemplateNames, Workflow};
use crate::finding::Reading;
use crate::yaml::{self, Problems, YamlField};
use owners::DeclaredOwners;
use rules::StageIds;

const KEYS: [&str; 17] = [
    "version",
    "name",
    "description",
    "timezone",
    "catch_up",
    "calendar",
    "owners",
    "stages",
    "overrides",
    "escalate",
    "tracks",
    "limits",
    "priority",
    "late_fee",
    "costs",
    "drafts",
    "credit_hold",
];

/// Reads a workflow. All problems are found in one run; each stands at its characters in `file`, which is the name that
/// messages and references give to the text. Templates are only looked up by name.
pub fn read(text: &str, file: &str, templates: &TemplateNames) -> Reading<Workflow> {
    let problems = Problems::new(text, file);
    let workflow = read_top(&problems, text, file, templates);
    Reading::new(workflow, problems.into_findings())
}

/// What every part of the file may refer to.
struct WorkflowContext<'a> {
    owners: DeclaredOwners<'a>,
    stages: StageIds<'a>,
    templates: &'a TemplateNames,
    sequential: bool,
}

fn read_top(problems: &Problems<'_>, text: &str, file: &str, templates: &TemplateNames) -> Option<Workflow> {
    let root = yaml::parse(problems)?;
    let section = YamlField::top(problems, &root).section("a workflow", &KEYS)?;
    section.check_version();
    let sequential = section.get("catch_up").and_then(|field| field.choice(&[("latest", false), ("sequential", true)]));
    let stages = section.need("stages");
    let tracks = section.get("tracks");
    let context = WorkflowContext {
        owners: DeclaredOwners::new(section.need("owners").as_ref()),
        stages: StageIds::new(stages.as_ref(), tracks.as_ref()),
        templates,
        sequential: sequential.unwrap_or(false),
    };
    Some(Workflow {
        name: section.get("name").and_then(|field| field.text()).map_or_else(|| stem(file), str::to_owned),
        description: section.get("description").and_then(|field| field.prose()).unwrap_or_default().to_owned(),
        timezone: section.get("timezone").and_then(|field| settings::timezone(&field)),
        sequential: context.sequential,
        calendar: section.get("calendar").and_then(|field| settings::calendar(&field)).unwrap_or_default(),
        calendar_line: section.get("calendar").map_or(0, |field| field.key_spot().line),
        owners: context.owners.read(),
        stages: stages.map(|field| stages::read(&context, &field, None)).unwrap_or_default(),
        overrides: section.get("overrides").and_then(|field| overrides::read(&context, &field)).unwrap_or_default(),
        escalate: section.get("escalate").map(|field| rules::escalate(&context, &field)).unwrap_or_default(),
        tracks: tracks.map(|field| rules::tracks(&context, &field)).unwrap_or_default(),
        limits: section.get("limits").and_then(|field| settings::limits(&field)).unwrap_or_default(),
        priority: section.get("priority").and_then(|field| settings::priority(&field)).unwrap_or_default(),
        late_fee: section.get("late_fee").and_then(|field| late_fee::late_fee(&context, &field)),
        costs: section.get("costs").and_then(|field| late_fee::costs(&field)).unwrap_or_default(),
        credit_hold: section.get("credit_hold").and_then(|field| conditions::credit_hold(&field)),
        drafts: section.get("drafts").and_then(|field| settings::drafts(&context, &field)).unwrap_or_default(),
        file: file.to_owned(),
        digest: blake3::hash(text.as_bytes()).to_hex().to_string(),
    })
}

/// The name of a file without folders and ending: the workflow's name where it gives none.
fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.split_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
