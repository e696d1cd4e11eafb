//! Letters: the address in the window of the envelope, the sender's line above it, and marks for folding.

use super::Desk;

const LETTERS: &str = "\
version: 1
name: letters
owners: { ann: { name: Ann Archer } }
stages:
  - { id: final, trigger: { day: 5 }, owner: ann, actions: [{ channel: letter, template: final-notice }] }
";

/// The page of ACME's letter, with these columns and cells beside the usual.
fn letter(columns: &str, cells: &str, language: &str, project: &str, drafts: &str) -> String {
    let desk = Desk::new("", "");
    desk.write("desk.yaml", &format!("{LETTERS}drafts: {{ {drafts} }}\n"));
    desk.write(
        "collect.yaml",
        &format!("workflow: desk.yaml\nledger: {{ customers: {{ path: customers.csv }} }}\nsender: {{ company: Example Ltd{project} }}\n"),
    );
    desk.write("invoices.csv", "invoice_id,customer_id,due_date,amount,currency\nA,ACME,2026-03-20,10.00,EUR\n");
    desk.write("customers.csv", &format!("customer_id,customer_name,contact,language{columns}\nACME,Acme & Sons,Jane,{language}{cells}\n"));
    let drafted = desk.drafted(&[]);
    assert_eq!(drafted[0][0], "ann/ACME_A_final_letter.html", "{drafted:?}");
    desk.text("ann/ACME_A_final_letter.html")
}

#[test]
fn every_language_has_the_address_and_the_senders_line() {
    for language in ["en", "de", "fr", "es"] {
        let page = letter(
            ",street,postcode,city,country",
            ",Rua <3>,1200-109,Lisboa,PT",
            language,
            ", address: [1 Mill Lane, Leeds LS1 4AB], country: GB",
            "",
        );
        let address = "<div class=\"to\">\nAcme &amp; Sons<br>\nJane<br>\nRua &lt;3&gt;<br>\n1200-109 Lisboa<br>\nPORTUGAL<br>\n</div>";
        let sender = "<div class=\"back\">Example Ltd · 1 Mill Lane · Leeds LS1 4AB</div>\n<div class=\"to\">";
        assert!(page.contains(address) && page.contains(sender) && !page.contains("<div class=\"fold"), "{language}: {page}");
    }
}

#[test]
fn a_letter_without_an_address_is_written_and_completed_by_hand() {
    let page = letter("", "", "", "", "");
    assert!(page.contains("<div class=\"back\"></div>\n<div class=\"to\">\nAcme &amp; Sons<br>\nJane<br>\n</div>"), "{page}");
}

#[test]
fn fold_marks_are_there_if_they_are_asked_for() {
    let page = letter("", "", "de", "", "fold_marks: true");
    assert_eq!(page.matches("<div class=\"fold ").count(), 2, "{page}");
}
