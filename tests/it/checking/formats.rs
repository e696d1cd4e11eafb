//! What is written for other programs, held against what those programs read.

use super::{Folder, SOUND};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

/// A policy of which something is told in every way: with a column, with a line, as an error and as a warning.
fn unsound() -> Folder {
    let text = SOUND.replace("overrides: { promise: { honour: 2 } }\n", "escalate: [{ id: x, trigger: { day: 20 }, to: call }]\n");
    Folder::with(&[
        ("a b.yaml", &text),
        ("invoices.csv", "invoice_id,customer_id,due_date,amount,currency\nINV-1,ACME,soon,100.00,EUR\n"),
        (
            "w.test.yaml",
            "version: 1\nscenarios:\n  - { name: a < b, story: [{ day: 1, due: nothing }] }\n  - { name: c, story: [{ day: 1, due: reminder/email/1 }] }\n",
        ),
        ("w.yaml", SOUND),
    ])
}

const CHECK: [&str; 5] = ["check", "--workflow", "a b.yaml", "--as-of", "2026-03-31"];

#[test]
fn github_gets_an_annotation_for_each_finding() {
    let (code, out, _) = unsound().collect(&[&CHECK[..], &["--format", "github"]].concat());
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("::error file=invoices.csv,line=2,col=12,endColumn=16,title=bad-date::due_date \"soon\""), "{out}");
    assert!(lines.iter().any(|line| line.starts_with("::error file=a b.yaml,line=12,title=never-holds::escalate rule \"x\"")), "{out}");
    assert!(lines.iter().any(|line| line.starts_with("::warning file=a b.yaml,line=1,title=endless-promises::")), "{out}");
    assert_eq!((code, lines.len()), (1, 3), "{out}");
}

#[test]
fn json_has_every_finding() {
    let (_, out, _) = unsound().collect(&[&CHECK[..], &["--format", "json"]].concat());
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&json["errors"], &json["warnings"], &json["failed"]), (&2.into(), &1.into(), &true.into()));
    assert_eq!(json["findings"][1]["code"], "never-holds");
    assert_eq!((&json["findings"][1]["line"], &json["findings"][1]["column"]), (&12.into(), &Value::Null));
}

/// The schema of SARIF is not ours to ship: it is taken from where the variable SARIF_SCHEMA says, from a crate that cargo has fetched at
/// some time, or from the network.
fn sarif_schema() -> Option<Value> {
    let of_variable = std::env::var_os("SARIF_SCHEMA").map(PathBuf::from);
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let below = |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let of_cargo = home.into_iter().flat_map(|home| below(home.join("registry/src"))).flat_map(below);
    let of_cargo = of_cargo.filter(|path| path.to_string_lossy().contains("serde-sarif-")).map(|path| path.join("src/schema.json"));
    let found = of_variable.into_iter().chain(of_cargo).find_map(|path| std::fs::read_to_string(path).ok());
    let text = found.or_else(|| {
        let url = "https://json.schemastore.org/sarif-2.1.0.json";
        let done = Command::new("curl").args(["-fsSL", "--max-time", "10", url]).output().ok()?;
        done.status.success().then(|| String::from_utf8(done.stdout).ok())?
    })?;
    serde_json::from_str(&text).ok()
}

#[test]
fn sarif_is_what_its_schema_says() {
    let (_, out, _) = unsound().collect(&[&CHECK[..], &["--format", "sarif"]].concat());
    let log: Value = serde_json::from_str(&out).unwrap();
    let run = &log["runs"][0];
    assert_eq!((&log["version"], &run["columnKind"]), (&"2.1.0".into(), &"unicodeCodePoints".into()));
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty());
    }
    assert_eq!(results[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a%20b.yaml");
    let Some(schema) = sarif_schema() else {
        eprintln!("SKIPPED: the SARIF schema is not here (SARIF_SCHEMA names a copy), and there is no network to fetch it");
        return;
    };
    let mut schema = schema;
    // The pattern of languages in there is no regular expression; we write none.
    for definition in ["run", "toolComponent"] {
        schema["definitions"][definition]["properties"]["language"].as_object_mut().unwrap().remove("pattern");
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(wrong, [""; 0]);
}

/// Does the file agree with the schema that Jenkins has? It is taken from where the variable JUNIT_XSD says, or from the network. Nothing
/// where there is neither that nor a program to ask.
fn is_junit(folder: &Folder, file: &str) -> Option<Result<(), String>> {
    let of_jenkins = "https://raw.githubusercontent.com/jenkinsci/xunit-plugin/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd";
    let fetched = folder.0.path().join("junit-10.xsd");
    let fetch = || {
        let done = Command::new("curl").args(["-fsSL", "--max-time", "10", "-o"]).arg(&fetched).arg(of_jenkins).output().ok()?;
        done.status.success().then(|| fetched.clone())
    };
    let xsd = std::env::var_os("JUNIT_XSD").map(PathBuf::from).or_else(fetch)?;
    let done = Command::new("xmllint").args(["--noout", "--schema"]).arg(xsd).arg(folder.0.path().join(file)).output().ok()?;
    Some(if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).into_owned()) })
}

#[test]
fn junit_is_what_its_schema_says() {
    let folder = unsound();
    let (code, _, _) = folder.collect(&[&CHECK[..], &["--format", "junit", "-o", "check.xml"]].concat());
    assert_eq!(code, 1);
    let (code, _, err) = folder.collect(&["test", "w.test.yaml", "--format", "junit", "-o", "test.xml"]);
    assert_eq!((code, err.as_str()), (1, ""));
    let (check, test) = (folder.read("check.xml"), folder.read("test.xml"));
    assert!(check.contains(r#"<testsuites name="collect check" tests="3" failures="2" errors="0">"#), "{check}");
    assert!(test.contains(r#"<testsuite name="w.test.yaml" tests="2" failures="1" errors="0">"#), "{test}");
    assert!(test.contains(r#"<testcase name="a &lt; b" classname="w.test.yaml">"#), "{test}");
    assert!(test.contains(r#"<testcase name="c" classname="w.test.yaml"/>"#), "{test}");
    for file in ["check.xml", "test.xml"] {
        match is_junit(&folder, file) {
            Some(judged) => assert_eq!(judged, Ok(()), "{file}"),
            None => eprintln!("SKIPPED: there is no xmllint here, or no schema (JUNIT_XSD names a copy), to hold {file} against"),
        }
    }
}
