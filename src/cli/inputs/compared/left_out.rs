//! Invoices of the book that the export still has, in rows that the project leaves out.

use super::Comparing;
use collect::arrange::LeftOutRow;
use collect::guess::{StatusMeans, status_means};
use collect::sync::{GoneAs, KnownInvoices, LeftOutInvoice, LeftOutInvoices};

impl Comparing {
    /// What became of them, as far as the rows say: of one that is paid, a payment; of one that is void, a credit, as it is no cash; of
    /// others it is asked, unless somebody has typed what they are.
    pub(super) fn left_out(&self, known: &KnownInvoices, rows: &[LeftOutRow], typed: Option<GoneAs>) -> LeftOutInvoices {
        let invoice = |row: &LeftOutRow| {
            let instalments = self.loader.instalments.iter().flat_map(|known| known.of(&row.invoice, &row.customer));
            let same_day = instalments.into_iter().find(|known| row.due == Some(known.due));
            same_day.map_or_else(|| row.invoice.clone(), |known| known.id.clone())
        };
        let ids: Vec<String> = rows.iter().map(invoice).collect();
        let found = rows.iter().zip(&ids).map(|(row, id)| {
            let gone = match status_means(&row.column, &row.text) {
                Some(StatusMeans::Paid) => GoneAs::Payment,
                Some(StatusMeans::Skip) => GoneAs::Credit,
                Some(StatusMeans::Open) | None => typed.unwrap_or(GoneAs::Ask),
            };
            LeftOutInvoice { invoice: id, customer: &row.customer, because: format!("{} {:?}", row.column, row.text), gone }
        });
        LeftOutInvoices::find(known, found)
    }
}
