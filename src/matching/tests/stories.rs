use super::*;

const ACME: &str = "C-1 Acme GmbH";
const BETA: &str = "C-2 Beta Ltd";

/// Two customers, the second with a credit note.
fn story() -> Story {
    Story::of(vec![
        item("INV-2026-0042", ACME, "1200.00"),
        item("INV-2026-0043", ACME, "80.00"),
        item("INV-2026-0045", BETA, "33.00"),
        item("INV-2026-0050", ACME, "300.00"),
        item("INV-2026-0061", BETA, "500.00"),
        item("INV-2026-0062", BETA, "75.50"),
        item("CN-2026-0007", BETA, "-50.00"),
    ])
}

#[track_caller]
fn tells(cases: &[(&str, &str, &str, &str)]) {
    for (payer, amount, text, wanted) in cases {
        assert_eq!(story().told(line(payer, amount, text)), *wanted, "{payer} {amount} {text:?}");
    }
}

#[test]
fn a_reference_and_its_amount_are_certain_however_it_is_written() {
    for written in [
        "INV-2026-0042",
        "Invoice INV/2026/0042",
        "inv 2026 0042 thank you",
        "INV-2026-42",
        "INV20260042",
        "INV20260042VOM150326",
        "PAYMENT INV20260042 150326",
        "INV- 2026- 0042",
        "1NV-2O26-0042",
        "RG2026-0042",
        "fact. 2026/0042 du 01.03.2026",
        "Ref 42",
    ] {
        assert_eq!(story().told(line("Acme GmbH", "1200.00", written)), "matched: INV-2026-0042 1200.00", "{written}");
    }
}

#[test]
fn what_looks_like_a_reference_and_is_none() {
    tells(&[
        // A day, an amount, an IBAN and a telephone number.
        ("Somebody", "7.00", "Termin 20.4.2026 um 42", "unmatched"),
        ("Somebody", "7.00", "EUR 42,00 for you", "unmatched"),
        ("Somebody", "7.00", "DE02 1203 0000 0000 2020 51", "unmatched"),
        ("Somebody", "7.00", "Tel. 0711 20260042", "unmatched"),
        // A number without its letters, from nobody that we know, with another amount.
        ("Hagel Versicherung", "700.00", "Schaden 2026-0042", "not of a customer"),
        ("Somebody", "700.00", "Ticket 2026-0042", "unmatched"),
    ]);
}

#[test]
fn several_items_are_listed_continued_and_netted() {
    tells(&[
        ("Acme GmbH", "1280.00", "INV-2026-0042, INV-2026-0043", "matched: INV-2026-0042 1200.00, INV-2026-0043 80.00"),
        ("Acme GmbH", "1280.00", "INV-2026-0042/43", "matched: INV-2026-0042 1200.00, INV-2026-0043 80.00"),
        ("Acme GmbH", "1280.00", "INV-2026-0042 + 0043", "matched: INV-2026-0042 1200.00, INV-2026-0043 80.00"),
        // Of the numbers between 42 and 50 the ledger has two, one of them of another customer.
        ("Acme GmbH", "1580.00", "INV-2026-0042 bis 0050", "matched: INV-2026-0042 1200.00, INV-2026-0043 80.00, INV-2026-0050 300.00"),
        ("Beta Ltd", "450.00", "INV-2026-0061 ./. CN-2026-0007", "matched: INV-2026-0061 500.00, used CN-2026-0007 50.00"),
        // Between them is one of another customer.
        ("Acme GmbH", "380.00", "INV-2026-0043 - 0050", "matched: INV-2026-0043 80.00, INV-2026-0050 300.00"),
        // The credit note is not named: 500 less 50.
        ("Beta Ltd", "450.00", "INV-2026-0061 less credit", "likely: INV-2026-0061 500.00, used CN-2026-0007 50.00"),
        // Only one of the two is paid.
        ("Acme GmbH", "80.00", "INV-2026-0042 INV-2026-0043", "likely: INV-2026-0043 80.00"),
    ]);
}

#[test]
fn less_and_more_than_is_open() {
    tells(&[
        ("Acme GmbH", "400.00", "1. Rate INV-2026-0042", "matched: INV-2026-0042 400.00"),
        // 2 % of 1200 are 24: a person decides about the discount.
        ("Acme GmbH", "1176.00", "INV-2026-0042 abzgl. 2% Skonto", "matched: INV-2026-0042 1176.00 + credit INV-2026-0042 24.00"),
        ("Acme GmbH", "1192.50", "INV-2026-0042 CHARGES SHA", "matched: INV-2026-0042 1192.50 + write-off INV-2026-0042 7.50"),
        ("Acme GmbH", "1219.00", "INV-2026-0042", "matched: INV-2026-0042 1200.00, C-1 19.00"),
        // The rest is just another item.
        ("Acme GmbH", "1280.00", "INV-2026-0042", "likely: INV-2026-0042 1200.00, INV-2026-0043 80.00"),
        // The amount is that of another invoice of the customer.
        ("Acme GmbH", "300.00", "INV-2026-0042", "unclear: INV-2026-0042 300.00"),
        ("Acme GmbH", "250.00", "Teilzahlung Rg. 42", "likely: INV-2026-0042 250.00"),
        ("Acme GmbH", "300.00", "Teilzahlung INV-2026-0042", "matched: INV-2026-0042 300.00"),
        // Of a stranger neither is certain.
        ("Jane Doe", "400.00", "part of INV-2026-0042", "likely: INV-2026-0042 400.00"),
        ("Jane Doe", "1219.00", "INV-2026-0042", "likely: INV-2026-0042 1200.00, C-1 19.00"),
        // 575.50 are open, 2 % less are 563.99.
        (
            "Beta Ltd",
            "563.99",
            "INV-2026-0061, 0062 -2%",
            "likely: INV-2026-0061 490.00, INV-2026-0062 73.99 + credit INV-2026-0061 10.00, credit INV-2026-0062 1.51",
        ),
    ]);
}

#[test]
fn a_tolerated_difference_is_proposed_as_a_credit() {
    let mut story = story();
    story.rules.tolerance = "0.50".parse().unwrap();
    let told = |amount: &str| story.told(line("Acme GmbH", amount, "INV-2026-0042"));
    assert_eq!(told("1199.50"), "matched: INV-2026-0042 1199.50 + credit INV-2026-0042 0.50");
    assert_eq!(told("1199.49"), "matched: INV-2026-0042 1199.49");
}

#[test]
fn terms_allow_a_discount_in_time() {
    let mut story = story();
    let until = |day: u32| Some(("3.5".parse().unwrap(), Day::from_ymd(2026, 4, day).unwrap()));
    // 3.5 % of 1200 are 42.
    story.items[0].discount = until(10);
    assert_eq!(story.told(line("Acme GmbH", "1158.00", "INV-2026-0042")), "matched: INV-2026-0042 1158.00 + credit INV-2026-0042 42.00");
    story.items[0].discount = until(9);
    assert_eq!(story.told(line("Acme GmbH", "1158.00", "INV-2026-0042")), "matched: INV-2026-0042 1158.00");
}

#[test]
fn without_a_reference_a_known_payer_leads_to_an_item() {
    tells(&[
        ("ACME GMBH", "80.00", "Zahlung", "likely: INV-2026-0043 80.00"),
        ("Acme", "80.00", "Zahlung", "likely: INV-2026-0043 80.00"),
        // 1200 + 300 is the only sum.
        ("Acme GmbH", "1500.00", "April", "likely: INV-2026-0042 1200.00, INV-2026-0050 300.00"),
        ("Acme GmbH", "17.00", "April", "likely: C-1 17.00"),
        ("Acme GmbH", "80.00", "Vorkasse Auftrag 88135", "likely: C-1 80.00"),
        // Nobody knows the payer: one item has this amount.
        ("Bank counter", "75.50", "cash", "unclear: INV-2026-0062 75.50"),
        ("Bank counter", "75.51", "cash", "unmatched"),
        ("Bank counter", "17.00", "for C-2", "unclear: C-2 17.00"),
    ]);
}

#[test]
fn two_solutions_are_not_unique() {
    let story = Story::of(vec![
        item("A-1", ACME, "100.00"),
        item("A-2", ACME, "100.00"),
        item("A-3", ACME, "60.00"),
        item("A-4", ACME, "40.00"),
        item("B-9", BETA, "100.00"),
    ]);
    let decided = &story.matched(&[line("Acme GmbH", "100.00", "Zahlung")])[0];
    assert_eq!(told(decided), "unclear: A-1 100.00");
    let others: Vec<String> = decided
        .alternatives
        .iter()
        .map(|events| events.iter().filter_map(|event| event.invoice.clone()).collect::<Vec<_>>().join("+"))
        .collect();
    assert_eq!(others, ["A-2", "A-3+A-4", ""]);
    // 140 are A-4 with either of the first two.
    assert_eq!(story.told(line("Acme GmbH", "140.00", "Zahlung")), "unclear: C-1 140.00");
    // Three strangers' invoices have the amount.
    assert_eq!(story.told(line("Bank counter", "100.00", "cash")), "unclear: A-1 100.00");
}

#[test]
fn more_than_25_items_are_not_searched() {
    let items = (1..=26).map(|number| item(&format!("A-{number}"), ACME, &format!("{number}.00"))).collect();
    let decided = &Story::of(items).matched(&[line("Acme GmbH", "51.00", "Zahlung")])[0];
    assert_eq!(told(decided), "likely: C-1 51.00");
    assert!(decided.reasons.contains(&MatchReason::TooManyItems));
}

#[test]
fn another_payer_may_pay_but_not_contradict() {
    tells(&[
        // A parent, a third person: reference and amount agree.
        ("Acme Holding AG", "1200.00", "INV-2026-0042", "matched: INV-2026-0042 1200.00"),
        ("Petra Lind", "1200.00", "INV-2026-0042", "matched: INV-2026-0042 1200.00"),
        // Another customer: asked.
        ("Beta Ltd", "1200.00", "INV-2026-0042", "likely: INV-2026-0042 1200.00"),
        // Another customer, and the amount is that of its own.
        ("Beta Ltd", "75.50", "INV-2026-0042", "unclear: INV-2026-0062 75.50"),
        // Read badly, from nobody that we know.
        ("Petra Lind", "1200.00", "lNV-2O26-OO42", "likely: INV-2026-0042 1200.00"),
    ]);
}

#[test]
fn an_account_is_remembered_unless_it_pays_for_many() {
    let at = |iban: &str, payer: &str| BankLine { iban: iban.to_owned(), ..line(payer, "75.50", "Zahlung") };
    let story = story().knows("DE11", "C-2").knows("DE22", "C-1").knows("DE22", "C-2");
    assert_eq!(story.told(at("DE11", "Shared Services")), "likely: INV-2026-0062 75.50");
    // The name says one, the account another: 80 is open on C-1 only.
    let torn = story.told(BankLine { amount: minor("80.00"), ..at("DE11", "Acme GmbH") });
    assert_eq!(torn, "unclear: INV-2026-0043 80.00");
    // A factor's account is evidence of nothing; a reference still is.
    assert_eq!(story.told(BankLine { amount: minor("17.00"), ..at("DE22", "Factor Bank") }), "unmatched");
    assert_eq!(story.told(BankLine { text: "INV-2026-0062".to_owned(), ..at("DE22", "Factor Bank") }), "matched: INV-2026-0062 75.50");
}

#[test]
fn what_is_closed_or_in_another_currency_is_never_certain() {
    let story = story().paid("INV-2026-0042");
    // Paid twice; another item fits; nothing fits.
    assert_eq!(story.told(line("Acme GmbH", "1200.00", "INV-2026-0042")), "likely: C-1 1200.00");
    assert_eq!(story.told(line("Acme GmbH", "80.00", "INV-2026-0042")), "likely: INV-2026-0043 80.00");
    assert_eq!(story.told(line("Acme GmbH", "81.00", "INV-2026-0042")), "likely: C-1 81.00");
    let mut story = Story::of(vec![item("INV-2026-0042", ACME, "1200.00")]);
    story.items[0].currency = Currency::from_code("USD").unwrap();
    assert_eq!(story.told(line("Acme GmbH", "1105.00", "INV-2026-0042 USD 1,200.00")), "unclear: INV-2026-0042 1200.00");
    assert_eq!(story.told(line("Acme GmbH", "1105.00", "INV-2026-0042")), "unclear: C-1 1105.00");
    // The amount alone is no match across currencies either.
    assert_eq!(story.told(line("Acme GmbH", "1200.00", "INV-2026-0042")), "unclear: C-1 1200.00");
}

#[test]
fn an_export_that_is_newer_may_have_the_money() {
    let mut story = story();
    story.items[0].open_on = Day::from_ymd(2026, 4, 10);
    assert_eq!(story.told(line("Acme GmbH", "1200.00", "INV-2026-0042")), "likely: INV-2026-0042 1200.00");
    story.items[0].open_on = Day::from_ymd(2026, 4, 9);
    assert_eq!(story.told(line("Acme GmbH", "1200.00", "INV-2026-0042")), "matched: INV-2026-0042 1200.00");
}

#[test]
fn returns_are_looked_up_and_their_charge_stands_apart() {
    let story = story().paid("INV-2026-0042").paid("INV-2026-0061");
    let told = |payer: &str, amount: &str, text: &str| story.told(line(payer, amount, text));
    assert_eq!(
        told("Acme GmbH", "-1203.00", "Retoure SEPA-Lastschrift INV-2026-0042"),
        "likely: reversal INV-2026-0042 1200.00 + fee INV-2026-0042 3.00"
    );
    assert_eq!(told("Acme GmbH", "-1200.00", "RETURN AC04"), "likely: reversal INV-2026-0042 1200.00");
    // Not on record: another amount, another payer.
    assert_eq!(told("Acme GmbH", "-80.00", "Retoure INV-2026-0043"), "returned");
    assert_eq!(told("Somebody", "-1200.00", "RETURN AC04"), "returned");
    assert_eq!(told("Landlord", "-1200.00", "Miete April"), "money out");
    // What was opened again by a return that nobody has recorded is not paid for certain.
    let again = BankLine { date: Day::from_ymd(2026, 4, 20).unwrap(), ..line("Acme GmbH", "1200.00", "INV-2026-0042") };
    let decided = story.matched(&[line("Acme GmbH", "-1200.00", "Retoure INV-2026-0042"), again]);
    assert_eq!(super::told(&decided[1]), "likely: INV-2026-0042 1200.00");
}

#[test]
fn what_no_customer_pays_is_set_aside() {
    let mut story = story();
    story.rules.own_names = vec!["Example Ltd".to_owned()];
    story.rules.own_accounts = vec!["DE02 1203 0000 0000 2020 51".to_owned()];
    story.rules.processors = vec!["Pay Inc".to_owned()];
    let told = |payer: &str, text: &str| story.told(line(payer, "80.00", text));
    assert_eq!(told("Example Ltd", "INV-2026-0043"), "own account");
    assert_eq!(story.told(BankLine { iban: "DE02120300000000202051".to_owned(), ..line("", "80.00", "x") }), "own account");
    assert_eq!(told("Pay Inc Europe", "payments of March"), "payout");
    assert_eq!(told("Stripe", "STRIPE PAYOUT po_1"), "payout");
    assert_eq!(told("Our bank", "Habenzinsen 1. Quartal"), "interest");
    assert_eq!(told("Finanzamt Ulm", "USt 02/2026"), "tax");
    assert_eq!(told("Our bank", "Rechnungsabschluss"), "charges");
    assert_eq!(told("Petra Lind", "Gehalt zurück"), "not of a customer");
    // A customer may have such a name.
    assert_eq!(told("Acme GmbH", "Versicherung"), "likely: INV-2026-0043 80.00");
}

#[test]
fn structured_references_carry_a_number() {
    let mut story = Story::of(vec![item("100234", ACME, "90.00"), item("100235", ACME, "90.00")]);
    story.items[1].reference = "21 00000 00003 13947 14300 09017".to_owned();
    let with = |reference: &str| BankLine { creditor_references: vec![reference.to_owned()], ..line("Petra Lind", "90.00", "") };
    // 1002340 is a Finnish reference: 7*4 + 3*3 + 1*2 + 7*0 + 3*0 + 1*1 = 40, so the check digit is 0.
    assert_eq!(story.told(with("1002340")), "matched: 100234 90.00");
    assert_eq!(story.told(with("21 00000 00003 13947 14300 09017")), "matched: 100235 90.00");
    // A check digit that is wrong leaves only the amount, which two items have.
    assert_eq!(story.told(with("1002342")), "unclear: 100234 90.00");
}

#[test]
fn of_two_lines_for_one_item_the_first_takes_it() {
    let first = line("Acme GmbH", "1200.00", "INV-2026-0042");
    let second = BankLine { date: Day::from_ymd(2026, 4, 11).unwrap(), ..first.clone() };
    // A line that only has the amount waits for those that name the item, even if it is older.
    let unsure = BankLine { date: Day::from_ymd(2026, 4, 1).unwrap(), text: "Zahlung".to_owned(), ..first.clone() };
    for lines in [[&first, &second, &unsure], [&unsure, &second, &first], [&second, &unsure, &first]] {
        let owned: Vec<BankLine> = lines.iter().map(|line| (*line).clone()).collect();
        let decided = story().matched(&owned);
        let told_of = |wanted: &BankLine| told(&decided[lines.iter().position(|line| *line == wanted).unwrap()]);
        assert_eq!(told_of(&first), "matched: INV-2026-0042 1200.00");
        assert_eq!(told_of(&second), "likely: C-1 1200.00");
        assert_eq!(told_of(&unsure), "likely: C-1 1200.00");
    }
}

#[test]
fn equal_lines_are_counted_and_the_larger_count_holds() {
    let same = line("Acme GmbH", "50.00", "INV-2026-0042");
    let of_mt940 = BankLine {
        account: "60050101/0000007777".to_owned(),
        payer: "ACME GMBH".to_owned(),
        text: "INV-2026-00".to_owned(),
        ..same.clone()
    };
    let key = |statement, format| LineKey { statement, format };
    // Two entries in a statement of camt; three in one of MT940; one of them in another of camt.
    let lines: Vec<BankLine> = vec![same.clone(), same.clone(), of_mt940.clone(), of_mt940.clone(), of_mt940, same.clone()];
    let keys = [key(0, 0), key(0, 0), key(1, 1), key(1, 1), key(1, 1), key(2, 0)];
    let stands_for = same_lines(&lines, &keys).stands_for;
    let mut entries = stands_for.clone();
    entries.sort_unstable();
    entries.dedup();
    assert_eq!(entries.len(), 3, "{stands_for:?}");
    // With ids of the bank, entries of one format are told apart.
    let with = |id: &str| BankLine { bank_id: id.to_owned(), ..same.clone() };
    let stands_for = same_lines(&[with("1"), with("2"), with("1")], &[key(0, 0), key(0, 0), key(1, 0)]).stands_for;
    assert_eq!(stands_for, [0, 1, 0]);
}

#[test]
fn equal_lines_of_two_accounts_stay_two() {
    let at = |account: &str, text: &str| BankLine { account: account.to_owned(), ..line("Acme GmbH", "50.00", text) };
    let keys = [LineKey { statement: 0, format: 0 }, LineKey { statement: 1, format: 1 }];
    let stands_for = |one: &str, other: &str| same_lines(&[at(one, "x"), at(other, "y")], &keys).stands_for;
    // The number of the account, with and without its bank, in full and cut.
    for other in ["60050101/0000007777", "600501017777EUR", "7777", "DE83600501010000007777"] {
        let is_one = stands_for("DE83600501010000007777", other) == [0, 0];
        assert_eq!(is_one, other != "600501017777EUR", "{other}");
    }
    assert_eq!(stands_for("DE83600501010000007777", "DE02120300000000017777"), [0, 1]);
}

#[test]
fn a_number_that_is_a_whole_id_is_asked_about_with_less_than_is_open() {
    let story = Story::of(vec![item("10520", "C-1 Acme GmbH", "4875.50"), item("417", "C-2 Beta Ltd", "90.00")]);
    for (amount, text, wanted) in [
        ("1000.00", "BETA FREIGHT 10520 PART", "unclear: 10520 1000.00"),
        ("1000.00", "10520", "unclear: 10520 1000.00"),
        // More than is open, and a number that is short, may be anything.
        ("5000.00", "10520", "unmatched"),
        ("40.00", "417", "unmatched"),
        // With the amount of the item it is likely.
        ("4875.50", "10520", "likely: 10520 4875.50"),
    ] {
        assert_eq!(story.told(line("Freight Forwarders", amount, text)), wanted, "{amount} {text}");
    }
}
