//! Plans as text, so that two can be compared wherever they keep their invoices.

use collect::ledger::InvoiceId;
use collect::plan::{DueAction, Plan, Position};

/// All that a plan says of its actions, due and withheld, in order.
pub fn actions(plan: &Plan) -> Vec<String> {
    let withheld = plan.withheld.iter().map(|withheld| (&withheld.action, Some((withheld.reason, withheld.free_on))));
    let actions = plan.actions().iter().map(|action| (action, None)).chain(withheld);
    actions.map(|(action, held)| format!("{:?} {held:?}", DueAction { invoice: InvoiceId(0), ..action.clone() })).collect()
}

/// All that a plan says, warnings apart.
pub fn whole(plan: &Plan) -> Vec<String> {
    let positions = plan.positions.iter().map(|position| {
        let id = plan.invoices.get(position.invoice).id();
        format!("{id} {:?}", Position { invoice: InvoiceId(0), ..position.clone() })
    });
    let totals = plan.totals.iter().map(|totals| format!("{totals:?}"));
    actions(plan).into_iter().chain(positions).chain(totals).collect()
}

/// Its warnings; those about the workflow without their lines.
pub fn warnings(plan: &Plan) -> Vec<String> {
    let warning = |finding: &collect::finding::Finding| match &finding.place {
        Some(place) if place.file == "workflow.yaml" => finding.message.clone(),
        _ => finding.to_string(),
    };
    plan.findings.iter().map(warning).collect()
}
