use super::*;

#[test]
fn rows_know_whether_they_were_taken_back() {
    let log = "id,date,type,invoice_id,channel,ref\n\
                   a,2026-03-31,touch,INV-7,call,\n\
                   b,2026-03-31,touch,'=8,email,'=8/due/email/1\n\
                   c,2026-04-01,undo,INV-7,,a\n\
                   d,2026-04-01,undo,'=8,,b\n\
                   e,2026-04-02,undo,INV-7,,c\n";
    let rows = log_rows(log.as_bytes());
    let taken: Vec<&str> = rows.iter().filter(|row| row.is_taken_back).map(|row| row.cell("id")).collect();
    assert_eq!(taken, ["b", "c"]);
    assert_eq!((rows[1].cell("ref"), rows[1].told().as_str()), ("=8/due/email/1", "touch email on =8 of 2026-03-31"));
    assert_eq!((rows[4].line, rows[4].is_undo()), (6, true));
}

#[test]
fn what_is_written_otherwise_may_say_the_same() {
    let code = |code| Currency::from_code(code);
    let is_like = |amount: &str, currency: &str, other: (&str, &str), usual| {
        let log = format!("date,type,customer_id,amount,currency\n2026-03-31,payment,C-1,\"{amount}\",{currency}\n");
        let payment = Entry::new(crate::calendar::Day::parse("2026-03-31").unwrap(), EventType::Payment).with("customer_id", "C-1");
        log_rows(log.as_bytes())[0].is_like(&payment.with("amount", other.0).with("currency", other.1), usual)
    };
    for (amount, currency, other, usual, wanted) in [
        ("150", "", ("150.00", ""), code("EUR"), true),
        ("150", "", ("150.01", ""), code("EUR"), false),
        ("1,500.00", "", ("1500", "EUR"), code("EUR"), true),
        ("EUR 150", "", ("150.0", ""), code("EUR"), true),
        ("150 USD", "", ("150", "EUR"), None, false),
        ("150 USD", "", ("150.00", "USD"), None, true),
        ("150", "USD", ("150", ""), code("EUR"), false),
        ("150", "", ("", ""), code("EUR"), false),
        ("", "EUR", ("", ""), code("EUR"), true),
        ("150", "JPY", ("150.00", "JPY"), None, true),
        ("many", "", ("many", ""), code("EUR"), true),
    ] {
        assert_eq!(is_like(amount, currency, other, usual), wanted, "{amount} {currency} {other:?}");
    }
}
