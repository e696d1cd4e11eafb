//! Reports of delivery: ten mail systems, ten ways to fail.

use super::reminder;
use collect::mail::{Machine, SentTexts, machine, read_mail};

#[test]
fn only_an_address_that_is_gone_has_bounced() {
    let file = include_str!("deliveries.txt");
    let (forms, systems) = file.split_once("\n= ").expect("forms, then systems");
    let forms: Vec<Vec<&str>> = forms.lines().filter(|line| line.contains(" | ")).map(|line| line.split(" | ").collect()).collect();
    let sent = SentTexts::new(vec![reminder()]);
    let mut wrong = String::new();
    let mut count = 0;
    for system in systems.split("\n= ") {
        let (name, mail) = system.split_once('\n').expect("a name, then a mail");
        for form in &forms {
            let [code, smtp, words, expected] = form[..] else { panic!("four parts: {form:?}") };
            let action = if code.starts_with('4') { "delayed" } else { "failed" };
            let mail = mail
                .replace("{to}", "ap@tolvanen.example")
                .replace("{code}", code)
                .replace("{smtp}", smtp)
                .replace("{words}", words)
                .replace("{action}", action)
                .replace("{id}", &reminder().message_id);
            let mail = read_mail(mail.as_bytes()).expect("a mail");
            let found = match machine(&mail, &mail.text, &sent).map(|automatic| automatic.machine) {
                Some(Machine::Delivery(delivery)) => {
                    let of = if delivery.of.as_deref() == Some(reminder().message_id.as_str()) { "" } else { "of no mail of ours: " };
                    let failed: Vec<String> = delivery
                        .failed
                        .iter()
                        .map(|failed| match (failed.address.as_str(), failed.is_permanent, failed.is_address) {
                            ("ap@tolvanen.example", true, true) => "gone".to_owned(),
                            ("ap@tolvanen.example", true, false) => "refused".to_owned(),
                            ("ap@tolvanen.example", false, _) => "later".to_owned(),
                            (other, ..) => other.to_owned(),
                        })
                        .collect();
                    format!("{of}{}", failed.join(", "))
                }
                other => format!("{other:?}"),
            };
            count += 1;
            if found != expected {
                wrong += &format!("\n{name}: {smtp} {code} {words}: {found}, expected {expected}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(count, 100);
}
