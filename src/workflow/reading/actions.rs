//! The actions of a stage, and the words they share with overrides: channels and templates.

use super::{WorkflowContext, conditions, ids, late_fee, recipients};
use crate::channel::Channel;
use crate::finding::Code;
use crate::workflow::{Action, OwnerId, Recipients, Repeat};
use crate::yaml::{Section, YamlField, quoted};

const KEYS: [&str; 14] =
    ["id", "was", "channel", "owner", "template", "to", "cc", "bcc", "after", "every", "times", "within", "when", "decision"];

/// The actions of a stage; `owner` and `recipients` are the stage's.
pub(super) fn read(context: &WorkflowContext<'_>, field: &YamlField<'_>, owner: Option<OwnerId>, recipients: &Recipients) -> Vec<Action> {
    let items = field.items().unwrap_or_default();
    let hint = "the default `id` of an action is its channel: give one of them another `id`";
    let sections = ids::sections(&items, "an action", &KEYS, "action", Some("channel"), hint);
    sections.iter().filter_map(|section| action(context, section, owner, recipients)).collect()
}

fn action(context: &WorkflowContext<'_>, section: &Section<'_>, stage_owner: Option<OwnerId>, of_stage: &Recipients) -> Option<Action> {
    let id = section.read("id", ids::id);
    let was = ids::was(section, |field| ids::id(field).is_some());
    let channel = section.need("channel").and_then(|field| field.channel());
    let owner = section.get("owner").map_or(stage_owner, |field| context.owners.named(&field));
    let templates = section.read("template", YamlField::one_or_list).unwrap_or_default();
    let templates = templates.iter().filter_map(|field| template(context, field, channel)).collect();
    let after = section.read("after", |field| field.count(0..=3650)).unwrap_or(0);
    let every = section.read("every", |field| field.count(1..=3650));
    let times = section.read("times", |field| field.count(1..=10_000));
    let within = section.read("within", |field| field.count(0..=3650));
    let when = section.read("when", conditions::when).unwrap_or_default();
    let decision = section.get("decision").map(|field| late_fee::decision(&field, channel)).unwrap_or_default();
    let recipients = recipients::of_action(context, section, channel, of_stage);
    check_repetition(section);
    let channel = channel?;
    Some(Action {
        id: id.unwrap_or(channel.name()).to_owned(),
        was,
        channel,
        owner: owner?,
        templates,
        after,
        repeat: every.map(|every| Repeat { every, times }),
        within,
        when,
        decision,
        recipients,
        line: section.spot().line,
    })
}

/// `times` means something only where an action comes again.
fn check_repetition(section: &Section<'_>) {
    if let (Some(field), None) = (section.get("times"), section.get("every")) {
        field.report_key(Code::KeyConflict, "`times` needs `every`", "add `every: N`, the days from one occurrence to the next");
    }
}

/// The name of a template. Whether it exists can be told only where the channel is known.
pub(super) fn template(context: &WorkflowContext<'_>, field: &YamlField<'_>, channel: Option<Channel>) -> Option<String> {
    let name = field.text()?;
    let known = context.templates;
    if let Some(channel) = channel.filter(|channel| !known.has(name, *channel)) {
        let others: Vec<String> = known.channels(name).map(|other| other.to_string()).collect();
        let hint = if others.is_empty() {
            let near = field.problems().did_you_mean(name, known.of(channel));
            near.unwrap_or_else(|| format!("add templates/{}.{channel}.hbs", if name.contains('/') { "NAME" } else { name }))
        } else {
            format!("there is one for {}", others.join(", "))
        };
        field.report(Code::UnknownTemplate, format!("there is no {channel} template {}", quoted(name)), Some(hint));
    }
    Some(name.to_owned())
}
