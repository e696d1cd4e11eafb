//! The library from outside, as a program that uses it would.

mod drafts;
