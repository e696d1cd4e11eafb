//! The key `attach`: the files that go with emails.

use crate::finding::Code;
use crate::workflow::{Attach, FilePattern, USUAL_MEGABYTES};
use crate::yaml::YamlField;

/// Patterns, or patterns with what else is to be said about them, or `required` where the files stand in the column `invoice_file`.
pub(super) fn read(field: &YamlField<'_>) -> Option<Attach> {
    if field.scalar() == Some("required") {
        return Some(Attach { required: true, ..Attach::default() });
    }
    if !field.peek_items().is_empty() {
        return Some(Attach { files: patterns(field), ..Attach::default() });
    }
    let section = field.section("`attach`", &["files", "required", "most_mb"])?;
    Some(Attach {
        files: section.get("files").map(|field| patterns(&field)).unwrap_or_default(),
        required: section.read("required", YamlField::boolean).unwrap_or_default(),
        most_mb: section.read("most_mb", |field| field.count(1..=100)).unwrap_or(USUAL_MEGABYTES),
    })
}

fn patterns(field: &YamlField<'_>) -> Vec<FilePattern> {
    let entries = field.one_or_list().unwrap_or_default();
    let pattern = |field: &YamlField<'_>| {
        let wrong = |why: String| field.report(Code::InvalidValue, why, Some("write a path such as pdf/{invoice_id}.pdf".to_owned()));
        FilePattern::parse(field.text()?).map_err(wrong).ok()
    };
    entries.iter().filter_map(pattern).collect()
}
