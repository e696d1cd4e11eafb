//! The file of proposals: for a spreadsheet, and read again by [`super::read_proposals`].

use super::{PAYER_COLUMNS, PROPOSAL_COLUMNS, Proposal, ProposalSheet, merged};
use crate::ledger::reading::{LOG_COLUMNS, MORE_COLUMNS};
use crate::spreadsheet::guarded;

/// The columns of the file, in order.
pub(super) fn columns() -> impl Iterator<Item = &'static str> {
    PROPOSAL_COLUMNS.into_iter().chain(LOG_COLUMNS).chain(MORE_COLUMNS).chain(PAYER_COLUMNS)
}

/// The cells of a row, in that order.
pub(super) fn cells_of(proposal: &Proposal) -> impl Iterator<Item = String> {
    columns().map(|column| {
        let text = match column {
            "take" => proposal.take.name(),
            "certainty" => proposal.certainty.name(),
            "source" => &proposal.source,
            "quote" => &proposal.quote,
            "why" => &proposal.why,
            "kind" => &proposal.kind,
            "payer" => &proposal.payer.name,
            "payer_iban" => &proposal.payer.iban,
            // A number may begin with a minus.
            "amount" => return proposal.entry.cell(column).to_owned(),
            _ => proposal.entry.cell(column),
        };
        guarded(text).into_owned()
    })
}

/// The file, with a header even where there is nothing to propose.
pub fn proposals_csv(proposals: &[Proposal]) -> Vec<u8> {
    merged(&ProposalSheet::default(), proposals)
}
