use super::*;

#[test]
fn names_are_compared_by_their_letters() {
    for (name, wanted) in [
        ("Invoice No.", "invoiceno"),
        ("invoice_number", "invoicenumber"),
        ("Due Date (UTC)", "duedate"),
        ("Échéance", "echeance"),
        ("Fälligkeit", "falligkeit"),
        ("Amount (USD)", "amount"),
        ("Nº factura", "nofactura"),
        ("Amount (open)", "amountopen"),
        ("USD", "usd"),
        ("*InvoiceNumber", "invoicenumber"),
    ] {
        assert_eq!(plain(name), wanted);
    }
}

#[test]
fn a_currency_may_stand_in_a_name() {
    let code = |name| currency_in(name).map(Currency::code);
    assert_eq!((code("Amount (USD)"), code("Betrag EUR"), code("Montant €")), (Some("USD"), Some("EUR"), Some("EUR")));
    assert_eq!((code("Total"), code("USD"), code("All Total")), (None, None, None));
}
