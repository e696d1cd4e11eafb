//! What customers wrote, as proposals: who wrote, what about, what was said, and how sure that is.
//!
//! A mail can claim anything. What it says of itself is compared with what we sent and with the ledger, and where the two disagree a person
//! decides.

mod hearing;
mod known_customers;
mod machines;
mod model;
mod oddness;
mod rows;
mod sender;

pub use hearing::{HeardEvent, HeardMail, Listener, hear};
pub use known_customers::{Debt, KnownCustomer, KnownCustomers};
pub use model::{ModelEvent, ModelQuestion, model_question, with_model};
pub use rows::{PauseDays, proposed};
pub use sender::Us;
