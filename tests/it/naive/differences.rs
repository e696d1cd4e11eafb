//! What the engine says against what the naive planner says.

use super::outcome::{NaiveAction, NaivePlan, NaiveRow, NaiveWithheld};
use collect::calendar::Day;
use collect::plan::{DueAction, Plan, Position, Withheld};
use collect::workflow::{StageIndex, TrackIndex, Workflow};

/// Every difference, one a line; none if the two agree.
pub fn differences(real: &Plan, workflow: &Workflow, naive: &NaivePlan) -> Vec<String> {
    let rows: Vec<NaiveRow> = real.positions.iter().map(|position| row(real, workflow, position)).collect();
    let ranked = real.actions().iter().enumerate();
    let actions: Vec<NaiveAction> = ranked.map(|(index, due)| action(real, workflow, due, index + 1)).collect();
    let withheld: Vec<NaiveWithheld> = real.withheld.iter().map(|held| withheld(real, workflow, held)).collect();

    let mut found = Vec::new();
    compare("invoices", &keyed(&rows, row_fields), &keyed(&naive.rows, row_fields), &mut found);
    compare("due", &keyed(&actions, action_fields), &keyed(&naive.actions, action_fields), &mut found);
    compare("withheld", &keyed(&withheld, withheld_fields), &keyed(&naive.withheld, withheld_fields), &mut found);
    found
}

/// The fields of one thing by name; the first names the thing.
type Fields = Vec<(&'static str, String)>;

fn keyed<T>(things: &[T], fields: impl Fn(&T) -> Fields) -> Vec<Fields> {
    things.iter().map(fields).collect()
}

fn compare(list: &str, real: &[Fields], naive: &[Fields], found: &mut Vec<String>) {
    // The id of an action in the second journey of one invoice may be that of an action of another invoice, whose id ends in `@2`.
    let names = |(name, _): &&(&str, String)| *name == "action_id" || *name == "invoice_id";
    let key = |fields: &Fields| fields.iter().filter(names).map(|(_, text)| text.clone()).collect::<Vec<_>>();
    let find = |all: &[Fields], id: &[String]| all.iter().find(|fields| key(fields) == id).cloned();
    for extra in real.iter().filter(|fields| find(naive, &key(fields)).is_none()) {
        found.push(format!("{list}: only the engine has {}", described(extra)));
    }
    for expected in naive {
        let id = &expected[0].1;
        let Some(got) = find(real, &key(expected)) else {
            found.push(format!("{list}: the engine lacks {}", described(expected)));
            continue;
        };
        for ((name, is), (_, should)) in got.iter().zip(expected) {
            if is != should {
                found.push(format!("{list}: {id}: {name} is {is:?} for the engine, {should:?} for the naive planner"));
            }
        }
    }
    let order = |all: &[Fields]| all.iter().map(|fields| fields[0].1.clone()).collect::<Vec<String>>();
    if found.is_empty() && order(real) != order(naive) {
        found.push(format!("{list}: the engine's order is {:?}, the naive planner's {:?}", order(real), order(naive)));
    }
}

fn described(fields: &Fields) -> String {
    let filled = fields.iter().filter(|(_, text)| !text.is_empty());
    filled.map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join(" ")
}

fn row_fields(row: &NaiveRow) -> Fields {
    vec![
        ("invoice_id", row.invoice_id.clone()),
        ("customer_id", row.customer_id.clone()),
        ("currency", row.currency.clone()),
        ("amount", row.amount.clone()),
        ("balance", row.balance.clone()),
        ("asked", row.asked.clone()),
        ("due_date", row.due_date.to_string()),
        ("days_past_due", row.days_past_due.to_string()),
        ("clock", row.clock.map_or(String::new(), |clock| clock.to_string())),
        ("status", row.status.clone()),
        ("journey", row.journey.to_string()),
        ("track", row.track.clone()),
        ("stage", row.stage.clone()),
        ("stage_entered_on", date(row.stage_entered_on)),
        ("skipped", row.skipped.join(" ")),
        ("blocked_until", date(row.blocked_until)),
        ("promise_date", date(row.promise_date)),
        ("closed_on", date(row.closed_on)),
        ("next_on", date(row.next_on)),
        ("owner", row.owner.clone()),
        ("flags", row.flags.clone()),
        ("stalled", row.stalled.to_string()),
    ]
}

fn action_fields(action: &NaiveAction) -> Fields {
    vec![
        ("action_id", action.action_id.clone()),
        ("rank", action.rank.to_string()),
        ("kind", action.kind.clone()),
        ("channel", action.channel.clone()),
        ("owner", action.owner.clone()),
        ("invoice_id", action.invoice_id.clone()),
        ("balance", action.balance.clone()),
        ("asked", action.asked.clone()),
        ("due_date", action.due_date.to_string()),
        ("days_past_due", action.days_past_due.to_string()),
        ("clock", action.clock.to_string()),
        ("status", action.status.clone()),
        ("track", action.track.clone()),
        ("stage", action.stage.clone()),
        ("template", action.template.clone()),
        ("scheduled_on", action.scheduled_on.to_string()),
        ("days_late", action.days_late.to_string()),
        ("score", action.score.clone()),
        ("flags", action.flags.clone()),
    ]
}

fn withheld_fields(held: &NaiveWithheld) -> Fields {
    let mut fields = action_fields(&held.action);
    fields.push(("reason", held.reason.clone()));
    fields.push(("free_on", date(held.free_on)));
    fields
}

fn date(day: Option<Day>) -> String {
    day.map_or(String::new(), |day| day.to_string())
}

fn track_text(workflow: &Workflow, track: Option<TrackIndex>) -> String {
    track.map_or(String::new(), |track| workflow.track(track).id.clone())
}

fn stage_text(workflow: &Workflow, track: Option<TrackIndex>, stage: Option<StageIndex>) -> String {
    stage.map_or(String::new(), |index| workflow.stages_of(track)[index].id.clone())
}

fn row(real: &Plan, workflow: &Workflow, position: &Position) -> NaiveRow {
    let invoice = real.invoices.get(position.invoice);
    let currency = invoice.terms.currency;
    let stage = |index| stage_text(workflow, position.track, Some(index));
    NaiveRow {
        invoice_id: invoice.id().to_owned(),
        customer_id: invoice.customer().to_owned(),
        currency: currency.code().to_owned(),
        amount: currency.plain(i128::from(invoice.terms.amount)),
        balance: currency.plain(position.balance),
        asked: currency.plain(position.asked),
        due_date: position.due_date,
        days_past_due: position.days_past_due,
        clock: position.clock,
        status: position.status.name().to_owned(),
        journey: position.journey,
        track: track_text(workflow, position.track),
        stage: stage_text(workflow, position.track, position.stage),
        stage_entered_on: position.stage_entered_on,
        skipped: position.skipped.iter().map(|index| stage(*index)).collect(),
        blocked_until: position.blocked_until,
        promise_date: position.promise.map(|promise| promise.date),
        closed_on: position.closed_on,
        next_on: position.next_on,
        owner: position.owner.clone(),
        flags: position.flags.to_string(),
        stalled: position.stalled,
    }
}

fn action(real: &Plan, workflow: &Workflow, due: &DueAction, rank: usize) -> NaiveAction {
    let invoice = real.invoices.get(due.invoice);
    NaiveAction {
        rank,
        action_id: due.id.to_string(),
        kind: due.kind.name().to_owned(),
        channel: due.channel.name().to_owned(),
        owner: due.owner.to_string(),
        invoice_id: invoice.id().to_owned(),
        balance: invoice.terms.currency.plain(due.balance),
        asked: invoice.terms.currency.plain(due.asked),
        due_date: due.due_date,
        days_past_due: due.days_past_due,
        clock: due.clock,
        status: due.status.name().to_owned(),
        track: track_text(workflow, due.track),
        stage: stage_text(workflow, due.track, due.stage),
        template: due.template.as_deref().unwrap_or_default().to_owned(),
        scheduled_on: due.scheduled_on,
        days_late: due.days_late,
        score: due.score.rounded(2).to_string(),
        flags: due.flags.to_string(),
    }
}

fn withheld(real: &Plan, workflow: &Workflow, held: &Withheld) -> NaiveWithheld {
    NaiveWithheld { action: action(real, workflow, &held.action, 0), reason: held.reason.name().to_owned(), free_on: held.free_on }
}

#[cfg(test)]
mod tests {
    use super::differences;
    use crate::naive::plan;
    use crate::scenario::told::{action, date, stage, told, workflow};
    use collect::channel::Channel;
    use collect::ledger::InvoiceId;
    use collect::money::Decimal;
    use collect::plan::{ActionKind, DueAction, Flags, Held, Plan, Position, Reason, Status, Withheld};

    /// What an engine should say of one invoice in its only stage.
    fn right(invoices: collect::ledger::Invoices) -> Plan {
        let action = DueAction {
            id: collect::action_id::ActionId::of_stage("A", 1, "reminder", "email", 1),
            kind: ActionKind::Touch,
            channel: Channel::Email,
            owner: "bot".into(),
            invoice: InvoiceId(0),
            balance: 10_000,
            asked: 10_000,
            due_date: date("2026-01-10"),
            days_past_due: 3,
            clock: 3,
            status: Status::Active,
            track: None,
            stage: Some(collect::workflow::StageIndex::new(0)),
            template: None,
            scheduled_on: date("2026-01-11"),
            days_late: 2,
            score: Decimal::from(100),
            flags: Flags::default(),
            why: Reason::Reply { since: date("2026-01-11") },
        };
        let position = Position {
            invoice: InvoiceId(0),
            status: Status::Active,
            balance: 10_000,
            asked: 10_000,
            due_date: date("2026-01-10"),
            days_past_due: 3,
            clock: Some(3),
            journey: 1,
            track: None,
            stage: Some(collect::workflow::StageIndex::new(0)),
            stage_entered_on: Some(date("2026-01-11")),
            skipped: vec![],
            blocked_until: None,
            promise: None,
            closed_on: None,
            next_on: None,
            owner: "bot".to_owned(),
            flags: Flags::default(),
            stalled: false,
        };
        Plan {
            misfits: Vec::new(),
            as_of: date("2026-01-13"),
            invoices,
            worklist: vec![action].into(),
            withheld: vec![],
            unissued: Default::default(),
            credits: Vec::new(),
            positions: vec![position],
            totals: vec![],
            findings: vec![],
            languages: Default::default(),
            unapplied: Default::default(),
            on_account: Default::default(),
            permissions: collect::plan::Permissions::none(date("2026-01-13")),
            credit: Vec::new(),
        }
    }

    #[test]
    fn every_difference_is_named() {
        let policy = workflow(vec![stage("reminder", 1, vec![action(Channel::Email)])]);
        let story = told(&policy, "A ACME due=2026-01-10 amount=100.00", "", "2026-01-13");
        let naive = plan(&story.workflow, &story.ledger(), story.as_of);
        let right = right(story.ledger().invoices);
        assert_eq!(differences(&right, &policy, &naive), [""; 0]);

        let mut wrong = right.clone();
        wrong.positions[0].clock = Some(4);
        wrong.change_actions(|actions| actions[0].scheduled_on = date("2026-01-12"));
        assert_eq!(
            differences(&wrong, &policy, &naive),
            [
                r#"invoices: A: clock is "4" for the engine, "3" for the naive planner"#,
                r#"due: A/reminder/email/1: scheduled_on is "2026-01-12" for the engine, "2026-01-11" for the naive planner"#,
            ]
        );

        let mut held = right.clone();
        let action = held.actions()[0].clone();
        held.change_actions(Vec::clear);
        held.withheld.push(Withheld { action, reason: Held::ContactLimit, free_on: Some(date("2026-01-14")) });
        let found = differences(&held, &policy, &naive);
        assert!(found[0].starts_with("due: the engine lacks action_id=A/reminder/email/1 rank=1 kind=touch"), "{found:?}");
        assert!(found[1].starts_with("withheld: only the engine has action_id=A/reminder/email/1"), "{found:?}");
        assert!(found[1].ends_with("reason=contact-limit free_on=2026-01-14"), "{found:?}");
        assert_eq!(found.len(), 2);
    }
}
