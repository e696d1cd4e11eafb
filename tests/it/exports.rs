//! Exports in the manner of many systems, and how they are found to be written: what is expected was worked out from each by hand.

use collect::calendar::Day;
use collect::guess::{self, Answers, Doubt, GuessedInvoices, ProjectPage, Proof, Survey, answers as typed};
use collect::project::OpenOn;
use fs_err as fs;
use std::io::Read;
use std::path::{Path, PathBuf};

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports")
}

pub fn samples(below: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(below).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.join("export.csv").exists()).collect();
    found.sort();
    found
}

fn survey(sample: &Path) -> Survey {
    let bytes = fs::read(sample.join("export.csv")).unwrap();
    Survey::of("export.csv", None, &[], &mut || Ok(Box::new(std::io::Cursor::new(bytes.clone())))).unwrap()
}

pub fn invoices(sample: &Path, answers: &Answers) -> Result<GuessedInvoices, Vec<Doubt>> {
    let bytes = fs::read(sample.join("export.csv")).unwrap();
    guess::invoices(&survey(sample), answers, &mut || Ok(Box::new(std::io::Cursor::new(bytes.clone()))))
}

/// The flags on the first line of what is expected.
pub fn answers(expected: &str) -> Answers {
    let line = expected.lines().next().and_then(|line| line.strip_prefix("flags:")).unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut answers = Answers::default();
    for flag in words.chunks(2) {
        match *flag {
            ["--currency", code] => answers.currency = Some(typed::currency(code).unwrap()),
            ["--open-on", day] => answers.open_on = Some(typed::open_on(day).unwrap()),
            ["--kind", kind] => answers.kinds.push(typed::kind(kind).unwrap()),
            ["--status", status] => answers.statuses.push(typed::status(status).unwrap()),
            ["--rows", rows] => answers.rows = Some(typed::rows(rows).unwrap()),
            ["--terms", terms] => answers.terms = Some(typed::terms(terms).unwrap()),
            ["--minor-units", answer] => answers.minor_units = Some(typed::yes_or_no(answer).unwrap()),
            ["--accept", suspicion] => _ = answers.accepted.insert(typed::suspicion(suspicion).unwrap()),
            ["--column", column] => answers.columns.push(typed::column(column).unwrap()),
            _ => panic!("{flag:?}"),
        }
    }
    answers
}

/// A guess in the words of `expected.txt`, and what comes of reading the file with the project file that would be written.
fn told(sample: &Path, expected: &str, guessed: &GuessedInvoices) -> String {
    let csv = &guessed.csv;
    let flags = expected.lines().next().unwrap();
    let mut lines = vec![flags.to_owned(), format!("delimiter: {:?}", char::from(csv.delimiter).to_string())];
    lines.push(format!("encoding: {}", csv.encoding.name()));
    lines.push(format!("date_format: {}", if csv.date_formats.is_empty() { "none".to_owned() } else { csv.date_formats.join(" or ") }));
    lines.push(format!("decimal: {}", csv.decimal));
    lines.push(format!("currency: {}", guessed.currency.map_or("none", |currency| currency.code())));
    lines.extend(csv.columns.iter().map(|(column, names)| format!("{column}: {}", names.join("-"))));
    lines.extend(csv.values.iter().flat_map(|map| &map.texts).map(|(from, to)| format!("value: {from} is {to}")));
    lines.extend(csv.open_on.map(|open_on| match open_on {
        OpenOn::AsOf => "open_on: as_of".to_owned(),
        OpenOn::Day(day) => format!("open_on: {day}"),
    }));
    let page = ProjectPage::of(guessed, &[], "workflow.yaml");
    lines.extend(guess::layout_keys(&csv.layout).iter().map(|(key, value)| format!("{key}: {value}")));
    let bytes = fs::read(sample.join("export.csv")).unwrap();
    let proof = Proof::of(&page.text, "collect.yaml", Day::LAST, &mut |path| {
        assert_eq!(path, "export.csv");
        Ok(Box::new(std::io::Cursor::new(bytes.clone())) as Box<dyn Read>)
    });
    let proof = proof.unwrap_or_else(|wrong| panic!("{wrong:#?}\n{}", page.text));
    assert_eq!((proof.bad_invoices, proof.report.errors().to_string()), (0, String::new()), "{}", page.text);
    let totals: Vec<String> = proof.totals.iter().map(|(currency, sum)| format!("{} {currency}", currency.plain(*sum))).collect();
    lines.push(format!("read: {} invoices, {}", proof.invoices, totals.join(", ")));
    if proof.money > 0 {
        lines.push(format!("payments and credits: {}", proof.money));
    }
    if !proof.left_out.is_empty() {
        lines.push(format!("left out: {}", proof.left_out));
    }
    for note in &guessed.unsure {
        let line = page.line(&note.key).unwrap() as usize;
        let key = note.key.rsplit('.').next().unwrap();
        let text = page.text.lines().nth(line - 1).unwrap();
        // A note leads to its key, or to the file where the key is not there.
        assert!(text.trim_start().starts_with(&format!("{key}:")) || text.trim() == "invoices:", "{note:?} leads to {text:?}");
        lines.push(format!("unsure: {}", note.key));
    }
    lines.join("\n") + "\n"
}

#[test]
fn exports_of_many_systems_are_read_as_they_are() {
    let samples = samples(&folder());
    assert!(samples.len() >= 11, "{}", samples.len());
    let mut wrong = Vec::new();
    for sample in samples {
        let expected = fs::read_to_string(sample.join("expected.txt")).unwrap();
        let found = match invoices(&sample, &answers(&expected)) {
            Ok(guessed) => told(&sample, &expected, &guessed),
            Err(doubts) => doubts.iter().map(|doubt| format!("{doubt}\n")).collect(),
        };
        if found != expected {
            wrong.push(format!("{}:\n{found}\nwanted:\n{expected}", sample.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A doubt, and how it is decided.
fn in_words(doubt: &Doubt) -> String {
    format!("{doubt}{}\n", doubt.flag().map(|flag| format!("; answer it with {flag}")).unwrap_or_default())
}

#[test]
fn what_can_be_read_in_two_ways_is_refused_and_the_flag_named() {
    let samples = samples(&folder().join("refused"));
    assert!(samples.len() >= 7, "{}", samples.len());
    let mut wrong = Vec::new();
    for sample in samples {
        let expected = fs::read_to_string(sample.join("expected.txt")).unwrap();
        let doubts = invoices(&sample, &Answers::default()).unwrap_err();
        let found: String = doubts.iter().map(in_words).collect();
        if found != expected {
            wrong.push(format!("{}:\n{found}\nwanted:\n{expected}", sample.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_answer_decides_what_was_in_doubt() {
    for (sample, typed, wanted) in [
        ("ambiguous-dates", "%d/%m/%Y", "2026-04-03 1250"),
        ("ambiguous-dates", "%m/%d/%Y", "2026-03-04 1250"),
        ("ambiguous-decimals", ",", "2026-03-31 123400"),
        ("two-candidates", "Invoice Amount", "2026-03-31 1000"),
        ("no-currency", "usd", "2026-03-31 1250"),
        ("open-amounts-of-no-day", "2026-03-31", "2026-03-31 1250"),
    ] {
        let sample = folder().join("refused").join(sample);
        let mut answers = Answers::default();
        let doubts = invoices(&sample, &answers).unwrap_err();
        let [doubt] = doubts.as_slice() else { panic!("{doubts:?}") };
        assert!(doubt.answer("something else", &mut Answers::default()).is_err());
        doubt.answer(typed, &mut answers).unwrap();
        let guessed = invoices(&sample, &answers).unwrap();
        let page = ProjectPage::of(&guessed, &[], "workflow.yaml");
        let bytes = fs::read(sample.join("export.csv")).unwrap();
        let proof =
            Proof::of(&page.text, "collect.yaml", Day::LAST, &mut |_| Ok(Box::new(std::io::Cursor::new(bytes.clone())) as Box<dyn Read>));
        let first = proof.unwrap().sample.into_iter().next().unwrap().terms;
        assert_eq!(format!("{} {}", first.due_date, first.amount), wanted, "{typed}");
    }
}

#[test]
fn a_question_comes_with_the_rows_that_it_is_about() {
    let shown = |sample: &str| {
        let sample = folder().join("refused").join(sample);
        let doubts = invoices(&sample, &Answers::default()).unwrap_err();
        let bytes = fs::read(sample.join("export.csv")).unwrap();
        survey(&sample).shown(&doubts[0], &mut || Ok(Box::new(std::io::Cursor::new(bytes.clone()))))
    };
    assert_eq!(shown("supplier-kind"), ["2 | Acme | 2026-03-05 | 20.00 | USD | Debit Memo"]);
    assert_eq!(shown("unknown-status"), ["2 | Acme | 2026-03-05 | 20.00 | USD | In collection"]);
    assert_eq!(shown("two-candidates").len(), 2);
}

#[test]
fn a_wrong_answer_is_seen_by_the_proof() {
    let sample = folder().join("refused/ambiguous-decimals");
    let answers = Answers { decimal: Some(typed::decimal(".").unwrap()), ..Answers::default() };
    let page = ProjectPage::of(&invoices(&sample, &answers).unwrap(), &[], "workflow.yaml");
    let bytes = fs::read(sample.join("export.csv")).unwrap();
    let proof =
        Proof::of(&page.text, "collect.yaml", Day::LAST, &mut |_| Ok(Box::new(std::io::Cursor::new(bytes.clone())) as Box<dyn Read>))
            .unwrap();
    assert_eq!((proof.invoices, proof.bad_invoices, proof.is_convincing()), (1, 1, false));
    assert!(proof.report.errors().to_string().contains("has 3 decimals, EUR has 2"), "{}", proof.report.errors());
}
