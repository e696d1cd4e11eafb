//! A small company with one customer: a plan of one action, made by hand, to write messages from.

use chrono::Weekday;
use collect::action_id::ActionId;
use collect::calendar::{Day, WorkingCalendar};
use collect::channel::Channel;
use collect::draft::{Composer, Draft, Drafting, NoFiles, Templates, drafts};
use collect::ledger::{Columns, Events, EventsBuilder, Field, Invoice, InvoiceId, Invoices, Kind, Terms};
use collect::money::{Currency, Decimal};
use collect::plan::{ActionKind, DueAction, EnteredBy, Flags, Plan, Reason, Status};
use collect::sender::Sender;
use collect::workflow::{
    Action, Conditions, Costs, Drafts, Limits, Overrides, Owner, OwnerId, OwnerKind, OwnerSource, Priority, Stage, StageIndex, Workflow,
};
use std::collections::BTreeSet;

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// An invoice of 10,310.00 USD due on 2026-02-14 with 7,310.00 still open, in the stage `final-notice` on 2026-03-31.
pub struct Scenario {
    pub cells: Vec<(String, String)>,
    pub sender: Sender,
    pub events: Events,
    pub actions: Vec<DueAction>,
    pub workflow: Workflow,
}

impl Scenario {
    /// Every column is filled, and a good deal has happened.
    pub fn full() -> Scenario {
        let cells = [
            (Field::InvoiceId, "INV-1875"),
            (Field::CustomerId, "C-107"),
            (Field::CustomerName, "Tallow & Sons"),
            (Field::Contact, "Henry Tallow"),
            (Field::Email, "accounts@tallow.example"),
            (Field::Phone, "+1 555 0177"),
            (Field::PaymentLink, "https://pay.example.com/INV-1875"),
        ];
        let mut cells: Vec<(String, String)> = cells.map(|(field, text)| (field.name().to_owned(), text.to_owned())).into();
        cells.push(("PO number".to_owned(), "4711".to_owned()));
        cells.push(("limit".to_owned(), "50000.5".to_owned()));
        let sender = Sender {
            name: "Accounts Receivable".to_owned(),
            company: "Example Ltd".to_owned(),
            email: "ar@example.com".to_owned(),
            phone: "+1 555 0100".to_owned(),
            address: vec!["1 Mill Lane".to_owned(), "Leeds LS1 4AB".to_owned()],
            country: "GB".to_owned(),
        };
        Scenario { cells, sender, events: history(), actions: Vec::new(), workflow: workflow() }
    }

    /// Only what a ledger must have, and an address.
    pub fn least() -> Scenario {
        let mut scenario = Scenario::full();
        let kept = [Field::InvoiceId, Field::CustomerId, Field::Email, Field::Phone].map(Field::name);
        scenario.cells.retain(|(name, _)| kept.contains(&name.as_str()));
        Scenario { sender: Sender::default(), events: EventsBuilder::default().finish(), ..scenario }
    }

    pub fn with(mut self, column: &str, text: &str) -> Scenario {
        match self.cells.iter_mut().find(|(name, _)| name == column) {
            Some((_, cell)) => *cell = text.to_owned(),
            None => self.cells.push((column.to_owned(), text.to_owned())),
        }
        self
    }

    /// One more thing to do: in a stage, on a channel, with a template.
    pub fn action(self, stage: &str, channel: Channel, template: Option<&str>) -> Scenario {
        let index = self.workflow.stages.iter().position(|known| known.id == stage).unwrap();
        let owner = if self.workflow.stages[index].day <= 5 { "automated" } else { "ar-manager" };
        self.doing(index, channel, owner, template)
    }

    /// What an action of the workflow's own stages comes to, with one of its templates, on the day on which it is scheduled.
    pub fn scheduled(self, stage: usize, action: &Action, template: Option<&str>) -> Scenario {
        let owner = match &self.workflow.owner(action.owner).source {
            OwnerSource::Declared { .. } => action.owner,
            OwnerSource::FromColumn { fallback, .. } => *fallback,
        };
        let owner = self.workflow.owner(owner).id.clone();
        let past_due = self.workflow.stages[stage].day + action.after as i32;
        let mut scenario = self.doing(stage, action.channel, &owner, template);
        let last = scenario.actions.last_mut().unwrap();
        (last.clock, last.days_past_due) = (past_due, past_due);
        last.due_date = last.scheduled_on.plus(-past_due);
        scenario
    }

    fn doing(mut self, index: usize, channel: Channel, owner: &str, template: Option<&str>) -> Scenario {
        let stage = &self.workflow.stages[index];
        let invoice = self.cells.iter().find(|(name, _)| name == "invoice_id").map_or("", |(_, id)| id.as_str());
        self.actions.push(DueAction {
            id: ActionId::of_stage(invoice, 1, &stage.id, channel.name(), 1),
            kind: ActionKind::Touch,
            channel,
            owner: owner.into(),
            invoice: InvoiceId(0),
            balance: 731_000,
            asked: 731_000,
            due_date: day("2026-02-14"),
            days_past_due: 45,
            clock: stage.day,
            status: Status::Active,
            track: None,
            stage: Some(StageIndex::new(index)),
            template: template.map(Into::into),
            scheduled_on: day("2026-03-31"),
            days_late: 0,
            score: Decimal::new(731_000, 2),
            flags: Flags::default(),
            why: Reason::Stage {
                stage: stage.name.as_str().into(),
                entered_on: day("2026-03-31"),
                by: EnteredBy::Clock,
                clock: stage.day,
                occurrence: 1,
                of: None,
                skipped: [].into(),
            },
        });
        self
    }

    pub fn plan(&self) -> Plan {
        let columns = Columns::new(self.cells.iter().map(|(name, _)| name.clone()).collect());
        let text: String = self.cells.iter().map(|(_, text)| text.as_str()).collect();
        let mut end = 0;
        let ends: Vec<u32> = self
            .cells
            .iter()
            .map(|(_, text)| {
                end += text.len() as u32;
                end
            })
            .collect();
        let terms = Terms {
            amount: 1_031_000,
            currency: Currency::from_code("USD").unwrap(),
            issue_date: Some(day("2026-01-15")),
            due_date: day("2026-02-14"),
            settled_date: None,
            open_amount: None,
        };
        let mut invoices = Invoices::new(columns.clone());
        invoices.push(&Invoice::new(terms, &columns, &text, &ends));
        Plan {
            misfits: Vec::new(),
            as_of: day("2026-03-31"),
            languages: collect::plan::Languages::of_rows(&invoices),
            invoices,
            worklist: self.actions.clone().into(),
            withheld: Vec::new(),
            unissued: Default::default(),
            credits: Vec::new(),
            unapplied: Default::default(),
            on_account: Default::default(),
            permissions: collect::plan::Permissions::none(day("2026-03-31")),
            credit: Vec::new(),
            positions: Vec::new(),
            totals: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Its drafts, with the shipped templates and these. Their files are those that are foreseen without composing them.
    pub fn drafts_with(&self, own: &[(&str, &str)]) -> Vec<Draft> {
        let plan = self.plan();
        let (templates, findings) = Templates::of_project(own.iter().copied(), Some(plan.invoices.columns()));
        assert_eq!(findings, []);
        let composer = Composer {
            plan: &plan,
            workflow: &self.workflow,
            events: &self.events,
            fx: None,
            dossiers: &Default::default(),
            sender: &self.sender,
            templates: &templates,
            files: &NoFiles,
        };
        let drafting = Drafting::new(composer);
        let foreseen: Vec<_> = (0..drafting.bundles().len()).map(|place| drafting.foresee(place)).collect();
        let drafts = drafts(composer);
        assert_eq!(drafting.files(&foreseen), drafts.iter().map(|draft| draft.file.as_str()).collect::<Vec<_>>());
        drafts
    }

    pub fn drafts(&self) -> Vec<Draft> {
        self.drafts_with(&[])
    }

    /// The text of its only draft, with this template for it.
    pub fn text(self, file: &str, template: &str) -> String {
        let (name, channel) = file.strip_suffix(".hbs").unwrap().rsplit_once('.').unwrap();
        let scenario = self.action("final-notice", Channel::from_name(channel).unwrap(), Some(name));
        let mut all = scenario.drafts_with(&[(file, template)]);
        assert_eq!(all.len(), 1);
        String::from_utf8(all.remove(0).bytes).unwrap()
    }
}

fn history() -> Events {
    let mut builder = EventsBuilder::default();
    let mut line = 1;
    let mut add = |date: &str, kind: Kind, by: &str, note: &str, builder: &mut EventsBuilder| {
        line += 1;
        let sequence = builder.add_to_invoice("INV-1875", day(date), line, kind);
        builder.note(sequence, by, note);
    };
    builder.begin_source("events.csv");
    let email = builder.reference("INV-1875/escalation/email/1", Some("INV-1875"));
    let pricing = builder.text("pricing");
    add(
        "2026-03-06",
        Kind::Touch { channel: Channel::Email, stage: None, reference: Some(email), outcome: None },
        "Dana",
        "",
        &mut builder,
    );
    add(
        "2026-03-09",
        Kind::Touch { channel: Channel::Call, stage: None, reference: None, outcome: None },
        "Dana",
        "Left a message",
        &mut builder,
    );
    add("2026-03-10", Kind::Payment { amount: Some(300_000) }, "", "On account", &mut builder);
    add("2026-03-12", Kind::Promise { until: day("2026-03-20"), amount: Some(150_000) }, "Dana", "", &mut builder);
    add("2026-03-23", Kind::Dispute { reason: Some(pricing), amount: None }, "", "", &mut builder);
    add("2026-04-02", Kind::Reply, "", "Not yet", &mut builder);
    let sequence = builder.add_to_customer("C-107", day("2026-03-25"), 8, Kind::Payment { amount: Some(90_000) });
    builder.note(sequence, "", "No reference");
    builder.finish()
}

fn stages() -> Vec<Stage> {
    [("first-overdue", "First overdue notice", 5), ("final-notice", "Final notice", 45), ("handoff", "Handoff", 60)]
        .map(|(id, name, day)| Stage {
            id: id.to_owned(),
            name: name.to_owned(),
            was: Vec::new(),
            day,
            trigger: Conditions { day: Some(day), ..Conditions::default() },
            owner: OwnerId::from_index(0),
            required: id == "final-notice",
            wait_days: None,
            approval: None,
            actions: Vec::new(),
            line: 1,
        })
        .into()
}

pub fn workflow() -> Workflow {
    let owner = |id: &str, kind, name: &str, email: &str| Owner {
        id: id.to_owned(),
        source: OwnerSource::Declared { kind, name: name.to_owned(), email: email.to_owned() },
        line: 1,
    };
    Workflow {
        name: "test".to_owned(),
        description: String::new(),
        timezone: None,
        sequential: false,
        calendar: WorkingCalendar::new(&[Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri], Vec::new()),
        calendar_line: 0,
        owners: vec![
            owner("automated", OwnerKind::Automated, "Accounts Receivable", "ar@example.com"),
            owner("ar-manager", OwnerKind::Person, "Ruth Vale", "ruth@example.com"),
        ],
        stages: stages(),
        overrides: Overrides::default(),
        escalate: Vec::new(),
        tracks: Vec::new(),
        limits: Limits::default(),
        priority: Priority::default(),
        late_fee: None,
        costs: Costs::default(),
        credit_hold: None,
        drafts: Drafts::default(),
        file: "workflow.yaml".to_owned(),
        digest: String::new(),
    }
}

/// The placeholders that the text of a template names, in whatever branch.
pub fn placeholders(template: &str) -> BTreeSet<String> {
    let tags = template.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(tag, _)| tag);
    let words = tags.flat_map(|tag| tag.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '#' | '/')));
    words.filter(|word| word.starts_with(char::is_alphabetic) && (word.contains('.') || *word == "as_of")).map(str::to_owned).collect()
}

/// The text of a mail without its encoding, quoted-printable.
pub fn decoded(mail: &str) -> String {
    let whole = mail.replace("=\r\n", "").replace("\r\n", "\n");
    let mut bytes = Vec::with_capacity(whole.len());
    let mut rest = whole.as_str();
    while let Some((before, after)) = rest.split_once('=') {
        bytes.extend_from_slice(before.as_bytes());
        match after.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(b'=');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap()
}
