//! The postal address of a customer, from the columns that exports have for it, in the lines of an envelope.

mod countries;

use super::escape::clean;
use crate::ledger::Invoice;
use countries::{code_of, name_of};

/// The columns of the lines before the town.
const STREETS: [&str; 13] = [
    "address",
    "address_1",
    "address_2",
    "address_3",
    "address_4",
    "address_5",
    "address_6",
    "street",
    "street_1",
    "street_2",
    "street_3",
    "po_box",
    "district",
];
const CITIES: [&str; 2] = ["city", "town"];
const STATES: [&str; 3] = ["state", "province", "region"];
const POSTCODES: [&str; 4] = ["postcode", "postal_code", "zip", "zip_code"];

/// Where the state and the postal code follow the town.
const TOWN_FIRST: [&str; 7] = ["US", "CA", "AU", "IN", "NZ", "SG", "ZA"];
/// Where the postal code has a line of its own.
const CODE_BELOW: [&str; 2] = ["GB", "IE"];

/// The lines below the name; none where the ledger has no address. `home` is the code of the country that the letter is sent from: another
/// one is named in the last line.
pub(super) fn lines(invoice: &Invoice<'_>, home: &str) -> Vec<String> {
    from_cells(|name| invoice.column(name).unwrap_or_default(), home)
}

fn from_cells<'c>(cell: impl Fn(&str) -> &'c str, home: &str) -> Vec<String> {
    let cell = |name: &str| clean_lines(cell(name));
    let first = |names: &[&str]| names.iter().map(|name| cell(name).join(", ")).find(|cell| !cell.is_empty()).unwrap_or_default();
    let mut lines: Vec<String> = STREETS.iter().flat_map(|name| cell(name)).collect();
    let (city, state, postcode) = (first(&CITIES), first(&STATES), first(&POSTCODES));
    let country = first(&["country"]);
    let code = code_of(&country);
    // A cell with the whole address has the town, too.
    if postcode.is_empty() || !lines.iter().any(|line| line.contains(&postcode)) {
        lines.extend(town(&city, &state, &postcode, code.unwrap_or(if country.is_empty() { home } else { "" })));
    }
    // A country alone is no address.
    if !lines.is_empty() && !country.is_empty() && (code != Some(home) || home.is_empty()) {
        lines.push(code.and_then(name_of).map_or_else(|| country.to_uppercase(), str::to_owned));
    }
    lines
}

fn town(city: &str, state: &str, postcode: &str, country: &str) -> Vec<String> {
    let joined = |parts: &[&str]| parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let lines = if TOWN_FIRST.contains(&country) {
        vec![joined(&[city, state, postcode])]
    } else if CODE_BELOW.contains(&country) {
        vec![city.to_owned(), joined(&[state]), postcode.to_owned()]
    } else {
        vec![joined(&[postcode, city]), joined(&[state])]
    };
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// The lines of a cell: an export may keep the whole address in one.
fn clean_lines(cell: &str) -> Vec<String> {
    cell.lines().map(|line| clean(line.trim()).into_owned()).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests;
