//! Months of a careless office: days are skipped, outboxes recorded in part or late, drafts edited, events entered late, stages renamed. Nothing is
//! done twice, nothing is left undone, and no message goes out on what is closed, disputed, promised or covered by cash.
//!
//! Two ledgers by default; `COLLECT_YEARS=50` asks for more.

use super::Project;
use collect::calendar::Day;
use fs_err as fs;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn in_hundred(&mut self, cases: u64) -> bool {
        self.below(100) < cases
    }
}

/// What is known of an invoice.
#[derive(Clone, Copy)]
struct Known {
    customer: u64,
    due: Day,
    paid: bool,
    disputed: bool,
    promised: Option<Day>,
}

const AMOUNT: u64 = 100;
const INVOICES: u64 = 30;
const NAMES: [&str; 3] = ["reminder", "polite", "kind"];

struct Office {
    project: Project,
    chance: Chance,
    invoices: Vec<Known>,
    /// By customer.
    cash: BTreeMap<u64, u64>,
    events: String,
    renamed: usize,
}

impl Office {
    fn new(seed: u64) -> Office {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let first = Day::parse("2026-01-05").unwrap();
        let invoices: Vec<Known> = (0..INVOICES)
            .map(|_| Known {
                customer: chance.below(8),
                due: first.plus(chance.below(300) as i32),
                paid: false,
                disputed: false,
                promised: None,
            })
            .collect();
        let project = Project::new();
        let rows = invoices.iter().enumerate().map(|(n, known)| {
            let customer = known.customer;
            format!("{},C-{customer},Cust {customer},Jo,jo{customer}@example.com,{},{AMOUNT}.00,EUR\n", id(n), known.due)
        });
        project.write("invoices.csv", super::INVOICES.lines().next().unwrap().to_owned() + "\n" + &rows.collect::<String>());
        let events = "date,type,invoice_id,customer_id,amount,until\n".to_owned();
        let mut office = Office { project, chance, invoices, cash: BTreeMap::new(), events, renamed: 0 };
        office.write_workflow();
        office
    }

    fn write_workflow(&mut self) {
        let (name, was) = (NAMES[self.renamed], NAMES[..self.renamed].join(", "));
        let was = if was.is_empty() { String::new() } else { format!(" was: [{was}],") };
        let workflow = super::WORKFLOW.replace("id: reminder,", &format!("id: {name},{was}"));
        let workflow = workflow.replace("actions: [{ channel: email }]", "actions: [{ channel: email, template: first-overdue }]");
        self.project.write("gentle.yaml", workflow + "drafts: { consolidate: customer }\n");
    }

    /// Something happens to one invoice, and is entered with this date.
    fn happens(&mut self, today: Day) {
        let n = self.chance.below(INVOICES) as usize;
        // Little happens to an invoice long before it is due.
        if self.invoices[n].due > today.plus(15) {
            return;
        }
        let date = today.plus(-(self.chance.below(4) as i32) * i32::from(self.chance.in_hundred(30)));
        let (id, customer) = (id(n), self.invoices[n].customer);
        let known = &mut self.invoices[n];
        let row = match self.chance.below(8) {
            0..=2 if !known.paid => {
                known.paid = true;
                format!("{date},payment,{id},,,\n")
            }
            3 | 4 if !known.paid && !known.disputed => {
                known.disputed = true;
                format!("{date},dispute,{id},,,\n")
            }
            3 | 4 if known.disputed => {
                known.disputed = false;
                format!("{today},dispute_resolved,{id},,,\n")
            }
            5 | 6 if !known.paid && known.promised.is_none() => {
                let until = today.plus(5);
                known.promised = Some(until);
                format!("{today},promise,{id},,,{until}\n")
            }
            7 if self.chance.in_hundred(30) => {
                let cash = (1 + self.chance.below(3)) * AMOUNT - 1 + self.chance.below(2);
                *self.cash.entry(customer).or_default() += cash;
                format!("{date},payment,,C-{customer},{cash}.00,\n")
            }
            _ => return,
        };
        self.events.push_str(&row);
        self.project.write("events.csv", &self.events);
    }

    /// Is there cash of the customer for this invoice, when all that are due before it have had theirs?
    fn is_covered(&self, n: usize) -> bool {
        let place = |n: usize| (self.invoices[n].due, id(n));
        let of_customer = (0..self.invoices.len()).filter(|other| self.invoices[*other].customer == self.invoices[n].customer);
        let first = of_customer.filter(|other| !self.invoices[*other].paid && place(*other) <= place(n)).count() as u64;
        self.cash.get(&self.invoices[n].customer).is_some_and(|cash| *cash >= first * AMOUNT)
    }

    /// Nothing that is drafted is about what nobody may be chased for.
    fn check_drafts(&self, day: Day) {
        let Ok(mut reader) = csv::Reader::from_path(self.project.path().join(format!("outbox/{day}/manifest.csv"))) else { return };
        for row in reader.records().map(Result::unwrap).filter(|row| ["email", "call"].contains(&&row[2])) {
            for action in row[1].split(';') {
                let n: usize = action.split(['/', '-']).nth(1).unwrap().parse().unwrap();
                let known = &self.invoices[n];
                assert!(!known.paid && !known.disputed, "{day}: {action} on what is closed or disputed");
                assert!(known.promised.is_none_or(|until| until < day), "{day}: {action} on what is promised");
                assert!(!self.is_covered(n), "{day}: {action} on what is covered by cash");
                assert!(known.due < day, "{day}: {action} on what is not due");
            }
        }
    }

    fn run(&self, day: Day, line: &str) -> String {
        let (code, out, err) = self.project.on(&day.to_string(), line);
        // An outbox of which somebody said that its rest was not sent is not recorded as a whole.
        let is_revoked = code == 4 && line.starts_with("record") && err.contains("as somebody said with --none");
        assert!(code == 0 || is_revoked, "{day}: {line}: {err}");
        out + &err
    }

    fn works(&mut self, day: Day) {
        for _ in 0..self.chance.below(3) {
            if self.chance.in_hundred(60) {
                self.happens(day);
            }
        }
        if self.renamed + 1 < NAMES.len() && self.chance.in_hundred(3) {
            self.renamed += 1;
            self.write_workflow();
        }
        self.run(day, "draft --first-run -q");
        self.check_drafts(day);
        let files = self.listed(day);
        if let Some(file) = files.first().filter(|_| self.chance.in_hundred(20)) {
            let path = format!("outbox/{day}/{file}");
            self.project.write(&path, self.project.read(&path) + "\nPS: edited\n");
        }
        if self.chance.in_hundred(25) {
            self.happens(day);
            self.run(day, "draft --first-run -q");
            self.check_drafts(day);
        }
        let files = self.listed(day);
        match (self.chance.below(10), files.first()) {
            (0..=4, Some(_)) => drop(self.run(day, "record")),
            (5 | 6, Some(file)) => drop(self.run(day, &format!("record outbox/{day} --only {file}"))),
            (7, Some(file)) => drop(self.run(day, &format!("record outbox/{day} --only {file} --none"))),
            _ => {}
        }
        // Somebody remembers an older day.
        if self.chance.in_hundred(20) {
            self.settle(day, false);
        }
    }

    fn listed(&self, day: Day) -> Vec<String> {
        let Ok(mut reader) = csv::Reader::from_path(self.project.path().join(format!("outbox/{day}/manifest.csv"))) else {
            return Vec::new();
        };
        reader.records().map(|row| row.unwrap()[0].to_owned()).collect()
    }

    /// Says of the outboxes what became of them: of one, or of all.
    fn settle(&mut self, day: Day, all: bool) {
        let mut outboxes: Vec<String> = Vec::new();
        for entry in fs::read_dir(self.project.path().join("outbox")).into_iter().flatten().map(Result::unwrap) {
            if entry.path().join("manifest.csv").exists() {
                outboxes.push(entry.file_name().into_string().unwrap());
            }
        }
        outboxes.sort();
        for outbox in outboxes {
            if !all && !self.chance.in_hundred(10) {
                continue;
            }
            let none = if self.chance.in_hundred(30) { " --none" } else { "" };
            self.run(day, &format!("record outbox/{outbox}{none}"));
        }
    }

    /// Each action on record, by the stage's first name.
    fn recorded(&self) -> Vec<String> {
        let Ok(mut reader) = csv::Reader::from_path(self.project.path().join("log.csv")) else { return Vec::new() };
        let column = reader.headers().unwrap().iter().position(|name| name == "ref").unwrap();
        let first_name = |id: &str| NAMES[1..].iter().fold(id.to_owned(), |id, name| id.replace(&format!("/{name}/"), "/reminder/"));
        reader.records().map(|row| first_name(&row.unwrap()[column])).collect()
    }
}

fn id(n: usize) -> String {
    format!("INV-{n}")
}

#[test]
fn a_careless_office_does_nothing_twice_and_leaves_nothing_undone() {
    let ledgers = std::env::var("COLLECT_YEARS").ok().and_then(|count| count.parse().ok()).unwrap_or(2);
    let mut touches = 0;
    for seed in 1..=ledgers {
        let mut office = Office::new(seed);
        let last = Day::parse("2026-12-15").unwrap();
        let mut day = Day::parse("2026-01-06").unwrap();
        while day < last {
            office.works(day);
            day = day.plus(1 + office.chance.below(if ledgers > 2 { 6 } else { 12 }) as i32);
        }
        office.settle(last, true);
        office.run(last, "draft --first-run -q");
        office.check_drafts(last);
        office.run(last, "record");
        let left: Vec<String> = office.project.due(&last.to_string());
        assert!(left.iter().all(|id| id.contains("/dispute/")), "seed {seed}: left undone: {left:?}");
        let recorded = office.recorded();
        let once: BTreeSet<&String> = recorded.iter().collect();
        assert_eq!(once.len(), recorded.len(), "seed {seed}: recorded twice: {recorded:?}");
        touches += recorded.len();
    }
    assert!(touches > 10 * ledgers as usize, "{touches} touches of {ledgers} ledgers");
}
