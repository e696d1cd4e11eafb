//! Finds emails without a sender address.

use super::bundle::bundles;
use super::composer::Composer;
use crate::address::plain;
use crate::channel::Channel;
use crate::finding::{Code, Finding};
use crate::plan::addressees;
use crate::report::{counted, listed};
use crate::workflow::OwnerSource;
use std::collections::BTreeMap;

/// So many owners are named before the rest is only counted: a ledger that names its owners may have hundreds.
const MOST_NAMED: usize = 3;

/// What is to be told of emails that would be drafted without a `From`, because neither their owner nor the project has an address.
/// They are drafted all the same, for a mail program puts its own address in; but whoever sends them should know.
pub fn without_sender(composer: &Composer<'_>) -> Option<Finding> {
    let (plan, workflow) = (composer.plan, composer.workflow);
    if plain(&composer.sender.email).is_ok() {
        return None;
    }
    let mut by_owner: BTreeMap<&str, usize> = BTreeMap::new();
    // Counted are messages: several actions may share one, which has one sender.
    for bundle in bundles(composer).iter().filter(|bundle| bundle.lead.channel == Channel::Email && !bundle.bounced) {
        let owner = &*bundle.lead.owner;
        let declared = workflow.owner_named(owner).map(|id| &workflow.owner(id).source);
        let has_own = matches!(declared, Some(OwnerSource::Declared { email, .. }) if plain(email).is_ok());
        // Without an address to send it to it is no email, but a sheet that asks for one.
        if !has_own && !addressees(&bundle.lead.recipients(workflow).to, &plan.invoices.get(bundle.lead.invoice), |_| true).to.is_empty() {
            *by_owner.entry(owner).or_default() += 1;
        }
    }
    let count: usize = by_owner.values().sum();
    if count == 0 {
        return None;
    }
    let mut named: Vec<String> = by_owner.keys().take(MOST_NAMED).map(|owner| format!("{owner:?}")).collect();
    if by_owner.len() > MOST_NAMED {
        named.push(format!("{} more", by_owner.len() - MOST_NAMED));
    }
    let whose = listed(&named);
    let have = if count == 1 { "has" } else { "have" };
    let message = format!(
        "{} of {whose} {have} no sender address: neither the owner nor the project's `sender` has one, so the draft{} {have} no From",
        counted(count, "email"),
        if count == 1 { "" } else { "s" },
    );
    let hint = "give the owner an `email` in the workflow, or `sender: { email: … }` in collect.yaml, and run draft again; \
                otherwise, the mail program or account that sends them uses its own address";
    Some(Finding::new(Code::NoSender, message).hint(hint))
}
