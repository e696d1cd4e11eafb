//! Whose something of an invoice is, by name.

use crate::ledger::Invoice;
use crate::workflow::{Assigned, OwnerId, Workflow, assigned};
use std::borrow::Cow;

/// Who that is for an invoice: a declared owner's id, or whom the ledger names. The second is true for a name that the workflow does not
/// declare.
pub(super) fn owner_of<'a>(workflow: &'a Workflow, owner: OwnerId, invoice: &Invoice<'a>) -> (Cow<'a, str>, bool) {
    match assigned(&workflow.owners, owner, |column| invoice.column(column).unwrap_or("")) {
        Assigned::Declared(owner) => (Cow::Borrowed(&workflow.owner(owner).id), false),
        Assigned::Named(name) => (Cow::Borrowed(name), true),
    }
}
