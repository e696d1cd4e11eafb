//! Workflow files that are wrong: what is said, and where.

use crate::workflow_reading::{EVERYTHING, reading, workflow};
use collect::finding::Finding;
use proptest::prelude::*;

/// All findings, one a line, as they are shown. There is no workflow when there are any.
fn findings(text: &str) -> String {
    let reading = reading(text);
    assert_eq!(reading.value.is_none(), !reading.findings.is_empty());
    reading.findings.iter().map(|finding| format!("{finding}\n")).collect()
}

/// Each finding's line with its characters marked.
fn carets(text: &str) -> String {
    let marked = |finding: &Finding| {
        let place = finding.place.as_ref().expect("a place");
        let (column, width) = (place.column.max(1) as usize, place.width.max(1) as usize);
        format!("{}\n{}{}\n", finding.line.as_deref().unwrap_or(""), " ".repeat(column - 1), "^".repeat(width))
    };
    reading(text).findings.iter().map(marked).collect()
}

#[test]
fn many_mistakes_are_all_told_in_one_run() {
    assert_eq!(findings(MANY), MANY_FINDINGS);
}

#[test]
fn findings_point_at_their_characters() {
    let text = "version: 1\nowners: { ar: {}, är: { nmae: x } }\nstages:\n  - id: due\n    trigger: { day: 0, balance: {} }\n    owner: \"aar\"\n    # the third\n  - trigger: { day: 2.5 }\n    owner:\n";
    let marked = r#"owners: { ar: {}, är: { nmae: x } }
                        ^^^^
    trigger: { day: 0, balance: {} }
                                ^
    owner: "aar"
           ^^^^^
  - trigger: { day: 2.5 }
    ^^^^^^^
  - trigger: { day: 2.5 }
                    ^^^
    owner:
    ^^^^^
"#;
    assert_eq!(carets(text), marked);
}

#[test]
fn a_file_that_is_no_workflow_is_one_finding() {
    let keys = "version, name, description, timezone, catch_up, calendar, owners, stages, overrides, escalate, tracks, limits, priority, late_fee, costs, \
                drafts, credit_hold";
    let wants = format!("the file must be a mapping with {keys}, found");
    assert_eq!(findings(""), format!("w.yaml:1: {wants} nothing\n"));
    assert_eq!(findings("# only a remark\n"), format!("w.yaml:1: {wants} nothing\n"));
    assert_eq!(findings("- a\n"), format!("w.yaml:1:1: {wants} a list\n"));
    assert_eq!(findings("invoice_id,amount\nINV-1,5\n"), format!("w.yaml:1:1: {wants} \"invoice_id,amount INV-1,5\"\n"));
    let expected =
        "w.yaml:1:1: a workflow needs the key `owners`; add `owners: …`\nw.yaml:1:1: a workflow needs the key `stages`; add `stages: …`\n";
    assert_eq!(findings("version: 1\n"), expected);
}

#[test]
fn what_is_not_yaml_is_told_with_its_place() {
    let quotes = "a text with a colon, a bracket or another special character needs quotes";
    let columns = "check the indentation: keys of one mapping start in the same column";
    for (text, wanted) in [
        ("version: 1\nowners:\n\tar: {}\n", "w.yaml:3:1: there is a tab; YAML needs spaces; indent with spaces".to_owned()),
        (
            "name: \"gentle\nversion: 1\n",
            "w.yaml:2:1: a quoted text continues here with less indentation than its beginning; \
             close the quote on the line before, or indent this one"
                .to_owned(),
        ),
        (
            "stages: [{ id: a }\nversion: 1\n",
            "w.yaml:2:8: there is a `:` where no key is possible; close the bracket before it, or put the text in quotes".to_owned(),
        ),
        ("name: a: b\n", format!("w.yaml:1:8: there is a `:` where no key is possible; {quotes}")),
        ("owners:\n  ar: {}\n stages: []\n", format!("w.yaml:3:2: a key with a `:` is needed here; {columns}")),
        ("owners: *all\n", format!("w.yaml:1:9: an alias (`*name`) has no earlier `&name`; {quotes}")),
    ] {
        assert_eq!(findings(text).trim_end(), wanted);
    }
}

#[test]
fn what_an_alias_repeats_is_read_again_and_told_once() {
    let text = "version: 1
owners: { ar: {} }
stages:
  - { id: a, trigger: { day: 1 }, owner: ar, actions: &mail [{ channel: email, template: first-overdue }] }
  - { id: b, trigger: { day: 9 }, owner: ar, actions: *mail }
";
    let workflow = workflow(text);
    assert_eq!(workflow.stages[0].actions, workflow.stages[1].actions);
    assert_eq!(
        findings(&text.replace("first-overdue", "welcome")),
        "w.yaml:4:90: there is no email template \"welcome\"; add templates/welcome.email.hbs\n"
    );
}

#[test]
fn parts_that_do_not_go_together() {
    let text = r#"version: "1"
name:
owners:
  "": {}
  ar: { kind: robot, fallback: ar }
  col: { from_column: a, name: A, fallback: ar }
stages:
  - id: a/b
    trigger: { day: 36501, match: { amount: 5 } }
    owner: ar
    actions: { channel: email }
  - trigger: { day: 2 }
    owner: [ar]
    actions:
      - { channel: sms, template: [nudge, nudge, nudge], every: 1, times: 2 }
      - { template: nudge, after: -1 }
overrides:
  dispute: { sla_owner: ar, clock: stopped }
  promise: { broken: { owner: ar, channel: email, template: broken-promise } }
escalate: [{ id: e, trigger: { balance: {} }, to: a/b, from: b }]
tracks: [{ id: t, match: {} }]
calendar: { working_days: [mon, tues], holidays: 2026-12-25 }
timezone: Europe/Londn
"#;
    let wanted = r#"w.yaml:1:10: `version` must be a whole number from 1, found "1"; leave the quotes out
w.yaml:2:1: `name` must be a text, found nothing; give it a value, or leave the key out
w.yaml:4:3: the id of an owner must be a text that is not empty
w.yaml:5:15: `kind` must be one of person, automated, found "robot"
w.yaml:5:22: `fallback` needs `from_column`; add `from_column`, or leave `fallback` out
w.yaml:6:26: `name` cannot be used with `from_column`; the column names the owner; declare these owners separately
w.yaml:8:9: `id` must be an id without `/`, `@` and white space, found "a/b"; ids are parts of action ids: use letters, digits, `-` and `_`
w.yaml:9:21: `day` must be a whole number from -3650 to 36500, found "36501"
w.yaml:9:37: a condition matches no `amount`; write `balance: { at_least: … }` beside `match`
w.yaml:11:14: `actions` must be a list, found a mapping
w.yaml:12:5: a stage needs the key `id`; add `id: …`
w.yaml:12:21: stage without an id has day 2, but stage "a/b" before it has day 36501; put the stages in the order of their days, each on another day
w.yaml:13:12: `owner` must be a text, found a list
w.yaml:16:9: an action needs the key `channel`; add `channel: …`
w.yaml:16:35: `after` must be a whole number from 0 to 3650, found "-1"
w.yaml:18:14: `sla_owner` needs `sla_days`; add the number of days after which the dispute goes to this owner
w.yaml:18:36: `clock` must be one of stop, run, found "stopped"
w.yaml:19:61: there is no email template "broken-promise"; there is one for call
w.yaml:20:41: `balance` needs `at_least` or `below`
w.yaml:20:56: unknown key "from" in an escalate rule; known are id, trigger, to
w.yaml:21:10: a track needs the key `stages`; add `stages: …`
w.yaml:22:33: an entry of `working_days` must be one of mon, tue, wed, thu, fri, sat, sun, found "tues"; did you mean "tue"?
w.yaml:22:50: `holidays` must be a list, found "2026-12-25"; write `[2026-12-25]`
w.yaml:23:11: there is no timezone "Europe/Londn"; did you mean "Europe/London"?
"#;
    assert_eq!(findings(text), wanted);
}

proptest! {
    /// A slip of the keyboard anywhere in a sound file is read or refused, with every finding inside of the file.
    #[test]
    fn a_slip_anywhere_is_read_or_refused(at in 0..EVERYTHING.len(), cut in 0..12_usize, typed in "[-\\[\\]{}:,&*!|>'\"#%@`?~<\\na-c0-2 \t\u{0}-\u{10}é日]{0,6}") {
        let mut text: Vec<char> = EVERYTHING.chars().collect();
        let end = (at + cut).min(text.len());
        text.splice(at.min(end)..end, typed.chars());
        let text: String = text.into_iter().collect();
        let reading = reading(&text);
        prop_assert_eq!(reading.value.is_none(), !reading.findings.is_empty());
        let lines = text.split(['\n', '\r']).count();
        for finding in reading.findings {
            let place = finding.place.expect("a place");
            prop_assert!(place.line >= 1 && place.line as usize <= lines + 1, "{}", place);
        }
    }
}

#[test]
fn hostile_text_ends_in_a_finding_and_soon() {
    let mut bomb = "version: 1\nowners: { ar: {} }\nstages: &a0 [x]\n".to_owned();
    for n in 1..30 {
        bomb += &format!("k{n}: &a{n} [{}]\n", format!("*a{}, ", n - 1).repeat(10));
    }
    let garbage: String = (0..200_000_u32).map(|n| char::from((n.wrapping_mul(2_654_435_761) >> 13) as u8)).collect();
    let many_keys: String = (0..40_000).map(|n| format!("k{n}: 1\n")).collect();
    let many_owners: String = (0..20_000).map(|n| format!("  o{n}: {{ name: x, fallback: owner{n} }}\n")).collect();
    let started = std::time::Instant::now();
    for text in [
        bomb,
        "[".repeat(1_000_000),
        "{".repeat(1_000_000),
        "- ".repeat(500_000),
        "? ".repeat(500_000),
        "a: ".repeat(300_000),
        "&a ".repeat(300_000),
        "!".repeat(1_000_000),
        "\"".repeat(1_000_000),
        "\\\u{0}\u{feff}\u{202e}".repeat(10_000),
        "x".repeat(100_000_000),
        format!("name: {}", "x".repeat(1_000_000)),
        garbage,
        many_keys,
        format!("version: 1\nowners:\n{many_owners}stages: []\n"),
        "---\n".repeat(200_000),
        "a\n".repeat(500_000),
        "#\n".repeat(500_000),
        "|\n".repeat(500_000),
    ] {
        let findings = reading(&text).findings;
        let first = findings.first().map(ToString::to_string).unwrap_or_default();
        assert!(first.starts_with("w.yaml:") && first.chars().count() < 1000, "{first}");
    }
    assert!(started.elapsed().as_secs() < 15, "{:?}", started.elapsed());
}

const MANY: &str = r#"version: 2
nam: broken
timezone: London
catch_up: lates
late_fees: { flat: 40 }
calendar:
  working_days: []
  holidays: [2026-12-25, 2026-02-30, 2201-01-01, soon]
owners:
  ar: { name: Accounts Receivable, email: ar at example.com }
  column: { from_column: account_owner }
  nested: { from_column: account_owner, fallback: column }
  ar: {}
stages:
  - id: reminder
    trigger: { day: 5 }
    owner: arr
    actions:
      - { channel: emial, template: first-overdue }
      - { channel: email, template: first-overdu }
      - { channel: email, template: call-sheet }
      - { id: often, channel: sms, template: nudge, times: 3 }
      - { id: always, channel: sms, template: nudge, every: 0 }
      - { id: both, channel: email, template: [first-overdue, pre-due] }
  - id: dispute
    trigger: { day: 5, balance: { at_least: 100, below: 100.00 } }
    owner: ar
    wait_days: 3
  - id: reminder
    was: [due, last call]
    trigger: { balance: 50 }
    owner: ar
    required: yes
    actions:
      - { channel: call, when: { responded: false, broken_promises: 1 } }
      - { channel: call, when: {} }
overrides:
  payment: { close_at: -1, short_pay: { at_most_percent: 110 } }
  dispute: { sla_days: 10, routes: { pricing: nobody } }
  promise: { grace_days: one, broken: { template: broken-promise, advance_to: du } }
  reply:
escalate:
  - { id: late, trigger: { unanswered: 4 }, to: due }
  - { id: late, trigger: {}, to: final }
tracks:
  - { id: "key accounts", match: { amount: 10000, segment: [] }, stages: [] }
priority: { silent_after: 0, weights: { silent: 1e3, disputed: -0.5 } }
limits: { max_actions: 010, stale_days: "7" }
"#;

const MANY_FINDINGS: &str = r#"w.yaml:1:10: `version` must be 1, found "2"; this release of collect reads version 1: write `version: 1`, or use a newer release
w.yaml:2:1: unknown key "nam" in a workflow; did you mean "name"?
w.yaml:3:11: there is no timezone "London"; did you mean "Europe/London"?
w.yaml:4:11: `catch_up` must be one of latest, sequential, found "lates"; did you mean "latest"?
w.yaml:5:1: unknown key "late_fees" in a workflow; did you mean "late_fee"?
w.yaml:7:17: without working days nothing is ever due; list the working days, as in [mon, tue, wed, thu, fri], or leave the key out for all seven
w.yaml:8:26: an entry of `holidays` must be a date from 1970-01-01 to 2200-12-31, written as YYYY-MM-DD, found "2026-02-30"
w.yaml:8:38: an entry of `holidays` must be a date from 1970-01-01 to 2200-12-31, written as YYYY-MM-DD, found "2201-01-01"
w.yaml:8:50: an entry of `holidays` must be a date from 1970-01-01 to 2200-12-31, written as YYYY-MM-DD, found "soon"
w.yaml:10:43: `email` must be an email address such as ar@example.com, found "ar at example.com"
w.yaml:11:11: an owner from a column needs the key `fallback`; name the owner for invoices whose column is empty
w.yaml:12:51: the fallback comes from a column itself; name an owner with a fixed name
w.yaml:13:3: the key "ar" is given twice, first on line 10; keep one of them
w.yaml:17:12: there is no owner "arr"; did you mean "ar"?
w.yaml:19:20: there is no channel "emial"; did you mean "email"?
w.yaml:20:37: there is no email template "first-overdu"; did you mean "first-overdue"?
w.yaml:21:20: the action id "email" is already used on line 20; the default `id` of an action is its channel: give one of them another `id`
w.yaml:21:37: there is no email template "call-sheet"; there is one for call
w.yaml:22:53: `times` needs `every`; add `every: N`, the days from one occurrence to the next
w.yaml:23:61: `every` must be a whole number from 1 to 3650, found "0"
w.yaml:25:9: no stage can have the id "dispute"; action ids such as INV-7/dispute/1 belong to the overrides: choose another id
w.yaml:26:21: stage "dispute" has day 5, but stage "reminder" before it has day 5; put the stages in the order of their days, each on another day
w.yaml:26:33: this range is empty; `below` must be more than `at_least`
w.yaml:29:9: the stage id "reminder" is already used on line 15; stages of one list need different ids, including those under `was`
w.yaml:30:16: an entry of `was` must be an id without `/`, `@` and white space, found "last call"; ids are parts of action ids: use letters, digits, `-` and `_`
w.yaml:31:14: a stage's trigger needs the key `day`; add `day: …`
w.yaml:31:25: `balance` must be a mapping with at_least, below, found "50"; write `{ at_least: 50 }`
w.yaml:33:15: `required` must be true or false, found "yes"; write `true`, without quotes
w.yaml:36:20: the action id "call" is already used on line 35; the default `id` of an action is its channel: give one of them another `id`
w.yaml:38:24: `close_at` must be an amount of 0 or more, found "-1"
w.yaml:38:58: `at_most_percent` must be a percentage above 0, at most 100, found "110"
w.yaml:39:14: `sla_days` needs `sla_owner`; name the owner of the dispute after these days
w.yaml:39:47: there is no owner "nobody"; declared are "ar", "column", "nested"
w.yaml:40:26: `grace_days` must be a whole number from 0 to 3650, found "one"
w.yaml:40:79: there is no stage "du"; there are "reminder", "dispute"
w.yaml:41:3: `reply` must be a mapping with owner, pause_days, found nothing; give it a value, or leave the key out
w.yaml:43:40: `unanswered` must be a mapping with at_least, below, found "4"; write `{ at_least: 4 }`
w.yaml:43:49: there is no stage "due"; it is now called "reminder"
w.yaml:44:11: the rule id "late" is already used on line 43; give one of them another id
w.yaml:44:34: there is no stage "final"; there are "reminder", "dispute"
w.yaml:46:11: `id` must be an id without `/`, `@` and white space, found "key accounts"; ids are parts of action ids: use letters, digits, `-` and `_`
w.yaml:46:44: `amount` must be a mapping with at_least, below, found "10000"; write `{ at_least: 10000 }`
w.yaml:46:60: the list of `segment` is empty; leave the key out
w.yaml:46:74: the list of stages is empty; name at least one stage
w.yaml:47:27: `silent_after` must be a whole number from 1 to 10000, found "0"
w.yaml:47:49: `silent` must be a weight from 0 to 1000, found "1e3"; write it as in 1234.50, with no sign, group or exponent
w.yaml:47:64: `disputed` must be a weight from 0 to 1000, found "-0.5"
w.yaml:48:24: `max_actions` must be a whole number from 0 to 1000000000, found "010"; leave the leading zeros out
w.yaml:48:41: `stale_days` must be a whole number from 0 to 3650, found "7"; leave the quotes out
"#;

#[test]
fn mistakes_in_fees_costs_decisions_and_approvals_are_found() {
    let text = "version: 1
owners: { ar: {} }
stages:
  - { id: due, trigger: { day: 0 }, owner: ar, approval: requird, actions: [{ channel: call, decision: { sue: { cost: 5, chans: 4, chance: 101 } } }] }
late_fee:
  from_stage: deu
  flat: { USD: 40.005, usd: 1 }
  annual_percent: 800
  rates: [{ from: 2026-07-01, annual_percent: 9 }, { from: 2026-07-01, annual_percent: 8 }, { annual_percent: 8 }]
  day_count: 30/365
costs: { mail: 1, call: -4 }
";
    let expected = r#"w.yaml:4:58: there is no owner "requird"; did you mean "required"?
w.yaml:4:94: only a task asks for a decision; make it `channel: task`, or leave `decision` out
w.yaml:4:122: unknown key "chans" in what may be decided; did you mean "chance"?
w.yaml:4:140: `chance` must be a percentage from 0 to 100, found "101"
w.yaml:6:15: there is no stage "deu"; did you mean "due"?
w.yaml:7:16: `USD` must be an amount of 0 or more with at most 2 decimals, found "40.005"
w.yaml:7:24: there is no currency "usd"; write its three-letter code, as in USD
w.yaml:8:19: `annual_percent` must be a yearly rate in percent, from 0 to 100, found "800"
w.yaml:9:60: the rate from 2026-07-01 comes after the one from 2026-07-01; put the rates in the order of their days, each on another day
w.yaml:9:93: a rate needs the key `from`; add `from: …`
w.yaml:10:14: `day_count` must be one of actual/365, actual/360, actual/actual, 30/360, found "30/365"; did you mean "30/360"?
w.yaml:11:10: unknown key "mail" in `costs`; did you mean "email"?
w.yaml:11:25: `call` must be an amount of 0 or more, found "-4"
"#;
    assert_eq!(findings(text), expected);
    let nothing = "version: 1\nowners: { ar: {} }\nstages: [{ id: due, trigger: { day: 0 }, owner: ar, approval: x }]\nlate_fee: { from_stage: due }\n";
    let expected = "w.yaml:3:63: there is no owner \"x\"; write `required`, or one who is declared: \"ar\"\n\
                    w.yaml:4:11: `late_fee` does not give the amount; give a `profile` of the law, a `flat` amount, a yearly rate as `annual_percent` or `rates`, or several of them\n";
    assert_eq!(findings(nothing), expected);
}
