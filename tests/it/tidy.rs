//! The house is in order: who may name what, and where things are.

mod sources;

use sources::{Source, library, sources};
use std::collections::{BTreeMap, BTreeSet};

/// The modules of the library, each with those it may name. Leaves first; `workflow` and `ledger` do not know each other.
const MODULES: &[(&str, &[&str])] = &[
    ("action_id", &[]),
    ("address", &[]),
    ("money", &[]),
    ("calendar", &[]),
    ("channel", &[]),
    ("finding", &[]),
    ("builtin", &["finding"]),
    ("markdown", &[]),
    ("said", &["address", "money"]),
    ("mail", &["address", "calendar"]),
    ("spreadsheet", &[]),
    ("xml", &[]),
    ("sender", &[]),
    ("yaml", &["money", "calendar", "channel", "finding"]),
    ("store", &["action_id", "money", "calendar", "channel", "finding"]),
    ("ledger", &["action_id", "address", "money", "calendar", "channel", "finding", "spreadsheet", "store"]),
    ("law", &["money", "calendar", "finding", "builtin", "yaml"]),
    ("workflow", &["action_id", "money", "calendar", "channel", "finding", "law", "yaml"]),
    ("project", &["money", "calendar", "channel", "finding", "sender", "yaml", "ledger"]),
    ("arrange", &["money", "calendar", "finding", "ledger", "project"]),
    ("einvoice", &["money", "calendar", "finding", "ledger", "project", "xml"]),
    ("bank", &["money", "calendar", "finding", "ledger", "project", "xml"]),
    ("guess", &["bank", "money", "calendar", "finding", "builtin", "ledger", "project", "arrange"]),
    ("plan", &["action_id", "address", "money", "calendar", "channel", "finding", "law", "store", "ledger", "workflow"]),
    ("outbox", &["action_id", "channel", "finding", "spreadsheet", "plan"]),
    ("record", &["action_id", "address", "calendar", "channel", "finding", "money", "spreadsheet", "ledger", "workflow", "plan", "outbox"]),
    ("proposal", &["calendar", "finding", "money", "spreadsheet", "ledger", "record"]),
    ("matching", &["calendar", "money", "proposal"]),
    ("inbox", &["address", "calendar", "money", "said", "mail", "ledger", "record", "proposal"]),
    ("sync", &["money", "calendar", "spreadsheet", "store", "ledger", "workflow", "plan", "record"]),
    ("simulate", &["action_id", "money", "calendar", "channel", "ledger", "workflow", "plan"]),
    ("diff", &["action_id", "money", "calendar", "channel", "ledger", "workflow", "plan", "simulate"]),
    (
        "report",
        &[
            "action_id",
            "money",
            "calendar",
            "channel",
            "finding",
            "spreadsheet",
            "ledger",
            "workflow",
            "plan",
            "simulate",
            "diff",
            "sync",
            "matching",
        ],
    ),
    ("overview", &["money", "calendar", "channel", "ledger", "workflow", "plan", "simulate", "report"]),
    ("overview_page", &["markdown", "money", "overview", "report", "workflow"]),
    (
        "draft",
        &[
            "action_id",
            "outbox",
            "address",
            "money",
            "calendar",
            "channel",
            "finding",
            "builtin",
            "sender",
            "spreadsheet",
            "ledger",
            "workflow",
            "plan",
            "report",
        ],
    ),
    (
        "check",
        &[
            "money", "calendar", "channel", "address", "finding", "builtin", "sender", "yaml", "ledger", "workflow", "plan", "draft",
            "report",
        ],
    ),
    ("scenario", &["action_id", "money", "calendar", "finding", "yaml", "ledger", "project", "workflow", "plan", "report"]),
    ("schema", &["markdown", "money", "channel", "law", "ledger", "workflow", "plan", "report"]),
];

/// The crates that the library may name. Whatever else stands in Cargo.toml is the shell's.
const CRATES: &[&str] = &[
    "blake3",
    "calamine",
    "chardetng",
    "chrono",
    "chrono_tz",
    "compact_str",
    "csv",
    "csv_core",
    "encoding_rs",
    "ethnum",
    "handlebars",
    "icalendar",
    "hashbrown",
    "html5gum",
    "include_dir",
    "iso_currency",
    "itoa",
    "lopdf",
    "mail_builder",
    "mail_parser",
    "memchr",
    "quick_xml",
    "rust_xlsxwriter",
    "serde",
    "serde_json",
    "serde_yaml",
    "smallvec",
    "strsim",
    "unicode_width",
    "wide",
    "xxhash_rust",
    "zip",
];

/// Crates that are named in one place, so that another can take theirs.
const ONE_PLACE: &[(&str, &[&str])] = &[
    ("calamine", &["src/arrange/workbook.rs"]),
    ("icalendar", &["src/report/calendar_file.rs"]),
    ("chardetng", &["src/guess/survey.rs", "src/proposal/decoding.rs"]),
    ("wide", &["src/ledger/reading/row_index.rs", "src/ledger/reading/sieve.rs"]),
    ("csv_core", &["src/ledger/reading/rows.rs"]),
    (
        "csv",
        &[
            "src/bank/sheet/rows.rs",
            "src/outbox/approvals.rs",
            "src/outbox/manifest.rs",
            "src/proposal/decided.rs",
            "src/proposal/merging.rs",
            "src/proposal/payers.rs",
            "src/proposal/reading.rs",
            "src/proposal/statements.rs",
            "src/record/log_sheet.rs",
            "src/record/rows.rs",
            "src/sync/cells.rs",
        ],
    ),
    ("serde_yaml", &["src/yaml.rs"]),
    (
        "handlebars",
        &[
            "src/draft/part.rs",
            "src/draft/render.rs",
            "src/draft/syntax.rs",
            "src/draft/syntax/expression.rs",
            "src/draft/template_helper.rs",
        ],
    ),
    ("mail_builder", &["src/draft/mail.rs"]),
    ("mail_parser", &["src/mail/reading.rs"]),
    ("html5gum", &["src/mail/html.rs"]),
    ("rust_xlsxwriter", &["src/report/workbook.rs"]),
    ("lopdf", &["src/einvoice/pdf.rs"]),
    ("quick_xml", &["src/arrange/markup.rs", "src/xml.rs"]),
    ("iso_currency", &["src/money.rs"]),
    (
        "encoding_rs",
        &[
            "src/arrange/bytes.rs",
            "src/bank/encoding.rs",
            "src/ledger/reading/encoding.rs",
            "src/mail/reading.rs",
            "src/proposal/decoding.rs",
            "src/xml.rs",
        ],
    ),
    ("include_dir", &["src/builtin.rs"]),
    (
        "serde_json",
        &[
            "src/check/output/json.rs",
            "src/check/output/sarif.rs",
            "src/cli/inbox/listing.rs",
            "src/cli/inbox/model.rs",
            "src/draft/call_sheet.rs",
            "src/draft/facts.rs",
            "src/draft/history.rs",
            "src/draft/lists.rs",
            "src/draft/statement/values.rs",
            "src/draft/value.rs",
            "src/inbox/model.rs",
            "src/overview_page/json.rs",
            "src/report/customer_story/json.rs",
            "src/report/json.rs",
            "src/report/story/json.rs",
            "src/report/story/late_fee.rs",
            "src/scenario/json.rs",
            "src/schema/shape.rs",
        ],
    ),
    ("strsim", &["src/finding.rs"]),
    ("zip", &["src/bank/archive.rs"]),
];

/// What only the shell does.
const OUTSIDE: [&str; 11] = [
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::thread",
    "std::time",
    "println!(",
    "eprintln!(",
    "print!(",
    "eprint!(",
    "dbg!(",
];

const LONGEST_FILE: usize = 450;

/// Fails with all that is wrong.
fn assert_none(wrong: impl IntoIterator<Item = String>) {
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

fn modules_of(name: &str) -> &'static [&'static str] {
    let found = MODULES.iter().find(|(module, _)| *module == name);
    found.unwrap_or_else(|| panic!("src/{name} is not among the modules of this test")).1
}

#[test]
fn imports_run_one_way() {
    let files = library();
    let modules: BTreeSet<&str> = files.iter().map(Source::module).filter(|module| *module != "lib").collect();
    assert_eq!(modules, MODULES.iter().map(|(module, _)| *module).collect(), "the modules of the library");
    let wrong = files.iter().flat_map(|file| {
        let module = file.module();
        let may = if module == "lib" { &[][..] } else { modules_of(module) };
        let others = file.named_after("crate::").into_iter().filter(move |name| name != module && !may.contains(&name.as_str()));
        others.map(move |name| format!("{}: {module} may not name {name}", file.path))
    });
    assert_none(wrong);
}

#[test]
fn a_file_at_the_top_names_others_by_crate() {
    // There, `super::` would be a way around the direction of imports.
    let at_the_top = |file: &Source| file.path.matches('/').count() == 1;
    let files = library().into_iter().filter(at_the_top);
    assert_none(files.filter(|file| file.code.contains("super::")).map(|file| format!("{}: super:: is the whole crate", file.path)));
}

#[test]
fn only_the_shell_names_the_crates_of_a_shell() {
    let dependencies = sources::dependencies();
    let missing = CRATES.iter().filter(|name| !dependencies.contains(**name));
    assert_none(missing.map(|name| format!("{name} is not in Cargo.toml any more")));
    let of_the_shell: Vec<&String> = dependencies.iter().filter(|name| !CRATES.contains(&name.as_str())).collect();
    assert!(of_the_shell.iter().any(|name| *name == "clap"), "{of_the_shell:?}");
    let wrong = library().into_iter().flat_map(|file| {
        let named = of_the_shell.iter().filter(|name| file.names(name)).map(|name| format!("{}: {name} is the shell's", file.path));
        named.collect::<Vec<_>>()
    });
    assert_none(wrong);
}

#[test]
fn some_crates_have_one_place() {
    let files = sources();
    let wrong = ONE_PLACE.iter().filter_map(|(name, places)| {
        let found: Vec<&str> = files.iter().filter(|file| file.names(name)).map(|file| file.path.as_str()).collect();
        (found != *places).then(|| format!("{name} is named in {found:?}, not in {places:?}"))
    });
    assert_none(wrong);
}

#[test]
fn the_library_touches_nothing_outside() {
    let wrong = library().into_iter().flat_map(|file| {
        let found = OUTSIDE.iter().filter(|what| file.has_word(what)).map(|what| format!("{}: {what}", file.path));
        found.collect::<Vec<_>>()
    });
    assert_none(wrong);
}

#[test]
fn rooms_are_small_and_named_for_what_is_in_them() {
    let vague = ["mod", "util", "utils", "common", "helper", "helpers", "manager", "misc"];
    let wrong = sources().into_iter().flat_map(|file| {
        let mut wrong = Vec::new();
        if file.lines > LONGEST_FILE {
            wrong.push(format!("{}: {} lines, {LONGEST_FILE} are enough", file.path, file.lines));
        }
        let stem = file.path.rsplit('/').next().and_then(|name| name.strip_suffix(".rs")).unwrap_or_default().to_owned();
        let names = file.named_after("mod ").into_iter().chain([stem]).filter(|name| vague.contains(&name.as_str()));
        wrong.extend(names.map(|name| format!("{}: nothing is called {name}", file.path)));
        wrong
    });
    assert_none(wrong);
}

#[test]
fn tests_run_the_program_in_one_way() {
    // In two parts, so that this line is none of them.
    let program = concat!("CARGO_BIN_", "EXE");
    let files = sources::integration_tests();
    let named: Vec<&str> = files.iter().filter(|file| file.code.contains(program)).map(|file| file.path.as_str()).collect();
    assert_eq!(named, ["tests/it/run.rs"]);
}

#[test]
fn types_have_names_of_their_own() {
    let declared = |line: &str| {
        let line = line.strip_prefix("pub ").or_else(|| line.strip_prefix("pub(")?.split_once(") ").map(|(_, rest)| rest)).unwrap_or(line);
        let name = ["struct ", "enum ", "trait "].iter().find_map(|word| line.strip_prefix(word))?;
        name.split(|c: char| !c.is_alphanumeric()).next().map(str::to_owned)
    };
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in sources() {
        for name in file.code.lines().filter_map(declared) {
            places.entry(name).or_default().push(file.path.clone());
        }
    }
    assert!(places.len() > 300, "{}", places.len());
    assert_none(places.into_iter().filter(|(_, files)| files.len() > 1).map(|(name, files)| format!("{name}: {}", files.join(", "))));
}
