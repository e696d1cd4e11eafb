//! Every rule of the shipped workflows is held by something: whichever is changed, `collect check` or `collect test` says so.
//!
//! A mutant is the text of a workflow with one value changed. It need not be a bad workflow; it is another one, and the suite that came with
//! the first must not hold for it.

use collect::builtin;
use collect::calendar::Day;
use collect::check::{CheckSubject, MAX_GAP, check};
use collect::draft::Templates;
use collect::scenario::{self, Coverage};
use collect::workflow::{self, TemplateNames, Workflow};

/// Keys that say what a workflow is called and not what it does; the safety valve of `draft`, which no single invoice meets; and the rate of
/// late fees, which is told in messages and changes nothing that is due.
const NO_RULES: [&str; 6] = ["version", "name", "description", "max_actions", "kind", "annual_percent"];

/// Mutants that do what the workflow does: which one, a part of its line, what was changed, and why that is no difference.
const NO_DIFFERENCE: [(&str, &str, &str, &str); 5] = [
    ("five-step", "required", "required: true becomes false", "nobody leaves the last stage"),
    ("five-step", "required", "required: true is left out", "nobody leaves the last stage"),
    ("key-accounts", "wait_days", "wait_days: 30 is left out", "it is as many days to the next stage"),
    ("saas", "call-sheet", "times: 3 becomes 4", "the stage is over before the fourth"),
    ("saas", "call-sheet", "times: 3 is left out", "the stage is over before the fourth"),
];

/// A workflow with one thing changed.
struct Mutant {
    line: usize,
    what: String,
    text: String,
}

/// Where a value of a line begins and ends: that of `key: value`, in a mapping of either style.
fn values(line: &str) -> Vec<(String, usize, usize)> {
    let code = line.split(" #").next().unwrap_or(line);
    let mut found = Vec::new();
    for (at, _) in code.match_indices(": ") {
        let key_start = code[..at].rfind([' ', '{', ',']).map_or(0, |place| place + 1);
        let key = code[key_start..at].to_owned();
        let start = at + 2;
        let rest = &code[start..];
        // A nested mapping has values of its own.
        if rest.starts_with('{') {
            continue;
        }
        let end = if rest.starts_with('[') {
            rest.find(']').map_or(rest.len(), |end| end + 1)
        } else {
            rest.find([',', '}']).unwrap_or(rest.len())
        };
        found.push((key, start, start + rest[..end].trim_end().len()));
    }
    found
}

/// What else could stand there.
fn others(key: &str, value: &str, owners: &[String], stages: &[String], templates: &[String]) -> Vec<String> {
    let another = |all: &[String]| all.iter().find(|other| *other != value).cloned().into_iter().collect::<Vec<_>>();
    if let Ok(number) = value.parse::<i64>() {
        return [number - 1, number + 1].iter().filter(|other| **other >= 0 || key == "day").map(ToString::to_string).collect();
    }
    if let Some(list) = value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        let words: Vec<&str> = list.split(", ").collect();
        // Without its last, without its first.
        return [&words[..words.len() - 1], &words[1..]].iter().map(|words| format!("[{}]", words.join(", "))).collect();
    }
    match (key, value) {
        (_, "true") => vec!["false".into()],
        (_, "false") => vec!["true".into()],
        ("channel", _) => vec![if value == "task" { "call".into() } else { "task".into() }],
        ("template", _) => another(templates),
        ("advance_to" | "to", _) => another(stages),
        _ if owners.iter().any(|owner| owner == value) => another(owners),
        _ => Vec::new(),
    }
}

fn names_of(text: &str, name: &str, section: &str) -> Vec<String> {
    let names: TemplateNames = builtin::templates().filter_map(|(file, _)| Templates::name_of(file)).collect();
    let workflow = workflow::read(text, name, &names).value.expect("a shipped workflow is right");
    match section {
        "owners" => workflow.owners.iter().map(|owner| owner.id.clone()).collect(),
        _ => workflow.stages.iter().map(|stage| stage.id.clone()).collect(),
    }
}

/// Every mutant of a workflow: each number one less and one more, each word another of its kind, each list shorter, each key that may be
/// left out left out.
fn mutants(name: &str, text: &str) -> Vec<Mutant> {
    let (owners, stages) = (names_of(text, name, "owners"), names_of(text, name, "stages"));
    let templates: Vec<String> = ["default".to_owned()].into();
    let lines: Vec<&str> = text.lines().collect();
    let mut mutants = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.trim_start().starts_with('#') {
            continue;
        }
        let mut put = |what: String, new: String| {
            let mut changed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            changed[index] = new;
            mutants.push(Mutant { line: index + 1, what, text: changed.join("\n") + "\n" });
        };
        for (key, start, end) in values(line) {
            if NO_RULES.contains(&key.as_str()) {
                continue;
            }
            let value = &line[start..end];
            for other in others(&key, value, &owners, &stages, &templates) {
                put(format!("{key}: {value} becomes {other}"), format!("{}{other}{}", &line[..start], &line[end..]));
            }
            // Left out: in braces with what parts it from its neighbour, else with its line.
            let key_start = start - 2 - key.len();
            let (before, after) = (&line[..key_start], &line[end..]);
            let without = match (before.strip_suffix(", "), after.strip_prefix(", ")) {
                (Some(before), _) => format!("{before}{after}"),
                (None, Some(after)) => format!("{before}{after}"),
                (None, None) if before.trim().is_empty() => String::new(),
                (None, None) => continue,
            };
            put(format!("{key}: {value} is left out"), without);
        }
        // A whole entry of a list, on one line.
        if line.trim_start().starts_with("- {") {
            put("the entry is left out".to_owned(), String::new());
        }
    }
    mutants
}

/// All that a workflow says, and on which lines.
fn meaning(workflow: &Workflow) -> String {
    format!("{:?}", Workflow { digest: String::new(), ..workflow.clone() })
}

/// Does reading, check or test say something against it?
fn is_caught(name: &str, mutant: &str, names: &TemplateNames, templates: &Templates, suite: &scenario::Suite) -> bool {
    let reading = workflow::read(mutant, name, names);
    let Some(workflow) = reading.value else { return true };
    let as_of = Day::parse("2026-03-02").unwrap();
    let subject = CheckSubject { workflow: &workflow, templates, sender: None, base: None, facts: None, as_of, max_gap: MAX_GAP };
    if !check(&subject).is_empty() {
        return true;
    }
    !scenario::holds(suite, &workflow)
}

/// The mutants of a workflow: how many there are, those that nothing catches, and those of [`NO_DIFFERENCE`].
fn survivors(name: &str, names: &TemplateNames, templates: &Templates) -> (usize, Vec<String>, usize) {
    let text = builtin::workflow(name).unwrap();
    let suite = scenario::read(builtin::scenarios(name).unwrap(), &format!("{name}.test.yaml")).value.unwrap();
    assert!(!is_caught(name, text, names, templates, &suite), "{name} itself");
    let original = meaning(&workflow::read(text, name, names).value.unwrap());
    let (mut count, mut living, mut known) = (0, Vec::new(), 0);
    for mutant in mutants(name, text) {
        // A default that is left out is no mutant.
        if workflow::read(&mutant.text, name, names).value.is_some_and(|workflow| meaning(&workflow) == original) {
            continue;
        }
        count += 1;
        if is_caught(name, &mutant.text, names, templates, &suite) {
            continue;
        }
        let line = text.lines().nth(mutant.line - 1).unwrap_or_default();
        match NO_DIFFERENCE.iter().any(|(of, part, what, _)| *of == name && line.contains(part) && *what == mutant.what) {
            true => known += 1,
            false => living.push(format!("{name}:{}: {}", mutant.line, mutant.what)),
        }
    }
    (count, living, known)
}

#[test]
fn no_rule_of_a_shipped_workflow_can_be_changed_unnoticed() {
    let names: TemplateNames = builtin::templates().filter_map(|(file, _)| Templates::name_of(file)).collect();
    let (templates, _) = Templates::of_project([], None);
    let results: Vec<(usize, Vec<String>, usize)> = std::thread::scope(|scope| {
        let threads: Vec<_> = builtin::workflows().map(|name| scope.spawn(|| survivors(name, &names, &templates))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let count: usize = results.iter().map(|(count, ..)| count).sum();
    let living: Vec<&str> = results.iter().flat_map(|(_, living, _)| living).map(String::as_str).collect();
    assert!(living.is_empty(), "{} of {count} mutants live:\n{}", living.len(), living.join("\n"));
    assert!(count > 300, "{count}");
    assert_eq!(results.iter().map(|(.., known)| known).sum::<usize>(), NO_DIFFERENCE.len(), "those that are said to make no difference");
}

#[test]
fn the_shipped_workflows_are_reached_in_full_and_nothing_is_said_against_them() {
    let names: TemplateNames = builtin::templates().filter_map(|(file, _)| Templates::name_of(file)).collect();
    for name in builtin::workflows() {
        let workflow = workflow::read(builtin::workflow(name).unwrap(), name, &names).value.unwrap();
        let reading = scenario::read(builtin::scenarios(name).unwrap(), &format!("{name}.test.yaml"));
        assert_eq!(reading.findings, [], "{name}");
        let mut coverage = Coverage::new(&workflow);
        let played = scenario::run(&reading.value.unwrap(), &workflow, None, &mut coverage);
        let failed: Vec<String> = played.iter().flat_map(|played| &played.failures).map(scenario::ScenarioFailure::head).collect();
        assert_eq!(failed, [""; 0], "{name}");
        assert_eq!(coverage.missed().map(ToString::to_string).collect::<Vec<_>>(), [""; 0], "{name}");
        assert_eq!(coverage.percent(), 100);
    }
}
