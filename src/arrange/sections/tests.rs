use super::*;

#[test]
fn ages_and_periods_are_no_customers() {
    for heading in [
        "Current",
        "1 - 30",
        "1-30",
        "31-60 days",
        "31 to 60 days past due",
        "> 90",
        "90+",
        "over 90",
        "91 and over",
        "Over 90 Days",
        "über 90 Tage",
        "1 bis 30 Tage",
        "Nicht fällig",
        "61–90 Tage überfällig",
        "Non échu",
        "Plus de 90 jours",
        "de 1 à 30 jours",
        "Más de 90 días",
        "No vencido",
        "Oltre 90 giorni",
        "A scadere",
        "Meer dan 90 dagen",
        "Niet vervallen",
        "Net 30",
        "30 days",
        "March 2026",
        "März 2026",
        "2026-03",
        "31.03.2026",
        "Q1 2026",
        "Due in March 2026",
    ] {
        assert_eq!(section_of(heading), Some(RowSection::OfOpen), "{heading}");
    }
}

#[test]
fn statuses_say_what_the_rows_are() {
    for heading in [
        "Open",
        "Overdue",
        "Open invoices",
        "Offene Posten",
        "Überfällige Rechnungen",
        "Factures impayées",
        "Facturas vencidas",
        "Fatture aperte",
        "Openstaande facturen",
        "Past due",
        "Partially paid",
        "Invoices",
        "Status: Open",
    ] {
        assert_eq!(section_of(heading), Some(RowSection::OfOpen), "{heading}");
    }
    for heading in [
        "Paid",
        "Paid invoices",
        "Bezahlte Rechnungen",
        "Factures payées",
        "Facturas pagadas",
        "Fatture pagate",
        "Betaalde facturen",
        "Closed items",
        "Status: Paid",
    ] {
        assert_eq!(section_of(heading), Some(RowSection::Paid), "{heading}");
    }
    for heading in
        ["Void", "Draft invoices", "Credit notes", "Payments", "Unapplied payments", "Gutschriften", "Avoirs", "Stornierte Rechnungen"]
    {
        assert_eq!(section_of(heading), Some(RowSection::NotOwed), "{heading}");
    }
}

#[test]
fn currencies_go_by_code_and_name() {
    for (heading, code) in
        [("USD", "USD"), ("Euro", "EUR"), ("EUR - Euro", "EUR"), ("Currency: GBP", "GBP"), ("US Dollar", "USD"), ("€", "EUR")]
    {
        assert_eq!(section_of(heading), Currency::from_code(code).map(RowSection::OfCurrency), "{heading}");
    }
}

#[test]
fn customers_are_none_of_these() {
    for heading in [
        "Alpha LLC",
        "Open Systems GmbH",
        "Current Affairs Ltd",
        "Paid Search Inc",
        "100234",
        "101-202",
        "EUR Logistics",
        "TOP",
        "3 Sons",
        "30",
        "Total Energies SE",
        "Customer: Alpha LLC",
        "Mars",
        "May 1st Catering",
        "Due North Ltd",
        "Net Solutions",
        "7-Eleven",
        "Studio 54",
    ] {
        assert_eq!(section_of(heading), None, "{heading}");
    }
    assert_eq!(section_of("Sales rep: Jane Doe"), Some(RowSection::OfOpen));
    assert_eq!((customer_of("Kunde: 10001 Alpha GmbH"), customer_of("Re: Alpha")), ("10001 Alpha GmbH", "Re: Alpha"));
}
