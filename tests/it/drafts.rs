//! What is sent: every shipped template, hostile ledgers, and templates with mistakes.

mod hostile;
mod mistakes;
mod scenario;
mod shipped;
mod words;
