//! What is written is right by its schema, which has no other keys.

use crate::run::Run;
use collect::schema::Schema;
use jsonschema::Validator;
use serde_json::{Value, json};

fn schema(of: Schema) -> Value {
    serde_json::from_str(&of.text()).unwrap()
}

fn quietly(folder: &str, line: &str) -> Run {
    let words: Vec<&str> = ["-C", folder, "-q"].into_iter().chain(line.split(' ')).collect();
    Run::collect(&words).folder(env!("CARGO_MANIFEST_DIR"))
}

/// What a command writes in an example's folder.
fn written(folder: &str, line: &str) -> String {
    quietly(folder, line).stdout()
}

#[test]
fn every_key_of_an_output_is_described() {
    fn look(shape: &Value, of: &str) {
        for (key, shape) in shape.get("properties").and_then(Value::as_object).into_iter().flatten() {
            assert!(shape["description"].as_str().is_some_and(|words| words.len() >= 3), "{of}.{key} has no description");
            look(shape, &format!("{of}.{key}"));
        }
        shape.get("items").into_iter().for_each(|items| look(items, of));
    }
    for of in Schema::ALL.into_iter().filter(|of| !matches!(of, Schema::Workflow | Schema::Project | Schema::Scenarios)) {
        look(&schema(of), of.name());
    }
}

/// A value and everything in it is right, has all keys, and is wrong when any of it is something else.
fn assert_right(validator: &Validator, value: &Value) {
    let errors: Vec<String> = validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    for place in super::places(value).iter().filter(|place| !place.is_empty()).take(60) {
        let mut wrong = value.clone();
        *wrong.pointer_mut(place).unwrap() = json!({ "no": [] });
        assert!(!validator.is_valid(&wrong), "{place} may be anything");
    }
}

/// Everything in a value has a key in the schema: what is written is what is described.
fn assert_known(schema: &Value, value: &Value, of: &str) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let known = schema["properties"].get(key).unwrap_or_else(|| panic!("{of}.{key} is not in the schema"));
                assert_known(known, value, &format!("{of}.{key}"));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| assert_known(&schema["items"], item, of)),
        _ => {}
    }
}

fn validator(of: Schema) -> Validator {
    let schema = schema(of);
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

#[test]
fn what_is_written_is_right_by_its_schema() {
    let (of_plan, of_status) = (validator(Schema::Plan), validator(Schema::Status));
    let of_lines = [("plan", validator(Schema::PlanLine)), ("status --all", validator(Schema::StatusLine))];
    let (mut lines, mut withheld, mut warnings) = (0, 0, 0);
    for (folder, line) in [
        ("examples/quickstart", "--as-of 2026-03-31"),
        ("examples/quickstart", "--as-of 2026-02-01"),
        ("examples/quickstart", "--as-of 2026-06-30"),
    ] {
        let plan: Value = serde_json::from_str(&written(folder, &format!("plan {line} --format json"))).unwrap();
        withheld += plan["withheld"].as_array().unwrap().len();
        warnings += plan["warnings"].as_array().unwrap().len();
        assert_right(&of_plan, &plan);
        assert_right(&of_status, &serde_json::from_str(&written(folder, &format!("status --all {line} --format json"))).unwrap());
        for (command, of) in &of_lines {
            for row in written(folder, &format!("{command} {line} --format jsonl")).lines() {
                assert_right(of, &serde_json::from_str(row).unwrap());
                lines += 1;
            }
        }
    }
    assert!(lines > 30 && withheld > 0 && warnings > 0, "{lines} lines, {withheld} withheld, {warnings} warnings");
}

#[test]
fn answers_and_hold_lists_are_right_by_their_schemas() {
    let rows = |line: &str, asked: &str| quietly("examples/quickstart", line).stdin(asked).stdout();
    let asked = "email INV-1875\nemail INV-1945\nemail INV-1940\ncall NOBODY\nfax\n";
    let answers = rows("may --stdin --as-of 2026-03-31 --format jsonl", asked);
    let words: Vec<Value> = answers.lines().map(|row| serde_json::from_str::<Value>(row).unwrap()["answer"].take()).collect();
    assert_eq!(words, ["yes", "no", "no", "unknown", "unknown"]);
    answers.lines().for_each(|row| assert_right(&validator(Schema::MayLine), &serde_json::from_str(row).unwrap()));
    let folder = tempfile::TempDir::new().unwrap();
    let workflow = folder.path().join("held.yaml");
    let rule = "version: 1\nowners: { ar: {} }\nstages: [{ id: s, trigger: { day: 1 }, owner: ar }]\ncredit_hold: { trigger: { oldest: { at_least: 1 } } }\n";
    fs_err::write(&workflow, rule).unwrap();
    let line = format!("plan --hold-list --since 2026-03-01 --as-of 2026-03-31 --workflow {}", workflow.display());
    let document: Value = serde_json::from_str(&written("examples/quickstart", &format!("{line} --format json"))).unwrap();
    assert_right(&validator(Schema::HoldList), &document);
    assert_known(&schema(Schema::HoldList), &document, "hold-list");
    let lines = written("examples/quickstart", &format!("{line} --format jsonl"));
    assert_eq!(document["customers"].as_array().map(Vec::len), Some(lines.lines().count()));
    assert!(lines.contains("\"hold\""), "{lines}");
    lines.lines().for_each(|row| assert_right(&validator(Schema::HoldListLine), &serde_json::from_str(row).unwrap()));
}

#[test]
fn what_simulations_and_comparisons_write_is_right_by_its_schema() {
    let days = "--from 2026-01-01 --to 2026-04-30";
    let edited = "diff net30 escalate-on-15.yaml";
    let mut lists: Vec<String> = Vec::new();
    for (of, folder, line) in [
        (Schema::Simulation, "examples/quickstart", format!("simulate {days}")),
        (Schema::Simulation, "examples/saas", format!("simulate {days} --sample 80%")),
        (Schema::Simulation, "examples/spark", format!("simulate {days} --workflow workflow.yaml")),
        (Schema::Diff, "examples/policy-change", format!("{edited} --from 2025-09-01 --to 2026-04-30")),
        (Schema::Diff, "examples/policy-change", format!("{edited} --as-of 2026-01-20 --only segment=smb")),
        (Schema::Diff, "examples/quickstart", format!("diff net30 saas {days}")),
    ] {
        let written_as = |format: &str| written(folder, &format!("{line} --format {format}"));
        let document: Value = serde_json::from_str(&written_as("json")).unwrap();
        assert_right(&validator(of), &document);
        assert_known(&schema(of), &document, of.name());
        if of == Schema::Simulation {
            let (validator, lines) = (validator(Schema::SimulationLine), written_as("jsonl"));
            lines.lines().for_each(|row| assert_right(&validator, &serde_json::from_str(row).unwrap()));
            assert_eq!(document["touches"].as_array().map(Vec::len), Some(lines.lines().count()), "{line}");
        }
        let filled = document.as_object().unwrap().iter().filter(|(_, value)| value.as_array().is_some_and(|list| !list.is_empty()));
        lists.extend(filled.map(|(key, _)| format!("{}.{key}", of.name())));
    }
    // Gates that hold end with another exit code, and are told in JSON all the same.
    let gate = "--from 2025-09-01 --to 2026-04-30 --format json --fail-if touches>-99%";
    let met = "error: the condition 'touches>-99%' is met: from 119 to 131, +12\n";
    let gated = quietly("examples/policy-change", &format!("{edited} {gate}")).status(1).stderr(met).stdout();
    let gated: Value = serde_json::from_str(&gated).unwrap();
    assert_right(&validator(Schema::Diff), &gated);
    assert_known(&schema(Schema::Diff), &gated, "diff");
    assert_eq!(gated["gates"].as_array().map(Vec::len), Some(1));
    for list in ["stages", "owners", "stalled", "weeks", "touches", "warnings", "not_known"] {
        assert!(lists.contains(&format!("simulate.{list}")), "no {list}: {lists:?}");
    }
    for list in ["stages", "owners", "edits", "changes"] {
        assert!(lists.contains(&format!("diff.{list}")), "no {list}: {lists:?}");
    }
}

#[test]
fn what_sync_writes_is_right_by_its_schema() {
    let place = tempfile::TempDir::new().unwrap();
    crate::readmes::copy(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/open-items"), place.path());
    let (document, line) = (validator(Schema::Sync), validator(Schema::SyncLine));
    let mut kinds: Vec<String> = Vec::new();
    for day in ["2026-03-30", "2026-03-31", "2026-04-02"] {
        let words = |format: &str| format!("sync --invoices exports/{day}.csv --as-of {day} --format {format}");
        let rows = quietly(place.path().to_str().unwrap(), &format!("{} --dry-run", words("jsonl"))).stdout();
        let told: Value = serde_json::from_str(&written(place.path().to_str().unwrap(), &words("json"))).unwrap();
        assert_right(&document, &told);
        assert_known(&schema(Schema::Sync), &told, "sync");
        assert_eq!(told["changes"].as_array().map(Vec::len), Some(rows.lines().count()));
        for row in rows.lines() {
            let row: Value = serde_json::from_str(row).unwrap();
            assert_right(&line, &row);
            kinds.push(row["change"].as_str().unwrap().to_owned());
        }
    }
    for kind in ["new", "paid", "closed", "back", "moved"] {
        assert!(kinds.iter().any(|found| found == kind), "no {kind}: {kinds:?}");
    }
}
