//! The files beside a day's drafts: what they list, and who approved it. Each is written and read here and nowhere else.
//!
//! Nothing here opens a file: bytes come in, bytes go out.

mod approvals;
mod manifest;
mod named;

pub use approvals::{APPROVALS_COLUMNS, Approved, NotApproved, Unapproved, read_approvals, unapproved, with_approvals};
pub use manifest::{COLUMNS, Listed, read_manifest, write_manifest, write_manifest_header, write_manifest_rows};
pub use named::{Meant, NamedDrafts};
