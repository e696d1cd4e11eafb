use super::*;

#[test]
fn names_are_written_as_they_are_compared() {
    for names in INVOICES.iter().chain(&PAYMENTS) {
        for name in words(names).filter(|name| *name != names.column) {
            assert_eq!(plain(name), name, "{}", names.column);
        }
    }
}

fn words(names: &ColumnNames) -> impl Iterator<Item = &'static str> {
    names.lists.iter().flat_map(|list| list.split_whitespace())
}

#[test]
fn a_name_speaks_for_one_column_but_for_customers() {
    for (place, names) in INVOICES.iter().enumerate() {
        for other in &INVOICES[place + 1..] {
            let both: Vec<&str> = words(names).filter(|name| words(other).any(|found| found == *name)).collect();
            // `Customer` is an id or a name, and `Name` the customer's or an order's, by what is in them.
            let by_content = (names.column, other.column) == ("customer_id", "customer_name") || both == ["name"];
            assert!(by_content || both.is_empty(), "{} and {}: {both:?}", names.column, other.column);
        }
    }
}

#[test]
fn the_stronger_name_wins_and_equals_are_both_told() {
    let header = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let places = |names: &[&str]| of_invoices("amount").unwrap().places(&header(names), |_| true);
    assert_eq!(places(&["Amount", "Total"]), [1]);
    assert_eq!(places(&["Invoice Amount", "Total"]), [0, 1]);
    assert_eq!(places(&["Subtotal", "Montant HT"]), [] as [usize; 0]);
    assert_eq!(places(&["amount", "Total"]), [0]);
}
