//! Workflow files that are right: what they mean.

use collect::calendar::{Day, WorkingCalendar};
use collect::channel::Channel;
use collect::finding::Reading;
use collect::money::{Currency, Decimal};
use collect::workflow::{
    Action, Amount, AmountRange, BlockClock, BrokenPromise, ColumnMatch, Conditions, Dispute, Limits, Overrides, Owner, OwnerKind,
    OwnerSource, Priority, Promise, Range, Repeat, Reply, Returned, ShortPay, Sla, Stage, TemplateNames, Workflow, read,
};

fn templates() -> TemplateNames {
    use Channel::{Call, Email, Letter, Sms};
    let names = [
        ("first-overdue", Email),
        ("pre-due", Email),
        ("second-notice", Email),
        ("third-notice", Email),
        ("payment-plan", Email),
        ("call-sheet", Call),
        ("broken-promise", Call),
        ("final-notice", Letter),
        ("nudge", Sms),
    ];
    names.into_iter().collect()
}

pub fn reading(text: &str) -> Reading<Workflow> {
    read(text, "w.yaml", &templates())
}

pub fn workflow(text: &str) -> Workflow {
    let reading = reading(text);
    assert_eq!(reading.findings, [], "no findings");
    reading.value.expect("a workflow")
}

const POSTCARD: &str = r#"version: 1
name: gentle
owners:
  ar: { name: Accounts Receivable, email: ar@example.com }
stages:
  - { id: reminder, trigger: { day: 1 },  owner: ar, actions: [{ channel: email, template: first-overdue }] }
  - { id: call,     trigger: { day: 14 }, owner: ar, actions: [{ channel: call }] }
"#;

#[test]
fn a_postcard_is_a_workflow_and_the_rest_are_defaults() {
    let workflow = workflow(POSTCARD);
    assert_eq!((workflow.name.as_str(), workflow.description.as_str(), workflow.sequential), ("gentle", "", false));
    assert_eq!(workflow.timezone, None);
    let ar = workflow.owner_named("ar").unwrap();
    let person =
        OwnerSource::Declared { kind: OwnerKind::Person, name: "Accounts Receivable".to_owned(), email: "ar@example.com".to_owned() };
    assert_eq!(workflow.owners, [Owner { id: "ar".to_owned(), source: person, line: 4 }]);
    let email = Action {
        id: "email".to_owned(),
        was: vec![],
        channel: Channel::Email,
        owner: ar,
        templates: vec!["first-overdue".to_owned()],
        after: 0,
        repeat: None,
        within: None,
        when: Conditions::default(),
        decision: vec![],
        recipients: collect::workflow::Recipients::default(),
        line: 6,
    };
    let reminder = Stage {
        id: "reminder".to_owned(),
        name: "Reminder".to_owned(),
        was: vec![],
        day: 1,
        trigger: Conditions { day: Some(1), ..Conditions::default() },
        owner: ar,
        required: false,
        wait_days: None,
        approval: None,
        actions: vec![email],
        line: 6,
    };
    assert_eq!(workflow.stages[0], reminder);
    assert_eq!((workflow.stages[1].day, workflow.stages[1].line, workflow.stages[1].actions[0].id.as_str()), (14, 7, "call"));
    assert_eq!(workflow.overrides, Overrides::default());
    assert_eq!((workflow.limits, workflow.priority), (Limits::default(), Priority::default()));
    assert_eq!(workflow.calendar, WorkingCalendar::default());
    assert_eq!((workflow.file.as_str(), workflow.digest.len()), ("w.yaml", 64));
}

pub const EVERYTHING: &str = r#"# yaml-language-server: $schema=./workflow.schema.json
version: 1
name: b2b-net30
description: Six stages for net-30 terms
timezone: Europe/London                # what "today" means
catch_up: sequential

calendar:
  working_days: [mon, tue, wed, thu, fri]
  holidays: [2026-12-25, 2027-01-01]

owners:
  automated:     { kind: automated, name: Accounts Receivable, email: ar@example.com }
  ar-specialist: { name: AR specialist, email: ar-specialist@example.com }
  ar-manager:    {}
  account-owner: { from_column: account_owner, fallback: ar-manager }

stages:
  - id: pre-due
    name: Pre-due reminder
    trigger: { day: -3 }
    owner: automated
    actions:
      - { channel: email, template: pre-due }
  - id: escalation
    trigger: { day: 20 }
    owner: ar-specialist
    actions:
      - { channel: email, template: [second-notice, third-notice], every: 7 }
      - { channel: call, template: call-sheet, owner: account-owner, after: 2, every: 7, times: 3, within: 5 }
      - { id: offer-plan, was: offer, channel: email, template: payment-plan, after: 5, when: { responded: true } }
  - id: final-notice
    was: [last-notice]
    trigger: { day: 45, balance: { at_least: 100 } }
    owner: ar-manager
    required: true
    wait_days: 14
    actions:
      - { channel: letter, template: final-notice }

overrides:
  payment: { close_at: 0.50, short_pay: { owner: ar-specialist, at_most_percent: 10 }, returned: { owner: ar-manager, channel: call }, closed_clock: run }
  dispute:
    owner: ar-specialist
    routes: { pricing: account-owner, short_pay: ar-specialist }
    sla_days: 10
    sla_owner: ar-manager
    clock: run
    cooldown_days: 5
  pause:   { clock: stop }
  promise:
    grace_days: 2
    honour: 2
    broken: { owner: ar-specialist, channel: call, template: broken-promise, advance_to: escalation }
  reply:   { owner: ar-specialist, pause_days: 4 }

escalate:
  - { id: big-and-late, trigger: { day: 10, balance: { at_least: 50000 } }, to: escalation }
  - { id: went-quiet,   trigger: { unanswered: { at_least: 4 }, match: { country: [no, 049] } }, to: final-notice }

tracks:
  - id: key-accounts
    match: { segment: [key, strategic], amount: { at_least: 10000.00, below: 99999.99 } }
    stages:
      - { id: call, trigger: { day: 3 }, owner: account-owner, actions: [{ channel: call }] }

limits: { min_days_between_contacts: 3, max_actions: 500, stale_days: 14 }

priority: { silent_after: 4, weights: { silent: 1.10, broken_promise: 0.5, worsening: 0, disputed: 0.25, unapplied_cash: 0.1 } }
"#;

#[test]
fn all_there_is_reads_as_it_says() {
    let workflow = workflow(EVERYTHING);
    let owner = |id: &str| workflow.owner_named(id).expect(id);
    let decimal = |text: &str| text.parse::<Decimal>().expect(text);
    assert_eq!(workflow.timezone, Some(chrono_tz::Europe::London));
    assert!(workflow.sequential);
    let day = |text: &str| Day::parse(text).expect(text);
    // 2026-12-25 is a Friday.
    assert_eq!(workflow.calendar.on_or_after(day("2026-12-25")), Some(day("2026-12-28")));
    let source = |id: &str| &workflow.owner(owner(id)).source;
    assert!(matches!(source("automated"), OwnerSource::Declared { kind: OwnerKind::Automated, .. }));
    assert!(matches!(source("ar-manager"), OwnerSource::Declared { name, email, .. } if name == "Ar manager" && email.is_empty()));
    assert_eq!(*source("account-owner"), OwnerSource::FromColumn { column: "account_owner".to_owned(), fallback: owner("ar-manager") });

    let [pre_due, escalation, last] = workflow.stages.as_slice() else { panic!("three stages") };
    assert_eq!((pre_due.name.as_str(), pre_due.day), ("Pre-due reminder", -3));
    let [email, call, plan] = escalation.actions.as_slice() else { panic!("three actions") };
    assert_eq!((email.template(1), email.template(5)), (Some("second-notice"), Some("third-notice")));
    assert_eq!(email.repeat, Some(Repeat { every: 7, times: None }));
    assert_eq!((call.after, call.repeat, call.within), (2, Some(Repeat { every: 7, times: Some(3) }), Some(5)));
    assert_eq!((call.owner, email.owner), (owner("account-owner"), owner("ar-specialist")));
    assert_eq!((plan.id.as_str(), plan.was.as_slice(), plan.when.responded), ("offer-plan", ["offer".to_owned()].as_slice(), Some(true)));
    assert_eq!((plan.line, last.line), (31, 32));
    assert_eq!((last.name.as_str(), last.required, last.wait_days), ("Final notice", true, Some(14)));
    assert!(last.is_called("last-notice"));
    assert_eq!(last.trigger.balance, AmountRange { at_least: Some(Amount::Number(decimal("100"))), below: None });

    let overrides = &workflow.overrides;
    assert_eq!(overrides.payment.close_at, decimal("0.5"));
    assert_eq!(
        overrides.payment.short_pay,
        Some(ShortPay { owner: Some(owner("ar-specialist")), at_most_percent: decimal("10"), line: 42 })
    );
    let returned = Returned { owner: Some(owner("ar-manager")), channel: Channel::Call, line: 42 };
    assert_eq!((overrides.payment.returned, overrides.payment.closed_clock), (Some(returned), BlockClock::Run));
    let dispute = Dispute {
        owner: Some(owner("ar-specialist")),
        routes: vec![("pricing".to_owned(), owner("account-owner")), ("short_pay".to_owned(), owner("ar-specialist"))],
        sla: Some(Sla { days: 10, owner: owner("ar-manager"), line: 46 }),
        clock: BlockClock::Run,
        cooldown_days: 5,
        line: 43,
    };
    assert_eq!(overrides.dispute, dispute);
    let broken = BrokenPromise {
        owner: Some(owner("ar-specialist")),
        channel: Channel::Call,
        template: Some("broken-promise".to_owned()),
        advance_to: Some("escalation".to_owned()),
        line: 54,
    };
    assert_eq!(overrides.promise, Promise { grace_days: 2, honour: Some(2), broken, line: 51 });
    assert_eq!(overrides.reply, Reply { owner: Some(owner("ar-specialist")), pause_days: 4, line: 55 });

    let quiet = &workflow.escalate[1];
    assert_eq!((quiet.to.as_str(), quiet.trigger.unanswered.at_least, quiet.line), ("final-notice", Some(4), 59));
    // Values are what the file has, letter by letter: no truth value, no octal number.
    assert_eq!(quiet.trigger.matches, [ColumnMatch { column: "country".to_owned(), values: vec!["no".to_owned(), "049".to_owned()] }]);
    let track = &workflow.tracks[0];
    assert_eq!(track.matches.columns[0].values, ["key", "strategic"]);
    assert_eq!(track.matches.amount.below, Some(Amount::Number(decimal("99999.99"))));
    assert_eq!(track.stages[0].owner, owner("account-owner"));
    assert_eq!(workflow.limits, Limits { min_days_between_contacts: 3, max_actions: Some(500), stale_days: 14, line: 67 });
    let priority = &workflow.priority;
    assert_eq!((priority.silent_after, priority.silent, priority.unapplied_cash), (4, decimal("1.1"), decimal("0.1")));
}

#[test]
fn money_conditions_are_listed_with_their_lines() {
    let listed: Vec<(u32, String)> = workflow(EVERYTHING).money_conditions().into_iter().map(|c| (c.line, c.what)).collect();
    let wanted = [
        (32, "the trigger of stage \"final-notice\""),
        (62, "the match of track \"key-accounts\""),
        (58, "the trigger of escalate rule \"big-and-late\""),
        (42, "`close_at` of `overrides.payment`"),
    ];
    assert_eq!(listed, wanted.map(|(line, what)| (line, what.to_owned())));
    assert_eq!(workflow(POSTCARD).money_conditions(), []);
}

#[test]
fn a_bound_is_a_number_or_an_amount_for_each_currency() {
    let read = workflow(
        "version: 1
owners: { ar: {} }
stages:
  - id: due
    trigger: { day: 1, balance: { at_least: { EUR: 100, USD: 120.50, JPY: 900 }, below: 5000 } }
    owner: ar
    actions:
      - channel: call
        when: { customer: { overdue: { at_least: { EUR: 250 } }, open: { below: 900 }, oldest: { at_least: -3, below: 60 }, invoices: { at_least: 2 } } }
",
    );
    let [eur, usd, jpy] = ["EUR", "USD", "JPY"].map(|code| Currency::from_code(code).unwrap());
    let balance = &read.stages[0].trigger.balance;
    assert_eq!(balance.at_least, Some(Amount::ByCurrency(vec![(eur, 10_000), (usd, 12_050), (jpy, 900)])));
    let holds = |code: &str, money| balance.holds(Currency::from_code(code).unwrap(), money, None);
    assert!(holds("USD", 12_050) && !holds("USD", 12_049) && holds("JPY", 900) && !holds("EUR", 500_000));
    assert!(!holds("GBP", 400_000), "of a currency that is not named it does not hold");
    let customer = &read.stages[0].actions[0].when.customer;
    assert_eq!(customer.overdue, AmountRange { at_least: Some(Amount::ByCurrency(vec![(eur, 25_000)])), below: None });
    assert_eq!(customer.open.below, Some(Amount::Number(Decimal::from(900))));
    assert_eq!(
        (customer.oldest, customer.invoices),
        (Range { at_least: Some(-3), below: Some(60) }, Range { at_least: Some(2), below: None })
    );
    // The bounds that are plain numbers mean one currency; the others none.
    let listed: Vec<String> = read.money_conditions().into_iter().map(|condition| condition.what).collect();
    assert_eq!(listed, ["the trigger of stage \"due\"", "the `when` of action \"call\" in stage \"due\""]);
}
