//! What programs read of a plan.

use crate::sample;
use collect::finding::{Code, Finding, Place};
use collect::report::{About, PlanFilter, PlanView, StatusFilter, StatusView};
use collect::report::{plan_csv, plan_json, plan_jsonl, plan_markdown, status_csv, status_json, status_markdown};
use serde_json::{Value, json};

fn text(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn about() -> About {
    let warning = Finding::new(Code::OrphanEvent, "no invoice INV-1").at(Place::line("events.csv", 3));
    About { invoices: Some(3), events: Some(12), digest: "l0".into(), warnings: vec![warning] }
}

#[test]
fn a_plan_as_csv_has_a_row_for_each_action_and_none_for_what_is_withheld() {
    let (plan, workflow) = (sample::plan(), sample::workflow());
    let view = PlanView::new(&plan, &workflow, &PlanFilter::default());
    let expected = "\
rank,action_id,kind,channel,owner,invoice_id,customer_id,customer_name,currency,balance,due_date,days_past_due,clock,status,track,stage,template,scheduled_on,days_late,score,flags,why,asked
1,INV-1042/escalation/call/2,touch,call,ar-specialist,INV-1042,C-17,Acme GmbH,EUR,12400.00,2026-02-25,34,34,active,,escalation,call-sheet,2026-03-29,2,18600.00,silent+broken_promise,\"Escalation since 2026-03-17 (day 20), 2 of 3; skipped: First overdue\",12400.00
2,INV-0977/dispute/1,dispute,task,ar-specialist,INV-0977,C-17,Acme GmbH,EUR,999.00,2025-12-16,105,61,disputed,,escalation,,2026-02-15,44,1248.75,disputed,\"disputed since 2026-02-15 (pricing), for 10 days or more\",999.00
3,INV-1050/first-overdue/email/1,touch,email,automated,INV-1050,C-20,,USD,520.00,2026-03-26,5,5,active,,first-overdue,,2026-03-31,0,520.00,,First overdue since 2026-03-31 (day 5),520.00
";
    assert_eq!(text(|out| plan_csv(&view, out)), expected);
}

#[test]
fn a_plan_as_json_says_what_it_was_made_of_and_what_is_withheld() {
    let (plan, workflow) = (sample::plan(), sample::workflow());
    let view = PlanView::new(&plan, &workflow, &PlanFilter::default());
    let written = text(|out| plan_json(&view, &about(), out));
    let found: Value = serde_json::from_str(&written).unwrap();
    let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["as_of", "workflow", "ledger", "actions", "withheld", "totals", "warnings"]);
    assert_eq!(found["as_of"], "2026-03-31");
    assert_eq!(found["workflow"], json!({"name": "net30", "digest": "w0"}));
    assert_eq!(found["ledger"], json!({"invoices": 3, "events": 12, "digest": "l0"}));
    let third = json!({
        "rank": 3, "action_id": "INV-1050/first-overdue/email/1", "kind": "touch", "channel": "email", "owner": "automated",
        "invoice_id": "INV-1050", "customer_id": "C-20", "customer_name": null, "currency": "USD", "balance": "520.00",
        "due_date": "2026-03-26", "days_past_due": 5, "clock": 5, "status": "active", "track": null, "stage": "first-overdue",
        "template": null, "scheduled_on": "2026-03-31", "days_late": 0, "score": "520.00", "flags": null,
        "why": "First overdue since 2026-03-31 (day 5)", "asked": "520.00",
    });
    assert_eq!(found["actions"][2], third);
    let columns = |row: &Value| row.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(columns(&found["actions"][2]), columns(&third), "in this order");
    let withheld = &found["withheld"][0];
    assert_eq!(withheld.get("rank"), None);
    assert_eq!((&withheld["reason"], &withheld["free_on"]), (&json!("contact-limit"), &json!("2026-04-02")));
    let dollars = json!({"currency": "USD", "actions": 1, "invoices": 1, "balance": "520.00", "disputed": 0, "promised": 1, "paused": 0, "replied": 0, "withheld": 0});
    assert_eq!(found["totals"][1], dollars);
    let warning =
        json!({"code": "orphan-event", "file": "events.csv", "line": 3, "column": null, "message": "no invoice INV-1", "hint": null});
    assert_eq!(found["warnings"], json!([warning]));
    assert!(written.starts_with("{\n  \"as_of\": \"2026-03-31\",\n"), "two spaces to a level");
}

#[test]
fn where_it_is_not_known_when_a_withheld_action_is_free_json_does_not_say() {
    let (mut plan, workflow) = (sample::plan(), sample::workflow());
    plan.withheld[0].free_on = None;
    let view = PlanView::new(&plan, &workflow, &PlanFilter::default());
    let found: Value = serde_json::from_str(&text(|out| plan_json(&view, &about(), out))).unwrap();
    assert_eq!(found["withheld"][0].get("free_on"), None);
}

#[test]
fn json_lines_are_the_actions() {
    let (plan, workflow) = (sample::plan(), sample::workflow());
    let view = PlanView::new(&plan, &workflow, &PlanFilter::default());
    let whole: Value = serde_json::from_str(&text(|out| plan_json(&view, &about(), out))).unwrap();
    let lines: Vec<Value> = text(|out| plan_jsonl(&view, out)).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::Array(lines), whole["actions"]);
}

#[test]
fn a_ledger_cannot_steer_the_terminal_that_shows_it() {
    let workflow = sample::workflow();
    let mut plan = sample::plan();
    plan.invoices = sample::invoices();
    let name = "\u{1b}[2J\u{9b}31m\u{202e}evil\u{7f}\u{200b}\n=1+1|<b>";
    for _ in 0..3 {
        sample::invoice(&mut plan.invoices, ["=cmd|' /C calc'!A0", "-C", name, "", ""], "EUR", 100, "2026-03-01");
    }
    let view = PlanView::new(&plan, &workflow, &PlanFilter::default());
    let json = text(|out| plan_json(&view, &about(), out));
    let csv = text(|out| plan_csv(&view, out));
    let markdown = text(|out| plan_markdown(&view, false, out));
    for written in [&json, &csv, &markdown] {
        assert!(!written.contains(|c: char| c.is_control() && c != '\n'), "{written:?}");
    }
    assert!(!json.contains(['\u{202e}', '\u{200b}']) && !markdown.contains(['\u{202e}', '\u{200b}', '<']));
    let found: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(found["actions"][0]["customer_name"], name, "JSON loses nothing");
    assert!(csv.contains(",'=cmd|' /C calc'!A0,'-C,\"�[2J�31m"), "{csv}");
    assert!(markdown.contains("| =cmd\\|' /C calc'!A0 |"), "{markdown}");
}

#[test]
fn a_filtered_plan_keeps_its_ranks_and_counts_again() {
    let (plan, workflow) = (sample::plan(), sample::workflow());
    let filter =
        PlanFilter { customers: vec!["Acme GmbH".into()], channels: vec![collect::channel::Channel::Task], ..PlanFilter::default() };
    let view = PlanView::new(&plan, &workflow, &filter);
    assert_eq!(view.actions.iter().map(|ranked| ranked.rank).collect::<Vec<_>>(), [2]);
    assert!(view.withheld.is_empty());
    let euros = &view.totals[0];
    assert_eq!((euros.actions, euros.invoices, euros.balance, euros.withheld, euros.disputed), (1, 1, 99_900, 0, 1));
    assert_eq!((view.totals[1].actions, view.totals[1].balance), (0, 0));
}

#[test]
fn what_an_earlier_day_had_already_is_left_out() {
    let (plan, workflow) = (sample::plan(), sample::workflow());
    let mut earlier = sample::plan();
    earlier.change_actions(|actions| drop(actions.remove(2)));
    earlier.withheld.clear();
    let view = PlanView::new(&plan, &workflow, &PlanFilter { unlike: Some(&earlier), ..PlanFilter::default() });
    assert_eq!(view.actions.iter().map(|ranked| ranked.rank).collect::<Vec<_>>(), [3]);
    assert_eq!(view.withheld.len(), 1);
}

#[test]
fn a_customers_actions_stand_together_where_the_first_of_them_stood() {
    let (mut plan, workflow) = (sample::plan(), sample::workflow());
    plan.change_actions(|actions| actions.swap(1, 2));
    let view = PlanView::new(&plan, &workflow, &PlanFilter::default()).by_customer();
    assert_eq!(view.actions.iter().map(|ranked| ranked.rank).collect::<Vec<_>>(), [1, 3, 2]);
    assert_eq!(view.groups().iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    let limited = view.limited(Some(2));
    assert_eq!((limited.actions.len(), limited.cut, limited.totals[0].actions), (2, 1, 2));
}

#[test]
fn a_plan_as_markdown() {
    let (plan, workflow) = (sample::plan(), sample::workflow());
    let view = PlanView::new(&plan, &workflow, &PlanFilter::default()).by_customer();
    let expected = "\
# Plan for Tuesday 2026-03-31, workflow net30

## Acme GmbH (C-17): 2 invoices owing 13,399.00 EUR, Jane Doe, +44 20 7946 0018

| # | Owner | Action | Invoice | Customer | Balance | Past due | Stage | Since | Why |
| ---: | --- | --- | --- | --- | ---: | ---: | --- | --- | --- |
| 1 | ar-specialist | call 2/3 | INV-1042 | Acme GmbH | 12,400.00 EUR | 34 d | escalation | 2026-03-29 | Escalation since 2026-03-17 (day 20), 2 of 3; skipped: First overdue; silent, broken promise |
| 2 | ar-specialist | dispute task | INV-0977 | Acme GmbH | 999.00 EUR | 105 d | escalation | 2026-02-15 | disputed since 2026-02-15 (pricing), for 10 days or more |

## C-20: 1 invoice owing 520.00 USD

| # | Owner | Action | Invoice | Customer | Balance | Past due | Stage | Since | Why |
| ---: | --- | --- | --- | --- | ---: | ---: | --- | --- | --- |
| 3 | automated | email | INV-1050 | C-20 | 520.00 USD | 5 d | first-overdue | 2026-03-31 | First overdue since 2026-03-31 (day 5) |

3 actions on 3 invoices owing 13,399.00 EUR and 520.00 USD. Invoices: 1 disputed, 1 promised. 1 action is withheld: 1 contact-limit.

## Withheld

| Withheld | Invoice | Customer | Balance | Past due | Reason | Free on |
| --- | --- | --- | ---: | ---: | --- | --- |
| email | INV-1042 | Acme GmbH | 12,400.00 EUR | 34 d | contact-limit | 2026-04-02 |
";
    assert_eq!(text(|out| plan_markdown(&view, true, out)), expected);
}

#[test]
fn people_are_told_what_else_makes_a_row_stand_out_and_read_grouped_amounts() {
    use collect::plan::{EnteredBy, Flags, Reason};
    let mut action = sample::plan().actions()[0].clone();
    let mut told = |why: Reason, flags: Flags| {
        (action.why, action.flags) = (why, flags);
        action.told()
    };
    let all = Flags { silent: true, broken_promises: 2, worsening: true, disputed: true, unapplied_cash: true, part_disputed: true };
    let reply = Reason::Reply { since: sample::day("2026-03-30") };
    let words = "silent, broken promise ×2, paying later and later, disputed, unapplied cash, disputed in part";
    assert_eq!(told(reply.clone(), all), format!("the customer replied on 2026-03-30, not answered yet; {words}"));
    assert_eq!(told(reply, Flags::default()), "the customer replied on 2026-03-30, not answered yet");

    let rest = Reason::ShortPay { rest: 6_000, amount: 396_000, currency: sample::currency("USD") };
    assert_eq!(rest.to_string(), "short payment: 60.00 of 3960.00 USD left", "for programs");
    assert_eq!(told(rest, Flags::default()), "short payment: 60.00 of 3,960.00 USD left");

    let once = Flags { broken_promises: 1, disputed: true, ..Flags::default() };
    let broken = |amount| Reason::BrokenPromise { promised: sample::day("2026-03-20"), amount, currency: sample::currency("EUR") };
    assert_eq!(told(broken(Some(100_000)), once), "the promise of 1,000.00 EUR for 2026-03-20 was broken; disputed");
    let twice = Flags { broken_promises: 2, ..once };
    assert_eq!(told(broken(None), twice), "the promise for 2026-03-20 was broken; broken promise ×2, disputed");
    let dispute = Reason::Dispute { since: sample::day("2026-03-20"), reason: None, part: None, overdue_after: None };
    assert_eq!(told(dispute, once), "disputed since 2026-03-20; broken promise");
    let stage = Reason::Stage {
        stage: "Escalation".into(),
        entered_on: sample::day("2026-03-21"),
        by: EnteredBy::BrokenPromise,
        clock: 20,
        occurrence: 1,
        of: Some(1),
        skipped: [].into(),
    };
    assert_eq!(told(stage, once), "Escalation since 2026-03-21 (broken promise); disputed");
}

#[test]
fn the_status_as_csv_shows_the_open_invoices() {
    let (plan, workflow) = (sample::positions(), sample::workflow());
    let view = StatusView::new(&plan, &workflow, &StatusFilter::default());
    let expected = "\
invoice_id,customer_id,currency,amount,balance,due_date,days_past_due,clock,status,track,stage,stage_entered_on,blocked_until,promise_date,closed_on,next_on,owner,flags,asked
INV-1042,C-17,EUR,12400.00,12400.00,2026-02-25,34,34,active,,escalation,2026-03-17,,,,2026-04-05,ar-specialist,silent+broken_promise,12400.00
INV-1050,C-20,USD,520.00,520.00,2026-03-31,0,0,promised,,,,2026-04-03,2026-04-02,,2026-04-03,automated,,520.00
INV-0977,C-17,EUR,999.00,999.00,2025-12-16,105,61,disputed,,escalation,2026-03-17,,,,,ar-specialist,disputed+stalled,999.00
";
    assert_eq!(text(|out| status_csv(&view, out)), expected);
}

#[test]
fn the_status_as_json_adds_up_the_cash() {
    let (plan, workflow) = (sample::positions(), sample::workflow());
    let view = StatusView::new(&plan, &workflow, &StatusFilter { all: true, ..StatusFilter::default() });
    let found: Value = serde_json::from_str(&text(|out| status_json(&view, &about(), out))).unwrap();
    let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["as_of", "workflow", "ledger", "cash", "open_credits", "on_account", "invoices", "warnings"]);
    assert_eq!(
        found["cash"],
        json!([
            {"currency": "EUR", "invoices": 2, "balance": "13399.00", "current": "0.00", "due": "0.00", "overdue_1_30": "0.00",
             "overdue_31_60": "12400.00", "overdue_61_90": "0.00", "overdue_over_90": "999.00", "disputed": "999.00",
             "promised": "0.00", "paused": "0.00", "at_risk": "13399.00"},
            {"currency": "USD", "invoices": 1, "balance": "520.00", "current": "0.00", "due": "520.00", "overdue_1_30": "0.00",
             "overdue_31_60": "0.00", "overdue_61_90": "0.00", "overdue_over_90": "0.00", "disputed": "0.00",
             "promised": "520.00", "paused": "0.00", "at_risk": "0.00"},
        ])
    );
    let paid = &found["invoices"][3];
    assert_eq!((&paid["status"], &paid["clock"], &paid["owner"]), (&json!("paid"), &Value::Null, &Value::Null));
    assert_eq!(paid["days_past_due"], 89);
}

#[test]
fn the_status_can_be_asked_for_in_part() {
    use collect::plan::Status;
    let (plan, workflow) = (sample::positions(), sample::workflow());
    let ids = |filter: StatusFilter| {
        let view = StatusView::new(&plan, &workflow, &filter);
        view.rows().map(|row| row.invoice.id().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(StatusFilter { stalled: true, ..StatusFilter::default() }), ["INV-0977"]);
    assert_eq!(ids(StatusFilter { statuses: vec![Status::Paid], ..StatusFilter::default() }), ["INV-0900"]);
    assert_eq!(ids(StatusFilter { customers: vec!["C-20".into()], all: true, ..StatusFilter::default() }), ["INV-1050", "INV-0900"]);
    assert_eq!(ids(StatusFilter { owners: vec!["automated".into()], ..StatusFilter::default() }), ["INV-1050"]);
    assert_eq!(ids(StatusFilter { stages: vec!["escalation".into()], ..StatusFilter::default() }), ["INV-1042", "INV-0977"]);
}

#[test]
fn the_status_as_markdown_has_the_cash_above_the_rows() {
    let (plan, workflow) = (sample::positions(), sample::workflow());
    let view = StatusView::new(&plan, &workflow, &StatusFilter { stalled: true, ..StatusFilter::default() });
    let expected = "\
# Status on Tuesday 2026-03-31, workflow net30

| Currency | Invoices | Open | Not yet due | Due today | 1–30 days | 31–60 days | 61–90 days | Over 90 days | Disputed | Promised | Paused | At risk |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| EUR | 1 | 999.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 999.00 | 999.00 | 0.00 | 0.00 | 999.00 |

| invoice_id | customer_id | currency | amount | balance | due_date | days_past_due | clock | status | track | stage | stage_entered_on | blocked_until | promise_date | closed_on | next_on | owner | flags | asked |
| --- | --- | --- | ---: | ---: | --- | ---: | ---: | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | ---: |
| INV-0977 | C-17 | EUR | 999.00 | 999.00 | 2025-12-16 | 105 | 61 | disputed |  | escalation | 2026-03-17 |  |  |  |  | ar-specialist | disputed+stalled | 999.00 |
";
    assert_eq!(text(|out| status_markdown(&view, out)), expected);
}

#[test]
fn a_plan_is_a_calendar_of_what_is_due_promised_and_next() {
    let place = crate::place::Place::gentle(
        "version: 1\nowners: { ar: { name: Ada } }\nstages: [{ id: call, trigger: { day: 1 }, owner: ar, actions: [{ channel: call, every: 10, times: 2 }] }]\n",
        "invoice_id,customer_id,customer_name,due_date,amount,currency\nA;1,C-1,\"Acme, Inc\",2026-03-01,100.00,EUR\nB,C-2,Bolt,2026-03-01,50.00,EUR\n",
        "date,type,invoice_id,until,amount\n2026-03-05,promise,B,2026-03-20,20.00\n",
    );
    let run = |more: &[&str]| {
        let (code, out, err) = place.command(&[&["plan", "--as-of", "2026-03-10", "--format", "ics", "-q"], more].concat()).told();
        assert_eq!((code, err.as_str()), (0, ""));
        out
    };
    let calendar = run(&[]);
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
    let titles: Vec<&str> = calendar.lines().filter(|line| line.starts_with("SUMMARY:")).collect();
    // A is due today. Its second call falls due ten days after the first is done, so nothing of it falls due by itself. B waits for its promise: the
    // day after that it is due.
    let expected = [
        "SUMMARY:Call Acme\\, Inc\\, A\\;1\\, 100.00 EUR",
        "SUMMARY:Promised by Bolt\\, B\\, 20.00 EUR",
        "SUMMARY:Next action: Bolt\\, B\\, 50.00 EUR",
    ];
    assert!(expected.iter().all(|title| titles.contains(title)), "{titles:?}");
    let days: Vec<&str> = calendar.lines().filter(|line| line.starts_with("DTSTART")).collect();
    assert!(days.contains(&"DTSTART;VALUE=DATE:20260310") && days.contains(&"DTSTART;VALUE=DATE:20260320"), "{days:?}");
    assert!(calendar.lines().filter(|line| line.starts_with("DTSTAMP")).all(|line| line == "DTSTAMP:20260310T000000Z"));
    assert_eq!(calendar, run(&[]), "the same bytes");
    assert!(!run(&["--customer", "Bolt"]).contains("Acme"));
}
