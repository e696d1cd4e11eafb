//! What a message cannot go out without: placeholders that its template shows whatever else is so.

use super::placeholders::Placeholder;
use super::template::{Template, Templates};
use super::tree::{Expression, Helper, Node};
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
        let mut needed = Vec::new();
        let Template { subject, body } = template;
        for node in subject.iter().chain(body) {
            if let Node::Show(expression) | Node::Address(expression) = node {
                always(expression, &mut needed);
            }
        }
        needed.dedup();
        needed
    }

    /// Is there a version of the template in exactly this language, or in it without its region?
    pub fn speaks(&self, name: Option<&str>, channel: Channel, language: &str) -> bool {
        let versions = self.languages(name, channel);
        let plain = language.split('-').next().unwrap_or_default();
        [language, plain].iter().any(|wanted| versions.iter().any(|version| version.eq_ignore_ascii_case(wanted)))
    }
}

fn always(expression: &Expression, needed: &mut Vec<Needed>) {
    match expression {
        Expression::Place(placeholder) => {
            needed.extend(column_of(placeholder).map(|column| Needed { placeholder: placeholder.name(), column }))
        }
        Expression::Call(Helper::Money | Helper::Date | Helper::Plural | Helper::Upper | Helper::Word, parameters) => {
            parameters.first().into_iter().for_each(|first| always(first, needed));
        }
        Expression::Call(..) | Expression::Entry(_) | Expression::Text(_) => {}
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
