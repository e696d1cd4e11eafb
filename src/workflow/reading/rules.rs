//! Escalate rules and tracks, and the stages that others name.

use super::{WorkflowContext, conditions, ids, stages};
use crate::finding::Code;
use crate::workflow::{EscalateRule, Track};
use crate::yaml::{Section, YamlField, listed, quoted};
use std::collections::HashMap;

const RULE_KEYS: [&str; 3] = ["id", "trigger", "to"];
const TRACK_KEYS: [&str; 4] = ["id", "match", "approval", "stages"];

/// The rules that let the clock jump.
pub(super) fn escalate(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Vec<EscalateRule> {
    let sections = sections(field, "an escalate rule", &RULE_KEYS, "rule");
    sections.iter().filter_map(|section| rule(context, section)).collect()
}

fn rule(context: &WorkflowContext<'_>, section: &Section<'_>) -> Option<EscalateRule> {
    let id = section.need("id").and_then(|field| ids::id(&field));
    let trigger = section.need("trigger").and_then(|field| conditions::rule_trigger(&field));
    let to = section.need("to").and_then(|field| context.stages.named(&field));
    Some(EscalateRule { id: id?.to_owned(), trigger: trigger?, to: to?, line: section.spot().line })
}

pub(super) fn tracks(context: &WorkflowContext<'_>, field: &YamlField<'_>) -> Vec<Track> {
    let sections = sections(field, "a track", &TRACK_KEYS, "track");
    sections.iter().filter_map(|section| track(context, section)).collect()
}

fn track(context: &WorkflowContext<'_>, section: &Section<'_>) -> Option<Track> {
    let id = section.need("id").and_then(|field| ids::id(&field));
    let matches = section.need("match").and_then(|field| conditions::track_match(&field));
    let approval = stages::approval(context, section);
    let stages = section.need("stages").map(|field| stages::read(context, &field, approval));
    Some(Track { id: id?.to_owned(), matches: matches?, stages: stages?, line: section.spot().line })
}

fn sections<'a>(field: &YamlField<'a>, what: &'a str, keys: &[&str], short: &str) -> Vec<Section<'a>> {
    ids::sections(&field.items().unwrap_or_default(), what, keys, short, None, "give one of them another id")
}

/// The ids of all stages that a file has, right or wrong, and the earlier ids of each.
pub(super) struct StageIds<'a> {
    /// The ids, in the order of the file; one that several lists have more than once.
    ids: Vec<&'a str>,
    /// From an id, now or earlier, to the id now.
    now: HashMap<&'a str, &'a str>,
}

impl<'a> StageIds<'a> {
    pub(super) fn new(stages: Option<&YamlField<'a>>, tracks: Option<&YamlField<'a>>) -> StageIds<'a> {
        let tracks = tracks.map(YamlField::peek_items).unwrap_or_default();
        let of_tracks = tracks.iter().filter_map(|track| track.peek("stages"));
        let (mut ids, mut now) = (Vec::new(), HashMap::new());
        for stage in stages.copied().into_iter().chain(of_tracks).flat_map(|list| list.peek_items()) {
            let Some(id) = stage.peek("id").and_then(|field| field.scalar()) else { continue };
            for was in stage.peek("was").map(|field| field.peek_items()).unwrap_or_default() {
                now.entry(was.scalar().unwrap_or(id)).or_insert(id);
            }
            now.insert(id, id);
            ids.push(id);
        }
        StageIds { ids, now }
    }

    /// The id of a stage that at least one list of stages has.
    pub(super) fn named(&self, field: &YamlField<'_>) -> Option<String> {
        self.known(field.text()?, field, |message, hint| field.report(Code::UnknownStage, message, Some(hint)))
    }

    /// The same, of the key of a mapping.
    pub(super) fn key_named(&self, field: &YamlField<'_>) -> Option<String> {
        self.known(field.name(), field, |message, hint| field.report_key(Code::UnknownStage, message, &hint))
    }

    fn known(&self, name: &str, field: &YamlField<'_>, report: impl FnOnce(String, String)) -> Option<String> {
        let hint = match self.now.get(name) {
            Some(id) if *id == name => return Some(name.to_owned()),
            Some(id) => format!("it is now called {id:?}"),
            // Where there are no stages at all, that is the problem.
            None if self.ids.is_empty() => return None,
            None => {
                let near = field.problems().did_you_mean(name, self.ids.iter().copied());
                near.unwrap_or_else(|| format!("there are {}", listed(self.ids.iter().copied())))
            }
        };
        report(format!("there is no stage {}", quoted(name)), hint);
        None
    }
}
