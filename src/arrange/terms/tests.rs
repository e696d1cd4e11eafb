use super::*;

/// When an invoice of 15 January 2026 is due, and until when it has which discount.
fn told(text: &str) -> String {
    let from = Day::parse("2026-01-15").unwrap();
    let Some(terms) = PaymentTerms::parse(text) else { return "?".to_owned() };
    let due = terms.due(from).unwrap();
    match &terms.discount {
        Some((percent, until)) => format!("{due}, {percent} % until {}", until.day(from).unwrap()),
        None => due.to_string(),
    }
}

#[test]
fn days_are_counted_from_the_invoice() {
    for text in [
        "30",
        "Net 30",
        "net30",
        "NET 30 days",
        "30 days",
        "30 Tage",
        "30 Tage netto",
        "n/30",
        "Zahlbar innerhalb von 30 Tagen",
        "30 jours",
    ] {
        assert_eq!(told(text), "2026-02-14", "{text}");
    }
    for (text, due) in [
        ("Due on receipt", "2026-01-15"),
        ("due on  receipt.", "2026-01-15"),
        ("Sofort", "2026-01-15"),
        ("0", "2026-01-15"),
        ("COD", "2026-01-15"),
        ("2 weeks", "2026-01-29"),
        ("1 month", "2026-02-15"),
        ("45 días", "2026-03-01"),
        ("Immediate Payment", "2026-01-15"),
        ("Zahlbar sofort ohne Abzug", "2026-01-15"),
        ("14 Tage netto Kasse", "2026-01-29"),
        ("NT30", "2026-02-14"),
        ("30 days after the invoice date", "2026-02-14"),
        ("Due in 15 days", "2026-01-30"),
    ] {
        assert_eq!(told(text), due, "{text}");
    }
}

#[test]
fn months_end_before_the_days_in_english_and_behind_them_in_french() {
    for (text, due) in [
        ("EOM", "2026-01-31"),
        ("End of month", "2026-01-31"),
        ("30 days EOM", "2026-03-02"),
        ("Net 30 EOM", "2026-03-02"),
        ("EOM + 10", "2026-02-10"),
        ("30 days after end of month", "2026-03-02"),
        ("30 jours fin de mois", "2026-02-28"),
        ("45 jours fin de mois", "2026-03-31"),
        ("30 gg FM", "2026-02-28"),
        ("20th of the following month", "2026-02-20"),
        ("31st of next month", "2026-02-28"),
        ("15 MFI", "2026-02-15"),
        ("End of following month", "2026-02-28"),
        ("20 days after the end of the invoice month", "2026-02-20"),
        ("due on the 28th of the current month", "2026-01-28"),
        ("10th prox.", "2026-02-10"),
    ] {
        assert_eq!(told(text), due, "{text}");
    }
}

#[test]
fn discounts_are_kept() {
    for text in [
        "2/10 net 30",
        "2/10, n/30",
        "2% 10 Net 30",
        "2% 10 days, net 30",
        "2 % Skonto 10 Tage, 30 Tage netto",
        "10 Tage 2 %, 30 Tage netto",
    ] {
        assert_eq!(told(text), "2026-02-14, 2 % until 2026-01-25", "{text}");
    }
    assert_eq!(told("1,5% 7 Tage, 14 Tage netto"), "2026-01-29, 1.5 % until 2026-01-22");
}

#[test]
fn other_words_are_no_terms() {
    for text in ["", "Net", "as agreed", "30 or 60 days", "30 60", "net 30 after delivery", "Net 99999", "2/10", "see contract 30"] {
        assert_eq!(told(text), "?", "{text:?}");
    }
}
