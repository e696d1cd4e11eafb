//! What was drafted, on a screen: how much for whom.

use super::{Fit, Line, Look, ScreenColumn, Span, Table, push_wrapped};
use anstyle::Style;
use collect::channel::Channel;
use collect::draft::Draft;
use std::collections::BTreeMap;

const OWNER: ScreenColumn = ScreenColumn { title: "Owner", right: false, fit: Fit::Shrinks { least: 12, most: 36 } };

/// A line about all drafts, and how many each owner has of each kind.
pub fn drafts_table(head: &str, drafts: &[Draft], look: Look) -> String {
    let mut out = String::new();
    push_wrapped(&Span::styled(head, Style::new().bold()), 0, look, &mut out);
    if drafts.is_empty() {
        return out;
    }
    out.push('\n');
    let mut owners: BTreeMap<&str, Vec<&Draft>> = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| !draft.is_page()) {
        owners.entry(&draft.owner).or_default().push(draft);
    }
    let number = |title| ScreenColumn { title, right: true, fit: Fit::Stays { most: 20 } };
    let mut columns = vec![OWNER];
    columns.extend(["Emails", "Calls", "Letters", "Sms", "Tasks", "Of these to complete"].map(number));
    let lines = owners.into_iter().map(|(owner, drafts)| {
        let count = |is: &dyn Fn(&Draft) -> bool| match drafts.iter().filter(|draft| is(draft)).count() {
            0 => Span::styled("–", Style::new().dimmed()),
            count => Span::new(count.to_string()),
        };
        let mut cells = vec![Span::new(owner)];
        cells.extend(Channel::ALL.map(|channel| count(&|draft| draft.channel == channel)));
        cells.push(count(&|draft| !draft.missing.is_empty()));
        Line::Row { cells, below: Span::default() }
    });
    Table { columns, lines: lines.collect() }.render(look, &mut out);
    out
}
