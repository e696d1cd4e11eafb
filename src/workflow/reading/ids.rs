//! Ids: what they may be made of, and that each is used once.

use crate::action_id::{OVERRIDES, RETURNED};
use crate::finding::Code;
use crate::yaml::{Problems, Section, Spot, YamlField, quoted};
use std::collections::HashMap;

/// An id that can be a part of an action id such as `INV-7/final-notice/letter/1`.
pub(super) fn id<'a>(field: &YamlField<'a>) -> Option<&'a str> {
    let text = field.text()?;
    if text.contains(|c: char| c == '/' || c == '@' || c.is_whitespace()) {
        let hint = "ids are parts of action ids: use letters, digits, `-` and `_`";
        field.wants(Code::InvalidValue, "an id without `/`, `@` and white space", Some(hint.to_owned()));
        return None;
    }
    Some(text)
}

/// An id that can be a stage's: no word of an override among them.
pub(super) fn stage_id<'a>(field: &YamlField<'a>) -> Option<&'a str> {
    let id = id(field)?;
    if OVERRIDES.contains(&id) && id != RETURNED {
        let hint = format!("action ids such as INV-7/{id}/1 belong to the overrides: choose another id");
        field.report(Code::InvalidValue, format!("no stage can have the id {}", quoted(id)), Some(hint));
        return None;
    }
    Some(id)
}

/// The ids under `was`.
pub(super) fn was(section: &Section<'_>, read: impl Fn(&YamlField<'_>) -> bool) -> Vec<String> {
    let fields = section.read("was", YamlField::one_or_list).unwrap_or_default();
    fields.iter().filter(|field| read(field)).filter_map(|field| field.scalar()).map(str::to_owned).collect()
}

/// An id, where it stands, and where the ids that it had before stand.
struct Named<'a> {
    id: &'a str,
    spot: Spot,
    was: Vec<(&'a str, Spot)>,
}

impl<'a> Named<'a> {
    /// What an entry of a list says, whether right or wrong: its `id`, or what it has instead of one.
    fn of(section: &Section<'a>, instead: Option<&str>) -> Option<Named<'a>> {
        let field = section.get("id").or_else(|| section.get(instead?))?;
        let was = section.get("was").map(|field| field.peek_items()).unwrap_or_default();
        let was = was.iter().filter_map(|field| Some((field.scalar()?, field.spot()))).collect();
        Some(Named { id: field.scalar()?, spot: field.spot(), was })
    }
}

/// The entries of a list, each with known keys and an id of its own. `what` is an entry in messages, `short` the same without an article;
/// `instead` is the key whose value is the id of an entry without one.
pub(super) fn sections<'a>(
    items: &[YamlField<'a>],
    what: &'a str,
    keys: &[&str],
    short: &str,
    instead: Option<&str>,
    hint: &str,
) -> Vec<Section<'a>> {
    let sections: Vec<Section<'_>> = items.iter().filter_map(|item| item.section(what, keys)).collect();
    let named: Vec<Named<'_>> = sections.iter().filter_map(|section| Named::of(section, instead)).collect();
    if let Some(item) = items.first() {
        check_unique(item.problems(), short, &named, hint);
    }
    sections
}

/// Reports ids that are used twice, and earlier ids that are used again. `what` is what has the ids, as in `stage`.
fn check_unique(problems: &Problems<'_>, what: &str, named: &[Named<'_>], hint: &str) {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let ids = named.iter().map(|named| (named.id, named.spot));
    let earlier = named.iter().flat_map(|named| named.was.iter().copied());
    for (id, spot) in ids.chain(earlier) {
        if let Some(line) = seen.insert(id, spot.line) {
            let message = format!("the {what} id {} is already used on line {line}", quoted(id));
            problems.report_with(Code::DuplicateId, spot, message, Some(hint.to_owned()));
        }
    }
}

/// A readable name from an id: `final-notice` becomes `Final notice`.
pub(super) fn name_from(id: &str) -> String {
    let words = id.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
