//! Late fees, worked out by hand.

use crate::scenario::told::{date, told};
use collect::builtin;
use collect::channel::Channel;
use collect::draft::{Composer, NoFiles, Templates, drafts};
use collect::money::{Currency, Fx};
use collect::report::StoryView;
use collect::sender::Sender;
use collect::workflow::{Amount, Consolidate, TemplateNames, Workflow, read};
use std::collections::BTreeMap;

/// Stage `demand` begins on day 10; every day is worked.
fn workflow(late_fee: &str) -> Workflow {
    let text = format!(
        "version: 1\nname: fees\nowners: {{ ar: {{}} }}\nstages:\n  - {{ id: mail, trigger: {{ day: 1 }}, owner: ar }}\n  \
         - {{ id: demand, trigger: {{ day: 10 }}, owner: ar, actions: [{{ channel: letter, template: formal-demand }}] }}\n  - {{ id: end, trigger: {{ day: 60 }}, owner: ar }}\n\
         late_fee: {{ from_stage: demand, {late_fee} }}\n"
    );
    let templates: TemplateNames = [("formal-demand", Channel::Letter)].into_iter().collect();
    let reading = read(&text, "fees", &templates);
    reading.value.unwrap_or_else(|| panic!("{:?}", reading.findings))
}

/// What is told of invoice A's late fee, a line for each step.
fn lines(late_fee: &str, invoice: &str, events: &str, as_of: &str) -> Vec<String> {
    let workflow = workflow(late_fee);
    let ledger = told(&workflow, invoice, events, as_of).ledger();
    let story = collect::plan::story(&workflow, &ledger, "A", date(as_of)).unwrap();
    let invoice = ledger.invoices.iter().find(|invoice| invoice.id() == "A").unwrap();
    let view = StoryView { story: &story, invoice, workflow: &workflow, whole: Some(&story.plan), earlier: None };
    view.sections().into_iter().find(|section| section.title == "Late fee").map(|section| section.lines).unwrap_or_default()
}

/// The fee itself: the line that begins with `=`.
fn fee(late_fee: &str, invoice: &str, events: &str, as_of: &str) -> String {
    let lines = lines(late_fee, invoice, events, as_of);
    let sum = lines.iter().find_map(|line| line.strip_prefix("= "));
    sum.map_or("none".to_owned(), |line| line.split(':').next().unwrap().to_owned())
}

const TEN_THOUSAND: &str = "A ACME due=2026-03-01 amount=10000.00";
/// At 10 % it bears 2.00 a day.
const SEVEN: &str = "A ACME due=2026-03-01 amount=7300.00";

#[test]
fn the_page_of_help_shows_what_is_told() {
    let (_, page) = builtin::topic("late-fees").unwrap();
    let told = lines("flat: 40, annual_percent: 8", "A ACME due=2026-03-01 amount=1000.00 currency=EUR", "", "2026-03-31");
    let shown: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("- ")).collect();
    let shown = &shown[shown.iter().position(|line| line.starts_with("2026-03-02")).unwrap()..];
    assert_eq!(shown, &told[..3]);
    assert!(told[3].starts_with("= 46.58 EUR") && page.contains("--amount 46.58"), "{told:?}");
}

#[test]
fn a_part_payment_lowers_the_interest_from_the_next_day_on() {
    let expected = [
        "2026-03-02 to 2026-03-11: 10,000.00 USD × 8 % × 10 days ÷ 365 = 21.9178 USD",
        "2026-03-12 to 2026-03-31: 6,000.00 USD × 8 % × 20 days ÷ 365 = 26.3014 USD",
        "48.22 USD: the interest, rounded once",
        "+ 40.00 USD: once",
        "= 88.22 USD: the late fee, which is not in the balance (fees:8)",
        "Each further day adds 1.32 USD",
    ];
    assert_eq!(lines("annual_percent: 8, flat: 40", TEN_THOUSAND, "2026-03-11 A payment amount=4000.00", "2026-03-31"), expected);
}

#[test]
fn there_is_none_before_the_stage_and_then_it_counts_from_the_due_date() {
    assert_eq!(fee("annual_percent: 10", SEVEN, "", "2026-03-10"), "none");
    assert_eq!(fee("annual_percent: 10", SEVEN, "", "2026-03-11"), "20.00 USD");
    // By hand, the stage begins on the second day.
    assert_eq!(fee("annual_percent: 10", SEVEN, "2026-03-03 A escalate stage=demand", "2026-03-03"), "4.00 USD");
}

#[test]
fn a_rate_holds_from_its_day_on() {
    let rates = "annual_percent: 1, rates: [{ from: 2026-01-01, annual_percent: 9 }, { from: 2026-03-16, annual_percent: 10 }]";
    let expected = [
        "2026-03-02 to 2026-03-15: 7,300.00 USD × 9 % × 14 days ÷ 365 = 25.2000 USD",
        "2026-03-16 to 2026-03-21: 7,300.00 USD × 10 % × 6 days ÷ 365 = 12.0000 USD",
        "37.20 USD: the interest, rounded once",
        "= 37.20 USD: the late fee, which is not in the balance (fees:8)",
        "Each further day adds 2.00 USD",
    ];
    assert_eq!(lines(rates, SEVEN, "", "2026-03-21"), expected);
    // Before the first of the table, the rate is the other one.
    let later = "annual_percent: 5, rates: [{ from: 2026-03-07, annual_percent: 10 }]";
    assert_eq!(fee(later, SEVEN, "", "2026-03-11"), "15.00 USD");
}

#[test]
fn the_minimum_is_asked_for_where_it_is_more() {
    let expected = [
        "2026-03-02 to 2026-03-11: 100.00 USD × 8 % × 10 days ÷ 365 = 0.2192 USD",
        "0.22 USD: the interest, rounded once",
        "40.00 USD: the minimum, which is more",
        "= 40.00 USD: the late fee, which is not in the balance (fees:8)",
        "Each further day adds 0.02 USD",
    ];
    assert_eq!(lines("annual_percent: 8, minimum: 40", "A ACME due=2026-03-01 amount=100.00", "", "2026-03-11"), expected);
    assert_eq!(fee("annual_percent: 10, minimum: 20", SEVEN, "", "2026-03-12"), "22.00 USD");
    assert_eq!(lines("minimum: 15", SEVEN, "", "2026-03-12")[0], "No day bears interest");
}

#[test]
fn each_currency_is_rounded_to_its_own_decimals_a_half_to_the_even_neighbour() {
    // 14.6 % of 1,250 yen is half a yen a day.
    let yen = "A ACME due=2026-03-01 amount=1250 currency=JPY";
    assert_eq!(fee("annual_percent: 14.6", yen, "", "2026-03-12"), "6 JPY", "5.5");
    assert_eq!(fee("annual_percent: 14.6", yen, "", "2026-03-14"), "6 JPY", "6.5");
    // 7.3 % of 12.345 dinars is 0.002469 a day.
    let dinar = "A ACME due=2026-03-01 amount=12.345 currency=KWD";
    assert_eq!(fee("annual_percent: 7.3", dinar, "", "2026-03-11"), "0.025 KWD", "0.02469");
}

#[test]
fn a_leap_day_is_a_day() {
    let leap = "A ACME due=2028-02-19 amount=3650.00";
    assert_eq!(fee("annual_percent: 10", leap, "", "2028-03-01"), "11.00 USD", "ten days of February and one of March");
    let leap = "A ACME due=2028-02-19 amount=3660.00";
    assert_eq!(fee("annual_percent: 10, day_count: actual/actual", leap, "", "2028-03-01"), "11.00 USD");
    assert_eq!(fee("annual_percent: 10, day_count: actual/360", "A ACME due=2028-02-19 amount=3600.00", "", "2028-03-01"), "11.00 USD");
    let expected = [
        "2027-12-22 to 2027-12-31: 36,500.00 USD × 10 % × 10 days ÷ 365 = 100.0000 USD",
        "2028-01-01 to 2028-01-10: 36,500.00 USD × 10 % × 10 days ÷ 366 = 99.7268 USD",
        "199.73 USD: the interest, rounded once",
    ];
    let over = lines("annual_percent: 10, day_count: actual/actual", "A ACME due=2027-12-21 amount=36500.00", "", "2028-01-10");
    assert_eq!(over[..3], expected);
}

#[test]
fn what_arose_until_it_was_paid_stays_owed_and_days_on_which_nothing_was_owed_bear_none() {
    let paid = "2026-03-20 A payment";
    assert_eq!(fee("annual_percent: 10, flat: 40", SEVEN, paid, "2026-03-19"), "76.00 USD");
    for day in ["2026-03-20", "2026-04-30"] {
        assert_eq!(fee("annual_percent: 10, flat: 40", SEVEN, paid, day), "78.00 USD");
    }
    // Charged later, it opens the invoice again and is owed once.
    let charged = "2026-03-20 A payment\n2026-03-25 A fee amount=78.00";
    assert_eq!(fee("annual_percent: 10, flat: 40", SEVEN, charged, "2026-04-30"), "0.00 USD");
    // The company gave the claim up, or there was none; or the stage was not reached.
    for given_up in ["2026-03-20 A write_off", "2026-03-20 A credit", "2026-03-10 A payment"] {
        assert_eq!(fee("annual_percent: 10, flat: 40", SEVEN, given_up, "2026-03-31"), "none");
    }
    let returned = "2026-03-20 A payment\n2026-03-25 A reversal amount=7300.00";
    let expected = [
        "2026-03-02 to 2026-03-20: 7,300.00 USD × 10 % × 19 days ÷ 365 = 38.0000 USD",
        "2026-03-26 to 2026-03-31: 7,300.00 USD × 10 % × 6 days ÷ 365 = 12.0000 USD",
        "50.00 USD: the interest, rounded once",
    ];
    assert_eq!(lines("annual_percent: 10", SEVEN, returned, "2026-03-31")[..3], expected);
}

#[test]
fn a_fee_that_charged_it_is_taken_off_and_bears_no_interest() {
    let expected = [
        "2026-03-02 to 2026-03-31: 7,300.00 USD × 10 % × 30 days ÷ 365 = 60.0000 USD",
        "60.00 USD: the interest, rounded once",
        "+ 40.00 USD: once",
        "− 60.00 USD: charged by fees since 2026-03-11, and in the balance already",
        "= 40.00 USD: the late fee, which is not in the balance (fees:8)",
        "Each further day adds 2.00 USD",
    ];
    let terms = "annual_percent: 10, flat: 40";
    assert_eq!(lines(terms, SEVEN, "2026-03-15 A fee amount=60.00", "2026-03-31"), expected);
    // On the day of the stage it counts. One of before is another fee, and bears no interest either.
    assert_eq!(fee(terms, SEVEN, "2026-03-11 A fee amount=60.00", "2026-03-11"), "0.00 USD");
    let before = [
        "2026-03-02 to 2026-03-11: 7,300.00 USD × 10 % × 10 days ÷ 365 = 20.0000 USD",
        "20.00 USD: the interest, rounded once",
        "+ 40.00 USD: once",
        "= 60.00 USD: the late fee, which is not in the balance (fees:8)",
    ];
    assert_eq!(lines(terms, SEVEN, "2026-03-05 A fee amount=73.00", "2026-03-11")[..4], before);
    // More was charged than has arisen: nothing is asked for, and nothing is given back.
    assert_eq!(fee(terms, SEVEN, "2026-03-11 A fee amount=500.00", "2026-03-31"), "0.00 USD");
}

#[test]
fn a_waived_fee_leaves_the_interest_as_it_was() {
    let charged = "2026-03-15 A fee amount=60.00";
    let waived = [
        "2026-03-02 to 2026-03-31: 7,300.00 USD × 10 % × 30 days ÷ 365 = 60.0000 USD",
        "60.00 USD: the interest, rounded once",
        "+ 40.00 USD: once",
        "− 60.00 USD: charged by fees since 2026-03-11, and in the balance already",
        "= 40.00 USD: the late fee, which is not in the balance (fees:8)",
    ];
    let terms = "annual_percent: 10, flat: 40";
    assert_eq!(lines(terms, SEVEN, &format!("{charged}\n2026-03-20 A credit amount=60.00 reason=fee"), "2026-03-31")[..5], waived);
    // What is more than the fee is for the invoice, as is any other credit.
    let more = [
        "2026-03-02 to 2026-03-20: 7,300.00 USD × 10 % × 19 days ÷ 365 = 38.0000 USD",
        "2026-03-21 to 2026-03-31: 7,000.00 USD × 10 % × 11 days ÷ 365 = 21.0959 USD",
    ];
    assert_eq!(lines(terms, SEVEN, &format!("{charged}\n2026-03-20 A credit amount=360.00 reason=fee"), "2026-03-31")[..2], more);
    assert_eq!(lines(terms, SEVEN, &format!("{charged}\n2026-03-20 A credit amount=300.00"), "2026-03-31")[..2], more);
    // A waiver before the fee has none to be set against.
    let before = "2026-03-20 A credit amount=300.00 reason=fee\n2026-03-21 A fee amount=60.00";
    assert_eq!(lines(terms, SEVEN, before, "2026-03-31")[..2], more);
}

#[test]
fn the_workflow_says_what_payments_are_for_first() {
    let events = "2026-03-15 A fee amount=73.00\n2026-03-21 A payment amount=373.00";
    let segments = |order: &str, events: &str| {
        let told = lines(&format!("annual_percent: 10{order}"), SEVEN, events, "2026-03-31");
        told.into_iter().filter(|line| line.contains('×')).collect::<Vec<_>>()
    };
    let first = "2026-03-02 to 2026-03-21: 7,300.00 USD × 10 % × 20 days ÷ 365 = 40.0000 USD";
    let invoice_first = [first, "2026-03-22 to 2026-03-31: 6,927.00 USD × 10 % × 10 days ÷ 365 = 18.9781 USD"];
    assert_eq!(segments("", events), invoice_first);
    assert_eq!(segments(", payments_for: invoice_first", events), invoice_first);
    let fees_first = [first, "2026-03-22 to 2026-03-31: 7,000.00 USD × 10 % × 10 days ÷ 365 = 19.1781 USD"];
    assert_eq!(segments(", payments_for: fees_first", events), fees_first);
    // What comes back is taken from the invoice, then from the fees.
    let returned = [
        first,
        "2026-03-22 to 2026-03-25: 7,000.00 USD × 10 % × 4 days ÷ 365 = 7.6712 USD",
        "2026-03-26 to 2026-03-31: 7,300.00 USD × 10 % × 6 days ÷ 365 = 12.0000 USD",
    ];
    assert_eq!(segments(", payments_for: fees_first", &format!("{events}\n2026-03-25 A reversal amount=373.00")), returned);
}

#[test]
fn where_only_a_fee_is_left_a_further_day_adds_nothing() {
    // 7,300 and 100 of fees are owed; 7,350 are paid: the 50 that are left are fees.
    let told = lines("annual_percent: 10", SEVEN, "2026-03-20 A fee amount=100.00\n2026-03-21 A payment amount=7350.00", "2026-03-31");
    // 2 March to 21 March are 20 days of 2.00 each, of which all is charged.
    assert!(told[0].ends_with("20 days ÷ 365 = 40.0000 USD"), "{told:?}");
    assert!(told.last().unwrap().starts_with("= 0.00 USD"), "and nothing is said of further days: {told:?}");
}

#[test]
fn disputes_change_nothing_and_a_new_due_date_starts_over() {
    assert_eq!(fee("annual_percent: 10", SEVEN, "2026-03-12 A dispute reason=pricing", "2026-03-31"), "60.00 USD");
    let extended = "2026-03-20 A extend until=2026-04-01";
    assert_eq!(fee("annual_percent: 10", SEVEN, extended, "2026-03-31"), "none");
    assert_eq!(fee("annual_percent: 10", SEVEN, extended, "2026-04-11"), "20.00 USD");
}

#[test]
fn an_amount_is_never_taken_for_one_of_another_currency() {
    let currency = |code| Currency::from_code(code).unwrap();
    let number = Amount::Number("40".parse().unwrap());
    let fx = Fx::new(currency("USD"), vec![(currency("EUR"), "1.08".parse().unwrap())]);
    assert_eq!(number.amount_in(currency("USD"), Some(&fx)), 40_00);
    assert_eq!(number.amount_in(currency("EUR"), Some(&fx)), 37_04, "40 ÷ 1.08");
    assert_eq!(number.amount_in(currency("JPY"), Some(&fx)), 0, "there is no rate");
    assert_eq!(number.amount_in(currency("JPY"), None), 40);
    let each = Amount::ByCurrency(vec![(currency("EUR"), 40_00)]);
    assert_eq!((each.amount_in(currency("EUR"), Some(&fx)), each.amount_in(currency("USD"), None)), (40_00, 0));

    let eur = "A ACME due=2026-03-01 amount=7300.00 currency=EUR";
    assert_eq!(fee("flat: { USD: 40 }, annual_percent: 10", eur, "", "2026-03-11"), "20.00 EUR");
    let conditions = workflow("flat: 40, minimum: { USD: 50 }").money_conditions();
    assert_eq!(conditions.iter().map(|found| found.what.as_str()).collect::<Vec<_>>(), ["`flat` of `late_fee`"]);
}

/// The rows of the table in a formal demand, and what stands below it, as text.
fn demanded(late_fee: &str, events: &str, as_of: &str) -> String {
    demanded_of(&workflow(late_fee), SEVEN, events, as_of)
}

/// The same for the invoices of one letter.
fn demanded_of(workflow: &Workflow, invoices: &str, events: &str, as_of: &str) -> String {
    let ledger = told(workflow, invoices, events, as_of).ledger();
    let plan = collect::plan::plan(workflow, &ledger, date(as_of));
    let (templates, findings) = Templates::read(builtin::templates(), None);
    assert_eq!(findings, []);
    let sender = Sender { company: "Example Ltd".to_owned(), ..Sender::default() };
    let (events, dossiers) = (&ledger.events, &BTreeMap::new());
    let drafts =
        drafts(Composer { plan: &plan, workflow, events, fx: None, dossiers, sender: &sender, templates: &templates, files: &NoFiles });
    let [letter] = drafts.as_slice() else { panic!("{drafts:?}") };
    let page = String::from_utf8(letter.bytes.clone()).unwrap();
    let rows = page.lines().skip_while(|line| !line.contains("Open amount")).take_while(|line| !line.contains("This is a formal demand"));
    let text = |line: &str| {
        let parts = line.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
        parts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ")
    };
    rows.map(text).filter(|line| !line.is_empty()).map(|line| line + "\n").collect()
}

#[test]
fn a_formal_demand_has_the_fees_of_stages_and_messages_among_the_flat_ones() {
    let expected = "\
Open amount: 7,300.00 USD
Flat late fee: 79.00 USD
Total: 7,379.00 USD
";
    // 1 % of 7,300.00 for the message of 12 March, 5.00 for the stage, 1.00 once.
    let told =
        demanded("flat: 1, stage_fees: { demand: 5 }, notice_percent: 1", "2026-03-12 A touch channel=email stage=demand", "2026-03-31");
    assert_eq!(told, expected);
}

#[test]
fn a_formal_demand_shows_its_parts() {
    let expected = "\
Open amount: 7,300.00 USD
Interest since 2 March 2026, at present 10 % a year: 60.00 USD
Flat late fee: 40.00 USD
Total: 7,400.00 USD
Each further day adds 2.00 USD.
";
    assert_eq!(demanded("annual_percent: 10, flat: 40", "", "2026-03-31"), expected);
    let charged = "\
Open amount: 7,360.00 USD
Interest since 2 March 2026, at present 10 % a year: 60.00 USD
Flat late fee: 40.00 USD
Less late fees in the open amount already: −60.00 USD
Total: 7,400.00 USD
Each further day adds 2.00 USD.
";
    assert_eq!(demanded("annual_percent: 10, flat: 40", "2026-03-15 A fee amount=60.00", "2026-03-31"), charged);
    let least = "Open amount: 7,300.00 USD\nLate fee, the minimum: 90.00 USD\nTotal: 7,390.00 USD\n";
    assert_eq!(demanded("minimum: 90", "", "2026-03-31"), least);
    // All of it was charged: the letter speaks of the open amount alone.
    let nothing_more = "Open amount: 7,400.00 USD\n";
    assert_eq!(demanded("flat: 100", "2026-03-11 A fee amount=100.00", "2026-03-31"), nothing_more);
}

#[test]
fn a_demand_on_several_invoices_asks_for_the_late_fees_of_all() {
    let mut workflow = workflow("annual_percent: 10, flat: 40");
    workflow.drafts.consolidate = Consolidate::Customer;
    // A: 30 days of 2.00 and 40.00; B: 20 days of 1.00 and 40.00; C has not reached the stage and is not in the letter.
    let invoices = "A ACME due=2026-03-01 amount=7300.00\nB ACME due=2026-03-11 amount=3650.00\nC ACME due=2026-03-25 amount=999.00";
    let expected = "\
Open amount: 10,950.00 USD
Late fees on these invoices: 160.00 USD
Total: 11,110.00 USD
Each further day adds 3.00 USD.
";
    assert_eq!(demanded_of(&workflow, invoices, "", "2026-03-31"), expected);
    // What a fee has charged of B's is left out of the sum, and is in the open amount.
    let charged = "\
Open amount: 11,010.00 USD
Late fees on these invoices: 100.00 USD
Total: 11,110.00 USD
Each further day adds 2.00 USD.
";
    assert_eq!(demanded_of(&workflow, invoices, "2026-03-31 B fee amount=60.00", "2026-03-31"), charged);
}
