//! What the single steps of a plan cost: reading a row, one invoice's journey, one draft.
//!
//! `cargo bench` measures; `cargo test --bench steps` runs each step once and takes a moment. What it comes to as a whole, and against
//! others, is for `compare.py` to say.

mod ledger;

use collect::builtin;
use collect::calendar::Day;
use collect::draft::{self, Composer, NoFiles, Templates};
use collect::finding::Reading;
use collect::ledger::reading::{BadRows, EventReader, Format, InvoiceReader, Report};
use collect::ledger::{Events, Invoices, Ledger};
use collect::matching::{BankLine, LedgerItem, MatchRules, Matching, match_lines};
use collect::money::Currency;
use collect::plan::{Plan, plan};
use collect::sender::Sender;
use collect::workflow::{self, TemplateNames, Workflow};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use ledger::Size;

/// So many invoices: more than caches hold of their events, few enough to go around often.
const INVOICES: u32 = 10_000;

fn main() {
    divan::main();
}

/// The bytes of a ledger of which so many of a hundred invoices are settled.
fn files(invoices: u32, settled: u64) -> (Vec<u8>, Vec<u8>) {
    let (mut rows, mut events) = (Vec::new(), Vec::new());
    ledger::write(Size { invoices, settled, seed: 1 }, &mut rows, &mut events).expect("memory takes every write");
    (rows, events)
}

fn read_invoices(file: &[u8]) -> u64 {
    let mut report = Report::new(BadRows::Stop);
    let mut reader = InvoiceReader::open(file, "invoices.csv", &Format::default(), &mut report).expect("the header is right");
    while let Some(invoice) = reader.next(&mut report) {
        black_box(invoice);
    }
    reader.count()
}

fn read_events(file: &[u8]) -> (u64, Events) {
    let mut report = Report::new(BadRows::Stop);
    let mut reader = EventReader::new(false);
    reader.read(file, "events.csv", &Format::default(), &mut report);
    (reader.count(), reader.finish())
}

fn in_memory(settled: u64, invoices: u32) -> Ledger {
    let (rows, events) = files(invoices, settled);
    let mut report = Report::new(BadRows::Stop);
    let invoices = Invoices::read(&rows[..], "invoices.csv", &Format::default(), &mut report);
    Ledger { invoices, events: read_events(&events).1, fx: None }
}

fn bench_workflow() -> Workflow {
    let templates: TemplateNames = builtin::templates().filter_map(|(file, _)| Templates::name_of(file)).collect();
    let Reading { value, findings } = workflow::read(include_str!("workflow.yaml"), "workflow.yaml", &templates);
    value.unwrap_or_else(|| panic!("{findings:?}"))
}

fn as_of() -> Day {
    Day::parse(ledger::AS_OF).expect("a date")
}

/// A row of invoices, to text in columns and terms in types.
#[divan::bench]
fn invoice_rows(bencher: Bencher<'_, '_>) {
    let (file, _) = files(INVOICES, 75);
    let rows = read_invoices(&file);
    bencher.counter(BytesCount::new(file.len())).counter(ItemsCount::new(rows)).bench_local(|| read_invoices(black_box(&file)));
}

/// A row of events, to its invoice's history.
#[divan::bench]
fn event_rows(bencher: Bencher<'_, '_>) {
    let (_, file) = files(INVOICES, 75);
    let (rows, _) = read_events(&file);
    bencher.counter(BytesCount::new(file.len())).counter(ItemsCount::new(rows)).bench_local(|| read_events(black_box(&file)));
}

/// One invoice's journey, with its share of a small plan: mostly settled, as in a full ledger, or all open, as in an export of open items.
#[divan::bench(args = [75, 0])]
fn journeys(bencher: Bencher<'_, '_>, settled_percent: u64) {
    let (ledger, workflow) = (in_memory(settled_percent, 500), bench_workflow());
    let count = ItemsCount::new(ledger.invoices.len());
    bencher.counter(count).bench_local(|| plan(black_box(&workflow), black_box(&ledger), as_of()));
}

/// One draft, by templates that were parsed before.
#[divan::bench]
fn drafts(bencher: Bencher<'_, '_>) {
    let (ledger, workflow) = (in_memory(0, 500), bench_workflow());
    let plan: Plan = plan(&workflow, &ledger, as_of());
    let (templates, _) = Templates::read(builtin::templates(), None);
    let sender =
        Sender { name: "Accounts Receivable".into(), company: "Example Ltd".into(), email: "ar@example.com".into(), ..Sender::default() };
    bencher.counter(ItemsCount::new(plan.worklist.len())).bench_local(|| {
        let plan = black_box(&plan);
        draft::drafts(Composer {
            plan,
            workflow: &workflow,
            events: &ledger.events,
            fx: None,
            dossiers: &Default::default(),
            sender: &sender,
            templates: &templates,
            files: &NoFiles,
        })
    });
}

/// A line of a statement: as many lines as invoices, of which every second names its invoice. Each line is to cost the same, however many
/// there are.
#[divan::bench(args = [10_000, 100_000], sample_count = 3, sample_size = 1)]
fn matching_a_line(bencher: Bencher<'_, '_>, count: u32) {
    let day = Day::from_ymd(2026, 4, 1).expect("there is such a day");
    let currency = Currency::from_code("EUR").expect("there is such a currency");
    let item = |number: u32| LedgerItem {
        id: format!("INV-2026-{number:06}"),
        customer: format!("C-{}", number / 8),
        customer_name: format!("Customer {} GmbH", number / 8),
        currency,
        issued: None,
        due: day,
        amount: 10_000 + i64::from(number) * 7,
        balance: 10_000 + i64::from(number) * 7,
        open_on: None,
        reference: String::new(),
        discount: None,
    };
    let line = |number: u32| BankLine {
        account: "DE83600501010000007777".to_owned(),
        date: day,
        amount: 10_000 + i64::from(number) * 7,
        currency,
        payer: format!("Customer {} GmbH", number / 8),
        ultimate: String::new(),
        iban: String::new(),
        text: if number.is_multiple_of(2) { format!("Invoice 2026/{number:06} of 03.03.2026") } else { "thank you".to_owned() },
        creditor_references: Vec::new(),
        references: Vec::new(),
        notes: String::new(),
        code: String::new(),
        is_reversal: false,
        bank_id: number.to_string(),
        instructed: None,
    };
    let lines: Vec<BankLine> = (0..count).map(line).collect();
    let rules = MatchRules::default();
    bencher
        .counter(ItemsCount::new(count))
        .with_inputs(|| (0..count).map(item).collect::<Vec<LedgerItem>>())
        .bench_values(|items| match_lines(&lines, Matching { items, payments: Vec::new(), payers: &[], rules: &rules }).len());
}
