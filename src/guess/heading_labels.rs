//! Customers behind labels, as in `A/C:, ALP001, Name:, Alpha Ltd`.

use super::words::{lists, plain};

/// Labels before the id of a customer, and before what else is known of it.
const ID_LABELS: &str = "ac account accountno accountnumber accountcode acno customer customerno customernumber customerid customercode \
                         client clientcode clientno codeclient kunde kundennr kundennummer debitor debitorennr debitorennummer konto kontonr \
                         cliente codigocliente klant klantnummer";
const OTHER_LABELS: [(&str, &str); 4] = [
    ("customer_name", "name customername accountname clientname firma nom nombre nome naam"),
    ("contact", "contact contactname ansprechpartner contacto"),
    ("phone", "tel telephone phone telefon telefono telefoon"),
    ("email", "email mail"),
];

/// What labels a row has, if one is that of a customer's id with an id behind it.
pub(super) fn labels(cells: &[String]) -> Option<Vec<(String, String)>> {
    let is_label = |cell: &str| cell.ends_with(':');
    let mut found = Vec::new();
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| is_label(cell)) {
        let value = cells[at + 1..].iter().find(|cell| !cell.is_empty());
        if value.is_none_or(|value| is_label(value)) {
            continue;
        }
        let word = plain(cell);
        let column = if lists(ID_LABELS, &word) {
            Some("customer_id")
        } else {
            OTHER_LABELS.iter().find(|(_, list)| lists(list, &word)).map(|(column, _)| *column)
        };
        if let Some(column) = column.filter(|column| !found.iter().any(|(other, _): &(String, String)| other == column)) {
            found.push((column.to_owned(), cell.clone()));
        }
    }
    found.iter().any(|(column, _)| column == "customer_id").then_some(found)
}
