//! What is written into the lists of an outbox is what is read, whatever the ledger's texts contain.

use collect::action_id::{self, ActionId};
use collect::channel::Channel;
use collect::outbox::{Approved, Listed, read_approvals, read_manifest, with_approvals, write_manifest};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What our own formats, CSV and spreadsheets take for signs of theirs.
const PARTS: [&str; 24] = [
    "INV-7", "A", "7", ";", "/", "@", "@2", "%", "%3B", "%40", "%2", "dispute", "reply", "/1", "\"", ",", "\n", "\r\n", "=", "'", " ",
    "\t", "\u{0}", "ü株",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(&PARTS[..]), 0..6).prop_map(|parts| parts.concat())
}

/// An id as a workflow may have one.
fn word() -> impl Strategy<Value = String> {
    vec(select(&["due", ";", "%3B", "%", "reply", "dispute", "=", "\"", ",", "'", "-"][..]), 1..4).prop_map(|parts| parts.concat())
}

fn id() -> impl Strategy<Value = ActionId> {
    let invoice = text().prop_filter("an id is not empty", |text| !text.is_empty());
    let of_stage = (invoice, word(), word(), 1..4_u16, 1..30_u32);
    let word_of_override = select(&action_id::OVERRIDES[..]);
    (of_stage, word_of_override, any::<bool>()).prop_map(|((invoice, stage, action, journey, number), word, is_override)| {
        if is_override {
            ActionId::of_override(&invoice, word, number)
        } else {
            ActionId::of_stage(&invoice, journey, &stage, &action, number)
        }
    })
}

fn draft() -> impl Strategy<Value = Listed> {
    (vec(text(), 7), vec(id(), 0..4), select(&Channel::ALL[..])).prop_map(|(texts, action_ids, channel)| {
        let [file, owner, customer, to, subject, digest, approval] = texts.try_into().unwrap();
        Listed { file, action_ids, channel, owner, customer, to, subject, digest, approval }
    })
}

proptest! {
    #[test]
    fn an_id_is_read_back_for_its_own_invoice(id in id()) {
        prop_assert_eq!(ActionId::read(&id.unmistakable()), Some(id.clone()));
        prop_assert_eq!(ActionId::of(id.invoice(), id.as_str()), Some(id));
    }

    #[test]
    fn ids_of_one_cell_are_read_back(ids in vec(id(), 0..5)) {
        prop_assert_eq!(action_id::from_cell(&action_id::to_cell(&ids)), Ok(ids));
    }

    #[test]
    fn a_manifest_is_read_back(drafts in vec(draft(), 0..4)) {
        let mut bytes = Vec::new();
        write_manifest(&drafts, &mut bytes).unwrap();
        prop_assert_eq!(read_manifest(&bytes), Ok(drafts));
    }

    #[test]
    fn approvals_are_read_back(drafts in vec(draft(), 1..4), split in 0..4_usize) {
        let approved = |draft: Listed| Approved {
            date: "2026-03-31".to_owned(),
            by: draft.owner,
            file: draft.file,
            action_ids: draft.action_ids,
            digest: "0a".repeat(32),
        };
        let rows: Vec<Approved> = drafts.into_iter().map(approved).collect();
        let (first, second) = rows.split_at(split.min(rows.len()));
        let bytes = with_approvals(&with_approvals(b"", first).unwrap(), second).unwrap();
        prop_assert_eq!(read_approvals(&bytes).unwrap(), rows);
    }
}
