//! What in a workflow compares money with a plain number, which means one currency.

use super::{Amount, AmountRange, ColumnMatch, Conditions, Stage, Workflow};

/// A number of the workflow that is compared with money. Without a table of rates it means nothing in a ledger of
/// several currencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyCondition {
    /// The line of the workflow on which the stage, rule, action or track begins that has it.
    pub line: u32,
    /// What it is, as in `the trigger of stage "final-notice"`.
    pub what: String,
}

impl Workflow {
    /// Every number that is compared with money, in the order of the workflow's parts: triggers, `when`s, tracks, escalate
    /// rules, the amounts of a late fee, costs, and a `close_at` other than 0.
    pub fn money_conditions(&self) -> Vec<MoneyCondition> {
        let mut found = Vec::new();
        let mut add = |line: u32, what: String| found.push(MoneyCondition { line, what });
        for stage in &self.stages {
            of_stage(stage, false, &mut add);
        }
        for track in &self.tracks {
            let settled = settles_currency(&track.matches.columns);
            if !settled && has_number(&track.matches.amount) {
                add(track.line, format!("the match of track {:?}", track.id));
            }
            for stage in &track.stages {
                of_stage(stage, settled, &mut add);
            }
        }
        for rule in self.escalate.iter().filter(|rule| compares_money(&rule.trigger)) {
            add(rule.line, format!("the trigger of escalate rule {:?}", rule.id));
        }
        if let Some(fee) = &self.late_fee {
            for (key, amount) in [("flat", &fee.flat), ("minimum", &fee.minimum)] {
                if matches!(amount, Some(Amount::Number(number)) if !number.is_zero()) {
                    add(fee.line, format!("`{key}` of `late_fee`"));
                }
            }
        }
        let hold = self.credit_hold.as_ref().filter(|hold| !settles_currency(&hold.matches));
        if let Some(hold) = hold.filter(|hold| [&hold.trigger.overdue, &hold.trigger.open].into_iter().any(has_number)) {
            add(hold.line, "the trigger of `credit_hold`".to_owned());
        }
        if self.costs.of.iter().any(|(_, cost)| !cost.is_zero()) {
            add(self.costs.line, "`costs`".to_owned());
        }
        if !self.overrides.payment.close_at.is_zero() {
            add(self.overrides.payment.line, "`close_at` of `overrides.payment`".to_owned());
        }
        found
    }
}

/// `settled`: does the track have invoices of one currency only?
fn of_stage(stage: &Stage, settled: bool, add: &mut impl FnMut(u32, String)) {
    let settled = settled || settles_currency(&stage.trigger.matches);
    if !settled && compares_money(&stage.trigger) {
        add(stage.line, format!("the trigger of stage {:?}", stage.id));
    }
    for action in &stage.actions {
        let of_customer = [&action.when.customer.overdue, &action.when.customer.open];
        if (!settled && compares_money(&action.when)) || of_customer.into_iter().any(has_number) {
            add(action.line, format!("the `when` of action {:?} in stage {:?}", action.id, stage.id));
        }
        if action.decision.iter().any(|choice| !choice.cost.is_zero()) {
            add(action.line, format!("the `decision` of action {:?} in stage {:?}", action.id, stage.id));
        }
    }
}

fn compares_money(conditions: &Conditions) -> bool {
    has_number(&conditions.balance) && !settles_currency(&conditions.matches)
}

fn has_number(range: &AmountRange) -> bool {
    range.bounds().any(Amount::is_number)
}

/// Do such columns leave only invoices of one currency?
fn settles_currency(columns: &[ColumnMatch]) -> bool {
    columns.iter().any(|wanted| wanted.column == "currency" && wanted.values.len() == 1)
}
