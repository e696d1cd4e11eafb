//! `collect log`: one event, checked, with what it changes.

use super::Project;

#[test]
fn an_event_is_added_with_what_it_changes() {
    let project = Project::new();
    let out = project.done("log call INV-1 --note voicemail --by Dana");
    let (head, tail) = out.split_once("Added to log.csv. To take it back: collect undo L-").unwrap();
    let expected = "\
Call on INV-1, 2026-03-31.
  INV-1: call INV-1/call/call/1 is done
";
    assert_eq!(head, expected);
    assert_eq!(tail.trim().len(), 8);
    assert!(project.read("log.csv").contains("2026-03-31,touch,INV-1,,,,,,call,call,,Dana,voicemail,INV-1/call/call/1,L-"));
    assert_eq!(project.due("2026-03-31"), ["INV-4/dispute/1", "INV-2/reminder/email/1"]);

    let out = project.done("log promise INV-2 --until 2026-04-15 --amount 50 --dry-run");
    let expected = "\
Promise on INV-2, 2026-03-31.
  INV-2: it is promised for 2026-04-15, no longer active; nobody chases before 2026-04-16
  INV-2: email INV-2/reminder/email/1 is not due any more
  INV-2: the next action moves from 2026-04-11 to 2026-04-16
Nothing was written (--dry-run).
";
    assert_eq!(out, expected);
    let out = project.done("log payment INV-2");
    assert!(out.contains("  INV-2: 0.00 EUR is open, no longer 80.00 EUR\n  INV-2: it is paid, no longer active\n"), "{out}");
    assert!(out.contains("  INV-2: nothing more is due on it\n"), "{out}");
    let out = project.done("log resolved INV-4 --reason pricing");
    assert!(out.starts_with("Dispute resolved on INV-4, 2026-03-31.\n  INV-4: it is active, no longer disputed\n"), "{out}");
    assert_eq!(project.read("log.csv").lines().count(), 4);
}

#[test]
fn what_was_logged_stays_done_whatever_happens_later_on_the_day() {
    // INV-5 is one day late: it enters the reminder on 31 March, unless it is blocked on that day. Then it does so later, and a touch without a
    // name would be of a day before that.
    for (block, end) in
        [("dispute INV-5", "resolved INV-5"), ("pause INV-5 --until 2026-04-02", ""), ("promise INV-5 --until 2026-03-31", "")]
    {
        let project = Project::new();
        project.write("invoices.csv", format!("{}INV-5,C-5,Delta,Dan Doe,dan@delta.example,2026-03-30,10.00,EUR\n", super::INVOICES));
        project.done("log email INV-5");
        assert!(project.read("log.csv").contains(",INV-5,,,,,,email,reminder,,,,INV-5/reminder/email/1,"), "{block}");
        project.done(&format!("log {block}"));
        if !end.is_empty() {
            assert_eq!(project.on("2026-04-01", &format!("log {end}")).0, 0);
        }
        for day in ["2026-04-01", "2026-04-02", "2026-04-03"] {
            assert!(!project.due(day).contains(&"INV-5/reminder/email/1".to_owned()), "{block}: {day}");
        }
    }
}

#[test]
fn a_touch_that_does_several_things_or_none_has_no_name() {
    let project = Project::new();
    project.write("gentle.yaml", super::WORKFLOW.replace("reply: { owner: ar }", "reply: { owner: ar, pause_days: 1 }"));
    project.write("events.csv", format!("{}2026-03-27,reply,INV-2,,\n", super::EVENTS));
    // The pause of a day is over, and the reply still waits: the email is the reminder, and the answer.
    assert_eq!(project.due("2026-03-31"), ["INV-1/call/call/1", "INV-4/dispute/1", "INV-2/reply/1", "INV-2/reminder/email/1"]);
    let out = project.done("log email INV-2");
    assert!(out.contains("INV-2/reminder/email/1 is done") && out.contains("INV-2/reply/1 is done"), "{out}");
    assert!(project.read("log.csv").contains("2026-03-31,touch,INV-2,,,,,,email,,,,,,L-"), "{}", project.read("log.csv"));
    project.done("log sms INV-1");
    assert!(project.read("log.csv").contains("2026-03-31,touch,INV-1,,,,,,sms,,,,,,L-"));
}

#[test]
fn at_the_weekend_what_changes_is_told_of_monday() {
    let project = Project::new();
    project.write("gentle.yaml", super::WORKFLOW.replace("owners:", "calendar: { working_days: [mon, tue, wed, thu, fri] }\nowners:"));
    // 4 April 2026 is a Saturday.
    let (code, out, err) = project.on("2026-04-04", "log call INV-1 --dry-run");
    let expected = "\
Call on INV-1, 2026-04-04.
On Monday 2026-04-06, the next working day:
  INV-1: call INV-1/call/call/1 is done
Nothing was written (--dry-run).
";
    assert_eq!((code, out.as_str(), err.as_str()), (0, expected, ""));
}

#[test]
fn what_must_wait_is_told_with_its_reason() {
    let project = Project::new();
    project.write("gentle.yaml", format!("{}limits: {{ min_days_between_contacts: 3 }}\n", super::WORKFLOW));
    project.write(
        "invoices.csv",
        super::INVOICES
            .replace("INV-3,C-2,Beta Ltd,Bob Roe,bob@beta.example,2026-05-01", "INV-3,C-2,Beta Ltd,Bob Roe,bob@beta.example,2026-03-29"),
    );
    // Of one day, all messages to a customer are one contact; this one was yesterday.
    let out = project.done("log email INV-2 --on 2026-03-30");
    assert!(out.contains("  INV-2: email INV-2/reminder/email/1 is done\n"), "{out}");
    assert!(out.contains("  INV-3: email INV-3/reminder/email/1 must wait: contact-limit, until 2026-04-02\n"), "{out}");
    let out = project.done("undo");
    assert!(out.contains("  INV-3: email INV-3/reminder/email/1 no longer waits: it is due now\n"), "{out}");
    project.done("log email INV-2 --on 2026-03-30");
    assert!(project.done("log email INV-3 --dry-run").contains("  INV-3: email INV-3/reminder/email/1 is done\n"), "though it was to wait");
}

#[test]
fn whole_customers_are_meant_where_a_type_allows_it() {
    let project = Project::new();
    let by_option = project.done("log pause --customer C-2 --until 2026-05-10 --dry-run");
    assert!(
        by_option
            .starts_with("Pause on customer C-2, 2026-03-31.\n  INV-2: it is paused, no longer active; nobody chases before 2026-05-10\n"),
        "{by_option}"
    );
    assert!(by_option.contains("INV-3: it is paused, no longer upcoming; nobody chases before 2026-05-10\n"), "{by_option}");
    assert_eq!(project.done("log pause C-2 --until 2026-05-10 --dry-run"), by_option);
    assert!(!project.has("log.csv") && !project.has(".log.csv.lock"));
    let (code, _, err) = project.run("log dispute C-2");
    assert!(code == 2 && err.contains("a row of type dispute needs an invoice, and \"C-2\" is a customer"), "{err}");
}

#[test]
fn whom_nothing_reaches_is_logged_with_the_address() {
    let project = Project::new();
    let out = project.done("log bounce INV-2");
    let (told, _) = out.split_once("Added to").unwrap();
    let expected = "\
Bounce of bob@beta.example on INV-2, 2026-03-31.
  INV-2: email INV-2/reminder/email/1 must wait: no-contact
";
    assert_eq!(told, expected);
    assert!(project.read("log.csv").contains("2026-03-31,bounce,INV-2,,,,,,,,bob@beta.example,,,,L-"));
    project.done("undo");
    // One of a customer is about all its invoices; a number is no formula.
    let out = project.done("log opt_out C-2 --channel email --until 2026-04-20");
    assert!(out.starts_with("Opt out on customer C-2, 2026-03-31.\n"), "{out}");
    assert!(out.contains("  INV-2: email INV-2/reminder/email/1 must wait: opted-out, until 2026-04-20\n"), "{out}");
    let (code, _, err) = project.run("log opt_out C-2 --address +1-555-0172");
    assert!(code == 0 && err.contains("none of the customer's invoices has +1-555-0172: emails go to bob@beta.example"), "{err}");
    assert!(project.read("log.csv").contains(",'+1-555-0172,"));
    assert!(project.done("undo last").starts_with("Taken back: opt_out on C-2 of 2026-03-31"));

    let (code, out, err) = project.run("log bounce INV-1 --address jane@acme.exmaple --deny-warnings");
    assert!(
        code == 1 && out.is_empty() && err.contains("none of the customer's invoices has jane@acme.exmaple: emails go to jane@"),
        "{err}"
    );
    project.write("invoices.csv", super::INVOICES.replace("INV-3,C-2,Beta Ltd,Bob Roe,bob@", "INV-3,C-2,Beta Ltd,Bob Roe,rob@"));
    let (code, _, err) = project.run("log bounce C-2");
    assert!(code == 2 && err.contains("the address that bounced: one of bob@beta.example, rob@beta.example"), "{err}");
}

#[test]
fn what_the_reader_would_refuse_is_refused() {
    let project = Project::new();
    for (line, told) in [
        ("log call INV-11", "the ledger has no invoice or customer \"INV-11\": did you mean \"INV-1\"?"),
        ("log call --customer C-22", "the ledger has no customer \"C-22\": did you mean \"C-2\"?"),
        ("log prmise INV-1", "\"prmise\" is neither a channel nor a type of event: did you mean \"promise\"?"),
        ("log undo INV-1", "a row is taken back with `collect undo ID`"),
        ("log touch INV-1", "write the channel instead of touch"),
        ("log call INV-1 --amount 5", "--amount does not apply to a call: leave it out"),
        ("log call INV-1 --address a@b.example", "--address does not apply to a call: leave it out"),
        ("log call INV-1 --channel email", "call is a channel, but --channel says email"),
        ("log promise INV-1", "a promise needs --until: the promised date"),
        ("log escalate INV-1", "an escalate needs --stage"),
        ("log escalate INV-1 --stage cal", "workflow gentle has no stage \"cal\": did you mean \"call\"?"),
        ("log payment INV-1 --amount 5,1", "amount \"5,1\""),
        (
            "log payment INV-1 --amount 1.000,00",
            "is not an amount   = help: type it without grouping and with a point, such as --amount 1234.50",
        ),
        ("log payment INV-1 --amount -5", "is negative"),
        ("log payment INV-1 --amount 5 --currency USD", "the payment is in USD, but invoice \"INV-1\" is in EUR"),
        ("log payment C-2", "needs `amount`"),
        ("log promise C-2 --until +7d --amount 5", "a promise of a whole customer has no amount"),
        ("log call INV-1 --ref INV-1/cal/call/1", "which is not an action of its invoice"),
        ("log call INV-1 --outcome engaged", "use one of reached, right_person, voicemail, no_answer, wrong_number"),
        ("log email INV-1 --outcome no_answer", "--outcome does not apply to an email"),
        ("log call INV-1 --on 2026-02-30", "February 2026 has 28 days"),
    ] {
        let (code, out, err) = project.run(line);
        assert!(code == 2 && out.is_empty() && err.contains(told), "{line}: {err}");
    }
    assert!(!project.has("log.csv"));
}

#[test]
fn a_column_that_the_log_lacks_is_added_to_it() {
    let project = Project::new();
    project.write("log.csv", "date,type,invoice_id,Mine,id\n2026-03-30,reply,INV-2,\"a, b\",L-1\n");
    project.done("log call INV-1 --on 2026-03-30 --outcome voicemail");
    let log = project.read("log.csv");
    assert!(
        log.starts_with(
            "date,type,invoice_id,Mine,id,channel,stage,ref,recorded_on,outcome\n2026-03-30,reply,INV-2,\"a, b\",L-1,,,,,\n\
             2026-03-30,touch,INV-1,,L-"
        ),
        "{log}"
    );
    assert!(log.ends_with(",call,call,INV-1/call/call/1,2026-03-31,voicemail\n"), "{log}");
    project.done("log note INV-1");
    assert_eq!(project.due("2026-03-31"), ["INV-4/dispute/1", "INV-2/reply/1"]);
}

#[test]
fn what_would_do_nothing_is_refused() {
    let project = Project::new();
    project.write("events.csv", format!("{}2026-03-31,payment,INV-3,55.00,\n", super::EVENTS));
    for (line, told) in [
        ("log payment INV-1 --amount 0.00", "a payment of 0.00 changes nothing: leave --amount out to use the whole balance"),
        ("log fee INV-1 --amount 0", "a fee of 0 changes nothing: give the amount"),
        ("log promise INV-1 --until +7d --amount 0", "a promise of 0 changes nothing: leave --amount out"),
        (
            "log payment INV-3",
            "nothing is open on INV-3, and a payment without an amount is for the whole balance: give the amount with --amount",
        ),
        ("log write_off INV-3", "nothing is open on INV-3, and a write_off without an amount"),
        ("log pause INV-1 --until today", "a pause of 2026-03-31 until 2026-03-31 has no days: --until is the first day after it"),
        ("log opt_out INV-1 --until yesterday", "an opt_out of 2026-03-31 until 2026-03-30 has no days"),
        ("log resolved INV-1", "there is no open dispute to end: `collect explain` shows the current state"),
        ("log resolved INV-4 --reason service", "there is no open dispute with that reason to end"),
        ("log resume INV-1", "there is no pause to end"),
        ("log resume C-2", "there is no pause to end"),
        ("log escalate INV-1 --stage reminder", "the clock of INV-1, which is in the stage call, has passed reminder already"),
    ] {
        for mode in ["", " --dry-run"] {
            let (code, out, err) = project.run(&format!("{line}{mode}"));
            assert!(code == 2 && out.is_empty() && err.contains("nothing was added to the log, because"), "{line}: {err}");
            assert!(err.contains(told), "{line}: {err}");
        }
    }
    assert!(!project.has("log.csv"));
    let tracks = "tracks: [{ id: small, match: { amount: { below: 100 } }, stages: [{ id: only, trigger: { day: 1 }, owner: ar }] }]\n";
    project.write("gentle.yaml", format!("{}{tracks}", super::WORKFLOW));
    let (code, _, err) = project.run("log escalate INV-2 --stage call");
    assert!(code == 2 && err.contains("the stages of INV-2 have no \"call\": they are only"), "{err}");
    assert!(project.done("log escalate INV-1 --stage call --on 2026-03-20").contains("Added to log.csv"));
}

#[test]
fn the_same_once_more_is_a_warning() {
    let project = Project::new();
    project.done("log payment INV-1 --amount 500");
    let (code, _, err) = project.run("log payment INV-1 --amount 500 --deny-warnings");
    assert!(code == 1 && err.contains("line 2 of log.csv says the same already"), "{err}");
    assert_eq!(project.run("log payment INV-1 --amount 400").2, "");
    project.done("undo");
    project.done("undo");
    assert_eq!(project.run("log payment INV-1 --amount 500").2, "", "that one was taken back");
}

#[test]
fn the_same_in_other_words_is_a_warning() {
    for (first, again, other) in [
        ("payment INV-1 --amount 150", "payment INV-1 --amount 150.00", "payment INV-1 --amount 150.01"),
        ("payment INV-1 --amount 150", "payment INV-1 --amount 0150.0 --currency EUR", "payment INV-1 --amount 150 --on 2026-03-30"),
        (
            "payment C-2 --amount 20.50 --currency EUR",
            "payment C-2 --amount 20.5",
            "payment C-2 --amount 20.5 --currency EUR --on 2026-03-30",
        ),
        (
            "plan INV-2 --instalments 50@2026-04-10",
            "promise INV-2 --amount 50 --until 2026-04-10",
            "promise INV-2 --amount 50 --until 2026-04-11",
        ),
        (
            "promise INV-2 --amount 50 --until 2026-04-10",
            "plan INV-2 --instalments 50@2026-04-10",
            "plan INV-2 --instalments 30@2026-04-10,50@2026-05-10",
        ),
        ("bounce INV-2", "bounce INV-2 --address Bob@Beta.Example", "bounce INV-2 --on 2026-03-30"),
    ] {
        let project = Project::new();
        project.done(&format!("log {first}"));
        let (code, out, err) = project.run(&format!("log {again} --deny-warnings"));
        assert!(code == 1 && out.is_empty() && err.contains("line 2 of log.csv says the same already"), "{again}: {code} {err}");
        let (code, _, err) = project.run(&format!("log {other} --deny-warnings"));
        assert!(code == 0 && err.is_empty(), "{other}: {code} {err}");
    }
}

#[test]
fn what_is_said_of_an_address_is_told_of_whoever_is_reached_there() {
    let project = Project::new();
    // Two customers share an address. On 31 March a call is due to the first, and an email to the second.
    project.write("invoices.csv", super::INVOICES.replace("bob@beta.example", "Jane@Acme.example"));
    for (line, head, wait) in [
        ("bounce INV-1", "Bounce of jane@acme.example on INV-1, 2026-03-31.", "no-contact"),
        ("bounce C-1", "Bounce of jane@acme.example on customer C-1, 2026-03-31.", "no-contact"),
        (
            "opt_out C-1 --address jane@acme.example --until 2026-04-20",
            "Opt out of jane@acme.example on customer C-1, 2026-03-31.",
            "opted-out, until 2026-04-20",
        ),
    ] {
        let waits = format!("  INV-2: email INV-2/reminder/email/1 must wait: {wait}\n");
        let out = project.done(&format!("log {line}"));
        assert_eq!(out.split_once("Added to").unwrap().0, format!("{head}\n{waits}"), "{line}");
        assert!(!project.due("2026-03-31").contains(&"INV-2/reminder/email/1".to_owned()), "{line}");
        // Neither the undo nor what takes that back has an address in its row.
        let out = project.done("undo");
        let free = "As of 2026-03-31:\n  INV-2: email INV-2/reminder/email/1 no longer waits: it is due now\n";
        assert!(out.contains(free), "{line}: {out}");
        let undo = out.trim().rsplit(' ').next().unwrap().to_owned();
        assert!(project.done(&format!("undo {undo}")).contains(&format!("As of 2026-03-31:\n{waits}")), "{line}");
        project.done("undo");
        assert!(project.due("2026-03-31").contains(&"INV-2/reminder/email/1".to_owned()), "{line}");
    }
    // That another customer has the address makes it no less odd, and an opt-out without one is about its own customer alone.
    let (_, _, err) = project.run("log bounce INV-4 --address jane@acme.example --dry-run");
    assert!(err.contains("none of the customer's invoices has jane@acme.example: emails go to ann@gamma.example"), "{err}");
    let out = project.done("log opt_out C-1 --channel email --dry-run");
    assert_eq!(
        out,
        "Opt out on customer C-1, 2026-03-31.\n  What is due does not change; from now on no emails go to C-1.\nNothing was written (--dry-run).\n"
    );
}

#[test]
fn days_are_read_as_the_project_writes_them() {
    let project = Project::new();
    let formats = |formats: &str| {
        project.write("collect.yaml", format!("workflow: gentle.yaml\nledger: {{ invoices: {{ date_format: {formats} }} }}\n"))
    };
    let rows = super::INVOICES.replace("2026-03-12", "12/03/2026").replace("2026-03-28", "28/03/2026");
    project.write("invoices.csv", rows.replace("2026-05-01", "01/05/2026").replace("2026-03-20", "20/03/2026"));
    formats("\"%d/%m/%Y\"");
    let out = project.done("log promise INV-1 --on 30/03/2026 --until 03/05/2026 --dry-run");
    assert!(out.starts_with("Promise on INV-1, 2026-03-30.\n  INV-1: it is promised for 2026-05-03"), "{out}");
    formats("[\"%d/%m/%Y\", \"%m/%d/%Y\"]");
    let (code, _, err) = project.run("log promise INV-1 --until 03/05/2026");
    assert!(
        code == 2 && err.contains("--until: \"03/05/2026\" is 2026-03-05 or 2026-05-03 in this project: write the one that you mean"),
        "{err}"
    );
    assert!(!project.has("log.csv"));
    project.done("log promise INV-1 --until 28/05/2026");
    let log = project.read("log.csv");
    assert!(log.contains("2026-03-31,promise,INV-1,,,,2026-05-28,"), "the log is written in one way only: {log}");
    project.done("undo --on 31/03/2026");
}

#[test]
fn what_makes_no_sense_is_a_warning() {
    let project = Project::new();
    for (line, told) in [
        ("log extend INV-1 --until 2026-03-01", "the new due date 2026-03-01 is before the current one"),
        ("log payment C-2 --amount 5 --currency USD", "the customer has no invoice in USD: the money covers no invoice"),
        ("log promise INV-1 --until +7d --amount 1000.01", "1,000.01 EUR is promised, and 1,000.00 EUR is open"),
        ("log payment INV-1 --amount 1000.01", "INV-1 is overpaid by 0.01 EUR"),
        ("log call INV-1 --on tomorrow", "2026-04-01 is after 2026-03-31: it counts from that day on"),
    ] {
        let (code, out, err) = project.run(&format!("{line} --deny-warnings"));
        assert!(code == 1 && out.is_empty() && err.contains(told), "{line}: {err}");
        let (code, out, err) = project.run(&format!("{line} --dry-run"));
        assert!(code == 0 && out.contains("Nothing was written") && err.contains(told), "{line}: {err}");
    }
    assert!(!project.has("log.csv"));
    project.done("log payment INV-1");
    assert!(project.run("log call INV-1").2.contains("INV-1 is paid: nothing is due on it"));
}

#[test]
fn an_export_that_says_what_is_open_overrules_what_is_logged() {
    let project = Project::new();
    project.write("collect.yaml", "workflow: gentle.yaml\nledger: { invoices: { open_on: as_of } }\n");
    let rows =
        super::INVOICES.replace("amount,", "amount,open_amount,").replace("1200.00,", "1200.00,700.00,").replace("80.00,", "80.00,80.00,");
    project.write("invoices.csv", rows.replace("55.00,", "55.00,55.00,").replace("99.00,", "99.00,99.00,"));
    let (code, out, err) = project.run("log payment INV-1 --amount 700 --dry-run");
    assert!(code == 0 && out.contains("the due actions do not change"), "{out}");
    assert!(err.contains("the export's open amount of INV-1 is as of 2026-03-31, so money of 2026-03-31 does not change it"), "{err}");
    // What a later export shows to be paid keeps a promise.
    assert_eq!(project.run("log promise INV-1 --until +7d --amount 500 --dry-run").2, "");
    assert_eq!(project.run("log promise INV-1 --until +7d --dry-run").2, "");
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_told_was_done_all_the_same() {
    let project = Project::new();
    let into_a_full_disk = |words: &[&str]| {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        super::joined(project.command(&[words, &["--as-of", "2026-03-31"]].concat()).told_into(full))
    };
    let (code, _, err) = into_a_full_disk(&["log", "call", "INV-1"]);
    assert!(code == 0 && err.contains("cannot write to standard output: no space is left; but the row was added"), "{err}");
    assert_eq!(project.read("log.csv").lines().count(), 2);
    let (code, _, err) = into_a_full_disk(&["undo"]);
    assert!(code == 0 && err.contains("but the row was taken back"), "{err}");
    let (code, _, err) = into_a_full_disk(&["draft"]);
    assert!(code == 0 && err.contains("but the drafts were written"), "{err}");
    let (code, _, err) = into_a_full_disk(&["record"]);
    assert!(code == 0 && err.contains("but it was recorded"), "{err}");
    assert_eq!(into_a_full_disk(&["log", "call", "INV-1", "--dry-run"]).0, 2, "nothing was done");
}

#[test]
fn a_promise_that_is_broken_at_once_is_refused() {
    let project = Project::new();
    let (code, out, err) = project.run("log promise INV-1 --until yesterday");
    assert!(code == 2 && out.is_empty(), "{out}{err}");
    assert!(err.contains("a promise of 2026-03-31 for 2026-03-30 is broken at once") && err.contains("say with --on"), "{err}");
    assert!(!project.has("log.csv"));
    // It was made two days ago, and is broken since the end of its day of grace.
    project.done("log promise INV-1 --until 2026-03-29 --on 2026-03-29");
}

#[test]
fn a_promise_on_the_day_of_a_payment_is_kept_at_once_and_that_is_told() {
    let project = Project::new();
    // 200.00 came in on the 30th.
    let wanted = "the promise on INV-1 is kept at once by the payment of 2026-03-30, so nobody waits for it: if it is about other money, add it \
                  with --on 2026-03-31";
    let (code, _, err) = project.run("log promise INV-1 --until +7d --amount 200 --on 2026-03-30 --deny-warnings");
    assert!(code == 1 && err.contains(wanted), "{err}");
    // The day after it is a promise of further money, and of more than came in.
    assert!(!project.run("log promise INV-1 --until +7d --amount 200 --dry-run").2.contains("kept at once"));
    assert!(!project.run("log promise INV-1 --until +7d --amount 300 --on 2026-03-30 --dry-run").2.contains("kept at once"));
}

#[test]
fn instalments_that_a_promise_replaces_are_named() {
    let project = Project::new();
    let plan = "log plan INV-1 --instalments 300@2026-04-10,300@2026-04-20 --on 2026-03-30";
    assert_eq!(project.run(plan).0, 0);
    for line in ["log promise INV-1 --until +7d --dry-run", "log promise C-1 --until +7d --dry-run"] {
        let (code, _, err) = project.run(line);
        assert!(code == 0 && err.contains("this replaces the 2 instalments that were promised on 2026-03-30 for INV-1"), "{line}: {err}");
    }
    assert!(!project.run("log promise INV-2 --until +7d --dry-run").2.contains("replaces"));
}

#[test]
fn what_changes_nothing_today_says_what_it_changes_later() {
    let project = Project::new();
    // INV-3 of C-2 is due in May; once INV-2 is paid nothing is due for C-2.
    project.done("log payment INV-2");
    let opt_out = project.done("log opt_out C-2 --dry-run");
    assert!(opt_out.contains("  Nothing is due now; from now on no messages go to C-2.\n"), "{opt_out}");
    let until = project.done("log opt_out C-2 --channel sms --until 2026-05-01 --dry-run");
    assert!(until.contains("  Nothing is due now; from now on no sms go to C-2 until 2026-05-01.\n"), "{until}");
    let bounce = project.done("log bounce INV-3 --dry-run");
    assert!(bounce.contains("  Nothing is due now; from now on no emails go to bob@beta.example.\n"), "{bounce}");
    let call = project.done("log call INV-3 --dry-run");
    assert!(call.contains("  Nothing is due now; the call is on record.\n"), "{call}");
}

#[test]
fn on_a_blocked_day_an_invoice_does_not_go_back_to_an_earlier_stage_in_words() {
    let project = Project::new();
    let row = "INV-5,C-5,Delta,Dan Doe,dan@delta.example,2026-03-17,10.00,EUR\n";
    project.write("invoices.csv", format!("{}{row}", super::INVOICES));
    // On its 14th day it enters the stage of the call, unless it is blocked on that day.
    let out = project.done("log reply INV-5 --dry-run");
    assert!(out.contains("  INV-5: it does not enter the stage call before that is over\n"), "{out}");
    assert!(!out.contains("it is in the stage reminder"), "{out}");
}
