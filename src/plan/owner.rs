//! The name of an owner, for one invoice.

use crate::ledger::Invoice;
use crate::workflow::{Assigned, OwnerId, Workflow, assigned};
use std::borrow::Cow;

/// The id of the declared owner, or the name from the ledger; `true` for a name that the workflow does not declare.
pub(super) fn owner_of<'a>(workflow: &'a Workflow, owner: OwnerId, invoice: &Invoice<'a>) -> (Cow<'a, str>, bool) {
    match assigned(&workflow.owners, owner, |column| invoice.column(column).unwrap_or("")) {
        Assigned::Declared(owner) => (Cow::Borrowed(&workflow.owner(owner).id), false),
        Assigned::Named(name) => (Cow::Borrowed(name), true),
    }
}
