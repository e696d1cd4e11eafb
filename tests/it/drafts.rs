//! What is sent: every shipped template and workflow, languages, hostile ledgers, and templates with mistakes.

mod catalogue;
mod hostile;
mod languages;
mod mistakes;
mod scenario;
mod shipped;
mod words;

pub use scenario::decoded;
