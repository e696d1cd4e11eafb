//! What is written is right by its schema, which has no other keys.

use collect::report::{ActionRow, Cash, PositionRow};
use collect::schema::Schema;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::process::Command;

fn schema(of: Schema) -> Value {
    serde_json::from_str(&of.text()).unwrap()
}

/// What a command writes in an example's folder.
fn written(folder: &str, line: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_collect"));
    command.args(["-C", folder, "-q"]).args(line.split(' ')).current_dir(env!("CARGO_MANIFEST_DIR"));
    let done = command.output().unwrap();
    assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

fn keys(schema: &Value) -> Vec<&str> {
    schema["properties"].as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn rows_have_the_columns_of_the_schemas() {
    let (plan, status) = (schema(Schema::Plan), schema(Schema::Status));
    // In JSON an action has who must approve its draft as well, where somebody must.
    let actions: Vec<&str> = ActionRow::COLUMNS.iter().map(|(name, _)| *name).chain(["approval"]).collect();
    assert_eq!(keys(&schema(Schema::PlanLine)), actions);
    assert_eq!(keys(&plan["properties"]["actions"]["items"]), actions);
    assert_eq!(keys(&plan["properties"]["withheld"]["items"]), [&actions[1..], &["reason", "free_on"]].concat());
    assert_eq!(keys(&schema(Schema::StatusLine)), PositionRow::COLUMNS.map(|(name, _)| name));
    assert_eq!(keys(&status["properties"]["cash"]["items"]), Cash::COLUMNS.map(|(name, _)| name));
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
    for of in [Schema::Plan, Schema::PlanLine, Schema::Status, Schema::StatusLine] {
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
