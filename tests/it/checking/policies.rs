//! Checks of small policies, and edits.

use super::{Folder, SOUND};

#[test]
fn a_sound_policy_passes_without_a_ledger() {
    let folder = Folder::with(&[("w.yaml", SOUND)]);
    let (code, out, err) = folder.collect(&["check", "--workflow", "w.yaml"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out, "No problems found in the workflow w.yaml and its templates; there is no ledger here.\n");
}

#[test]
fn emails_from_no_address_are_told_of_wherever_there_is_a_ledger_to_draft_from() {
    let head = "invoice_id,customer_id,due_date,amount,currency,email\n";
    let folder = Folder::with(&[("invoices.csv", head)]);
    let (code, out, _) = folder.collect(&["check", "--as-of", "2026-03-31", "--allow-empty"]);
    let told = "the emails of \"automated\" have no sender address: neither the owner nor the project's `sender` has one";
    assert!(code == 0 && out.contains("warning[no-sender]: net30:") && out.contains(told), "without a project file it is net30: {out}");
    // A policy by itself may belong to any project, and a project that has an address needs no other.
    let alone = Folder::with(&[]).collect(&["check"]).1;
    assert!(!alone.contains("no-sender") && alone.contains("there is no ledger here"), "{alone}");
    folder.write("collect.yaml", "sender: { email: ar@example.com }\n");
    assert!(!folder.collect(&["check", "--as-of", "2026-03-31"]).1.contains("no-sender"));
    // Nor does a workflow that writes no emails.
    let calls = Folder::with(&[
        ("invoices.csv", head),
        ("w.yaml", &SOUND.replace("channel: email", "channel: letter").replace("email: ", "phone: ")),
    ]);
    assert!(!calls.collect(&["check", "--workflow", "w.yaml", "--as-of", "2026-03-31"]).1.contains("no-sender"));
}

#[test]
fn a_check_that_left_rows_out_does_not_end_as_one_of_all_rows() {
    let sound = "invoice_id,customer_id,due_date,amount,currency,email\nINV-1,ACME,2026-03-20,100.00,EUR,ap@acme.example\n";
    let bad = format!("{sound}INV-2,ACME,soon,100.00,EUR,ap@acme.example\n");
    let folder = Folder::with(&[("w.yaml", SOUND), ("invoices.csv", &bad)]);
    let exit = |more: &[&str]| folder.collect(&[&["check", "--workflow", "w.yaml", "--as-of", "2026-03-31"], more].concat()).0;
    assert_eq!(exit(&[]), 1, "a row that cannot be read is an error");
    assert_eq!(exit(&["--skip-bad-rows"]), 3);
    assert_eq!(exit(&["--skip-bad-rows", "--format", "json"]), 3);
    assert_eq!(exit(&["--skip-bad-rows", "--deny-warnings"]), 1, "that a row was skipped is a warning");
    folder.write(
        "w.yaml",
        SOUND
            .replace("owner: ar, actions: [{ channel: call }]", "owner: robot, actions: [{ channel: call }]")
            .replace("owners:\n", "owners:\n  robot: { kind: automated }\n"),
    );
    assert_eq!(exit(&["--skip-bad-rows"]), 1, "an error decides");
    folder.write("w.yaml", SOUND);
    folder.write("invoices.csv", sound);
    assert_eq!(exit(&["--skip-bad-rows"]), 0, "nothing was skipped");
}

#[test]
fn errors_fail_a_check_and_warnings_where_they_are_denied() {
    let warned = SOUND.replace("overrides: { promise: { honour: 2 } }\n", "");
    let folder = Folder::with(&[("w.yaml", &warned)]);
    let (code, out, _) = folder.collect(&["check", "--workflow", "w.yaml"]);
    assert!(out.starts_with("warning[endless-promises]: w.yaml:1: a customer who keeps making new promises"), "{out}");
    assert_eq!(code, 0);
    assert_eq!(folder.collect(&["check", "--workflow", "w.yaml", "--deny-warnings"]).0, 1);
    let (code, out, _) = folder.collect(&["check", "--workflow", "w.yaml", "--max-gap", "12"]);
    assert!(out.contains("warning[long-gap]: w.yaml:6: there is no touch for 13 days"), "{out}");
    assert_eq!(code, 0);
}

#[test]
fn what_cannot_be_read_is_a_finding_and_the_rest_is_checked_all_the_same() {
    let folder = Folder::with(&[
        ("w.yaml", &SOUND.replace("channel: call", "channel: phone")),
        ("invoices.csv", "invoice_id,customer_id,due_date,amount,currency\nINV-1,ACME,soon,100.00,EUR\n"),
    ]);
    let (code, out, _) = folder.collect(&["check", "--workflow", "w.yaml", "--as-of", "2026-03-31"]);
    assert!(out.contains("error[unknown-channel]") && out.contains("error[bad-date]"), "{out}");
    assert_eq!(code, 1);
    let (code, out, err) = folder.collect(&["check", "--workflow", "nowhere.yaml", "--max-gap", "0"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
}

#[test]
fn a_renamed_stage_gets_its_earlier_id_and_every_comment_stays() {
    let renamed = SOUND.replace("id: reminder", "id: friendly-reminder # new name").replace("id: call", "id: phone-call");
    let folder = Folder::with(&[("old.yaml", SOUND), ("w.yaml", &renamed)]);
    let words = ["check", "--workflow", "w.yaml", "--base", "old.yaml"];
    let (code, out, _) = folder.collect(&words);
    assert_eq!((code, out.matches("warning[lost-id]").count()), (0, 2), "{out}");
    let (code, out, err) = folder.collect(&[&words[..], &["--fix"]].concat());
    assert_eq!((code, out.contains("lost-id")), (0, false), "{out}");
    assert_eq!(err, "note: w.yaml:6: added `was: reminder`\nnote: w.yaml:12: added `was: call`\n");
    let expected =
        renamed.replace("# new name\n", "# new name\n    was: reminder\n").replace("{ id: phone-call, ", "{ id: phone-call, was: call, ");
    assert_eq!(folder.read("w.yaml"), expected);
    let (_, _, err) = folder.collect(&[&words[..], &["--fix"]].concat());
    assert_eq!(err, "note: nothing can be corrected with certainty\n");
    assert_eq!(folder.read("w.yaml"), expected);
}

#[test]
fn what_may_be_meant_in_two_ways_is_left_to_a_person() {
    // Two stages gone, two new ones, on other days: which is which?
    let other = SOUND
        .replace("id: reminder", "id: first")
        .replace("id: call", "id: second")
        .replace("day: 1 ", "day: 2 ")
        .replace("day: 14", "day: 15");
    let folder = Folder::with(&[("old.yaml", SOUND), ("w.yaml", &other)]);
    let (_, out, _) = folder.collect(&["check", "--workflow", "w.yaml", "--base", "old.yaml", "--fix"]);
    assert_eq!(out.matches("warning[lost-id]").count(), 2, "{out}");
    assert_eq!(folder.read("w.yaml"), other);
}

#[test]
fn stages_are_put_in_order_with_their_comments() {
    let (head, rest) = SOUND.split_once("  # The first word.\n").unwrap();
    let (first, rest) = rest.split_once("  # Somebody calls.\n").unwrap();
    let (second, tail) = rest.split_once("overrides").unwrap();
    let wrong = format!("{head}{second}  # The first word.\n{first}overrides{tail}");
    let folder = Folder::with(&[("w.yaml", &wrong)]);
    assert_eq!(folder.collect(&["check", "--workflow", "w.yaml"]).0, 1);
    let (code, _, err) = folder.collect(&["check", "--workflow", "w.yaml", "--fix"]);
    assert_eq!((code, err.as_str()), (0, "note: w.yaml:5: put the stages in the order of their days\n"));
    assert_eq!(folder.read("w.yaml"), format!("{head}  # The first word.\n{first}{second}overrides{tail}"));
}

#[test]
fn touches_that_name_no_stage_are_told() {
    let folder = Folder::with(&[
        ("w.yaml", SOUND),
        ("invoices.csv", "invoice_id,customer_id,due_date,amount,currency,email\nINV-1,ACME,2026-03-01,100.00,EUR,ap@acme.example\n"),
        ("events.csv", "date,type,invoice_id,channel,stage\n2026-03-10,touch,INV-1,email,remindr\n"),
    ]);
    let (code, out, _) = folder.collect(&["check", "--workflow", "w.yaml", "--as-of", "2026-03-12"]);
    assert!(out.contains("1 touch names stage \"remindr\", but there is no such stage, now or under `was`"), "{out}");
    assert!(out.contains("did you mean \"reminder\"?"), "{out}");
    assert_eq!(code, 0);
}

#[test]
fn a_built_in_workflow_is_not_edited() {
    let (code, _, err) = Folder::with(&[]).collect(&["check", "--fix"]);
    assert_eq!(
        (code, err.as_str()),
        (2, "error: --fix: net30 is built in; copy it into the project first: collect workflow net30 -o\nworkflow.yaml\n")
    );
}

#[test]
fn nothing_is_to_be_said_against_the_examples_but_what_they_are_about() {
    for example in ["quickstart", "saas", "key-accounts", "first-run"] {
        let folder = format!("{}/examples/{example}", env!("CARGO_MANIFEST_DIR"));
        let words = ["-C", &folder, "check", "--as-of", "2026-03-31", "--format", "json"];
        let (code, out, err) = Folder::with(&[]).collect(&words);
        let json: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{example}: {err}"));
        let codes: Vec<&str> = json["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
        // An invoice without an address is in two of the stories.
        assert!(codes.iter().all(|code| *code == "no-email"), "{example}: {codes:?}");
        assert_eq!(code, 0, "{example}");
    }
}

#[test]
fn a_slice_is_checked_without_what_happened_to_the_rest() {
    let invoices = "invoice_id,customer_id,email,due_date,amount,currency,segment\n\
                    A,C1,a@x.example,2026-04-01,10.00,USD,smb\nB,C2,b@x.example,2026-04-01,10.00,USD,key\n";
    let folder = Folder::with(&[
        (
            "w.yaml",
            &format!(
                "{}\n",
                SOUND.replace("{ promise: { honour: 2 } }", "{ promise: { honour: 2 }, dispute: { owner: ar, routes: { pricing: ar } } }")
            ),
        ),
        ("invoices.csv", invoices),
        ("events.csv", "date,type,invoice_id,reason\n2026-03-20,dispute,B,pricng\n"),
    ]);
    let check = ["check", "--workflow", "w.yaml", "--as-of", "2026-03-31"];
    let (_, whole, err) = folder.collect(&check);
    assert!(whole.contains("no-route") && whole.contains("\"pricng\" (once)"), "{whole}{err}");
    for (slice, tells) in [("segment=smb", false), ("segment=key", true)] {
        let (_, out, err) = folder.collect(&[&check[..], &["--only", slice]].concat());
        assert_eq!(out.contains("no-route"), tells, "{slice}: {out}{err}");
    }
}
