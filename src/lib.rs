//! `collect`: collections as code. The library computes; the binary reads, writes and prints.
//!
//! In reading order: [`money`], [`calendar`], [`channel`], [`address`], [`action_id`] and [`finding`] are the leaves; [`ledger`] is what is known about the debts
//! and [`workflow`] what the company decided to do; [`plan`] is the engine, where the two meet; [`draft`] and [`report`] make messages and
//! tables of a plan, [`outbox`] the lists beside the messages, and [`record`] rows of the log of what was done; [`proposal`] has rows that a person decides about, and [`matching`] finds out what a bank statement's lines pay. [`check`] says what is unsound in a workflow, [`scenario`] holds it against
//! stories that say what it is to do, [`sync`] finds out what changed between two exports, [`simulate`] plays it through over many days, and [`diff`] compares two. [`project`] says how another
//! system's export is to be read, through [`yaml`] as workflows are; [`bank`] reads the statements of banks; [`arrange`] makes rows of a ledger of it; [`guess`] finds out how, and writes such a file. [`mail`] reads customers' mails, [`said`] what they answer, and [`inbox`] makes proposals of it. [`schema`] describes
//! both files, and the JSON that is written, for editors and programs.

pub mod action_id;
pub mod address;
pub mod arrange;
pub mod bank;
pub mod builtin;
pub mod calendar;
pub mod channel;
pub mod check;
pub mod diff;
pub mod draft;
pub mod einvoice;
pub mod finding;
pub mod guess;
pub mod inbox;
pub mod law;
pub mod ledger;
pub mod mail;
pub mod markdown;
pub mod matching;
pub mod money;
pub mod outbox;
pub mod overview;
pub mod overview_page;
pub mod plan;
pub mod project;
pub mod proposal;
pub mod record;
pub mod report;
pub mod said;
pub mod scenario;
pub mod schema;
pub mod sender;
pub mod simulate;
pub mod spreadsheet;
pub mod store;
pub mod sync;
pub mod workflow;
pub mod xml;
pub mod yaml;
