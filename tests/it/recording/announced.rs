//! What `log` and `undo` say that a row changes is what `collect explain` shows once the row is there.

use super::{Project, chances};
use serde_json::Value;
use std::collections::BTreeMap;

const DAY: &str = "2026-03-31";

/// Stages that are held until somebody was in touch, tasks of every kind, limits on contacts.
const WORKFLOW: &str = "\
version: 1
name: busy
owners: { ar: { name: AR, email: ar@example.com }, boss: { name: The boss } }
limits: { min_days_between_contacts: 3 }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email, every: 7 }] }
  - { id: notice, required: true, wait_days: 1, trigger: { day: 10 }, owner: ar, actions: [{ channel: letter }, { channel: call, after: 3 }] }
  - { id: final, trigger: { day: 20 }, owner: boss, actions: [{ channel: email }, { channel: call, id: last }] }
overrides:
  dispute: { owner: boss, cooldown_days: 1 }
  reply: { owner: ar, pause_days: 1 }
  promise: { grace_days: 1, broken: { owner: boss, advance_to: final } }
  payment: { short_pay: { owner: ar, at_most_percent: 20 } }
";

const INVOICES: [&str; 4] = ["INV-1", "INV-2", "INV-3", "INV-4"];

/// What explain shows of an invoice.
#[derive(Debug, PartialEq)]
struct Shown {
    balance: String,
    status: String,
    blocked_until: String,
    stage: String,
    next_on: String,
    promise_date: String,
    is_overdue: bool,
    due_date: String,
    /// Why each action must wait; nothing of one that is due.
    wanted: BTreeMap<String, Option<String>>,
    done: Vec<String>,
    is_answered: bool,
}

impl Shown {
    fn has_done(&self, id: &String) -> bool {
        self.done.contains(id) || id.contains("/reply/") && self.is_answered
    }
}

fn shown(project: &Project, invoice: &str) -> Shown {
    let (code, out, err) = project.on(DAY, &format!("explain {invoice} --format json -q"));
    assert_eq!(code, 0, "{err}");
    let json: Value = serde_json::from_str(&out).unwrap();
    let status = |key: &str| json["status"][key].as_str().unwrap_or_default().to_owned();
    let list = |key: &str| json[key].as_array().unwrap().clone();
    let id = |action: &Value| action["action_id"].as_str().unwrap().to_owned();
    let wait = |held: &Value| {
        let (reason, free) = (held["reason"].as_str().unwrap(), held["free_on"].as_str().unwrap_or_default());
        Some(if free.is_empty() { reason.to_owned() } else { format!("{reason}, until {free}") })
    };
    let due = list("due").iter().map(|action| (id(action), None)).collect::<Vec<_>>();
    let held = list("withheld").iter().map(|held| (id(held), wait(held))).collect::<Vec<_>>();
    let is_done = |moment: &&Value| ["touch", "done", "done_before"].contains(&moment["kind"].as_str().unwrap());
    let moments = list("story");
    let done = moments.iter().filter(is_done).flat_map(|moment| moment["action_id"].as_str().unwrap_or_default().split(' '));
    let last_reply = moments.iter().rfind(|moment| ["reply", "reply_answered"].contains(&moment["kind"].as_str().unwrap()));
    Shown {
        is_answered: last_reply
            .is_some_and(|moment| moment["kind"] == "reply_answered" || moment["text"].as_str().unwrap().contains("answers it")),
        balance: status("balance"),
        status: status("status"),
        blocked_until: status("blocked_until"),
        stage: status("stage"),
        next_on: status("next_on"),
        promise_date: status("promise_date"),
        is_overdue: json["status"]["days_past_due"].as_i64().is_some_and(|days| days > 0),
        due_date: status("due_date"),
        wanted: due.into_iter().chain(held).collect(),
        done: done.map(str::to_owned).collect(),
    }
}

/// What is to be told of an invoice; the channel is left out of what is said of actions, and of `no longer` what it was.
fn expected(before: &Shown, after: &Shown) -> Vec<String> {
    let mut told = Vec::new();
    if before.balance != after.balance && !after.balance.starts_with('-') {
        told.push(format!("{} EUR is open, no longer {} EUR", grouped(&after.balance), grouped(&before.balance)));
    }
    let closed = |shown: &Shown| ["paid", "credited", "written_off"].contains(&shown.status.as_str());
    if (&before.status, &before.blocked_until) != (&after.status, &after.blocked_until) {
        let is_late = |shown: &Shown| shown.status == "upcoming" && shown.is_overdue;
        let is = if is_late(after) { "overdue, no stage" } else { &after.status };
        let promised = if after.status == "promised" { format!(" for {}", after.promise_date) } else { String::new() };
        let was = if before.status == after.status || is_late(before) { String::new() } else { format!(", no longer {}", before.status) };
        let is_free = after.blocked_until.is_empty() || closed(after);
        let until = if is_free { String::new() } else { format!("; nobody chases before {}", after.blocked_until) };
        told.push(format!("it is {is}{promised}{was}{until}"));
    }
    if before.stage != after.stage && !closed(after) {
        // A block of this day keeps it from the stage that it would have entered.
        let place = |shown: &Shown| ["", "reminder", "notice", "final"].iter().position(|stage| *stage == shown.stage).unwrap();
        let is_blocked = ["disputed", "paused", "promised", "replied"].contains(&after.status.as_str());
        told.push(match after.stage.as_str() {
            _ if is_blocked && place(after) < place(before) => format!("it does not enter the stage {} before that is over", before.stage),
            "" => "it is in no stage".to_owned(),
            stage => format!("it is in the stage {stage}"),
        });
    }
    for (id, wait) in &before.wanted {
        match (wait, after.wanted.get(id)) {
            (_, None) if after.has_done(id) => told.push(format!("{id} is done")),
            (_, None) => told.push(format!("{id} is not due any more")),
            (before, Some(Some(wait))) if before.as_ref() != Some(wait) => told.push(format!("{id} must wait: {wait}")),
            (Some(_), Some(None)) => told.push(format!("{id} no longer waits: it is due now")),
            _ => {}
        }
    }
    for (id, wait) in after.wanted.iter().filter(|(id, _)| !before.wanted.contains_key(*id)) {
        told.push(wait.as_ref().map_or_else(|| format!("{id} is due now"), |wait| format!("{id} must wait: {wait}")));
    }
    match (before.next_on.as_str(), after.next_on.as_str()) {
        _ if closed(after) && !closed(before) => told.push("nothing more is due on it".to_owned()),
        (before, after) if before == after => {}
        ("", after) => told.push(format!("the next action falls due on {after}")),
        (before, "") => told.push(format!("nothing falls due on {before} or later any more")),
        (before, after) => told.push(format!("the next action moves from {before} to {after}")),
    }
    told.sort();
    told
}

fn grouped(amount: &str) -> String {
    let (whole, cents) = amount.split_once('.').unwrap();
    if whole.len() > 3 { format!("{},{}.{cents}", &whole[..whole.len() - 3], &whole[whole.len() - 3..]) } else { amount.to_owned() }
}

/// What was told of an invoice.
fn announced(out: &str, invoice: &str) -> Vec<String> {
    let channels = ["email ", "call ", "letter ", "sms ", "task "];
    let sentence = |line: &str| {
        let sentence = line.strip_prefix(&format!("  {invoice}: "))?;
        let action = channels.iter().find_map(|channel| sentence.strip_prefix(channel));
        Some(action.unwrap_or(sentence).to_owned())
    };
    let mut told: Vec<String> = out.lines().filter_map(sentence).filter(|sentence| !sentence.starts_with("it is overpaid")).collect();
    told.sort();
    told
}

#[test]
fn what_is_announced_comes_true() {
    let rounds = std::env::var("ANNOUNCED").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(16);
    let mut chances = chances().map(|chance| chance as usize);
    let mut done = 0;
    for round in 0..rounds {
        let mut pick = |count: usize| chances.next().unwrap() * count / 1024;
        let project = Project::new();
        project.write("gentle.yaml", WORKFLOW);
        let due = ["2026-03-05", "2026-03-12", "2026-03-20", "2026-03-28", "2026-04-05"];
        let mut invoices = "invoice_id,customer_id,email,due_date,amount,currency\n".to_owned();
        for (number, invoice) in INVOICES.into_iter().enumerate() {
            invoices.push_str(&format!("{invoice},C-{},c@x.example,{},{}.00,EUR\n", number / 2, due[pick(5)], [90, 400, 1500][pick(3)]));
        }
        project.write("invoices.csv", invoices);
        project.write("events.csv", "date,type,invoice_id,amount\n2026-03-30,payment,INV-4,1.00\n");
        let mut logged = 0;
        for _ in 0..6 {
            let invoice = INVOICES[pick(4)];
            let what = [
                "email",
                "email",
                "call",
                "letter",
                "letter",
                "sms",
                "task",
                "promise",
                "promise --until 2026-03-30",
                "dispute",
                "resolved",
                "reply",
                "payment --amount 80",
                "payment",
                "pause --until 2026-04-03",
                "resume",
                "escalate --stage final",
                "write_off",
                "extend --until 2026-03-29",
                "undo",
                "bounce",
                "opt_out --channel email",
                "opt_out --address C@X.example --until 2026-04-03",
            ][pick(23)];
            let on = ["", " --on 2026-03-27", " --on 2026-03-30"][pick(3)];
            let (what, options) = what.split_once(' ').unwrap_or((what, ""));
            let options = if what == "promise" && options.is_empty() { "--until 2026-04-02" } else { options };
            let line = if what == "undo" { "undo".to_owned() } else { format!("log {what} {invoice} {options}{on}") };
            let before: Vec<Shown> = INVOICES.iter().map(|invoice| shown(&project, invoice)).collect();
            let (code, out, err) = project.on(DAY, &line);
            if code != 0 {
                let refused = ["nothing was added to the log, because", "has no row to take back", "has no column", "is not in the ledger"];
                assert!(refused.iter().any(|why| err.contains(why)), "{line}: {err}");
                continue;
            }
            logged += 1;
            for (invoice, before) in INVOICES.iter().zip(&before) {
                let after = shown(&project, invoice);
                let mut wanted = expected(before, &after);
                if before.due_date != after.due_date {
                    wanted.push(format!("it is due on {}, no longer on {}", after.due_date, before.due_date));
                    wanted.sort();
                }
                done += wanted.iter().filter(|told| told.ends_with(" is done")).count();
                assert_eq!(
                    announced(&out, invoice),
                    wanted,
                    "round {round}: {line}\n{out}\n{before:#?}\n{after:#?}\n{}",
                    project.read("log.csv")
                );
            }
        }
        assert!(logged > 0, "nothing could be logged");
    }
    assert!(done > 0, "nothing was ever done");
}

#[test]
fn an_email_does_no_letter() {
    // The letter holds the invoice in its stage until somebody was in touch: an email lets it go, and the letter was not written.
    let project = Project::new();
    project.write("gentle.yaml", WORKFLOW);
    project.write("invoices.csv", "invoice_id,customer_id,email,due_date,amount,currency\nINV-1,C-1,c@x.example,2026-03-05,900.00,EUR\n");
    project.write("events.csv", "date,type,invoice_id,channel,stage\n2026-03-06,touch,INV-1,email,reminder\n");
    let wanted = shown(&project, "INV-1").wanted;
    assert!(wanted.contains_key("INV-1/notice/letter/1"), "{wanted:?}");
    let out = project.done("log email INV-1 --on 2026-03-30");
    assert!(!out.contains("letter/1 is done"), "{out}");
    assert!(!project.read("log.csv").contains("INV-1/notice/letter/1"), "{}", project.read("log.csv"));
}
