//! Schemas and readers agree: on every key, and on what each key may hold.
//!
//! One workflow and one project have every key that there is. Each of their values is dropped, renamed and replaced in turn by values of
//! all kinds, and the schema must say of every such file what the reader says; apart from the rules of [`beyond_a_schema`].

mod json;
mod outputs;
mod probes;

use crate::stories::files_of_stories;
use collect::draft::Templates;
use collect::finding::{Code, Finding, any_error};
use collect::schema::Schema;
use collect::workflow::{self, TemplateNames};
use collect::{builtin, project};
use json::{places, read_yaml};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

const WORKFLOW: &str = include_str!("schema/every-key.workflow.yaml");
const LATE_INTEREST: &str = include_str!("schema/late-interest.workflow.yaml");
const PROJECT: &str = include_str!("schema/every-key.collect.yaml");

/// A schema and the reader of what it describes.
struct Pair {
    schema: Value,
    validator: Validator,
    read: fn(&str) -> Vec<Finding>,
}

fn pair(schema: Schema, read: fn(&str) -> Vec<Finding>) -> Pair {
    let schema: Value = serde_json::from_str(&schema.text()).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    Pair { validator: jsonschema::draft202012::new(&schema).unwrap(), schema, read }
}

fn workflows() -> Pair {
    pair(Schema::Workflow, |text| {
        static NAMES: OnceLock<TemplateNames> = OnceLock::new();
        let names = NAMES.get_or_init(|| builtin::templates().filter_map(|(file, _)| Templates::name_of(file)).collect());
        workflow::read(text, "w.yaml", names).findings
    })
}

fn projects() -> Pair {
    pair(Schema::Project, |text| project::read(text, "c.yaml").findings)
}

/// Rules that only a reader can hold a file to: they look at two places of it, at other files, or at the calendar.
fn beyond_a_schema(finding: &Finding) -> bool {
    let told = |words: &str| finding.message.contains(words);
    match finding.code {
        Code::UnknownOwner | Code::UnknownStage | Code::UnknownTemplate | Code::StageOrder | Code::DuplicateId => true,
        Code::InvalidValue => {
            told("this range is empty")
                || told("the fallback comes from a column itself")
                || told("comes after the one from")
                || told("decimals, found")
                || told("is a line or two")
                || told("there is no region of")
                || told("are not in the order of their days")
                || told("is an owner, and `to` names the customer's addresses")
        }
        Code::KeyConflict => {
            told("is the base currency itself")
                || told("only a task asks for a decision")
                || told("only emails have")
                || told("as two kinds")
                || told("so `rates` does not go with it")
        }
        Code::BadDate => told("02-29"),
        _ => false,
    }
}

/// What schema and reader say of a file.
struct Verdict {
    /// Does the schema accept it?
    is_accepted: bool,
    /// How they differ, if they do.
    difference: Option<String>,
}

impl Pair {
    fn verdict(&self, file: &Value) -> Verdict {
        let findings = (self.read)(&file.to_string());
        let is_accepted = self.validator.is_valid(file);
        let is_beyond = || findings.iter().all(beyond_a_schema);
        let difference = match (is_accepted, any_error(&findings)) {
            (true, true) if !is_beyond() => Some(format!("only the reader refuses: {findings:?}")),
            (false, false) => Some(format!("only the schema refuses: {:?}", self.errors(file))),
            _ => None,
        };
        Verdict { is_accepted, difference }
    }

    /// What is wrong by the schema.
    fn errors(&self, file: &Value) -> Vec<String> {
        self.validator.iter_errors(file).map(|error| format!("{}: {error}", error.instance_path())).collect()
    }
}

/// A key that was seen elsewhere in the file is tried with each of so many values.
const STRIDE: usize = 5;

/// The same file with one place changed, for every place and every way to change it, each with what was done.
fn changed(file: &Value) -> impl Iterator<Item = (String, Value)> {
    let mut seen = BTreeSet::new();
    places(file).into_iter().flat_map(move |place| {
        let is_first = seen.insert(place.rsplit('/').next().map(str::to_owned));
        let (skip, step) = if is_first { (0, 1) } else { (place.len() % STRIDE, STRIDE) };
        let probes = probes::probes(file.pointer(&place).unwrap()).into_iter().skip(skip).step_by(step);
        let with = |value: &Value| {
            let mut copy = file.clone();
            *copy.pointer_mut(&place).unwrap() = value.clone();
            copy
        };
        let mut all: Vec<(String, Value)> = probes.map(|probe| (format!("{place} = {probe}"), with(&probe))).collect();
        if let Some((parent, key)) = place.rsplit_once('/')
            && let Some(before) = file.pointer(parent).and_then(Value::as_object)
        {
            let mut dropped = before.clone();
            let value = dropped.shift_remove(&key.replace("~1", "/")).unwrap();
            let mut renamed = dropped.clone();
            renamed.insert(format!("{key}s"), value);
            for (what, object) in [("is dropped", dropped), ("is renamed", renamed)] {
                let mut copy = file.clone();
                *copy.pointer_mut(parent).unwrap() = Value::Object(object);
                all.push((format!("{place} {what}"), copy));
            }
        }
        all
    })
}

/// `least` are how many files must be refused, and accepted.
fn assert_agreement(pair: &Pair, file: &Value, least: (usize, usize)) {
    let whole = pair.verdict(file);
    assert_eq!((whole.is_accepted, whole.difference), (true, None));
    let (mut wrong, mut refused, mut accepted) = (Vec::new(), 0, 0);
    for (what, file) in changed(file) {
        let verdict = pair.verdict(&file);
        *(if verdict.is_accepted { &mut accepted } else { &mut refused }) += 1;
        wrong.extend(verdict.difference.map(|told| format!("{what}: {told}")));
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n"));
    assert!(refused > least.0 && accepted > least.1, "{refused} refused, {accepted} accepted");
}

#[test]
fn the_schema_of_workflows_accepts_what_the_reader_accepts() {
    assert_agreement(&workflows(), &read_yaml(WORKFLOW), (1000, 500));
    assert_agreement(&workflows(), &read_yaml(LATE_INTEREST), (500, 100));
}

#[test]
fn the_schema_of_projects_accepts_what_the_reader_accepts() {
    assert_agreement(&projects(), &read_yaml(PROJECT), (1000, 500));
    let empty = projects().verdict(&Value::Null);
    assert_eq!((empty.is_accepted, empty.difference), (true, None), "an empty project file");
}

/// Goes through a schema beside a file: calls with every mapping of known keys, and the places of the file where it holds.
fn each_section(pair: &Pair, shape: &Value, file: &Value, at: &[String], visit: &mut dyn FnMut(&Value, &[String])) {
    let follow = |place: &String, key: &str| Some(format!("{place}/{key}")).filter(|place| file.pointer(place).is_some());
    if let Some(name) = shape.get("$ref").and_then(Value::as_str) {
        return each_section(pair, pair.schema.pointer(&name[1..]).unwrap(), file, at, visit);
    }
    for branch in shape.get("anyOf").and_then(Value::as_array).into_iter().flatten() {
        each_section(pair, branch, file, at, visit);
    }
    if let Some(items) = shape.get("items") {
        let entries = |place: &String| file.pointer(place).and_then(Value::as_array).map_or(0, Vec::len);
        let at: Vec<String> = at.iter().flat_map(|place| (0..entries(place)).map(move |index| format!("{place}/{index}"))).collect();
        each_section(pair, items, file, &at, visit);
    }
    let Some(properties) = shape.get("properties").and_then(Value::as_object) else { return };
    if shape["additionalProperties"] == json!(false) {
        visit(shape, at);
    } else {
        let keys = |place: &String| {
            file.pointer(place).and_then(Value::as_object).map(|object| object.keys().cloned().collect::<Vec<String>>()).unwrap_or_default()
        };
        let own: Vec<String> = at
            .iter()
            .flat_map(|place| keys(place).into_iter().filter(|key| !properties.contains_key(key)).map(move |key| format!("{place}/{key}")))
            .collect();
        each_section(pair, &shape["additionalProperties"], file, &own, visit);
    }
    for (key, shape) in properties {
        let at: Vec<String> = at.iter().filter_map(|place| follow(place, key)).collect();
        each_section(pair, shape, file, &at, visit);
    }
}

/// The keys that a reader says it knows where something else than a mapping stands; none where keys are columns.
fn known_to_the_reader(pair: &Pair, file: &Value, place: &str) -> Option<BTreeSet<String>> {
    let mut copy = file.clone();
    *copy.pointer_mut(place).unwrap() = json!("x");
    let findings = (pair.read)(&copy.to_string());
    let told = findings.iter().find_map(|finding| finding.message.split_once(" must be a mapping with ")?.1.split_once(", found "));
    told.map(|(keys, _)| keys.split(", ").map(str::to_owned).collect())
}

fn assert_keys(pair: &Pair, files: &[Value], sections: usize) {
    // The same mapping stands in several places; together the examples show all of its keys.
    let mut shown: BTreeMap<BTreeSet<String>, BTreeSet<String>> = BTreeMap::new();
    files.iter().for_each(|file| {
        each_section(pair, &pair.schema, file, &[String::new()], &mut |section, at| {
            let properties = section["properties"].as_object().unwrap();
            let keys: BTreeSet<String> = properties.keys().cloned().collect();
            for (key, shape) in properties {
                assert!(shape["description"].as_str().is_some_and(|words| words.len() >= 3), "{keys:?}: {key} has no description");
            }
            let Some(known) = at.first().and_then(|place| known_to_the_reader(pair, file, place)) else { return };
            assert_eq!(keys, known, "{at:?}");
            let mappings = at.iter().filter_map(|place| file.pointer(place)?.as_object());
            shown.entry(keys).or_default().extend(mappings.flat_map(|mapping| mapping.keys().cloned()));
        })
    });
    for (keys, shown) in &shown {
        assert_eq!(keys, shown, "every key is in the example");
    }
    assert!(shown.len() >= sections, "{} sections", shown.len());
}

#[test]
fn schema_and_reader_know_the_same_keys_and_each_is_described() {
    assert_keys(&workflows(), &[read_yaml(WORKFLOW), read_yaml(LATE_INTEREST)], 19);
    assert_keys(&projects(), &[read_yaml(PROJECT)], 12);
}

#[test]
fn workflows_that_are_in_use_are_right_by_the_schema() {
    let pair = workflows();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped = builtin::workflows().map(|name| (name.to_owned(), builtin::workflow(name).unwrap().to_owned()));
    let own = ["examples/spark/workflow.yaml", "benches/workflow.yaml"]
        .map(|path| (path.to_owned(), fs_err::read_to_string(root.join(path)).unwrap()));
    let mut count = 0;
    for (name, text) in shipped.chain(own).chain(files_of_stories("workflow.yaml")) {
        let file = read_yaml(&text);
        let errors = pair.errors(&file);
        assert!(errors.is_empty(), "{name}: {errors:?}");
        count += 1;
    }
    assert!(count > 60, "{count}");
}

#[test]
fn the_examples_of_mistakes_are_mistakes_by_the_schema_too() {
    let (pair, mut refused) = (workflows(), Vec::new());
    for code in Code::ALL {
        let path = crate::errors::catalogue().join(code.name()).join("workflow.yaml");
        // What is no YAML, or has a key twice, is nothing that a schema sees.
        if !path.exists() || matches!(code, Code::YamlSyntax | Code::DuplicateKey) {
            continue;
        }
        let file = read_yaml(&fs_err::read_to_string(path).unwrap());
        let verdict = pair.verdict(&file);
        assert_eq!(verdict.difference, None, "{}", code.name());
        if !verdict.is_accepted {
            refused.push(code.name());
        }
    }
    assert_eq!(refused, ["unknown-key", "missing-key", "wrong-type", "invalid-value", "key-conflict"]);
}
