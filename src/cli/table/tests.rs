use super::super::sample;
use super::*;
use collect::plan::{Plan, Status};
use collect::report::{PlanFilter, PlanView, StatusFilter, StatusView};

const PLAIN: Look = Look { width: None, colour: false };

fn at(width: usize) -> Look {
    Look { width: Some(width), colour: false }
}

fn plan_text(plan: &Plan, with_withheld: bool, look: Look) -> String {
    let workflow = sample::workflow();
    plan_table(&PlanView::new(plan, &workflow, &PlanFilter::default()), false, with_withheld, look)
}

fn status_text(filter: &StatusFilter, look: Look) -> String {
    let (plan, workflow) = (sample::positions(), sample::workflow());
    status_table(&StatusView::new(&plan, &workflow, filter), filter, look)
}

#[test]
fn in_eighty_columns_the_reason_stands_below() {
    let expected = "\
Plan for Tuesday 2026-03-31, workflow net30

#  Action        Invoice   Customer         Balance  Past due
─────────────────────────────────────────────────────────────
1  call 2/3      INV-1042  Acme GmbH  12,400.00 EUR      34 d
   ar-specialist: Escalation since 2026-03-17 (day 20), 2 of 3; skipped: First
   overdue; silent, broken promise
2  dispute task  INV-0977  Acme GmbH     999.00 EUR     105 d
   ar-specialist: disputed since 2026-02-15 (pricing), for 10 days or more
3  email         INV-1050  C-20          520.00 USD       5 d
   automated: First overdue since 2026-03-31 (day 5)

3 actions on 3 invoices owing 13,399.00 EUR and 520.00 USD.
Invoices: 1 disputed, 1 promised.
1 action is withheld: 1 contact-limit.
List them with -v.
";
    assert_eq!(plan_text(&sample::plan(), false, at(80)), expected);
}

#[test]
fn in_a_hundred_and_twenty_columns_owner_and_reason_fit_but_stage_and_since_do_not() {
    let expected = "\
Plan for Tuesday 2026-03-31, workflow net30

#  Owner          Action        Invoice   Customer         Balance  Past due  Why
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
1  ar-specialist  call 2/3      INV-1042  Acme GmbH  12,400.00 EUR      34 d  Escalation since 2026-03-17 (day 20), 2 of
                                                                              3; skipped: First overdue; silent, broken
                                                                              promise
2  ar-specialist  dispute task  INV-0977  Acme GmbH     999.00 EUR     105 d  disputed since 2026-02-15 (pricing), for
                                                                              10 days or more
3  automated      email         INV-1050  C-20          520.00 USD       5 d  First overdue since 2026-03-31 (day 5)

3 actions on 3 invoices owing 13,399.00 EUR and 520.00 USD.
Invoices: 1 disputed, 1 promised.
1 action is withheld: 1 contact-limit.

Withheld  Invoice   Customer         Balance  Past due  Reason         Free on
─────────────────────────────────────────────────────────────────────────────────
email     INV-1042  Acme GmbH  12,400.00 EUR      34 d  contact-limit  2026-04-02
";
    assert_eq!(plan_text(&sample::plan(), true, at(120)), expected);
}

#[test]
fn in_sixty_columns_the_gaps_close() {
    let text = plan_text(&sample::plan(), false, at(60));
    let table: Vec<&str> = text.lines().skip(2).take(5).collect();
    let expected = [
        "# Action       Invoice  Customer        Balance Past due",
        "────────────────────────────────────────────────────────",
        "1 call 2/3     INV-1042 Acme GmbH 12,400.00 EUR     34 d",
        "  ar-specialist: Escalation since 2026-03-17 (day 20), 2 of",
        "  3; skipped: First overdue; silent, broken promise",
    ];
    assert_eq!(table, expected);
}

#[test]
fn in_forty_columns_the_customer_stands_below_and_no_number_is_cut() {
    // 1 + 12 + 8 + 13 + 8 and four gaps are 46: the title over "105 d" gives three columns, and the longest words give three.
    let text = plan_text(&sample::plan(), false, at(40));
    let table: Vec<&str> = text.lines().skip(3).take(8).collect();
    let expected = [
        "# Action    Invoice        Balance Past…",
        "────────────────────────────────────────",
        "1 call 2/3  INV-1042 12,400.00 EUR  34 d",
        "  Acme GmbH; ar-specialist: Escalation",
        "  since 2026-03-17 (day 20), 2 of 3;",
        "  skipped: First overdue; silent, broken",
        "  promise",
        "2 dispute … INV-0977    999.00 EUR 105 d",
    ];
    assert_eq!(table, expected);
    // 8 + 13 + 8 + 8 and three gaps are 40.
    let text = status_text(&StatusFilter::default(), at(40));
    let table: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("Invoice")).take(4).collect();
    let expected = [
        "Invoice        Balance Past due Status",
        "────────────────────────────────────────",
        "INV-1042 12,400.00 EUR     34 d active",
        "         Acme GmbH",
    ];
    assert_eq!(table, expected);
    for screen in 36..60 {
        let texts = [plan_text(&sample::plan(), true, at(screen)), status_text(&StatusFilter::default(), at(screen))];
        for text in texts {
            assert!(text.lines().all(|line| text::width(line) <= screen), "{screen} columns:\n{text}");
            assert!(["12,400.00 EUR", "999.00 EUR", "520.00 USD"].iter().all(|amount| text.contains(amount)), "{text}");
        }
    }
}

#[test]
fn without_a_screen_a_plan_is_complete() {
    let expected = "\
Plan for Tuesday 2026-03-31, workflow net30

#  Owner          Action        Invoice   Customer         Balance  Past due  Stage          Since       Why
─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
1  ar-specialist  call 2/3      INV-1042  Acme GmbH  12,400.00 EUR      34 d  escalation     2026-03-29  Escalation since 2026-03-17 (day 20), 2 of 3; skipped: First overdue; silent, broken promise
2  ar-specialist  dispute task  INV-0977  Acme GmbH     999.00 EUR     105 d  escalation     2026-02-15  disputed since 2026-02-15 (pricing), for 10 days or more
3  automated      email         INV-1050  C-20          520.00 USD       5 d  first-overdue  2026-03-31  First overdue since 2026-03-31 (day 5)

3 actions on 3 invoices owing 13,399.00 EUR and 520.00 USD. Invoices: 1 disputed, 1 promised. 1 action is withheld: 1 contact-limit. List them with -v.
";
    assert_eq!(plan_text(&sample::plan(), false, PLAIN), expected);
}

#[test]
fn columns_go_in_a_fixed_order_and_never_come_back() {
    let plan = sample::plan();
    let titles = |width| {
        let text = plan_text(&plan, false, at(width));
        let header = text.lines().nth(2).unwrap().to_owned();
        ["Since", "Stage", "Owner", "Why"].map(|title| header.contains(title))
    };
    let mut seen: Vec<[bool; 4]> = (60..=220).rev().map(titles).collect();
    seen.dedup();
    let expected = [[true; 4], [false, true, true, true], [false, false, true, true], [false, false, false, true], [false; 4]];
    assert_eq!(seen, expected);
}

#[test]
fn a_call_list_is_grouped_by_customer() {
    let (plan, workflow) = (sample::plan(), sample::workflow());
    let view = PlanView::new(&plan, &workflow, &PlanFilter::default()).by_customer();
    let text = plan_table(&view, true, false, at(80));
    let expected = "\
Plan for Tuesday 2026-03-31, workflow net30

#  Action        Invoice         Balance  Past due
──────────────────────────────────────────────────
Acme GmbH (C-17): 2 invoices owing 13,399.00 EUR, Jane Doe, +44 20 7946 0018
1  call 2/3      INV-1042  12,400.00 EUR      34 d
   ar-specialist: Escalation since 2026-03-17 (day 20), 2 of 3; skipped: First
   overdue; silent, broken promise
2  dispute task  INV-0977     999.00 EUR     105 d
   ar-specialist: disputed since 2026-02-15 (pricing), for 10 days or more

C-20: 1 invoice owing 520.00 USD
3  email         INV-1050     520.00 USD       5 d
   automated: First overdue since 2026-03-31 (day 5)
";
    assert!(text.starts_with(expected), "{text}");
}

#[test]
fn what_is_not_due_yet_says_when() {
    let mut plan = sample::positions();
    for (position, days) in plan.positions.iter_mut().zip([-3, -1000, 1]) {
        position.days_past_due = days;
    }
    let text = status_table(&StatusView::new(&plan, &sample::workflow(), &StatusFilter::default()), &StatusFilter::default(), at(80));
    assert!(
        ["EUR     in 3 d  active", "USD  in 1000 d  promised", "EUR        1 d  disputed"].iter().all(|row| text.contains(row)),
        "{text}"
    );
}

#[test]
fn an_empty_plan_says_so() {
    let mut plan = sample::plan();
    plan.change_actions(Vec::clear);
    plan.withheld.clear();
    plan.totals.clear();
    let expected = "Plan for Tuesday 2026-03-31, workflow net30\n\nNothing is due on 2026-03-31.\n";
    assert_eq!(plan_text(&plan, true, at(80)), expected);
}

#[test]
fn a_filter_and_a_limit_say_what_they_leave_out() {
    let (plan, workflow) = (sample::plan(), sample::workflow());
    let owner = |name: &str| PlanFilter { owners: vec![name.into()], ..PlanFilter::default() };
    let last = |filter: &PlanFilter<'_>, limit| {
        let view = PlanView::new(&plan, &workflow, filter).limited(limit);
        plan_table(&view, false, true, PLAIN).lines().find(|line| line.contains(" all")).unwrap_or_default().to_owned()
    };
    let one = "2 actions on 2 invoices owing 13,399.00 EUR (of 3 actions in all); the first 1 is shown. \
               Invoices of the whole ledger: 1 disputed, 1 promised. 1 action is withheld: 1 contact-limit.";
    assert_eq!(last(&owner("ar-specialist"), Some(1)), one);
    let none = "Nothing that matches is due on 2026-03-31; in all 3 actions are due.";
    assert!(last(&owner("nobody"), None).starts_with(none));
}

#[test]
fn hostile_names_stay_in_their_cells() {
    let mut plan = sample::plan();
    plan.invoices = sample::invoices();
    let long = "x".repeat(10_000);
    let names = [
        ["INV-1", "C-1", "\u{1b}[31mred\u{1b}[2J\r\nAcme\u{202e}", "", ""],
        ["INV-2", "C-2", "株式会社サンプル物産ホールディングス国際営業本部", "", ""],
        ["INV-3", "C-3", "شركة النور للتجارة", "", ""],
    ];
    for name in names {
        sample::invoice(&mut plan.invoices, name, "EUR", 100, "2026-03-01");
    }
    plan.change_actions(|actions| actions[0].owner = long.as_str().into());
    for screen in [80, 120, 200] {
        let text = plan_text(&plan, true, at(screen));
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
        let widest = text.lines().map(text::width).max().unwrap();
        assert!(widest <= screen, "{widest} columns on a screen of {screen}:\n{text}");
        assert!(["INV-1 ", "INV-2 ", "INV-3 "].iter().all(|id| text.contains(id)), "{text}");
        assert!(text.contains("�[31mred�[2J Acme�"), "{text}");
    }
    let mut ids = sample::invoices();
    for _ in 0..3 {
        sample::invoice(&mut ids, [&long, &long, &long, &long, &long], "EUR", 100, "2026-03-01");
    }
    plan.invoices = ids;
    let text = plan_text(&plan, true, at(120));
    assert!(text.lines().all(|line| text::width(line) <= 120), "{text}");
    assert!(text.lines().count() < 30, "{text}");
    assert!(plan_text(&plan, true, PLAIN).contains(&long), "complete where there is no screen");
}

#[test]
fn the_status_begins_with_the_cash() {
    let expected = "\
Status on Tuesday 2026-03-31, workflow net30

Open                    EUR     USD
───────────────────────────────────
not yet due               –       –
due today                 –  520.00
1–30 days over            –       –
31–60 days over   12,400.00       –
61–90 days over           –       –
over 90 days         999.00       –
all open          13,399.00  520.00
  of it disputed     999.00       –
  of it promised          –  520.00
  of it paused            –       –
  of it at risk   13,399.00       –

Invoice   Customer         Balance  Past due  Status    Stage       Next
──────────────────────────────────────────────────────────────────────────────
INV-1042  Acme GmbH  12,400.00 EUR      34 d  active    escalation  2026-04-05
INV-1050  C-20          520.00 USD     today  promised              2026-04-03
INV-0977  Acme GmbH     999.00 EUR     105 d  disputed  escalation

3 invoices. The screen is too narrow for: Amount, Due, Clock, Entered, Blocked
until, Promised, Owner, Flags.
";
    assert_eq!(status_text(&StatusFilter::default(), at(80)), expected);
}

#[test]
fn the_status_without_a_screen_has_every_column_that_says_something() {
    let text = status_text(&StatusFilter { stalled: true, ..StatusFilter::default() }, PLAIN);
    let rows: Vec<&str> = text.lines().rev().take(5).collect();
    let expected = [
        "1 invoice.",
        "",
        "INV-0977  Acme GmbH  999.00 EUR  999.00 EUR  2025-12-16     105 d     61  disputed  escalation  2026-03-17  ar-specialist  disputed+stalled",
        "───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
        "Invoice   Customer       Amount     Balance  Due         Past due  Clock  Status    Stage       Entered     Owner          Flags",
    ];
    assert_eq!(rows, expected);
}

#[test]
fn in_a_hundred_and_twenty_columns_a_status_says_who_is_next_and_what_is_wrong() {
    let mut plan = sample::positions();
    for position in &mut plan.positions {
        position.owner = "collections-manager".into();
        position.stalled = true;
    }
    let workflow = sample::workflow();
    let header = |width| {
        let filter = StatusFilter::default();
        let text = status_table(&StatusView::new(&plan, &workflow, &filter), &filter, at(width));
        assert!(text.lines().all(|line| text::width(line) <= width), "{text}");
        let header = text.lines().find(|line| line.starts_with("Invoice ")).unwrap().to_owned();
        (header, text)
    };
    let (titles, text) = header(120);
    assert!(["Stage ", "Next ", "Owner ", "Flags"].iter().all(|title| titles.contains(title)), "{titles}");
    assert!(!["Amount", "Clock", "Entered"].iter().any(|title| titles.contains(title)), "{titles}");
    assert!(text.contains("  disputed+stalled\n") || text.contains("…\n"), "flags are cut before they go: {text}");
    let order = ["Amount", "Clock", "Entered", "Due ", "Flags", "Owner", "Stage", "Next"];
    let mut seen: Vec<usize> =
        (60..=240).rev().map(|width| order.iter().filter(|title| header(width).0.contains(**title)).count()).collect();
    seen.dedup();
    assert!(seen.is_sorted_by(|wide, narrow| wide > narrow), "what has gone does not come back: {seen:?}");
    for width in 60..=240 {
        let there = order.map(|title| header(width).0.contains(title));
        assert!(there.is_sorted(), "they go in the order {order:?}, not {there:?} of {width}");
    }
}

#[test]
fn a_status_of_nothing_says_so() {
    let (mut plan, workflow) = (sample::positions(), sample::workflow());
    plan.positions.clear();
    let (owners, stalled) = (vec!["nobody".to_owned()], true);
    let statuses = vec![Status::Paid, Status::Credited];
    for (filter, told) in [
        (StatusFilter::default(), "No invoice is open."),
        (StatusFilter { all: true, ..StatusFilter::default() }, "There are no invoices."),
        (StatusFilter { stalled, ..StatusFilter::default() }, "No open invoice is stalled."),
        (StatusFilter { statuses, ..StatusFilter::default() }, "No invoice is paid or credited."),
        (StatusFilter { stalled, owners, ..StatusFilter::default() }, "No open invoice is stalled and of owner nobody."),
    ] {
        let text = status_table(&StatusView::new(&plan, &workflow, &filter), &filter, at(80));
        assert_eq!(text.lines().last(), Some(told));
    }
}

#[test]
fn colours_come_on_top_and_change_no_letter() {
    let plan = sample::plan();
    let coloured = Look { width: Some(100), colour: true };
    let text = plan_text(&plan, true, coloured);
    assert!(text.contains("\u{1b}[38;5;1m105 d\u{1b}[39m"), "{text:?}");
    assert_eq!(anstream::adapter::strip_str(&text).to_string(), plan_text(&plan, true, at(100)));
    let coloured = Look { width: None, colour: true };
    let text = status_text(&StatusFilter::default(), coloured);
    assert_eq!(anstream::adapter::strip_str(&text).to_string(), status_text(&StatusFilter::default(), PLAIN));
}

#[test]
fn a_table_of_many_rows_has_one_header_and_every_row() {
    let mut plan = sample::plan();
    plan.worklist = plan.actions().iter().cycle().take(2 * ROWS_AT_ONCE + 1).cloned().collect::<Vec<_>>().into();
    for look in [PLAIN, at(80)] {
        let text = plan_text(&plan, false, look);
        let ranks: Vec<usize> = text.lines().filter_map(|line| line.split(' ').find(|word| !word.is_empty())?.parse().ok()).collect();
        assert_eq!(ranks.iter().filter(|rank| **rank > 3).count(), 2 * ROWS_AT_ONCE - 2);
        assert_eq!(text.lines().filter(|line| line.starts_with('─')).count(), 1);
        assert!(text.lines().all(|line| !line.ends_with(' ')));
    }
}
