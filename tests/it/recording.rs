//! The loop from a plan over drafts to the log and back: what is recorded, logged, taken back, and what no failure can break.

mod announced;
mod drafting;
mod formats;
mod incomplete;
mod killed;
mod kills;
mod logging;
mod once;
mod outboxes;
mod plans;
mod recorded;
mod round_trip;
mod safety;
mod sent;
mod sheets;
mod spreadsheets;
mod unanswered;
mod undoing;
mod whole_ledger;
mod year;
mod years;

use crate::place::Place;
use crate::run::Told;
use std::ops::Deref;

pub use safety::Small;

const WORKFLOW: &str = "\
version: 1
name: gentle
owners:
  ar: { name: Accounts Receivable, email: ar@example.com }
  boss: { name: The boss, email: boss@example.com }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: call, trigger: { day: 14 }, owner: boss, actions: [{ channel: call }, { channel: email, after: 7 }] }
overrides:
  dispute: { owner: boss }
  reply: { owner: ar }
";

/// On 31 March 2026: a call for INV-1, an email for INV-2, a dispute's task for INV-4.
const INVOICES: &str = "\
invoice_id,customer_id,customer_name,contact,email,due_date,amount,currency
INV-1,C-1,Acme GmbH,Jane Doe,jane@acme.example,2026-03-12,1200.00,EUR
INV-2,C-2,Beta Ltd,Bob Roe,bob@beta.example,2026-03-28,80.00,EUR
INV-3,C-2,Beta Ltd,Bob Roe,bob@beta.example,2026-05-01,55.00,EUR
INV-4,C-3,Gamma SA,Ann Poe,ann@gamma.example,2026-03-20,99.00,EUR
";

const EVENTS: &str = "\
date,type,invoice_id,amount,reason
2026-03-30,payment,INV-1,200.00,
2026-03-30,dispute,INV-4,,pricing
";

/// A folder with a project, and the program run in it.
struct Project(Place);

impl Deref for Project {
    type Target = Place;

    fn deref(&self) -> &Place {
        &self.0
    }
}

impl Project {
    fn new() -> Project {
        Project(Place::gentle(WORKFLOW, INVOICES, EVENTS))
    }

    /// Runs a command on a day: exit code, standard output, standard error with its lines joined.
    fn on(&self, day: &str, line: &str) -> (i32, String, String) {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        words.extend(["--as-of", day]);
        joined(self.command(&words).told())
    }

    /// Runs a command on 31 March 2026.
    fn run(&self, line: &str) -> (i32, String, String) {
        self.on("2026-03-31", line)
    }

    /// What a command says that must go well.
    fn done(&self, line: &str) -> String {
        let (code, out, err) = self.run(line);
        assert_eq!(code, 0, "{line}: {err}");
        out
    }

    /// What `collect approve` says, which has no day of a plan.
    fn approve(&self, line: &str) -> String {
        let words: Vec<&str> = std::iter::once("approve").chain(line.split_whitespace()).collect();
        let (code, out, err) = joined(self.command(&words).told());
        assert_eq!(code, 0, "{line}: {err}");
        out
    }

    /// The ids of the actions that are due on a day.
    fn due(&self, day: &str) -> Vec<String> {
        let (code, out, err) = self.on(day, "plan --format csv -q");
        assert_eq!(code, 0, "{err}");
        out.lines().skip(1).map(|row| row.split(',').nth(1).unwrap().to_owned()).collect()
    }
}

/// The lines of standard error as one.
fn joined((status, stdout, stderr): Told) -> Told {
    (status, stdout, stderr.replace('\n', " "))
}

/// Numbers below 1024 that look like chance and are the same in every run.
pub fn chances() -> impl Iterator<Item = u32> {
    let mut state: u64 = 0x2545_f491_4f6c_dd1d;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 54) as u32
    })
}

/// Says on the terminal, whatever the test harness keeps to itself, that something could not be tried here.
pub fn skipped(what: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "skipped: {what}");
}
