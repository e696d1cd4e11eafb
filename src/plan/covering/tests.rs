use super::*;

fn open(due: i32, id: &str, balance: Balance) -> Open<'_> {
    Open { due: Day::from_number(due), id, balance }
}

#[test]
fn cash_is_set_against_the_oldest_first_and_stops_where_it_does_not_reach() {
    let mut invoices = [open(30, "C", 50), open(10, "B", 300), open(10, "A", 700), open(20, "D", 400)];
    let covers = |cash: Balance, invoices: &mut [Open<'_>]| {
        let covered = Covered::by(cash, invoices);
        let mut ids: Vec<String> =
            invoices.iter().filter(|invoice| covered.has(invoice.due, invoice.id)).map(|invoice| invoice.id.to_owned()).collect();
        ids.sort();
        ids.concat()
    };
    // A 700, B 300, D 400, C 50. D takes what is left of the cash, though that would cover C.
    for (cash, wanted) in [(699, ""), (700, "A"), (999, "A"), (1000, "AB"), (1399, "AB"), (1400, "ABD"), (1450, "ABCD")] {
        assert_eq!(covers(cash, &mut invoices), wanted, "{cash}");
    }
}

#[test]
fn customers_and_currencies_are_kept_apart_whoever_was_told_of_them() {
    let [usd, eur] = ["USD", "EUR"].map(|code| Currency::from_code(code).unwrap());
    let (mut one, mut other) = (OpenInvoices::default(), OpenInvoices::default());
    one.add(CustomerId(0), usd, open(5, "INV-1", 100));
    one.add(CustomerId(1), usd, open(5, "INV-2", 100));
    other.add(CustomerId(0), usd, open(4, "INV-3", 100));
    other.add(CustomerId(0), eur, open(3, "INV-4", 100));
    other.has_cash(CustomerId(0));
    one.join(other, |customer| customer);
    let covered = one.covered(|customer, currency| if customer == CustomerId(0) && currency == usd { 150 } else { 0 });
    let wanted = [((CustomerId(0), usd), Covered(Some((Day::from_number(4), "INV-3".into()))))];
    assert_eq!(covered.into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn an_open_invoice_takes_little_room_beside_its_id() {
    assert!(size_of::<Item>() <= 36, "{}", size_of::<Item>());
}
