//! What may be decided, and what comes of each by the numbers of the workflow.

use super::{Chapter, written};
use crate::action_id::AskedBy;
use crate::money::{Decimal, Fx, value};
use crate::plan::{ActionKind, DueAction};
use crate::report::StoryView;
use crate::workflow::Choice;

/// A row for each way; `None` where the action asks for no decision.
pub(super) fn chapter(view: &StoryView<'_>, action: &DueAction, fx: Option<&Fx>) -> Option<Chapter> {
    let choices = choices(view, action)?;
    let own = view.invoice.terms.currency;
    let currency = fx.filter(|fx| fx.rate(own).is_some()).map_or(own, Fx::base);
    let shown = |number: Decimal| written(number, currency.decimals());
    let balance = value(fx, own, action.balance);
    let rows = choices.iter().map(|choice| {
        let (brings, cost) = choice.weighed(balance);
        let net = brings.plus(cost.times(Decimal::from(-1)));
        vec![choice.name.clone(), format!("{} %", choice.chance), shown(brings), shown(cost), shown(net)]
    });
    let columns = vec![("Decision", false), ("Chance", true), ("Brings in", true), ("Costs", true), ("Leaves", true)];
    let lines = vec![format!(
        "Of {} {currency}, the expected result of each option: the balance × the chance, less the cost. The chances and costs come from the workflow.",
        shown(balance)
    )];
    Some(Chapter { title: "The decision", lines, table: Some((columns, rows.collect())) })
}

/// What the workflow lets an action choose from.
fn choices<'a>(view: &StoryView<'a>, action: &DueAction) -> Option<&'a [Choice]> {
    let stage = view.workflow.stages_of(action.track).get(action.stage.filter(|_| action.kind == ActionKind::Touch)?.get())?;
    let AskedBy::Stage { action, .. } = action.id.asked_by() else { return None };
    let choices = stage.actions.get(stage.action_called(action)?)?.decision.as_slice();
    (!choices.is_empty()).then_some(choices)
}
