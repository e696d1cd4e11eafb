
use super::*;

#[test]
fn an_id_is_the_rows_and_its_places() {
    let call = Entry::new(Day::parse("2026-03-31").unwrap(), EventType::Touch).with("invoice_id", "INV-7").with("channel", "call");
    let ids = |entries: &[&Entry], behind, taken: &[&str]| -> Vec<String> {
        let entries = entries.iter().map(|entry| (*entry).clone()).collect();
        identified(entries, behind, |id| taken.contains(&id)).iter().map(|entry| entry.cell("id").to_owned()).collect()
    };
    let first = ids(&[&call], 100, &[]).remove(0);
    assert_eq!(first, ids(&[&call], 100, &[])[0]);
    assert_eq!(first.len(), 10);
    assert_ne!(first, ids(&[&call], 150, &[])[0], "the same again is another event");
    assert_ne!(first, ids(&[&call.clone().with("note", "x")], 100, &[])[0]);
    for taken in [first.clone(), format!("{first}.1")] {
        let longer = ids(&[&call], 100, &[&taken]).remove(0);
        assert!(longer.starts_with(&first) && longer.len() == 18, "{longer}");
    }
    let several = ids(&[&call, &call, &call], 100, &[]);
    let shared = shared_id(&several[2]).unwrap();
    assert_eq!(several, [1, 2, 3].map(|number| format!("{shared}.{number}")));
    assert_eq!([shared_id(&first), shared_id("a.01"), shared_id("a."), shared_id("a.x")], [None; 4]);
}
