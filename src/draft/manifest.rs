//! The list of a day's drafts, as a CSV file: what it does not name is not a draft.

use super::Draft;

/// The columns, in order.
pub const COLUMNS: [&str; 8] = ["file", "action_ids", "channel", "owner", "customer_id", "to", "subject", "digest"];

/// The manifest of drafts: UTF-8, comma, a header. Cells that a spreadsheet would run are guarded ([`guarded`]).
pub fn manifest(drafts: &[Draft]) -> Vec<u8> {
    let mut out = COLUMNS.join(",");
    out.push('\n');
    for draft in drafts {
        let ids = draft.action_ids.join(";");
        let cells = [&draft.path, &ids, draft.channel.name(), &draft.owner, &draft.customer_id, &draft.to, &draft.subject, &draft.digest];
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            push_cell(&mut out, &guarded(cell));
        }
        out.push('\n');
    }
    out.into_bytes()
}

fn push_cell(out: &mut String, cell: &str) {
    if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

/// The cell with an apostrophe before it if a spreadsheet would take it for a formula. [`unguarded`] takes that away again.
pub fn guarded(cell: &str) -> String {
    if runs(cell.trim_start_matches('\'')) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell as it was before [`guarded`].
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(inner) if runs(inner.trim_start_matches('\'')) => inner,
        _ => cell,
    }
}

fn runs(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_can_be_taken_away_again() {
        for (cell, safe) in [("=1+1", "'=1+1"), ("+1 555", "'+1 555"), ("'=x", "''=x"), ("'s", "'s"), ("a=b", "a=b"), ("", ""), ("'", "'")]
        {
            assert_eq!(guarded(cell), safe);
            assert_eq!(unguarded(safe), cell);
        }
    }
}
