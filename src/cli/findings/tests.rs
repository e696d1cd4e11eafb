use super::*;
use collect::finding::Place;

fn rendered(findings: &[Finding], detail: Detail, verdict: Verdict, colour: bool) -> String {
    let mut all = Findings::default();
    all.extend(findings.iter().cloned());
    all.rendered(detail, verdict, Look { width: None, colour })
}

fn at(line: u32, column: u32, width: u32) -> Place {
    Place { file: "workflow.yaml".into(), line, column, width }
}

#[test]
fn a_finding_with_its_line_shows_a_caret() {
    let finding =
        Finding::new(Code::UnknownKey, "unknown key \"ownr\"").at(at(12, 5, 4)).showing("    ownr: ar").hint("did you mean \"owner\"?");
    let expected = "\
error[unknown-key]: unknown key \"ownr\"
  --> workflow.yaml:12:5
   |
12 |     ownr: ar
   |     ^^^^
   = help: did you mean \"owner\"?
1 error; nothing was written
more: collect help unknown-key
";
    assert_eq!(rendered(&[finding], Detail::Brief, Verdict::NothingWritten, false), expected);
}

#[test]
fn a_finding_without_a_line_names_its_place_first() {
    let place = Place { file: "invoices.csv".into(), line: 7, column: 0, width: 0 };
    let finding = Finding::new(Code::BadDate, "due_date: \"soon\" is not a date").at(place).hint("write 2026-03-31");
    let expected = "\
error[bad-date]: invoices.csv:7: due_date: \"soon\" is not a date
  = help: write 2026-03-31
1 error
";
    assert_eq!(rendered(&[finding], Detail::Quiet, Verdict::Done, false), expected);
}

#[test]
fn a_caret_stands_under_wide_letters_and_in_long_lines() {
    let wide = Finding::new(Code::UnknownKey, "m").at(at(1, 7, 3)).showing("株式: { key: 1 }");
    let text = rendered(&[wide], Detail::Brief, Verdict::Done, false);
    assert!(text.contains("1 | 株式: { key: 1 }\n  |         ^^^\n"), "{text}");
    let long = format!("{}key: 1{}", "a".repeat(5_000), "b".repeat(5_000));
    let far = Finding::new(Code::UnknownKey, "m").at(at(1, 5_001, 3)).showing(long);
    let text = rendered(&[far], Detail::Brief, Verdict::Done, false);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[3].find("key"), lines[4].find("^^^").map(|place| place + "…".len() - 1));
    assert!(lines.iter().all(|line| line.chars().count() < 160), "{text}");
}

#[test]
fn nothing_in_a_finding_steers_the_terminal() {
    let finding = Finding::new(Code::UnknownKey, "found \u{1b}[2J\nerror: fake")
        .at(Place { file: "a\u{1b}b".into(), line: 1, column: 1, width: 9 })
        .showing("\u{202e}\u{1b}[31m")
        .hint("\u{7}");
    let text = rendered(&[finding], Detail::Brief, Verdict::Done, false);
    assert!(!text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text:?}");
    assert!(text.starts_with("error[unknown-key]: found �[2J error: fake\n"), "{text}");
}

#[test]
fn many_findings_are_counted() {
    let orphan = |line| Finding::new(Code::OrphanEvent, "no such invoice").at(Place::line("events.csv", line));
    let mut findings: Vec<Finding> = (2..12).map(orphan).collect();
    findings.push(Finding::new(Code::StaleLedger, "the newest money is of 2026-01-01"));
    let expected = "\
warning[orphan-event]: events.csv:2: no such invoice
  = and 9 more like it: events.csv:3, events.csv:4, events.csv:5, … (-v shows them)
warning[stale-ledger]: the newest money is of 2026-01-01
11 warnings
";
    assert_eq!(rendered(&findings, Detail::Brief, Verdict::Done, false), expected);
    assert_eq!(rendered(&findings, Detail::Denied, Verdict::Denied, false), expected);
    assert_eq!(rendered(&findings, Detail::Quiet, Verdict::Done, false), "");
    assert_eq!(rendered(&findings, Detail::Full, Verdict::Done, false).lines().count(), 12);

    let bad = |line| Finding::new(Code::BadDate, "no date").at(Place::line("invoices.csv", line));
    findings.extend((2..27).map(bad));
    let text = rendered(&findings, Detail::Brief, Verdict::NothingWritten, false);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines[0], lines[19]), ("error[bad-date]: invoices.csv:2: no date", "error[bad-date]: invoices.csv:21: no date"));
    assert_eq!(lines[20], "… and 5 more errors (-v shows more)");
    assert_eq!(lines[lines.len() - 2..], ["25 errors, 11 warnings; nothing was written", "more: collect help bad-date"]);
    findings.push(Finding::new(Code::BadAmount, "no amount"));
    let text = rendered(&findings, Detail::Quiet, Verdict::NothingWritten, false);
    assert!(text.ends_with("; nothing was written\nmore: collect help CODE, as in collect help bad-amount\n"), "{text}");
}

#[test]
fn what_is_only_counted_keeps_its_indent_on_a_narrow_screen() {
    let orphan = |line| Finding::new(Code::OrphanEvent, "no such invoice").at(Place::line("events.csv", line));
    let mut all = Findings::default();
    all.extend((2..5).map(orphan));
    let expected = "\
warning[orphan-event]:
events.csv:2: no such invoice
  = and 2 more like it:
    events.csv:3, events.csv:4
    (-v shows them)
3 warnings
";
    assert_eq!(all.rendered(Detail::Brief, Verdict::Done, Look { width: Some(30), colour: false }), expected);
}

#[test]
fn colours_change_no_letter() {
    let finding = Finding::new(Code::UnknownKey, "m").at(at(12, 5, 4)).showing("    ownr: ar").hint("h");
    let findings = [finding, Finding::new(Code::StaleLedger, "old")];
    let coloured = rendered(&findings, Detail::Full, Verdict::Done, true);
    assert!(coloured.starts_with("\u{1b}[1m\u{1b}[31merror[unknown-key]\u{1b}[0m"), "{coloured:?}");
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), rendered(&findings, Detail::Full, Verdict::Done, false));
}

#[test]
fn on_a_narrow_screen_sentences_are_broken_and_quotations_are_not() {
    let quoted = Finding::new(Code::UnknownKey, "unknown key \"ownr\" in a stage")
        .at(at(12, 5, 4))
        .showing("    ownr: ar, actions: [{ channel: email }]")
        .hint("did you mean \"owner\"? a stage has no other");
    let short = Finding::new(Code::BadDate, "\"soon\" is not a date").at(Place { file: "i.csv".into(), line: 7, column: 0, width: 0 });
    let mut all = Findings::default();
    all.extend([quoted, short]);
    let expected = "\
error[unknown-key]: unknown
key \"ownr\" in a stage
  --> workflow.yaml:12:5
   |
12 |     ownr: ar, actions: [{ channel: email }]
   |     ^^^^
   = help: did you mean
           \"owner\"? a stage
           has no other
error[bad-date]: i.csv:7:
\"soon\" is not a date
2 errors; nothing was
written
more: collect help CODE, as
in collect help bad-date
";
    let narrow = |colour| all.rendered(Detail::Brief, Verdict::NothingWritten, Look { width: Some(28), colour });
    assert_eq!(narrow(false), expected);
    assert_eq!(anstream::adapter::strip_str(&narrow(true)).to_string(), expected, "colours change no letter");
}
