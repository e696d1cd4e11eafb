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
}
