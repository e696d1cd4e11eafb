//! The references say what the readers do: every key, column and code has its place in them, and their examples are read.

pub mod document;

use crate::errors::catalogue;
use collect::builtin;
use collect::calendar::Day;
use collect::draft::Templates;
use collect::finding::{Code, Finding, Severity};
use collect::ledger::reading::{BadRows, EventReader, EventType, Format, Report};
use collect::ledger::{CustomerTable, Invoices, Kind};
use collect::outbox::COLUMNS;
use collect::plan::Blocking;
use collect::project::{self, CsvFormat, EVENT_COLUMNS, INVOICE_COLUMNS, Project};
use collect::report::{ActionRow, AnswerRow, Cash, ChangeRow, Column, CreditRow, PositionRow, StatementRow, SyncRow, TouchRow};
use collect::scenario;
use collect::workflow::{self, TemplateNames};
use document::{Block, Document};
use std::collections::BTreeSet;

fn workflow_findings(text: &str) -> Vec<Finding> {
    let templates: TemplateNames = builtin::templates().filter_map(|(file, _)| Templates::name_of(file)).collect();
    workflow::read(text, "w.yaml", &templates).findings
}

fn project_findings(text: &str) -> Vec<Finding> {
    project::read(text, "c.yaml").findings
}

/// What the examples of the workflow's reference that are only a part of one are put into.
const REST: [(&str, &str); 3] = [
    ("version", "1"),
    ("owners", "{ automated: {}, ar: {}, ar-manager: {}, account-owner: { from_column: account_owner, fallback: ar-manager } }"),
    ("stages", "[{ id: escalation, trigger: { day: 20 }, owner: ar }, { id: final-notice, trigger: { day: 45 }, owner: ar }]"),
];

#[test]
fn the_examples_of_the_workflow_reference_are_workflows() {
    let document = Document::read("workflows/README.md");
    let examples = document.blocks("yaml");
    assert!(examples.len() > 8, "{}", examples.len());
    for Block { line, text, .. } in examples {
        let has = |key: &str| text.lines().any(|line| line.starts_with(&format!("{key}:")));
        let is_whole = text.starts_with("version:");
        let rest: String = REST.iter().filter(|(key, _)| !is_whole && !has(key)).map(|(key, value)| format!("{key}: {value}\n")).collect();
        let findings = workflow_findings(&format!("{text}{rest}"));
        assert!(findings.is_empty(), "line {line}: {findings:#?}");
    }
}

/// The keys of the mappings that a text lacks, as the reader tells them.
fn wanted(findings: &[Finding]) -> BTreeSet<String> {
    let told = findings.iter().filter_map(|finding| finding.message.split_once(" must be a mapping with ")?.1.split_once(", found "));
    let keys: BTreeSet<String> = told.flat_map(|(keys, _)| keys.split(", ").map(str::to_owned)).collect();
    assert!(!keys.is_empty(), "{findings:#?}");
    keys
}

/// Every key that a reader knows, by texts in which a mapping is missing.
fn known(read: impl Fn(&str) -> Vec<Finding>, texts: &[(&str, &str)]) -> BTreeSet<String> {
    let keys = |(section, text): &(&str, &str)| {
        let dot = if section.is_empty() { "" } else { "." };
        wanted(&read(text)).into_iter().map(|key| format!("{section}{dot}{key}")).collect::<Vec<_>>()
    };
    texts.iter().flat_map(keys).collect()
}

#[test]
fn every_key_of_a_workflow_has_its_heading() {
    let known = known(
        workflow_findings,
        &[
            ("", "1"),
            ("calendar", "calendar: 1"),
            ("owners", "owners: { ar: 1 }"),
            ("stages", "stages: [1]"),
            ("stages.actions", "stages: [{ actions: [1] }]"),
            ("stages.actions.decision", "stages: [{ actions: [{ decision: { sue: 1 } }] }]"),
            ("late_fee", "late_fee: 1"),
            ("late_fee.rates", "late_fee: { rates: [1] }"),
            ("late_fee.profile", "late_fee: { profile: [1] }"),
            ("late_fee.profile.base", "late_fee: { profile: { base: [1], points: 8 } }"),
            ("late_fee.profile.points", "late_fee: { profile: { base: ecb, points: [1] } }"),
            ("late_fee.profile.flat", "late_fee: { profile: { annual_percent: 1, flat: [1] } }"),
            ("late_fee.profile.flat.sums", "late_fee: { profile: { annual_percent: 1, flat: [{ currency: EUR, sums: [1] }] } }"),
            ("costs", "costs: 1"),
            ("conditions", "stages: [{ actions: [{ when: x }] }]"),
            ("conditions.customer", "stages: [{ actions: [{ when: { customer: x } }] }]"),
            ("overrides", "overrides: 1"),
            ("overrides.payment", "overrides: { payment: 1 }"),
            ("overrides.payment.short_pay", "overrides: { payment: { short_pay: 1 } }"),
            ("overrides.payment.returned", "overrides: { payment: { returned: 1 } }"),
            ("overrides.dispute", "overrides: { dispute: 1 }"),
            ("overrides.pause", "overrides: { pause: 1 }"),
            ("overrides.promise", "overrides: { promise: 1 }"),
            ("overrides.promise.broken", "overrides: { promise: { broken: 1 } }"),
            ("overrides.reply", "overrides: { reply: 1 }"),
            ("overrides.claim", "overrides: { claim: 1 }"),
            ("overrides.no_answer", "overrides: { no_answer: 1 }"),
            ("escalate", "escalate: [1]"),
            ("tracks", "tracks: [1]"),
            ("limits", "limits: 1"),
            ("priority", "priority: 1"),
            ("priority.weights", "priority: { weights: 1 }"),
            ("credit_hold", "credit_hold: 1"),
            ("credit_hold.trigger", "credit_hold: { trigger: 1 }"),
            ("drafts", "drafts: 1"),
            ("drafts.attach", "drafts: { attach: }"),
        ],
    );
    assert_eq!(Document::read("workflows/README.md").key_headings(), known);
}

#[test]
fn every_key_of_a_project_has_its_heading() {
    let known = known(
        project_findings,
        &[
            ("", "1"),
            ("ledger", "ledger: 1"),
            ("ledger.fx", "ledger: { fx: 1 }"),
            ("ledger.invoices", "ledger: { invoices: 1 }"),
            ("ledger.invoices.group", "ledger: { invoices: { group: 1 } }"),
            ("ledger.invoices.documents", "ledger: { invoices: { documents: 1 } }"),
            ("ledger.invoices.due_date", "ledger: { invoices: { due_date: 1 } }"),
            ("ledger.invoices.rows", "ledger: { invoices: { rows: 1 } }"),
            ("ledger.invoices.amount", "ledger: { invoices: { amount: 1 } }"),
            ("ledger.invoices.sign", "ledger: { invoices: { sign: 1 } }"),
            ("ledger.customers", "ledger: { customers: 1 }"),
            ("ledger.events", "ledger: { events: [1] }"),
            ("match", "match: 1"),
            ("sender", "sender: 1"),
            ("inbox", "inbox: 1"),
        ],
    );
    assert_eq!(Document::read("docs/ledger.md").key_headings(), known);
}

#[test]
fn every_key_of_a_mapping_for_a_bank_has_its_heading() {
    let known = known(project_findings, &[("bank", "bank: [1]"), ("bank.sign", "bank: [{ sign: 1 }]")]);
    assert_eq!(Document::read("docs/bank.md").key_headings(), known);
}

#[test]
fn every_key_of_a_file_of_scenarios_has_its_heading() {
    let scenario_findings = |text: &str| scenario::read(text, "s.test.yaml").findings;
    // A key that does not belong there is told with all that do.
    let keys = |section: &str, text: &str| {
        let told = scenario_findings(text)
            .into_iter()
            .filter_map(|finding| finding.hint)
            .find_map(|hint| Some(hint.strip_prefix("known are ")?.to_owned()));
        let keys = told.unwrap_or_else(|| panic!("{text}"));
        keys.split(", ").map(|key| if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") }).collect::<Vec<_>>()
    };
    let known: BTreeSet<String> = [
        keys("", "{ xxxxxxxxxx: 1 }"),
        keys("scenarios", "scenarios: [{ xxxxxxxxxx: 1 }]"),
        keys("story", "scenarios: [{ story: [{ xxxxxxxxxx: 1 }] }]"),
        keys("story", "scenarios: [{ story: [{ event: note, xxxxxxxxxx: 1 }] }]"),
    ]
    .concat()
    .into_iter()
    .collect();
    assert_eq!(Document::read("docs/testing.md").key_headings(), known);
}

#[test]
fn the_examples_of_scenarios_are_scenarios_and_hold() {
    let document = Document::read("docs/testing.md");
    let templates: TemplateNames = builtin::templates().filter_map(|(file, _)| Templates::name_of(file)).collect();
    let net30 = workflow::read(builtin::workflow("net30").unwrap(), "net30", &templates).value.unwrap();
    let examples = document.blocks("yaml");
    assert_eq!(examples.len(), 2);
    for Block { line, text, .. } in examples {
        let whole = if text.starts_with("version:") { text.to_owned() } else { format!("version: 1\nscenarios:\n{text}") };
        let reading = scenario::read(&whole, "s.test.yaml");
        assert_eq!(reading.findings, [], "line {line}");
        let mut coverage = scenario::Coverage::new(&net30);
        for played in scenario::run(&reading.value.unwrap(), &net30, None, &mut coverage) {
            let lines: Vec<String> = played.failures.iter().flat_map(scenario::ScenarioFailure::lines).collect();
            assert_eq!(lines, [""; 0], "line {line}: {}", played.name);
        }
    }
}

#[test]
fn every_column_and_type_of_the_ledger_has_its_row() {
    let tables = Document::read("docs/ledger.md").tables();
    let names = |table: usize| tables[table].iter().map(|row| row[0].trim_matches('`').to_owned()).collect::<Vec<_>>();
    assert_eq!(names(0), INVOICE_COLUMNS);
    assert_eq!(names(1).into_iter().collect::<BTreeSet<_>>(), EVENT_COLUMNS.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(names(2), EventType::ALL.map(EventType::name));
    for (row, kind) in tables[2].iter().zip(EventType::ALL) {
        let always = kind.needs().map(|column| format!("`{column}`"));
        assert_eq!(row[2].starts_with('`').then(|| row[2].clone()), always, "what {} needs", kind.name());
        assert_eq!(row[3].starts_with("yes"), kind.may_name_a_customer(), "whom {} concerns", kind.name());
    }
}

/// The rows of a table: the name of each column, and what it means.
fn reference<Read>(columns: &[Column<Read>]) -> String {
    columns.iter().map(|column| format!("| `{}` | {} |\n", column.name, column.meaning)).collect()
}

/// `SNAPSHOTS=overwrite` writes the tables anew.
#[test]
fn the_tables_of_outputs_say_what_the_columns_say() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/outputs.md");
    let text = fs_err::read_to_string(&path).unwrap();
    let mut written = text.clone();
    for (chapter, head, rows) in [
        ("## `collect plan`\n", "| column |", reference(ActionRow::COLUMNS)),
        ("## `collect status`\n", "| column |", reference(PositionRow::COLUMNS)),
        ("## `collect status`\n", "| key of `cash` |", reference(Cash::COLUMNS)),
        ("## `collect plan --hold-list`\n", "| column |", reference(CreditRow::COLUMNS)),
        ("## `collect may`\n", "| column |", reference(AnswerRow::COLUMNS)),
        ("## `collect simulate`\n", "| column |", reference(TouchRow::COLUMNS)),
        ("## `collect diff`\n", "| column |", reference(ChangeRow::COLUMNS)),
        ("## `collect sync`\n", "| column |", reference(SyncRow::COLUMNS)),
        ("## `collect statement`\n", "| column |", reference(StatementRow::COLUMNS)),
    ] {
        let chapter = written.find(chapter).unwrap();
        let table = chapter + written[chapter..].find(&format!("\n{head}")).unwrap();
        let begin = table + written[table..].find("|---|---|\n").unwrap() + "|---|---|\n".len();
        let end = begin + written[begin..].find("\n\n").unwrap() + 1;
        written.replace_range(begin..end, &rows);
    }
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(written, snapbox::Data::read_from(&path, None).raw());
}

#[test]
fn every_column_of_a_manifest_and_every_code_has_its_row() {
    let tables = Document::read("docs/outputs.md").tables();
    let names = |table: usize| tables[table].iter().map(|row| row[0].trim_matches('`').to_owned()).collect::<Vec<_>>();
    assert_eq!(names(6), Blocking::CODES);
    assert_eq!(names(9), COLUMNS);
}

#[test]
fn sheets_say_which_commands_and_rows_record_what_was_done() {
    let sheets: Vec<_> =
        builtin::templates().filter(|(file, _)| [".call.hbs", ".task.hbs"].iter().any(|end| file.ends_with(end))).collect();
    assert!(sheets.len() >= 8, "{}", sheets.len());
    for (file, text) in sheets {
        assert!(text.contains("\n| date | type |"), "{file} does not say what to enter");
        // A call sheet has a table for several invoices, and one for a single invoice.
        let mut rows: Vec<&str> = Vec::new();
        for table in text.split("\n| date | type |").skip(1) {
            let lines: Vec<Vec<&str>> = table
                .lines()
                .filter(|line| !["{{#each ", "{{/each}}"].iter().any(|tag| line.starts_with(tag)))
                .take_while(|line| line.starts_with('|') || line.starts_with(' '))
                .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
                .collect();
            assert!(lines[0].iter().all(|column| EVENT_COLUMNS.contains(column)), "{file}: {:?}", lines[0]);
            let width = 2 + lines[0].len();
            assert!(lines.len() > 2, "{file}: no rows");
            for row in &lines[2..] {
                assert!(row.len() == width && ["{{invoice.id}}", "{{id}}", "the invoice"].contains(&row[2]), "{file}: {row:?}");
                assert!(Kind::NAMES.contains(&row[1]), "{file}: {}", row[1]);
            }
            rows.extend(lines[2..].iter().map(|row| row[1]));
        }
        // Each row has its command, in the same order.
        let commands: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("    collect log ")).collect();
        let types = commands.iter().map(|command| match command.split(' ').next().unwrap() {
            "email" | "call" | "task" => "touch",
            "resolved" => "dispute_resolved",
            other => other,
        });
        assert_eq!(types.collect::<Vec<_>>(), rows, "{file}");
    }
}

/// The formats of a file that an example shows: as the project has it, else plain; and whether it holds events.
fn format_of(project: &Project, path: &str) -> (Format, bool) {
    let files = &project.ledger;
    let events = files.events.iter().flatten().find(|csv| csv.path == path);
    let invoices = files.invoices.iter().find(|csv| csv.path == path);
    let plain = CsvFormat::plain(path);
    let format = events.or(invoices).unwrap_or(&plain).for_reading(Day::parse("2026-03-31").unwrap(), files.currency).unwrap();
    (format, events.is_some() || ["events.csv", "log.csv"].contains(&path))
}

#[test]
fn the_examples_of_the_ledger_reference_are_read_as_they_are() {
    let document = Document::read("docs/ledger.md");
    let mut project = Project::default();
    for Block { text, .. } in document.blocks("yaml") {
        let reading = project::read(text, "c.yaml");
        assert_eq!(reading.findings, []);
        project = reading.value.unwrap();
    }
    let (mut invoices, mut customers) = (Vec::new(), Vec::new());
    let mut report = Report::new(BadRows::Stop);
    let mut events = EventReader::new(false);
    let mut rows = 0;
    for Block { name, text, .. } in document.blocks("csv") {
        if name.ends_with("customers.csv") {
            let of_project = project.ledger.customers.clone().filter(|csv| csv.path == name);
            let csv = of_project.unwrap_or_else(|| CsvFormat::plain(name));
            let format = csv.for_reading(Day::FIRST, None).unwrap();
            customers.push(CustomerTable::read(text.as_bytes(), name, &format, &mut report).unwrap().has("C-17"));
            continue;
        }
        let (format, holds_events) = format_of(&project, name);
        if holds_events {
            rows += text.lines().count() as u64 - 1;
            events.read(text.as_bytes(), name, &format, &mut report);
        } else {
            let read = Invoices::read(text.as_bytes(), name, &format, &mut report);
            invoices.extend(read.iter().map(|invoice| format!("{} {}", invoice.id(), invoice.terms.amount)));
        }
    }
    assert_eq!((report.errors().to_string(), report.warning_count()), (String::new(), 0));
    assert_eq!(invoices, ["INV-1042 125000", "INV-1043 8000", "4711-10 125000", "4711-20 8000"]);
    assert_eq!((events.count(), rows), (15, 15));
    assert_eq!(customers, [true, true]);
}

#[test]
fn every_finding_has_its_heading_with_its_example() {
    let document = Document::read("docs/findings.md");
    let of = |severity: Severity| {
        let mut names: Vec<&str> = Code::ALL.iter().filter(|code| code.severity() == severity).map(|code| code.name()).collect();
        names.sort_unstable();
        names
    };
    let codes = [of(Severity::Error), of(Severity::Warning), of(Severity::Note)].concat();
    let sections = document.sections("## ");
    assert_eq!(sections.iter().map(|section| section.title.trim_matches('`')).collect::<Vec<_>>(), codes);
    let links: Vec<String> = document.links().into_iter().filter_map(|link| Some(link.strip_prefix('#')?.to_owned())).collect();
    assert_eq!(links, codes, "the table of contents");
    for (section, code) in sections.iter().zip(codes) {
        let folder = catalogue().join(code);
        let told = fs_err::read_to_string(folder.join("expected.txt")).unwrap();
        let first = told.lines().find(|line| line.contains(&format!("[{code}]"))).unwrap();
        let blocks = section.blocks();
        let (message, inputs) = blocks.split_last().unwrap_or_else(|| panic!("{code} has no example"));
        assert_eq!(message.text.trim_end(), first, "what is said of {code}");
        let files = document::texts_below(&folder);
        for line in inputs.iter().flat_map(|block| block.text.lines()) {
            assert!(files.lines().any(|found| found == line), "{code}: {line:?} is in none of its files");
        }
    }
}

#[test]
fn links_lead_somewhere() {
    let references = ["workflows/README.md", "templates/README.md", "docs/ledger.md", "docs/findings.md", "docs/outputs.md"];
    for path in references.into_iter().chain(["README.md", "docs/record.md", "docs/import.md", "docs/testing.md", "docs/ci.md"]) {
        let document = Document::read(path);
        for link in document.links().into_iter().filter(|link| !link.contains("://")) {
            assert!(document.leads_somewhere(&link), "{path}: {link}");
        }
    }
}
