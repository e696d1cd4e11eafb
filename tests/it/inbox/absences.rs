//! Notices of absence: when is somebody back?

use collect::calendar::Day;
use collect::inbox::{Debt, KnownCustomer, KnownCustomers, Listener, Us, hear};
use collect::mail::{SentTexts, read_mail};
use collect::money::Currency;
use collect::proposal::Certainty;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

#[test]
fn the_day_of_return_is_found() {
    let debtor = KnownCustomer {
        id: "T-1".to_owned(),
        name: "Tolvanen Machines Oy".to_owned(),
        addresses: ["anneli@tolvanen.example".to_owned()].into(),
        debts: vec![Debt {
            id: "R-7301".to_owned(),
            balance: 120_000,
            currency: Currency::from_code("EUR").expect("EUR"),
            is_open: true,
            due: day("2026-02-20"),
        }],
        day_first: Some(true),
        ..KnownCustomer::default()
    };
    let debtors = KnownCustomers::new([debtor]);
    let (sent, us) = (SentTexts::default(), Us::default());
    let listener = Listener { debtors: &debtors, sent: &sent, us: &us, day_first: None, as_of: day("2026-12-31") };
    let mut wrong = String::new();
    let mut count = 0;
    for line in include_str!("absences.txt").lines().filter(|line| !line.starts_with('#')) {
        let [sent, text, expected] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("three parts: {line}") };
        let date = day(sent).date().format("%a, %d %b %Y 09:00:00 +0000");
        let mail = format!(
            "From: Anneli <anneli@tolvanen.example>\nDate: {date}\nSubject: Automatic reply: Invoice\nAuto-Submitted: auto-replied\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        );
        let heard = hear(&read_mail(mail.as_bytes()).expect("a mail"), &listener);
        let found = match heard.events.as_slice() {
            [] => "receipt".to_owned(),
            [event] if event.kind == "wrong_contact" => "left".to_owned(),
            [event] => match event.until {
                Some(until) => format!("{until}{}", if event.certainty == Certainty::Certain { "" } else { "?" }),
                None => "-".to_owned(),
            },
            _ => "several".to_owned(),
        };
        count += 1;
        if found != expected {
            wrong += &format!("\n{text}\n  {found}, expected {expected}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 60, "{count}");
}
