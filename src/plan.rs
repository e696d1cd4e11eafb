//! The engine: from a workflow, a ledger and a date to where every invoice stands and what is to be done.
//!
//! It is pure and total: no clock, no environment, no files, no `Result`. [`plan`] is a fold over the journeys of single
//! invoices, to which it adds what concerns whole customers: flags, unapplied cash, contacts.

mod account;
mod action;
mod action_kind;
mod balance;
mod blocks;
mod cash;
mod contact;
mod covering;
mod credit_hold;
mod credits;
mod customer;
mod daily;
mod day_plan;
mod disputes;
mod due;
mod export;
mod flags;
mod fold;
mod journey;
mod keeping;
mod languages;
mod late_fee;
mod mangled_ids;
mod may;
mod met;
mod movements;
mod next;
mod noticed;
mod open_dispute;
mod owner;
mod part;
mod past;
mod planner;
mod position;
mod promises;
mod rank;
mod reach;
mod reason;
mod recipients;
mod rules;
mod schedule;
mod settled;
mod shown;
mod story;
mod totals;
mod touches;
mod warnings;
mod whole;
mod withholding;
mod words;
mod worklist;

pub use action::{ANYBODY, DueAction, Held, Withheld};
pub use action_kind::ActionKind;
pub use balance::balance;
pub use contact::{Contact, ContactWords};
pub use credit_hold::{CreditStanding, OwedIn};
pub use credits::OpenCredits;
pub use daily::{Closing, Daily, Doing, FinalStanding, History, Receipt, SimulatedTouch, Stay, Stop};
pub use day_plan::Plan;
pub use flags::Flags;
pub use keeping::Keeping;
pub use languages::Languages;
pub use late_fee::{Interest, LateFee, MonthlyCharge, NoticeFee, Segment, UnknownRate, late_fee, rates_end};
pub use may::{Barrier, Permission, Permissions};
pub use met::RulesMet;
pub use movements::{Movement, MovementKind, movements};
pub use open_dispute::dispute_reason;
pub use past::{Past, PastDispute, PastPromise, PastReceipt, PastStay, PastTouch, Pasts, PromiseFate, WhyLeft};
pub use planner::{Planner, plan, status};
pub use position::{Position, Positions, Promised, Status};
pub use reach::{addresses_that_change, every_address, is_reached_at, unreached, without_emails};
pub use reason::{EnteredBy, Reason};
pub use recipients::{Addressees, addressees};
pub use rules::columns_read;
pub use story::{
    Ageing, Blocker, Blocking, CashEvidence, CashFrom, Effect, Evidence, Moment, MoneyLine, NextAction, OfStage, Onward, Score, Standing,
    Stories, Story, Task, Unmet, What, story,
};
pub use totals::Totals;
pub use warnings::no_invoices;
pub use worklist::Worklist;
