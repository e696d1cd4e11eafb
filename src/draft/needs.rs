//! What a message cannot go out without: placeholders that its template shows whatever else is so.

use super::placeholders::Placeholder;
use super::template::{Templates, plain};
use crate::channel::Channel;

/// Something that a template always shows, and what it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// The placeholder: `invoice.payment_link`.
    pub placeholder: String,
    /// The column of the invoices that fills it.
    pub column: String,
}

impl Templates {
    /// The columns of the ledger that a message in a language cannot go out without: where one is empty, somebody must complete it.
    pub fn needs(&self, name: Option<&str>, channel: Channel, language: &str) -> Vec<Needed> {
        let Some(template) = self.find(name, channel, language) else { return Vec::new() };
        let shown = template.subject.needed.iter().chain(&template.body.needed);
        let needed = |placeholder| Some(Needed { placeholder: Placeholder::name(placeholder), column: column_of(placeholder)? });
        let mut needed: Vec<Needed> = shown.filter_map(needed).collect();
        needed.dedup();
        needed
    }

    /// Is there a version of the template in exactly this language, or in it without its region?
    pub fn speaks(&self, name: Option<&str>, channel: Channel, language: &str) -> bool {
        let versions = self.languages(name, channel);
        [language, plain(language)].iter().any(|wanted| versions.iter().any(|version| version.eq_ignore_ascii_case(wanted)))
    }
}

/// The column that fills a placeholder, of those that may be empty. Addresses are the channel's business.
fn column_of(placeholder: &Placeholder) -> Option<String> {
    let column = match placeholder {
        Placeholder::InvoiceIssueDate => "issue_date",
        Placeholder::InvoicePaymentLink => "payment_link",
        Placeholder::CustomerName => "customer_name",
        Placeholder::CustomerContact => "contact",
        Placeholder::CustomerPhone => "phone",
        Placeholder::CustomerLanguage => "language",
        Placeholder::Extra(column) => column,
        _ => return None,
    };
    Some(column.to_owned())
}
