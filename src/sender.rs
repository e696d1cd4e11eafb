//! Who writes to customers.

/// Who writes to customers; from the project file. Every part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// The name below messages that nobody in particular sends: `Accounts Receivable`.
    pub name: String,
    pub company: String,
    /// The address that customers answer to.
    pub email: String,
    pub phone: String,
    /// Its postal address, line by line, for letters.
    pub address: Vec<String>,
    /// The country that letters are sent from, as a code such as `GB`: what goes to another country has that in its last line.
    pub country: String,
}
