//! The `collect` binary.
fn main() {}
