//! However many cores there are, and wherever a file is cut: the same invoices, the same plan, the same findings.

use super::super::stream;
use crate::cli::progress::Progress;
use collect::builtin;
use collect::calendar::Day;
use collect::ledger::Events;
use collect::ledger::reading::{BadRows, EventParser, EventReader, Format, InvoiceParser, Report};
use collect::plan::{Keeping, Planner, Positions};
use collect::store::Sequential;
use collect::workflow;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::io::Cursor;

/// What came of a ledger, and all that was told on the way.
fn told(invoices: &str, events: &str, bad_rows: BadRows, cores: usize, size: usize) -> String {
    let format = Format::default();
    let mut report = Report::new(bad_rows);
    let mut reader = EventReader::new(true);
    let again = |text| move |_: &str| Some((Cursor::new(text), Format::default()));
    reader.begin_file("events.csv");
    if let Some((blocks, parser)) = EventParser::open(events.as_bytes(), "events.csv", &format, &mut report) {
        let file = stream::events(|| cores, blocks.of_size(size), &parser, &mut reader, &Progress::default(), bad_rows);
        reader.settle(vec![file], &Sequential, &mut report, again(events));
    }
    let (read, events): (u64, Events) = (reader.count(), reader.finish());
    let text = builtin::workflow("net30").unwrap();
    let names = builtin::templates().filter_map(|(file, _)| collect::draft::Templates::name_of(file)).collect();
    let workflow = workflow::read(text, "net30.yaml", &names).value.unwrap();
    let mut plans = String::new();
    let (mut repeated, mut told) = (BTreeSet::new(), false);
    while let Some((blocks, parser)) = InvoiceParser::open(invoices.as_bytes(), "invoices.csv", &format, &mut report) {
        let as_of = Day::parse("2026-03-31").unwrap();
        let planners = vec![Planner::new(&workflow, None, &events, parser.columns(), as_of, Positions::All)];
        let keep = Keeping::whole(parser.columns());
        let rows = (bad_rows, repeated.clone());
        let (found, share) = stream::plans(|| cores, blocks.of_size(size), &parser, planners, Some(&keep), &Progress::default(), rows);
        if !std::mem::replace(&mut told, true) {
            repeated = share.tell(&Sequential, &mut report, || again(invoices)(""));
            if !repeated.is_empty() {
                continue;
            }
        }
        let kept: Vec<String> = found.kept.iter().map(|invoice| format!("{invoice:?}")).collect();
        found.plans.iter().for_each(|plan| assert!(plan.actions().len() == plan.worklist.len()));
        plans = format!("{} invoices, {} in the slice\n{:#?}\n{}", found.count, found.inside, found.plans, kept.join("\n"));
        break;
    }
    let warnings: Vec<String> = report.warnings().map(|(_, told)| told.to_string()).collect();
    let rejects = String::from_utf8(report.rejects().to_csv()).unwrap();
    format!("{read} events, {:?}\n{plans}\n{}{}\n{rejects}", events.unread(), report.errors(), warnings.concat())
}

/// Ids that end with a number, in several frames, and ids that do not.
fn id(number: u32) -> String {
    match number % 3 {
        0 => format!("INV-{number:04}"),
        1 => format!("2026-{number:05}"),
        _ => format!("R/{number}"),
    }
}

/// A row of the invoices file; some cannot be read, some stand twice, some go over several lines.
fn invoice() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["Acme", "\"Acme, Inc\"", "\"two\nlines\"", "\"two\r\nlines \"\"x\"\"\"", "5\" pipes", "Ünïted"]);
    let amount = prop::sample::select(vec!["100.00", "250.50", "-20.00", "1,5x", "\"1,200.00\""]);
    let currency = prop::sample::select(vec!["USD", "USD", "USD", "EUR"]);
    (0..40_u32, 0..4_u32, name, 0..90_u32, amount, currency).prop_map(|(number, customer, name, due, amount, currency)| {
        let due = Day::parse("2026-01-01").unwrap().plus(due as i32);
        format!("{},C-{customer},{name},{due},{amount},{currency}", id(number))
    })
}

fn event() -> impl Strategy<Value = String> {
    let what = prop::sample::select(vec![
        "payment,{},,60.00,,,",
        "payment,{},,,,,",
        "payment,{},,,,,",
        "payment,{},,,,,",
        "payment,,C-1,30.00,,,",
        "dispute,{},,,,,\"late, and\nwrong\"",
        "promise,{},,,2026-03-20,,",
        "promise,,C-2,,2026-03-25,,",
        "reply,{},,,,,",
        "touch,{},,,,email,",
        "touch,{},,,,pigeon,",
        "payment,{},,-3,,,",
    ]);
    (0..40_u32, 0..90_u32, what).prop_map(|(number, day, what)| {
        let day = Day::parse("2026-01-01").unwrap().plus(day as i32);
        format!("{day},{}", what.replace("{}", &id(number)))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn neither_cores_nor_borders_make_a_difference(
        invoices in prop::collection::vec(invoice(), 0..60),
        events in prop::collection::vec(event(), 0..60),
        line_break in prop::sample::select(vec!["\n", "\r\n"]),
        is_last_line_whole in any::<bool>(),
        skip in any::<bool>(),
        cores in 2..5_usize,
        size in 1..400_usize,
    ) {
        let file = |header: &str, rows: &[String]| {
            let lines: Vec<&str> = std::iter::once(header).chain(rows.iter().map(String::as_str)).collect();
            lines.join(line_break) + if is_last_line_whole { line_break } else { "" }
        };
        let invoices = file("invoice_id,customer_id,customer_name,due_date,amount,currency", &invoices);
        let events = file("date,type,invoice_id,customer_id,amount,until,channel,note", &events);
        let bad_rows = if skip { BadRows::Skip } else { BadRows::Stop };
        let alone = told(&invoices, &events, bad_rows, 1, usize::MAX);
        prop_assert_eq!(told(&invoices, &events, bad_rows, cores, size), alone);
    }
}

#[test]
fn a_mark_that_is_never_closed_ends_the_file_for_all() {
    let rows: Vec<String> = (0..50).map(|id| format!("INV-{id},C,Acme,2026-03-01,1.00,USD")).collect();
    let text = format!("invoice_id,customer_id,customer_name,due_date,amount,currency\n{}\nINV-50,C,\"Acme\nINV-51,C,x\n", rows.join("\n"));
    let alone = told(&text, "date,type,invoice_id\n", BadRows::Skip, 1, usize::MAX);
    assert!(alone.contains("50 invoices") && alone.contains("never closed"), "{alone}");
    for cores in 2..5 {
        assert_eq!(told(&text, "date,type,invoice_id\n", BadRows::Skip, cores, 64), alone);
    }
}
