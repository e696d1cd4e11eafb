//! Stories whose end is worked out by hand.

mod conditions;
mod disputes;
mod money;
mod promises;

use super::{NaivePlan, NaiveRow, plan};
use crate::scenario::told::{action, date, stage, told, workflow};
use chrono::Weekday;
use collect::calendar::WorkingCalendar;
use collect::channel::Channel;
use collect::money::Decimal;
use collect::workflow::*;

/// An email from the first day past due, a call from the fourteenth.
fn gentle() -> Workflow {
    workflow(vec![stage("reminder", 1, vec![action(Channel::Email)]), stage("call", 14, vec![action(Channel::Call)])])
}

const INVOICE: &str = "A ACME due=2026-01-10 amount=100.00";

fn outcome(workflow: &Workflow, invoices: &str, events: &str, as_of: &str) -> NaivePlan {
    let story = told(workflow, invoices, events, as_of);
    plan(&story.workflow, &story.ledger(), story.as_of)
}

fn due(plan: &NaivePlan) -> Vec<&str> {
    plan.actions.iter().map(|action| action.action_id.as_str()).collect()
}

fn row<'p>(plan: &'p NaivePlan, invoice: &str) -> &'p NaiveRow {
    plan.rows.iter().find(|row| row.invoice_id == invoice).unwrap()
}

fn ann() -> Option<OwnerId> {
    Some(OwnerId::from_index(1))
}

#[test]
fn a_dispute_keeps_everybody_away_and_stops_the_clock() {
    let raised = "2026-01-15 A dispute reason=pricing";
    let plan = outcome(&gentle(), INVOICE, raised, "2026-01-17");
    let a = row(&plan, "A");
    assert_eq!((a.status.as_str(), a.clock, a.days_past_due), ("disputed", Some(5), 7));
    assert_eq!((a.blocked_until, a.next_on, a.flags.as_str()), (None, None, "disputed"));
    assert_eq!(due(&plan), ["A/dispute/1"]);
    assert_eq!(plan.actions[0].scheduled_on, date("2026-01-15"));
    assert_eq!(plan.actions[0].score, "125.00");

    // Free again on the 20th: the clock shows 5 on that day and gains one a day from then on.
    let settled = format!("{raised}\n2026-01-20 A dispute_resolved");
    let plan = outcome(&gentle(), INVOICE, &settled, "2026-01-27");
    let a = row(&plan, "A");
    assert_eq!((a.status.as_str(), a.clock, a.days_past_due), ("active", Some(12), 17));
    assert_eq!((a.stage.as_str(), a.stage_entered_on), ("reminder", Some(date("2026-01-11"))));
    assert_eq!(a.next_on, Some(date("2026-01-29")));
    assert_eq!(due(&plan), ["A/reminder/email/1"]);
    assert_eq!(plan.actions[0].days_late, 16);
}

#[test]
fn a_dispute_cools_down_without_a_task() {
    let mut policy = gentle();
    policy.overrides.dispute.cooldown_days = 3;
    let plan = outcome(&policy, INVOICE, "2026-01-15 A dispute\n2026-01-20 A dispute_resolved", "2026-01-21");
    let a = row(&plan, "A");
    assert_eq!((a.status.as_str(), a.clock, a.blocked_until), ("disputed", Some(5), Some(date("2026-01-23"))));
    assert!(plan.actions.is_empty());
}

#[test]
fn a_promise_is_waited_for_until_the_days_of_grace_are_over() {
    let mut policy = gentle();
    policy.overrides.promise.broken.owner = ann();
    let promise = "2026-01-12 A promise until=2026-01-15";
    let plan = outcome(&policy, INVOICE, promise, "2026-01-15");
    let a = row(&plan, "A");
    assert_eq!((a.status.as_str(), a.promise_date), ("promised", Some(date("2026-01-15"))));
    assert_eq!((a.blocked_until, a.next_on), (Some(date("2026-01-16")), Some(date("2026-01-16"))));
    assert!(plan.actions.is_empty());

    let plan = outcome(&policy, INVOICE, promise, "2026-01-16");
    assert_eq!(due(&plan), ["A/broken-promise/1"], "the reminder is set aside");
    let call = &plan.actions[0];
    assert_eq!((call.channel.as_str(), call.owner.as_str(), call.scheduled_on), ("call", "ann", date("2026-01-16")));
    assert_eq!((call.flags.as_str(), call.score.as_str()), ("broken_promise", "150.00"));

    // The call is made on the 17th: nothing more on that day, the reminder on the next.
    let called = format!("{promise}\n2026-01-17 A touch channel=call");
    assert!(due(&outcome(&policy, INVOICE, &called, "2026-01-17")).is_empty());
    assert_eq!(due(&outcome(&policy, INVOICE, &called, "2026-01-18")), ["A/reminder/email/1"]);
}

#[test]
fn a_promise_is_kept_by_the_promised_amount_and_superseded_by_the_next() {
    let promise = "2026-01-12 A promise until=2026-01-15 amount=40.00";
    let kept = format!("{promise}\n2026-01-14 A payment amount=40.00");
    let plan = outcome(&gentle(), INVOICE, &kept, "2026-01-14");
    assert_eq!((row(&plan, "A").status.as_str(), row(&plan, "A").balance.as_str()), ("active", "60.00"));
    assert_eq!(due(&plan), ["A/reminder/email/1"]);

    let newer = format!("{promise}\n2026-01-14 A promise until=2026-01-20");
    let a = outcome(&gentle(), INVOICE, &newer, "2026-01-18");
    assert_eq!((row(&a, "A").status.as_str(), row(&a, "A").flags.as_str()), ("promised", ""));
}

#[test]
fn a_broken_promise_lets_the_clock_jump() {
    let mut policy = gentle();
    policy.overrides.promise = Promise { grace_days: 0, ..Promise::default() };
    policy.overrides.promise.broken.advance_to = Some("call".to_owned());
    let plan = outcome(&policy, INVOICE, "2026-01-05 A promise until=2026-01-12", "2026-01-13");
    let a = row(&plan, "A");
    assert_eq!((a.stage.as_str(), a.stage_entered_on, a.clock), ("call", Some(date("2026-01-12")), Some(15)));
    assert_eq!(a.skipped, ["reminder"]);
}

#[test]
fn a_reply_waits_for_an_answer_longer_than_it_blocks() {
    let reply = "2026-01-12 A reply";
    let plan = outcome(&gentle(), INVOICE, reply, "2026-01-16");
    assert_eq!((row(&plan, "A").status.as_str(), row(&plan, "A").blocked_until), ("replied", Some(date("2026-01-17"))));
    assert_eq!(due(&plan), ["A/reply/1"]);
    assert_eq!(due(&outcome(&gentle(), INVOICE, reply, "2026-01-17")), ["A/reminder/email/1", "A/reply/1"]);

    // The recorded mail of a stage is no answer; a call is.
    let mailed = format!("{reply}\n2026-01-13 A touch channel=email ref=A/reminder/email/1");
    assert_eq!(due(&outcome(&gentle(), INVOICE, &mailed, "2026-01-14")), ["A/reply/1"]);
    let called = format!("{reply}\n2026-01-13 A touch channel=call ref=A/other/call/1");
    assert_eq!(due(&outcome(&gentle(), INVOICE, &called, "2026-01-14")), ["A/reminder/email/1"]);
    let paid = format!("{reply}\n2026-01-12 A payment amount=1.00");
    assert_eq!(row(&outcome(&gentle(), INVOICE, &paid, "2026-01-12"), "A").status, "active");
}

#[test]
fn a_small_rest_of_a_payment_is_a_task_of_its_own() {
    let mut policy = gentle();
    let at_most_percent = Decimal::from(10);
    policy.overrides.payment.short_pay = Some(ShortPay { owner: ann(), at_most_percent, line: 0 });
    let paid = "2026-01-12 A payment amount=95.00";
    let plan = outcome(&policy, INVOICE, paid, "2026-01-13");
    assert_eq!(due(&plan), ["A/short-pay/1"]);
    assert_eq!((plan.actions[0].owner.as_str(), plan.actions[0].scheduled_on), ("ann", date("2026-01-12")));

    let done = format!("{paid}\n2026-01-13 A touch channel=task");
    assert!(due(&outcome(&policy, INVOICE, &done, "2026-01-13")).is_empty());
    assert_eq!(due(&outcome(&policy, INVOICE, &done, "2026-01-14")), ["A/reminder/email/1"]);
    let charged = format!("{paid}\n2026-01-13 A fee amount=6.00\n2026-01-14 A payment amount=2.00");
    assert_eq!(due(&outcome(&policy, INVOICE, &charged, "2026-01-14")), ["A/short-pay/2"]);
}

#[test]
fn an_invoice_found_late_stops_at_a_required_stage() {
    let mut notice = stage("notice", 10, vec![action(Channel::Letter)]);
    notice.required = true;
    notice.wait_days = Some(7);
    let policy = workflow(vec![stage("reminder", 1, vec![]), notice, stage("handoff", 20, vec![action(Channel::Task)])]);
    let invoice = "A ACME issued=2026-02-01 due=2026-01-01 amount=100.00";
    let plan = outcome(&policy, invoice, "", "2026-02-20");
    let a = row(&plan, "A");
    assert_eq!((a.stage.as_str(), a.clock, a.stage_entered_on), ("notice", Some(50), Some(date("2026-02-01"))));
    assert_eq!(a.skipped, ["reminder"]);
    let sent = "2026-02-03 A touch channel=letter";
    assert_eq!(row(&outcome(&policy, invoice, sent, "2026-02-09"), "A").stage, "notice");
    let plan = outcome(&policy, invoice, sent, "2026-02-10");
    assert_eq!((row(&plan, "A").stage.as_str(), due(&plan)), ("handoff", vec!["A/handoff/task/1"]));
    // A letter of that stage sent before it was entered spares the stage.
    let early = "2026-01-20 A touch channel=letter stage=notice";
    assert_eq!(row(&outcome(&policy, invoice, early, "2026-02-01"), "A").stage, "handoff");
}

#[test]
fn a_new_due_date_begins_a_second_journey() {
    let events = "2026-01-12 A touch channel=email\n2026-01-14 A extend until=2026-01-20";
    let plan = outcome(&gentle(), INVOICE, events, "2026-01-19");
    let a = row(&plan, "A");
    assert_eq!((a.status.as_str(), a.clock, a.due_date), ("upcoming", Some(-1), date("2026-01-20")));
    assert_eq!(a.next_on, Some(date("2026-01-21")));
    let plan = outcome(&gentle(), INVOICE, events, "2026-01-22");
    assert_eq!(due(&plan), ["A@2/reminder/email/1"]);
    let sent = format!("{events}\n2026-01-21 A touch channel=email ref=A@2/reminder/email/1");
    assert!(due(&outcome(&gentle(), INVOICE, &sent, "2026-01-22")).is_empty());
}

#[test]
fn two_messages_to_a_customer_keep_their_distance() {
    let mut policy = gentle();
    policy.limits.min_days_between_contacts = 3;
    let two = format!("{INVOICE}\nB ACME due=2026-01-09 amount=50.00");
    let sent = "2026-01-10 B touch channel=email ref=B/reminder/email/1";
    let plan = outcome(&policy, &two, sent, "2026-01-12");
    assert!(plan.actions.is_empty());
    assert_eq!((plan.withheld[0].action.action_id.as_str(), plan.withheld[0].reason.as_str()), ("A/reminder/email/1", "contact-limit"));
    assert_eq!(plan.withheld[0].free_on, Some(date("2026-01-13")));
    assert_eq!(due(&outcome(&policy, &two, sent, "2026-01-13")), ["A/reminder/email/1"]);
    // What goes out on the same day is one contact.
    let today = "2026-01-12 B touch channel=email ref=B/reminder/email/1";
    assert_eq!(due(&outcome(&policy, &two, today, "2026-01-12")), ["A/reminder/email/1"]);
}

#[test]
fn cash_that_is_not_applied_keeps_messages_back_when_it_is_enough() {
    let plan = outcome(&gentle(), INVOICE, "2026-01-12 ACME payment amount=100.00", "2026-01-13");
    assert_eq!((plan.actions.len(), plan.withheld[0].reason.as_str(), plan.withheld[0].free_on), (0, "unapplied-cash", None));
    let plan = outcome(&gentle(), INVOICE, "2026-01-12 ACME payment amount=40.00", "2026-01-13");
    assert_eq!((due(&plan), plan.actions[0].flags.as_str()), (vec!["A/reminder/email/1"], "unapplied_cash"));
    // An overpaid invoice and an open credit are cash as well.
    let three = format!("{INVOICE}\nB ACME due=2026-01-01 amount=50.00\nC ACME due=2026-01-01 amount=-70.00");
    let plan = outcome(&gentle(), &three, "2026-01-05 B payment amount=80.00", "2026-01-13");
    assert_eq!(plan.withheld[0].action.action_id, "A/reminder/email/1");
    assert_eq!((row(&plan, "B").status.as_str(), row(&plan, "C").status.as_str()), ("paid", "credit"));
    assert_eq!((row(&plan, "B").balance.as_str(), row(&plan, "B").closed_on), ("-30.00", Some(date("2026-01-05"))));
}

#[test]
fn silence_is_counted_in_days_since_the_last_response() {
    let two = format!("{INVOICE}\nB ACME due=2026-01-20 amount=50.00");
    let touches = "
        2026-01-11 A touch channel=email
        2026-01-12 A touch channel=call
        2026-01-12 A touch channel=email
        2026-01-13 A touch channel=task
        2026-01-14 B touch channel=email";
    assert_eq!(row(&outcome(&gentle(), &two, touches, "2026-01-16"), "B").flags, "", "the last was before B was due");
    let third = format!("{touches}\n2026-01-15 ACME touch channel=sms");
    assert_eq!(row(&outcome(&gentle(), &two, &third, "2026-01-16"), "B").flags, "silent");
    let answered = format!("{third}\n2026-01-11 ACME reply");
    assert_eq!(row(&outcome(&gentle(), &two, &answered, "2026-01-16"), "B").flags, "");
}

#[test]
fn a_customer_who_pays_a_week_later_than_before_gets_worse() {
    let invoices = |later: &str| {
        format!(
            "A ACME due=2026-01-01 amount=1.00 settled=2026-01-01
            B ACME due=2026-01-01 amount=1.00 settled=2026-01-02
            C ACME due=2026-01-01 amount=1.00 settled=2026-01-03
            D ACME due=2026-01-01 amount=1.00 settled=2026-01-08
            E ACME due=2026-01-01 amount=1.00 settled=2026-01-09
            F ACME due=2026-01-01 amount=1.00 settled={later}
            G ACME due=2026-01-20 amount=1.00"
        )
    };
    // 0 + 1 + 2 against 7 + 8 + 9: seven days on average.
    assert_eq!(row(&outcome(&gentle(), &invoices("2026-01-10"), "", "2026-01-21"), "G").flags, "worsening");
    assert_eq!(row(&outcome(&gentle(), &invoices("2026-01-09"), "", "2026-01-21"), "G").flags, "");
}

#[test]
fn nothing_is_due_on_a_weekend() {
    use Weekday::{Fri, Mon, Thu, Tue, Wed};
    let mut policy = gentle();
    policy.calendar = WorkingCalendar::new(&[Mon, Tue, Wed, Thu, Fri], vec![date("2026-01-12")]);
    // Due on a Friday; the Monday after the weekend is a holiday.
    let friday = "A ACME due=2026-01-09 amount=100.00";
    let plan = outcome(&policy, friday, "", "2026-01-10");
    let a = row(&plan, "A");
    assert_eq!((a.status.as_str(), a.stage.as_str(), a.next_on), ("active", "reminder", Some(date("2026-01-13"))));
    assert!(plan.actions.is_empty() && !a.stalled);
    assert_eq!(outcome(&policy, friday, "", "2026-01-13").actions[0].scheduled_on, date("2026-01-13"));
    let sunday = "2026-01-11 A touch channel=email";
    assert!(due(&outcome(&policy, friday, sunday, "2026-01-13")).is_empty());
}

#[test]
fn an_action_comes_again_and_its_latest_occurrence_counts() {
    let mut weekly = action(Channel::Email);
    weekly.repeat = Some(Repeat { every: 7, times: Some(3) });
    weekly.templates = vec!["first".to_owned(), "second".to_owned()];
    weekly.within = Some(2);
    let policy = workflow(vec![stage("reminder", 1, vec![weekly])]);
    let plan = outcome(&policy, INVOICE, "", "2026-01-20");
    assert_eq!((due(&plan), plan.actions[0].template.as_str()), (vec!["A/reminder/email/2"], "second"));
    assert_eq!(plan.actions[0].scheduled_on, date("2026-01-18"));
    assert!(due(&outcome(&policy, INVOICE, "", "2026-01-21")).is_empty(), "it lapsed");
    let plan = outcome(&policy, INVOICE, "", "2026-02-10");
    let a = row(&plan, "A");
    assert!(plan.actions.is_empty() && a.next_on.is_none() && a.stalled);
}

#[test]
fn a_rule_lets_the_clock_jump_for_those_who_do_not_answer() {
    let mut policy = gentle();
    let trigger = Conditions { unanswered: CountRange { at_least: Some(2), below: None }, ..Conditions::default() };
    policy.escalate = vec![EscalateRule { id: "quiet".to_owned(), trigger, to: "call".to_owned(), line: 0 }];
    let events = "2026-01-11 A touch channel=email\n2026-01-13 A touch channel=email";
    let plan = outcome(&policy, INVOICE, events, "2026-01-13");
    let a = row(&plan, "A");
    assert_eq!((a.stage.as_str(), a.clock, due(&plan)), ("call", Some(14), vec!["A/call/call/1"]));
    let answered = format!("{events}\n2026-01-11 A payment amount=1.00");
    assert_eq!(row(&outcome(&policy, INVOICE, &answered, "2026-01-13"), "A").stage, "reminder");
}

#[test]
fn what_is_overdue_comes_first_then_what_is_worth_more() {
    let policy = workflow(vec![stage("soon", -5, vec![action(Channel::Email)])]);
    let invoices = "
        C ACME due=2026-01-20 amount=900.00
        B BOLT due=2026-01-05 amount=50.00
        A CORA due=2026-01-04 amount=50.00
        D DALE due=2026-01-10 amount=80.00";
    let plan = outcome(&policy, invoices, "", "2026-01-15");
    assert_eq!(due(&plan), ["D/soon/email/1", "A/soon/email/1", "B/soon/email/1", "C/soon/email/1"]);
    assert_eq!(plan.actions.iter().map(|action| action.rank).collect::<Vec<_>>(), [1, 2, 3, 4]);
}
