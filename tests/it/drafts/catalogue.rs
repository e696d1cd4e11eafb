//! The shipped workflows with the templates that they name, and the tables of both in the documents.

use super::scenario::{Scenario, decoded};
use crate::docs::document::Document;
use collect::builtin;
use collect::channel::Channel;
use collect::draft::Templates;
use collect::workflow::{self, Action, Consolidate, TemplateNames, Workflow};
use std::collections::{BTreeMap, BTreeSet};

/// The shipped workflows in the order in which the documents show them. None may have a finding.
fn workflows() -> Vec<Workflow> {
    let names: TemplateNames = builtin::templates().filter_map(|(file, _)| Templates::name_of(file)).collect();
    let read = |name: &str| {
        let reading = workflow::read(builtin::workflow(name).unwrap(), &format!("{name}.yaml"), &names);
        assert!(reading.findings.is_empty(), "{name}: {:#?}", reading.findings);
        let workflow = reading.value.unwrap();
        assert_eq!(workflow.name, name);
        workflow
    };
    let shown = ["net30", "five-step", "saas", "key-accounts"];
    assert_eq!(builtin::workflows().collect::<BTreeSet<_>>(), BTreeSet::from(shown));
    shown.map(read).into()
}

/// Each action of the stages, with its stage's place and each of its templates.
fn actions(workflow: &Workflow) -> impl Iterator<Item = (usize, &Action, Option<&str>)> {
    workflow.stages.iter().enumerate().flat_map(|(index, stage)| {
        stage.actions.iter().flat_map(move |action| {
            let named = action.templates.iter().map(|name| Some(name.as_str()));
            named.chain(action.templates.is_empty().then_some(None)).map(move |name| (index, action, name))
        })
    })
}

#[test]
fn every_action_of_every_workflow_has_a_whole_message_with_full_and_with_the_least_data() {
    for workflow in workflows() {
        // Nobody can answer a letter from nobody, so the least data has a sender.
        let least = Scenario { sender: Scenario::full().sender, ..Scenario::least() };
        for scenario in [Scenario::full(), least] {
            let mut scenario = Scenario { workflow: workflow.clone(), ..scenario };
            // Each by itself: two calls about one invoice are one sheet.
            scenario.workflow.drafts.consolidate = Consolidate::None;
            for (stage, action, template) in actions(&workflow) {
                scenario = scenario.scheduled(stage, action, template);
            }
            let drafts = scenario.drafts();
            assert_eq!(drafts.len(), actions(&workflow).count());
            for ((stage, _, template), draft) in actions(&workflow).zip(drafts) {
                let text = decoded(std::str::from_utf8(&draft.bytes).unwrap());
                let what = format!("{}, {}, {template:?}:\n{text}", workflow.name, workflow.stages[stage].id);
                assert_eq!(draft.missing, [""; 0], "{what}");
                for wanted in ["INV-1875", "7,310.00 USD"] {
                    assert!(text.contains(wanted), "no {wanted:?} in {what}");
                }
                for hole in ["missing:", "Dear ,", "\n,", ": \n", "()", "****", "\n\n\n\n", "-3 day", " 0 days", " 1 days"] {
                    assert!(!text.contains(hole), "{hole:?} in {what}");
                }
            }
        }
    }
}

#[test]
fn every_workflow_ends_with_a_task_has_limits_and_compares_no_money() {
    for workflow in workflows() {
        let (name, last) = (&workflow.name, workflow.stages.last().unwrap());
        assert!(last.actions.iter().any(|action| action.channel == Channel::Task), "{name} does not end with a decision");
        assert!(!workflow.calendar.works_on(super::scenario::day("2026-03-29")), "{name} works on Sundays");
        assert!(workflow.limits.min_days_between_contacts > 0 && workflow.limits.max_actions.is_some(), "{name} has no limits");
        let conditions = workflow.stages.iter().map(|stage| &stage.trigger).chain(workflow.escalate.iter().map(|rule| &rule.trigger));
        assert!(
            conditions.into_iter().all(|trigger| !trigger.balance.is_set()),
            "{name} compares money, and ledgers have several currencies"
        );
    }
}

/// Where each template is used: by workflow and stage, in the order of the documents.
fn uses() -> BTreeMap<(String, Channel), Vec<String>> {
    let mut uses: BTreeMap<(String, Channel), Vec<String>> = BTreeMap::new();
    for workflow in workflows() {
        for (stage, action, template) in actions(&workflow) {
            let stages = uses.entry((template.unwrap_or("default").to_owned(), action.channel)).or_default();
            let stage = format!("{} `{}`", workflow.name, workflow.stages[stage].id);
            if !stages.contains(&stage) {
                stages.push(stage);
            }
        }
    }
    uses
}

#[test]
fn the_table_of_templates_says_where_each_is_used() {
    let (templates, _) = Templates::of_project([], None);
    let shipped: BTreeSet<(String, Channel)> = templates.names().map(|(name, channel)| (name.to_owned(), channel)).collect();
    let (uses, tables) = (uses(), Document::read("templates/README.md").tables());
    let rows = tables.iter().find(|rows| rows.iter().any(|row| row[0] == "`pre-due`")).unwrap();
    let mut listed = BTreeSet::new();
    for row in rows {
        let [name, channels, stages, when] = row.as_slice() else { panic!("{row:?}") };
        assert!(!when.is_empty(), "{row:?}");
        for channel in channels.split(", ") {
            let key = (name.trim_matches('`').to_owned(), Channel::from_name(channel).unwrap());
            let used = uses.get(&key).map(|stages| stages.join(", "));
            assert_eq!(used.as_deref().unwrap_or_default(), stages, "{key:?}");
            assert!(listed.insert(key), "{row:?} stands there twice");
        }
    }
    assert_eq!(listed, shipped);
}

#[test]
fn the_example_of_key_accounts_has_the_rules_of_the_shipped_workflow() {
    let example = include_str!("../../../examples/key-accounts/workflow.yaml");
    let rules = |text: &'static str| text.split_once("\nstages:\n").unwrap().1;
    assert_eq!(rules(example), rules(builtin::workflow("key-accounts").unwrap()));
}

#[test]
fn the_table_of_workflows_has_their_stages() {
    let tables = Document::read("workflows/README.md").tables();
    let rows = tables.iter().find(|rows| rows.iter().any(|row| row[0].starts_with("[`net30`]"))).unwrap();
    let shown: Vec<(String, String)> = rows.iter().map(|row| (row[0].clone(), row[2].clone())).collect();
    let expected = workflows().into_iter().map(|workflow| {
        let day = |day: i32| if day < 0 { format!("−{}", -day) } else { day.to_string() };
        let stages: Vec<String> = workflow.stages.iter().map(|stage| format!("{} `{}`", day(stage.day), stage.id)).collect();
        (format!("[`{0}`]({0}.yaml)", workflow.name), stages.join(", "))
    });
    assert_eq!(shown, expected.collect::<Vec<_>>());
}
