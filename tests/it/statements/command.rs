//! The command from outside.

use crate::place::Place;
use collect::builtin;

const INVOICES: &str = "\
invoice_id,customer_id,customer_name,contact,email,issue_date,due_date,amount,currency,language
INV-1,C-1,Pine Hotels,Ann Lee,ann@pine.example,2026-01-10,2026-02-09,1000.00,EUR,
INV-2,C-1,Pine Hotels,Ann Lee,ann@pine.example; bob@pine.example,2026-02-20,2026-03-22,500.00,EUR,
INV-3,C-1,Pine Hotels,Ann Lee,ann@pine.example; bob@pine.example,2026-03-05,2026-04-04,250.00,EUR,
CN-1,C-1,Pine Hotels,Ann Lee,ann@pine.example,2026-03-06,2026-03-06,-40.00,EUR,
INV-8,C-3,Paid & Co,,paid@example.com,2026-03-01,2026-03-31,10.00,EUR,
INV-9,C-2,Bäcker GmbH,,,2026-03-01,2026-03-31,99.90,EUR,de
";

const EVENTS: &str = "\
date,type,invoice_id,customer_id,amount,until,reason
2026-02-15,payment,INV-1,,400.00,,
2026-03-02,payment,INV-1,,600.00,,
2026-03-10,payment,,C-1,30.00,,
2026-03-12,fee,INV-2,,15.00,,
2026-03-15,dispute,INV-2,,100.00,,pricing
2026-03-20,promise,INV-3,,,2026-04-10,
2026-03-31,payment,INV-8,,10.00,,
";

fn place() -> Place {
    let project = "workflow: net30\nsender: { name: AR, company: Example Ltd, email: ar@example.com }\n";
    Place::with(&[("collect.yaml", project), ("invoices.csv", INVOICES), ("events.csv", EVENTS)])
}

fn told(place: &Place, words: &[&str]) -> (i32, String, String) {
    let (code, out, err) = place.command(&[&["statement", "-q", "--as-of", "2026-03-31"], words].concat()).told();
    (code, out, err.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// 1000 less 400 of INV-1 and 500 of INV-2 were open on 28 February. What is open in the end: 515 and 250, less 40 and 30.
const ROWS: &str = "\
customer_id,customer_name,currency,part,date,kind,invoice_id,due_date,days_past_due,charged,received,balance,disputed,promised,promised_for
C-1,Pine Hotels,EUR,opening,2026-02-28,,,,,,,1100.00,,,
C-1,Pine Hotels,EUR,movement,2026-03-02,payment,INV-1,,,,600.00,500.00,,,
C-1,Pine Hotels,EUR,movement,2026-03-05,invoice,INV-3,,,250.00,,750.00,,,
C-1,Pine Hotels,EUR,movement,2026-03-06,credit_note,CN-1,,,,40.00,710.00,,,
C-1,Pine Hotels,EUR,movement,2026-03-10,payment,,,,,30.00,680.00,,,
C-1,Pine Hotels,EUR,movement,2026-03-12,fee,INV-2,,,15.00,,695.00,,,
C-1,Pine Hotels,EUR,closing,2026-03-31,,,,,,,695.00,,,
C-1,Pine Hotels,EUR,item,2026-02-20,,INV-2,2026-03-22,9,,,515.00,100.00,,
C-1,Pine Hotels,EUR,item,2026-03-05,,INV-3,2026-04-04,-4,,,250.00,,250.00,2026-04-10
C-1,Pine Hotels,EUR,credit,2026-03-06,,CN-1,,,,,40.00,,,
C-1,Pine Hotels,EUR,cash,,,,,,,,30.00,,,
";

#[test]
fn the_rows_of_a_customer_add_up() {
    let rows = told(&place(), &["pine hotels", "--from", "2026-03-01", "--format", "csv"]);
    assert_eq!(rows, (0, ROWS.to_owned(), String::new()));
}

#[test]
fn without_a_first_day_it_begins_with_the_oldest_open_item() {
    let (_, rows, _) = told(&place(), &["C-1", "--format", "csv"]);
    let lines: Vec<&str> = rows.lines().skip(1).take(2).collect();
    let wanted = [
        "C-1,Pine Hotels,EUR,opening,2026-02-19,,,,,,,600.00,,,",
        "C-1,Pine Hotels,EUR,movement,2026-02-20,invoice,INV-2,,,500.00,,1100.00,,,",
    ];
    assert_eq!(lines, wanted);
    let (_, rows, _) = told(&place(), &["C-3", "--format", "csv"]);
    // Nothing is open: a month.
    assert!(rows.contains("opening,2026-02-27,") && rows.contains("closing,2026-03-31,,,,,,,0.00"), "{rows}");
}

#[test]
fn the_text_says_it_to_the_customer_in_its_language() {
    let (code, text, err) = told(&place(), &["C-1", "--from", "2026-03-01"]);
    let wanted = "\
Example Ltd: Statement of account on 31 March 2026

Dear Ann Lee,

This is the statement of your account Pine Hotels (C-1) from 1 March 2026 to 31 March 2026.

Date            What              Invoice      Charged     Received        Balance
1 March 2026    Opening balance                                       1,100.00 EUR
2 March 2026    Payment           INV-1                  600.00 EUR     500.00 EUR
5 March 2026    Invoice           INV-3     250.00 EUR                  750.00 EUR
6 March 2026    Credit note       CN-1                    40.00 EUR     710.00 EUR
10 March 2026   Payment                                   30.00 EUR     680.00 EUR
12 March 2026   Fee               INV-2      15.00 EUR                  695.00 EUR
31 March 2026   Closing balance             265.00 EUR   670.00 EUR     695.00 EUR

Open invoices:

Invoice   Due date        Days overdue         Open   Remarks
INV-2     22 March 2026              9   515.00 EUR   disputed: 100.00 EUR
INV-3     4 April 2026                   250.00 EUR   promised: 250.00 EUR for 10 April 2026
Total                                    765.00 EUR
";
    assert_eq!((code, err.as_str(), text.get(..wanted.len())), (0, "", Some(wanted)), "{text}");
    let (_, german, _) = told(&place(), &["C-2"]);
    for wanted in ["Kontoauszug zum 31.03.2026", "INV-9", "99,90 EUR", "Mit freundlichen Grüßen"] {
        assert!(german.contains(wanted), "{german}");
    }
}

#[test]
fn a_folder_has_a_page_an_email_and_rows_of_each_and_is_the_same_again() {
    let place = place();
    let (code, out, err) = told(&place, &["-o", "out"]);
    let lacks = "warning: the .eml of C-2 in EUR is not written: it lacks an email address to send it to: there is none (from the column email of the invoices)";
    assert_eq!((code, out.as_str(), err.as_str()), (0, "out: 5 files of 2 statements written\n", lacks));
    let names = [
        "C-1_statement_2026-03-31_EUR.csv",
        "C-1_statement_2026-03-31_EUR.eml",
        "C-1_statement_2026-03-31_EUR.html",
        "C-2_statement_2026-03-31_EUR.html",
    ];
    let before = names.map(|name| place.read(&format!("out/{name}")));
    assert!(!place.has("out/C-2_statement_2026-03-31_EUR.eml") && !place.has("out/C-3_statement_2026-03-31_EUR.csv"));
    let eml = &before[1];
    assert!(
        eml.contains("From: \"AR\" <ar@example.com>") && eml.contains("To: \"Ann Lee\" <ann@pine.example>, <bob@pine.example>"),
        "{eml}"
    );
    assert!(before[2].contains("<td class=\"what\">CN-1</td>") && before[3].contains("<html lang=\"de\">"));
    told(&place, &["-o", "out"]);
    assert_eq!(names.map(|name| place.read(&format!("out/{name}"))), before);
    assert_eq!(told(&place, &["-o", "out", "--deny-warnings"]).0, 1);
}

#[test]
fn addresses_at_which_nothing_arrives_get_none() {
    let place = place();
    let bounce = |rows: &str| place.write("log.csv", format!("date,type,customer_id,address,channel\n{rows}"));
    bounce("2026-03-20,bounce,C-1,ann@pine.example,email\n");
    told(&place, &["C-1", "-o", "out"]);
    let eml = place.read("out/C-1_statement_2026-03-31_EUR.eml");
    assert!(eml.contains("bob@pine.example") && !eml.contains("ann@pine.example"), "{eml}");
    bounce("2026-03-20,opt_out,C-1,,email\n");
    let (code, _, err) = told(&place, &["C-1", "--format", "eml"]);
    assert_eq!(
        (code, err.as_str()),
        (2, "error: the .eml of C-1 in EUR is not written: it lacks an email address: the customer wants no emails")
    );
}

#[test]
fn a_customer_about_whom_a_row_was_skipped_gets_no_statement() {
    let place = place();
    place.write("events.csv", format!("{EVENTS}2026-03-30,payment,INV-9,,a lot,,\n"));
    assert_eq!(told(&place, &["C-2"]).0, 2);
    let skipped = "warning: no statement of C-2 is written: a row about it could not be read, and may be a payment";
    assert_eq!(told(&place, &["C-2", "--skip-bad-rows"]), (3, String::new(), skipped.to_owned()));
    let (code, rows, err) = told(&place, &["--skip-bad-rows", "--format", "csv"]);
    assert_eq!((code, err.as_str()), (3, skipped));
    assert!(rows.contains("C-1,") && !rows.contains("C-2,"), "{rows}");
}

#[test]
fn a_project_has_a_template_of_its_own_and_its_mistakes_are_found() {
    let place = place();
    place.write("templates/statement.email.hbs", "Subject: Account {{customer.id}}\n\n{{money statement.closing}} of {{account.count}}\n");
    assert_eq!(told(&place, &["C-1"]), (0, "Account C-1\n\n695.00 EUR of 2\n".to_owned(), String::new()));
    place.write("templates/statement.email.hbs", "Subject: Account {{invoice.id}}\n\n{{sender.phone}}\n");
    place.write("templates/mine.email.hbs", "Subject: Hello\n\n{{money statement.closing}}\n");
    let (code, _, err) = told(&place, &["C-1"]);
    assert_eq!(code, 2);
    for wanted in
        ["statement.email.hbs:1:20", "a statement is about the whole account", "mine.email.hbs:3:9", "this is only for statements"]
    {
        assert!(err.contains(wanted), "no {wanted} in {err}");
    }
    place.write("templates/mine.email.hbs", "Subject: Hello\n\nHello\n");
    place.write("templates/statement.email.hbs", "Subject: Account\n\n{{sender.phone}}\n");
    let (code, out, err) = told(&place, &["C-1"]);
    let lacks = "error: the .txt of C-1 in EUR is not written: it lacks sender.phone (from sender.phone in the project file)";
    assert_eq!((code, out.as_str(), err.as_str()), (2, "", lacks));
}

#[test]
fn what_cannot_be_written_is_told() {
    let place = place();
    let several = "error: there are 2 statements: name a folder with -o, or one customer with one currency, or use --format csv";
    let wrong = [
        (vec![], several),
        (vec!["C-1", "C-9"], "error: the ledger has no customer \"C-9\": did you mean \"C-1\"?"),
        (vec!["INV-1"], "error: the ledger has no customer \"INV-1\", but an invoice of that id: collect explain INV-1"),
        (vec!["C-1", "--format", "html,csv"], "error: several formats need a folder: add -o FOLDER"),
        (vec!["C-1", "--from", "2026-04-01"], "error: --from 2026-04-01 is after the day of the statement, 2026-03-31"),
        (vec!["-o", "invoices.csv"], "error: -o invoices.csv: a folder is needed, and this is a file"),
    ];
    for (words, wanted) in wrong {
        assert_eq!(told(&place, &words), (2, String::new(), wanted.to_owned()), "{words:?}");
    }
}

/// The words of statements that English ones have, and that no other may have.
#[test]
fn every_language_has_both_templates_with_the_same_placeholders() {
    let text = |file: &str| builtin::templates().find(|(name, _)| *name == file).unwrap_or_else(|| panic!("no {file}")).1;
    let tags = |text: &str| {
        let tag = |rest: &str| rest.split("}}").next().unwrap().split(" \"").next().unwrap().to_owned();
        text.split("{{").skip(1).map(tag).collect::<std::collections::BTreeSet<String>>()
    };
    for channel in ["email", "letter"] {
        let english = tags(text(&format!("statement.{channel}.hbs")));
        for language in ["de", "fr", "es"] {
            let own = text(&format!("statement.{language}.{channel}.hbs"));
            let more: Vec<String> = tags(own).difference(&english).cloned().collect();
            assert_eq!(more, [""; 0], "{language}.{channel}");
            for english in ["Invoice", "Balance", "Dear ", "Days overdue", "Kind regards"] {
                assert!(!own.contains(english), "{language}.{channel} has {english}");
            }
        }
    }
}
