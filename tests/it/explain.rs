//! `collect explain`: stories of single invoices, worked out by hand, and the command from outside.

mod command;
mod customer_account;
mod customers;
mod next;
mod rows;

use crate::scenario::told::{date, told};
use collect::channel::Channel;
use collect::ledger::Ledger;
use collect::report::StoryView;
use collect::workflow::{TemplateNames, Workflow};

/// Every day but the weekend is worked. The lines count: the stories name them.
pub const DESK: &str = "\
version: 1
name: desk
calendar: { working_days: [mon, tue, wed, thu, fri] }
owners: { ar: {}, boss: {} }
stages:
  - { id: mail, trigger: { day: 1 }, owner: ar, actions: [{ channel: email, within: 3 }] }
  - { id: notice, trigger: { day: 10 }, owner: ar, required: true, wait_days: 2, actions: [{ channel: letter }] }
  - { id: end, trigger: { day: 20 }, owner: boss, actions: [{ channel: task }] }
overrides:
  payment: { short_pay: { owner: boss, at_most_percent: 10 } }
  dispute: { owner: boss, cooldown_days: 2 }
  promise: { grace_days: 1, broken: { owner: boss, advance_to: notice } }
  reply: { owner: ar, pause_days: 3 }
limits: { min_days_between_contacts: 5 }
";

/// Due on a Sunday: the clock shows 1 on Monday, 2026-03-02.
const INVOICE: &str = "A ACME due=2026-03-01 amount=100.00";

fn desk() -> Workflow {
    let templates: TemplateNames = Channel::ALL.map(|channel| ("default", channel)).into_iter().collect();
    let reading = collect::workflow::read(DESK, "desk", &templates);
    reading.value.unwrap_or_else(|| panic!("{:?}", reading.findings))
}

fn ledger(workflow: &Workflow, invoices: &str, events: &str, as_of: &str) -> Ledger {
    told(workflow, invoices, events, as_of).ledger()
}

/// What is told of invoice A, with `view`.
fn with_view<T>(invoices: &str, events: &str, from: Option<&str>, as_of: &str, tell: impl Fn(&StoryView<'_>) -> T) -> T {
    let workflow = desk();
    let ledger = ledger(&workflow, invoices, events, as_of);
    let story = collect::plan::story(&workflow, &ledger, "A", date(as_of)).unwrap();
    let earlier = from.map(|day| collect::plan::story(&workflow, &ledger, "A", date(day)).unwrap());
    let whole = collect::plan::plan(&workflow, &ledger, date(as_of));
    let invoice = ledger.invoices.iter().find(|invoice| invoice.id() == "A").unwrap();
    tell(&StoryView { story: &story, invoice, workflow: &workflow, whole: Some(&whole), earlier: earlier.as_ref() })
}

/// `03-02 1 Enters the stage Mail. desk:6`, a line for each row.
fn rows(events: &str, as_of: &str) -> String {
    with_view(INVOICE, events, None, as_of, |view| {
        let row = |row: collect::report::StoryRow<'_>| {
            let day = row.moment.day.to_string();
            let clock = row.moment.clock.map_or("-".to_owned(), |clock| clock.to_string());
            let places: Vec<String> = [row.source(), row.workflow()].into_iter().flatten().collect();
            format!("{} {clock} {} {}", &day[5..], row.text(), places.join(" ")).trim_end().to_owned() + "\n"
        };
        view.rows().map(row).collect()
    })
}

/// The sentences under a heading.
fn section(invoices: &str, events: &str, as_of: &str, title: &str) -> Vec<String> {
    with_view(invoices, events, None, as_of, |view| {
        view.sections().into_iter().find(|section| section.title == title).map(|section| section.lines).unwrap_or_default()
    })
}

/// What every story begins with.
const BEGINNING: &str = "\
03-01 0 Due date.
03-02 1 Enters the stage Mail. desk:6
03-02 1 Email falls due for ar: A/mail/email/1. desk:6
";

#[track_caller]
fn tells(events: &str, as_of: &str, rest: &str) {
    let rows = rows(events, as_of);
    assert_eq!(rows, format!("{BEGINNING}{rest}"), "\n{rows}");
}

#[test]
fn what_nobody_does_lapses() {
    tells("", "2026-03-06", "03-06 5 The email of the stage Mail was not sent in time, so it lapses. desk:6\n");
}

#[test]
fn a_required_stage_holds_until_somebody_was_in_touch() {
    let held = "\
03-06 5 The email of the stage Mail was not sent in time, so it lapses. desk:6
03-11 10 Enters the stage Notice; it is required, so the invoice stays until a touch is recorded. desk:7
03-11 10 Letter falls due for ar: A/notice/letter/1. desk:7
03-21 20 The clock has reached End, but the stage Notice is required: the invoice stays there until a touch is recorded. desk:7
";
    tells("", "2026-03-23", held);
    let why =
        "The clock has reached End, but Notice is required: the invoice stays there until a touch is recorded (required-stage, desk:7).";
    assert_eq!(section(INVOICE, "", "2026-03-23", "In the way"), [why]);
    // The letter goes out on Monday, day 22; two days later the invoice may go.
    let moved = "\
03-23 22 Letter recorded: A/notice/letter/1 is done by it. events.csv:2
03-25 24 Enters the stage End. desk:8
03-25 24 Task falls due for boss: A/end/task/1. desk:8
";
    tells("2026-03-23 A touch channel=letter ref=A/notice/letter/1", "2026-03-25", &format!("{held}{moved}"));
}

#[test]
fn a_dispute_stops_the_clock_and_cools_down() {
    let events = "2026-03-03 A dispute reason=pricing\n2026-03-05 A dispute_resolved";
    let rest = "\
03-03 2 Disputed (pricing): nobody chases until it is settled, and the clock stops. events.csv:2 desk:11
03-03 2 Task falls due for boss, to settle the dispute: A/dispute/1. desk:11
03-05 2 Dispute settled; nobody chases before 2026-03-07, to give the customer time to pay. events.csv:3 desk:11
03-06 2 The email of the stage Mail was not sent in time, so it lapses. desk:6
03-07 2 The days after the dispute are over: the clock runs on. desk:11
";
    tells(events, "2026-03-07", rest);
    let why = "It has been disputed since 2026-03-03 (pricing): nobody chases until the dispute is settled (disputed, desk:11).";
    assert_eq!(section(INVOICE, events, "2026-03-04", "In the way"), [why]);
    let days = "The clock shows day 2: 3 by the calendar − 1 day on which the clock stopped";
    assert_eq!(section(INVOICE, events, "2026-03-04", "Days")[1], days);
}

#[test]
fn a_broken_promise_escalates() {
    let rest = "\
03-03 2 Promise to pay by 2026-03-05: nobody chases before 2026-03-06; it is broken on 2026-03-06 unless the invoice is paid by then. events.csv:2 desk:12
03-06 5 The promise to pay by 2026-03-05 is broken. desk:12
03-06 10 The broken promise escalates to Notice: the clock jumps from day 5 to day 10. desk:12
03-06 10 Enters the stage Notice; it is required, so the invoice stays until a touch is recorded. desk:7
03-06 10 The email of the stage Mail was not sent; it is no longer needed in the stage Notice. desk:6
03-06 10 Call falls due for boss, about the broken promise: A/broken-promise/1. desk:12
";
    tells("2026-03-03 A promise until=2026-03-05", "2026-03-06", rest);
}

#[test]
fn a_plan_whose_first_payment_bounces_is_broken_once() {
    let events = "2026-03-03 A promise until=2026-03-05 amount=40.00\n2026-03-03 A promise until=2026-03-10 amount=60.00\n\
                  2026-03-04 A payment amount=40.00\n2026-03-05 A reversal amount=40.00";
    let told = rows(events, "2026-03-06");
    let of_promises: Vec<&str> = told.lines().filter(|row| row.contains("promise") && row >= &"03-04").collect();
    let expected = [
        "03-04 3 The promise to pay by 2026-03-05 is kept. desk:12",
        "03-05 4 The money for the promise to pay by 2026-03-05 was taken back: the promise breaks on 2026-03-06 unless it is kept. desk:12",
        "03-06 5 The promise to pay by 2026-03-05 is broken, and the plan with it: 1 more promise is no longer pending. desk:12",
        "03-06 10 The broken promise escalates to Notice: the clock jumps from day 5 to day 10. desk:12",
        "03-06 10 Call falls due for boss, about the broken promise: A/broken-promise/1. desk:12",
    ];
    assert_eq!(of_promises, expected, "{told}");
}

#[test]
fn a_promise_kept_in_part_is_kept() {
    let rest = "\
03-03 2 Promise to pay 40.00 USD by 2026-03-04: nobody chases before 2026-03-05; it is broken on 2026-03-05 unless that much has come in by then. events.csv:2 desk:12
03-04 3 Payment of 40.00 USD; 60.00 USD is left to pay. events.csv:3
03-04 3 The promise to pay by 2026-03-04 is kept. desk:12
03-04 3 Email is due again for ar: A/mail/email/1. desk:6
";
    tells("2026-03-03 A promise until=2026-03-04 amount=40.00\n2026-03-04 A payment amount=40.00", "2026-03-04", rest);
}

#[test]
fn a_reply_waits_for_its_answer() {
    let rest = "\
03-03 2 The customer replied: nobody chases before 2026-03-06 unless it is answered sooner. events.csv:2 desk:13
03-03 2 Task falls due for ar, to answer the reply: A/reply/1. desk:13
";
    let over = "\
03-06 5 Nobody has answered the reply, but it no longer pauses chasing. desk:13
03-06 5 The email of the stage Mail was not sent in time, so it lapses. desk:6
";
    tells("2026-03-03 A reply", "2026-03-06", &format!("{rest}{over}"));
    let answered = "\
03-04 3 Call recorded. events.csv:3
03-04 3 The reply is answered. desk:13
03-04 3 Email is due again for ar: A/mail/email/1. desk:6
";
    tells("2026-03-03 A reply\n2026-03-04 A touch channel=call", "2026-03-04", &format!("{rest}{answered}"));
}

#[test]
fn a_small_rest_goes_first() {
    let rest = "\
03-03 2 Payment of 95.00 USD; 5.00 USD is left to pay. events.csv:2
03-03 2 The email of the stage Mail waits: the task about the short payment comes first. desk:6
03-03 2 Task falls due for boss, to ask about the short payment: A/short-pay/1. desk:10
";
    tells("2026-03-03 A payment amount=95.00", "2026-03-03", rest);
}

#[test]
fn a_reversal_opens_what_was_paid() {
    let events = "2026-03-03 A payment amount=100.00\n2026-03-05 A reversal amount=100.00";
    let rest = "\
03-03 2 Payment of 100.00 USD; nothing is left to pay. events.csv:2
03-03 - The invoice is paid: nothing more is due.
03-05 - Reversal of 100.00 USD; 100.00 USD is left to pay. events.csv:3
03-05 2 The invoice is open again: 100.00 USD is left to pay.
03-05 2 Email is due again for ar: A/mail/email/1. desk:6
";
    tells(events, "2026-03-05", rest);
    let balance = [
        "100.00 USD: the amount of the invoice",
        "− 100.00 USD: Payment of 2026-03-03; 0.00 USD is left",
        "+ 100.00 USD: Reversal of 2026-03-05; 100.00 USD is left",
        "= 100.00 USD: the balance",
    ];
    assert_eq!(section(INVOICE, events, "2026-03-05", "Balance"), balance);
    let closed = section(INVOICE, events, "2026-03-04", "Why nothing is due");
    assert_eq!(closed, ["It was paid on 2026-03-03: nothing more is due."]);
}

#[test]
fn a_pause_of_the_customer_is_told_with_the_invoice() {
    let rest = "\
03-03 2 For the whole customer: Paused until 2026-03-10: nobody chases before 2026-03-10, and the clock stops. events.csv:2
03-06 2 The email of the stage Mail was not sent in time, so it lapses. desk:6
03-10 2 The pause is over: the clock runs on.
";
    tells("2026-03-03 ACME pause until=2026-03-10", "2026-03-10", rest);
}

#[test]
fn a_new_due_date_starts_the_clock_over() {
    let rest = "03-03 -17 New due date 2026-03-20: the clock and the stages start again. events.csv:2\n";
    tells("2026-03-03 A extend until=2026-03-20", "2026-03-03", rest);
    // Both due dates are told.
    let once_more = format!("{rest}03-20 0 Due date.\n");
    tells("2026-03-03 A extend until=2026-03-20", "2026-03-20", &once_more);
    let days = section(INVOICE, "2026-03-03 A extend until=2026-03-20", "2026-03-03", "Days");
    let wanted = [
        "The due date was 2026-03-01",
        "since 2026-03-03 the due date is 2026-03-20",
        "2026-03-03 to 2026-03-20: due in 17 days",
        "The clock shows day -17: -17 by the calendar",
    ];
    assert_eq!(days, wanted);
}

#[test]
fn what_is_held_back_is_told_with_its_reason() {
    let two = "A ACME due=2026-03-01 amount=100.00\nB ACME due=2026-03-01 amount=100.00";
    let written = "The customer got a message on 2026-03-02 about B: no email, letter or sms until Saturday 2026-03-07, which is not a \
               working day; the first after it is Monday 2026-03-09 (contact-limit, desk:14).";
    assert_eq!(section(two, "2026-03-02 B touch channel=email", "2026-03-03", "In the way"), [written]);
    let paid = "The customer's unapplied cash covers it: apply the cash first (unapplied-cash).";
    assert_eq!(section(INVOICE, "2026-03-02 ACME payment amount=500.00", "2026-03-03", "In the way"), [paid]);
    let rest = rows("2026-03-02 ACME payment amount=500.00", "2026-03-03");
    assert!(rest.contains("03-02 - Payment of 500.00 USD for the customer, not applied to an invoice yet. events.csv:2\n"), "{rest}");
}

#[test]
fn nothing_is_due_at_the_weekend() {
    let why = "2026-03-07 is not a working day: nothing is due until 2026-03-09 (desk:3).";
    assert_eq!(section(INVOICE, "", "2026-03-07", "In the way"), [why]);
    // A Friday on which the email has lapsed; the letter comes on day 10.
    let why = "Nothing is due yet: the next action falls due on 2026-03-11.";
    assert_eq!(section(INVOICE, "", "2026-03-06", "Why nothing is due"), [why]);
    let next = "2026-03-11: A/notice/letter/1 for ar, letter, if nothing happens until then.";
    assert_eq!(section(INVOICE, "", "2026-03-06", "Next"), [next]);
}

#[test]
fn what_changed_between_two_days_is_told() {
    let events = "2026-03-03 A payment amount=40.00";
    let changes = with_view(INVOICE, events, Some("2026-03-02"), "2026-03-04", |view| {
        let rows: Vec<String> = view.rows().map(|row| row.text()).collect();
        assert_eq!(rows, ["Payment of 40.00 USD; 60.00 USD is left to pay."]);
        view.sections()[0].clone()
    });
    assert_eq!(changes.title, "What changed");
    let wanted = ["balance: from 100.00 to 60.00", "days past due: from 1 to 3", "clock: from 1 to 3"];
    assert_eq!(changes.lines, wanted);
}

#[test]
fn before_it_is_issued_there_is_no_invoice() {
    let invoice = "A ACME issued=2026-02-10 due=2026-03-01 amount=100.00";
    let why = "The invoice does not exist yet: it is issued on 2026-02-10.";
    assert_eq!(section(invoice, "", "2026-02-09", "Why nothing is due"), [why]);
    assert_eq!(section(invoice, "", "2026-02-09", "Where it stands"), ["Not yet issued."]);
}

#[test]
fn by_hand_the_clock_jumps_and_a_required_stage_still_comes_first() {
    let rest = "\
03-03 20 Escalated by hand to End: the clock jumps from day 2 to day 20. events.csv:2 desk:8
03-03 20 Enters the stage Notice; it is required, so the invoice stays until a touch is recorded. desk:7
03-03 20 The clock has reached End, but the stage Notice is required: the invoice stays there until a touch is recorded. desk:7
03-03 20 The email of the stage Mail was not sent; it is no longer needed in the stage Notice. desk:6
03-03 20 Letter falls due for ar: A/notice/letter/1. desk:7
";
    tells("2026-03-03 A escalate stage=end", "2026-03-03", rest);
    let days = section(INVOICE, "2026-03-03 A escalate stage=end", "2026-03-03", "Days");
    assert_eq!(days[1], "The clock shows day 20: 2 by the calendar + 18 days of jumps");
}

#[test]
fn a_part_in_dispute_is_told_with_what_is_still_asked_for() {
    let events = "2026-03-03 A dispute reason=pricing amount=40.00\n2026-03-04 A payment amount=60.00\n2026-03-05 A reversal amount=10.00";
    let told = rows(events, "2026-03-05");
    for line in [
        "03-03 2 Disputed in part, 40.00 USD (pricing); 60.00 USD is still asked for. events.csv:2 desk:11\n",
        "03-03 2 Task falls due for boss, to settle the dispute: A/dispute/1. desk:11\n",
        "03-04 3 40.00 USD is in dispute, and only 40.00 USD is left to pay: nobody chases until it is settled, and the clock stops. desk:11\n",
        "03-05 3 Only a part is in dispute; 10.00 USD is asked for: the clock runs on. desk:11\n",
    ] {
        assert!(told.contains(line), "{line}{told}");
    }
}

#[test]
fn a_dispute_takes_the_place_of_a_promise() {
    let rest = "\
03-03 2 Promise to pay by 2026-03-10: nobody chases before 2026-03-11; it is broken on 2026-03-11 unless the invoice is paid by then. events.csv:2 desk:12
03-04 3 Disputed: nobody chases until it is settled, and the clock stops. events.csv:3 desk:11
03-04 3 The earlier promise no longer counts: this one replaces it. desk:12
03-04 3 Task falls due for boss, to settle the dispute: A/dispute/1. desk:11
";
    tells("2026-03-03 A promise until=2026-03-10\n2026-03-04 A dispute", "2026-03-04", rest);
}
