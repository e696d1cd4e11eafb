use super::*;

fn look(row: &'static str, id: usize, due: usize) -> Option<GroupLook<'static>> {
    let cells: Vec<&str> = row.split(',').collect();
    GroupLook::of(cells.iter().copied(), cells[id], cells[due])
}

#[test]
fn headings_and_totals_are_known_by_what_is_missing() {
    // The columns are the invoice's id, the customer, the due date and the amount.
    for (row, wanted) in [
        ("Acme,,,", Some(GroupLook::Heading("Acme"))),
        (",,,300.00", Some(GroupLook::Heading("300.00"))),
        ("Total for Acme,,,100.00", Some(GroupLook::Total("Total for Acme"))),
        ("TOTAL,,,", Some(GroupLook::Total("TOTAL"))),
        (",Summe:,,100.00", Some(GroupLook::Total("Summe:"))),
        (",,Sous-total,100.00", Some(GroupLook::Total("Sous-total"))),
        // Somebody forgot the due date, the id or the customer.
        ("INV-1,Total AG,,100.00", None),
        (",Acme,2026-03-31,100.00", None),
        (",Total AG,2026-03-31,100.00", None),
        ("Totalsanierung 7,Acme,,100.00", None),
        (",,,", None),
    ] {
        assert_eq!(look(row, 0, 2), wanted, "{row}");
    }
}
