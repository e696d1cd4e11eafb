//! Playing a suite: entry by entry, each against a plan of its day that knows what stands above it.

use super::expectation::{Difference, FoundValue};
use super::ledger::{ledger, row_of};
use super::told::{StoryLine, timeline};
use super::{Coverage, Done, Scenario, StoryEntry, StoryEvent, StoryStep, Suite};
use crate::calendar::Day;
use crate::finding::Place;
use crate::ledger::Ledger;
use crate::plan::{Story, status, story};
use crate::workflow::Workflow;

#[derive(Clone, Debug)]
pub struct Played {
    pub name: String,
    pub place: Place,
    pub failures: Vec<ScenarioFailure>,
}

#[derive(Clone, Debug)]
pub struct ScenarioFailure {
    pub place: Place,
    /// The day; the first on which it does not hold, where the entry is about several.
    pub day: Day,
    pub after_due: i32,
    pub invoice: String,
    pub differences: Vec<Difference>,
    pub timeline: Vec<StoryLine>,
}

/// Plays all scenarios of a suite, or those whose name contains a text; and marks what they reach.
pub fn run(suite: &Suite, workflow: &Workflow, only: Option<&str>, coverage: &mut Coverage) -> Vec<Played> {
    let is_wanted = |scenario: &&Scenario| only.is_none_or(|only| scenario.name.to_lowercase().contains(&only.to_lowercase()));
    suite.scenarios.iter().filter(is_wanted).map(|scenario| play(suite, scenario, workflow, coverage)).collect()
}

/// Does every scenario hold? Stops at the first that does not, and does not say why.
pub fn holds(suite: &Suite, workflow: &Workflow) -> bool {
    let coverage = &mut Coverage::new(workflow);
    suite.scenarios.iter().all(|scenario| {
        let mut stage = PlayedStage::new(suite, scenario, workflow);
        scenario.entries.iter().all(|entry| stage.look_at(entry, coverage).is_none() && stage.carry_out(entry, coverage).is_none())
    })
}

fn play(suite: &Suite, scenario: &Scenario, workflow: &Workflow, coverage: &mut Coverage) -> Played {
    let mut stage = PlayedStage::new(suite, scenario, workflow);
    let mut failures = Vec::new();
    for entry in &scenario.entries {
        let wrong = stage.look_at(entry, coverage);
        failures.extend(wrong.map(|(day, differences)| stage.failure(entry, day, differences)));
        let not_done = stage.carry_out(entry, coverage);
        failures.extend(not_done.map(|difference| stage.failure(entry, entry.day, vec![difference])));
    }
    if let Some(last) = scenario.entries.iter().map(|entry| entry.to).max() {
        for invoice in &scenario.invoices {
            if let Some(story) = story(workflow, &stage.ledger, invoice.id(), last) {
                coverage.told(&story);
            }
        }
    }
    Played { name: scenario.name.clone(), place: Place::line(&suite.file, scenario.line), failures }
}

/// Where a scenario is played: what happened so far.
struct PlayedStage<'a> {
    suite: &'a Suite,
    scenario: &'a Scenario,
    workflow: &'a Workflow,
    events: Vec<StoryEvent>,
    lines: Vec<u32>,
    ledger: Ledger,
}

impl<'a> PlayedStage<'a> {
    fn new(suite: &'a Suite, scenario: &'a Scenario, workflow: &'a Workflow) -> PlayedStage<'a> {
        let mut stage = PlayedStage { suite, scenario, workflow, events: Vec::new(), lines: Vec::new(), ledger: Ledger::default() };
        stage.read_again();
        stage
    }

    fn read_again(&mut self) {
        // What is wrong with the rows was told when the suite was read.
        self.ledger = ledger(&self.scenario.invoices, &self.events).0;
    }

    /// Plays a line of the story. Gives back what is not as it says, and the first day on which it is not.
    fn look_at(&mut self, entry: &StoryEntry, coverage: &mut Coverage) -> Option<(Day, Vec<Difference>)> {
        match &entry.step {
            StoryStep::Event(row) => {
                self.happens(row.clone(), entry.line);
                None
            }
            StoryStep::Expect { expected, .. } => self.expect(entry, expected, coverage),
        }
    }

    fn happens(&mut self, row: StoryEvent, line: u32) {
        self.events.push(row);
        self.lines.push(line);
        self.read_again();
    }

    fn id(&self, entry: &StoryEntry) -> &str {
        self.scenario.invoices[entry.invoice].id()
    }

    fn expect(&self, entry: &StoryEntry, expected: &[super::Expected], coverage: &mut Coverage) -> Option<(Day, Vec<Difference>)> {
        if expected.is_empty() {
            return None;
        }
        for number in entry.day.number()..=entry.to.number() {
            let day = Day::from_number(number);
            let plan = status(self.workflow, &self.ledger, day);
            coverage.planned(&plan);
            let found = FoundValue { workflow: self.workflow, plan: &plan, invoice: self.id(entry) };
            let differences: Vec<Difference> = expected.iter().filter_map(|expected| expected.difference(&found)).collect();
            if !differences.is_empty() {
                return Some((day, differences));
            }
        }
        None
    }

    fn failure(&self, entry: &StoryEntry, day: Day, differences: Vec<Difference>) -> ScenarioFailure {
        let id = self.id(entry);
        let mut told: Option<Story> = story(self.workflow, &self.ledger, id, day);
        if let Some(story) = &mut told {
            self.put_places_right(story);
        }
        let invoice = self.ledger.invoices.iter().find(|invoice| invoice.id() == id);
        let timeline = told.as_ref().zip(invoice).map(|(story, invoice)| timeline(story, invoice, self.workflow)).unwrap_or_default();
        ScenarioFailure {
            place: Place::line(&self.suite.file, entry.line),
            day,
            after_due: day.since(self.scenario.invoices[entry.invoice].due),
            invoice: id.to_owned(),
            differences,
            timeline,
        }
    }

    /// Lets the events of a story say where they stand in the file of scenarios.
    fn put_places_right(&self, story: &mut Story) {
        let moments = story.moments.iter_mut().map(|moment| &mut moment.source);
        let money = story.money.iter_mut().map(|line| &mut line.source);
        for source in moments.chain(money) {
            let line = source.as_ref().and_then(|place| self.lines.get(row_of(place.line)));
            *source = line.map(|line| Place::line(&self.suite.file, *line));
        }
    }

    /// Records what is done as touches. Gives back what was to be done and is not due.
    fn carry_out(&mut self, entry: &StoryEntry, coverage: &mut Coverage) -> Option<Difference> {
        let StoryStep::Expect { done, .. } = &entry.step else { return None };
        if *done == Done::Nothing {
            return None;
        }
        let plan = status(self.workflow, &self.ledger, entry.day);
        coverage.planned(&plan);
        let id = self.id(entry).to_owned();
        let found = FoundValue { workflow: self.workflow, plan: &plan, invoice: &id };
        let is_meant = |tail: &str| match done {
            Done::Some(tails) => tails.iter().any(|wanted| wanted == tail),
            Done::All | Done::Nothing => true,
        };
        let touches: Vec<StoryEvent> = found
            .due()
            .filter(|action| is_meant(found.tail(action)))
            .map(|action| touch(&id, entry.day, action.id.as_str(), action.channel.name()))
            .collect();
        let difference = not_due(done, &found);
        touches.into_iter().for_each(|row| {
            self.events.push(row);
            self.lines.push(entry.line);
        });
        self.read_again();
        difference
    }
}

/// What is to be done although it is not due.
fn not_due(done: &Done, found: &FoundValue<'_>) -> Option<Difference> {
    let due: Vec<&str> = found.due().map(|action| found.tail(action)).collect();
    let shown = if due.is_empty() { "nothing is due".to_owned() } else { format!("due are {}", due.join(", ")) };
    let expected = match done {
        Done::All if due.is_empty() => "all that is due".to_owned(),
        Done::Some(tails) => {
            let missing: Vec<&str> = tails.iter().map(String::as_str).filter(|tail| !due.contains(tail)).collect();
            if missing.is_empty() {
                return None;
            }
            missing.join(", ")
        }
        Done::All | Done::Nothing => return None,
    };
    Some(Difference { what: "done", expected, found: shown })
}

fn touch(invoice: &str, day: Day, id: &str, channel: &str) -> StoryEvent {
    vec![
        ("date", day.to_string()),
        ("type", "touch".to_owned()),
        ("invoice_id", invoice.to_owned()),
        ("channel", channel.to_owned()),
        ("ref", id.to_owned()),
    ]
}
