//! Customers: names as spreadsheets of real companies have them, with everything that CSV must quote.

use super::dice::Dice;

const PLACES: [&str; 16] = [
    "Ashford",
    "Bellmont",
    "Carrick",
    "Dornach",
    "Elmsworth",
    "Fairhaven",
    "Glenrothes",
    "Holmby",
    "Inverkip",
    "Jarrow",
    "Kelso",
    "Langholm",
    "Montrose",
    "Norham",
    "Oban",
    "Peebles",
];
const TRADES: [&str; 12] =
    ["Bakery", "Boatyard", "Carpets", "Ceramics", "Cycles", "Dairies", "Glazing", "Joinery", "Nurseries", "Roofing", "Seeds", "Timber"];
const FORMS: [&str; 6] = ["Ltd", "LLC", "GmbH", "BV", "AB", "Inc."];
const CONTACTS: [&str; 8] = ["", "", "Ines Vogt", "Tom Okafor", "Mei Tan", "Aled Price", "Rosa Lindt", "Jan de Wit"];

/// What every invoice of a customer says of it.
pub struct Customer {
    number: u64,
    name: String,
    contact: &'static str,
    domain: String,
    /// The currency of its invoices.
    pub currency: &'static str,
    /// A column that the program does not know.
    pub segment: &'static str,
}

impl Customer {
    /// The customer of that number, the same wherever it is asked for.
    pub fn new(seed: u64, number: u64) -> Customer {
        // Its own dice: rows of invoices begin to count at 0, customers far beyond.
        let mut dice = Dice::new(seed, u64::MAX / 2 + number);
        let (place, trade, form) = (dice.pick(&PLACES), dice.pick(&TRADES), dice.pick(&FORMS));
        let name = match dice.below(200) {
            0 => format!("\"{place} {trade} {form}\n(formerly {trade} {number})\""),
            1..6 => format!("\"{place} \"\"{trade}\"\" {form}\""),
            6..18 => format!("\"{place} {trade}, {form}\""),
            _ => format!("{place} {trade} {form}"),
        };
        Customer {
            number,
            name,
            contact: dice.pick(&CONTACTS),
            domain: format!("{}-{}{number}.example", place.to_lowercase(), trade.to_lowercase()),
            currency: if dice.percent(80) { "EUR" } else { "USD" },
            segment: if number < 20 { "key" } else { dice.pick(&["smb", "smb", "mid"]) },
        }
    }

    /// Its columns: id, name, contact, email.
    pub fn columns(&self) -> String {
        format!("C{:05},{},{},invoices@{}", self.number, self.name, self.contact, self.domain)
    }
}
