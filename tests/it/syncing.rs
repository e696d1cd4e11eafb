//! Successive exports of open items: what they become, held against the full history that they were made from.

mod book;
mod by_library;
mod doubts;
mod first_days;
mod first_money;
mod history;
mod instalments;
mod left_out;
mod property;
mod refused;
mod safety;
mod stories;
