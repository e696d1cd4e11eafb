//! What a message demands, what it reminds of beside that, and what it says of the customer's account.

use super::{Desk, WORKFLOW, headers};
use crate::drafts::decoded;
use crate::readmes::copy;
use crate::run::Run;
use fs_err as fs;
use std::path::Path;
use tempfile::TempDir;

/// Stages from a friendly reminder to a final notice, the one before it with two emails.
const STRICT: &str = "\
version: 1
name: strict
owners:
  robot: { kind: automated, name: Example Ltd, email: robot@example.com }
  ann: { name: Ann Archer, email: ann@example.com }
stages:
  - { id: first, trigger: { day: 1 }, owner: robot, actions: [{ channel: email, template: first-overdue }] }
  - id: second
    trigger: { day: 15 }
    owner: ann
    actions:
      - { channel: email, template: [second-notice, urgent-notice], every: 7, times: 2 }
  - { id: final, trigger: { day: 40 }, owner: ann, actions: [{ channel: email, template: final-notice }] }
drafts: { consolidate: customer }
";

fn strict(invoices: &str, events: &str) -> Desk {
    let desk = Desk::new(invoices, events);
    desk.write("desk.yaml", STRICT);
    desk
}

fn ids(desk: &Desk) -> Vec<[String; 2]> {
    let mut drafted: Vec<[String; 2]> = desk.drafted(&[]).into_iter().map(|[file, ids, _]| [file, ids]).collect();
    drafted.sort();
    drafted
}

#[test]
fn a_small_old_invoice_makes_no_final_notice_of_a_large_new_one() {
    // 45, 20 and 5 days overdue on 2026-03-31.
    let desk = strict(
        "OLD,ACME,Acme,Jane,ap@acme.example,1,2026-02-14,20.00,EUR,
MID,ACME,Acme,Jane,ap@acme.example,1,2026-03-11,300.00,EUR,
BIG,ACME,Acme,Jane,ap@acme.example,1,2026-03-26,90000.00,EUR,
",
        "",
    );
    assert_eq!(ids(&desk), [["ann/ACME_final_email.eml", "OLD/final/email/1;MID/second/email/1;BIG/first/email/1"].map(str::to_owned)]);
    let email = desk.text("ann/ACME_final_email.eml");
    assert!(email.contains("Subject: Final notice: invoice OLD, 20.00 EUR\n"), "{email}");
    let (notice, reminder) = email.split_once("Apart from that, we would like to remind you of more overdue invoices:\n\n").unwrap();
    assert!(notice.contains("The open amount is 20.00 EUR.") && notice.contains("collection agency"), "{notice}");
    assert!(!notice.contains("MID") && !notice.contains("BIG") && !notice.contains("90,"), "{notice}");
    let wanted = "Invoice   Due date        Days overdue     Open amount
MID       11 March 2026             20      300.00 EUR
BIG       26 March 2026              5   90,000.00 EUR
Total                                    90,300.00 EUR

Kind regards,
";
    assert!(reminder.starts_with(wanted), "{reminder}");
    // All of it is done by this one message.
    desk.run(&["record", "--as-of", "2026-03-31", "-q"]);
    let log = fs::read_to_string(desk.0.path().join("log.csv")).unwrap();
    assert!(["OLD/final/email/1", "MID/second/email/1", "BIG/first/email/1"].iter().all(|id| log.contains(id)), "{log}");
}

#[test]
fn a_later_email_of_the_same_stage_is_not_demanded_with_an_earlier_one() {
    // B had its second notice a week ago, C is at the point of A.
    let desk = strict(
        "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-16,100.00,EUR,
B,ACME,Acme,Jane,ap@acme.example,1,2026-03-09,50.00,EUR,
C,ACME,Acme,Jane,ap@acme.example,1,2026-03-15,7.00,EUR,
CN,ACME,Acme,Jane,ap@acme.example,1,2026-03-15,-3.00,EUR,
",
        "2026-03-24,touch,B,,email,,,B/second/email/1\n",
    );
    assert_eq!(ids(&desk), [["ann/ACME_second_email.eml", "B/second/email/2;C/second/email/1;A/second/email/1"].map(str::to_owned)]);
    let email = desk.text("ann/ACME_second_email.eml");
    let (notice, reminder) = email.split_once("Apart from that").unwrap();
    assert!(notice.contains("invoice B") && !notice.contains("107.00") && reminder.contains("\nTotal"), "{email}");
    // What it only reminds of is asked for in no other way either.
    assert!(reminder.contains("\nNet amount            154.00 EUR\n") && !email.contains("the amount to pay is"), "{email}");
}

#[test]
fn a_number_is_one_however_it_is_written() {
    let desk = strict(
        "A,ACME,Acme,Jane,ap@acme.example,+44 20 0000 0000,2026-03-26,1.00,EUR,
B,ACME,Acme,Jane,ap@acme.example,+442000000000,2026-03-26,2.00,EUR,
C,ACME,Acme,Jane,ap@acme.example,+442000000001,2026-03-26,4.00,EUR,
",
        "",
    );
    desk.write("desk.yaml", &STRICT.replace("{ channel: email, template: first-overdue }", "{ channel: sms, template: short }"));
    desk.write("templates/short.sms.hbs", "{{#each invoices}}{{id}}{{#unless @last}}, {{/unless}}{{/each}}");
    let wanted = [["robot/ACME_C_first_sms.txt", "C/first/sms/1"], ["robot/ACME_first_sms.txt", "A/first/sms/1;B/first/sms/1"]];
    assert_eq!(ids(&desk), wanted.map(|row| row.map(str::to_owned)));
    assert_eq!(desk.text("robot/ACME_first_sms.txt"), "A, B\n");
}

#[test]
fn a_template_that_lists_only_the_demand_leaves_the_rest_to_messages_of_its_own() {
    let desk = strict(
        "OLD,ACME,Acme,Jane,ap@acme.example,1,2026-02-14,20.00,EUR,
BIG,ACME,Acme,Jane,ap@acme.example,1,2026-03-26,90000.00,EUR,
NEW,ACME,Acme,Jane,ap@acme.example,1,2026-03-27,1.00,EUR,
",
        "",
    );
    desk.write("templates/final-notice.email.hbs", "Subject: Final\n\n{{#each invoices}}{{id}} {{money balance}}\n{{/each}}");
    let wanted =
        [["ann/ACME_OLD_final_email.eml", "OLD/final/email/1"], ["robot/ACME_first_email.eml", "BIG/first/email/1;NEW/first/email/1"]];
    assert_eq!(ids(&desk), wanted.map(|row| row.map(str::to_owned)));
}

#[test]
fn a_message_shows_credits_and_cash_and_asks_for_the_net_of_the_whole_account() {
    let invoices = "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,1000.00,EUR,
B,ACME,Acme,Jane,ap@acme.example,1,2026-03-21,500.00,EUR,
CN,ACME,Acme,Jane,ap@acme.example,1,2026-03-21,-250.00,EUR,
USD,ACME,Acme,Jane,ap@acme.example,1,2026-04-21,-70.00,USD,
X,BOLT,Bolt,Bob,ap@bolt.example,1,2026-03-21,-90.00,EUR,
";
    let desk = Desk::new(invoices, "");
    desk.write("events.csv", "date,type,customer_id,amount,currency\n2026-03-22,payment,ACME,50.00,EUR\n");
    desk.drafted(&[]);
    let demand = "Total                                    1,500.00 EUR

Less your open credits and payments on account (see below), the amount to pay is 1,200.00 EUR.

";
    let account = "Your account in EUR
Open invoices (2)                        1,500.00 EUR
Open credits                              -250.00 EUR
Payments not yet applied to an invoice     -50.00 EUR
Net amount                               1,200.00 EUR

Kind regards,
";
    let email = desk.text("robot/ACME_first_email.eml");
    assert!(email.contains(demand) && email.contains(account), "{email}");
    // In messages of their own each says what is open on the whole account.
    desk.write("desk.yaml", &WORKFLOW.replace("consolidate: customer", "consolidate: none"));
    desk.drafted(&["--again"]);
    let email = desk.text("robot/ACME_A_first_email.eml");
    let wanted = "Net amount                               1,200.00 EUR\n\nKind regards,";
    assert!(email.contains("The open amount is 1,000.00 EUR.") && email.contains(wanted), "{email}");
    assert!(!email.contains("the amount to pay is"), "{email}");
}

#[test]
fn a_template_can_say_all_of_an_account() {
    // C is disputed, D promised, E is due later; F is another customer's, and G is paid.
    let desk = Desk::new(
        "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,100.00,EUR,
C,ACME,Acme,Jane,ap@acme.example,1,2026-01-20,40.00,EUR,
D,ACME,Acme,Joe,joe@acme.example,1,2026-02-20,60.00,EUR,
E,ACME,Acme,Jane,ap@acme.example,1,2026-04-20,5.00,EUR,
F,BOLT,Bolt,Bob,ap@bolt.example,1,2026-04-20,9.00,EUR,
G,ACME,Acme,Jane,ap@acme.example,1,2026-01-20,8.00,EUR,
CN,ACME,Acme,Jane,ap@acme.example,1,2026-03-01,-30.00,EUR,
",
        "",
    );
    desk.write(
        "events.csv",
        "date,type,invoice_id,until,amount\n2026-03-22,dispute,C,,\n2026-03-22,promise,D,2026-04-10,20.00\n2026-03-22,payment,G,,8.00\n",
    );
    let template = "Subject: x\n\n{{#each account.items}}{{id}} {{due_date}} {{days_past_due}} {{balance}} {{disputed}} {{asked}} {{promised}}@{{promised_for}}; {{/each}}\n\
                    {{#each account.credits}}{{id}} {{balance}}{{/each}}\n\
                    {{account.count}} {{account.balance}} {{account.overdue}} {{account.disputed}} {{account.promised}} {{account.credit}} {{account.cash}} {{account.net}} {{account.asked}} {{account.more}}\n\
                    {{account.ageing.current}} {{account.ageing.due}} {{account.ageing.overdue_1_30}} {{account.ageing.overdue_31_60}} {{account.ageing.overdue_61_90}} {{account.ageing.overdue_over_90}}\n\
                    {{#if account.whole}}whole{{else}}part{{/if}}\n";
    desk.write("templates/first-overdue.email.hbs", template);
    desk.drafted(&[]);
    let email = desk.text("robot/ACME_A_first_email.eml");
    let wanted = "C 2026-01-20 70 40.00 40.00 0.00 @; D 2026-02-20 39 60.00 0.00 60.00 20.00@2026-04-10; \
                  A 2026-03-20 11 100.00 0.00 100.00 @; E 2026-04-20 -20 5.00 0.00 5.00 @; \n\
                  CN 30.00\n\
                  4 205.00 200.00 40.00 20.00 30.00 0.00 175.00 135.00 0\n\
                  5.00 0.00 100.00 60.00 40.00 0.00\n\
                  part\n";
    assert!(email.replace("=\n", "").contains(wanted), "{email}");
}

#[test]
fn a_slice_changes_nothing_in_what_an_account_says() {
    let invoices = "A,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,100.00,EUR,kim
B,ACME,Acme,Jane,ap@acme.example,1,2026-03-21,30.00,EUR,ann
CN,ACME,Acme,Jane,ap@acme.example,1,2026-03-01,-30.00,EUR,ann
";
    let desk = Desk::new(invoices, "");
    assert_eq!(desk.drafted(&["--only", "account_owner=kim"]).len(), 1);
    let email = desk.text("robot/ACME_A_first_email.eml");
    assert!(email.contains("Open invoices (2)     130.00 EUR\n") && email.contains("Net amount            100.00 EUR\n"), "{email}");
}

#[test]
fn many_invoices_are_listed_in_part_and_summed_in_whole() {
    let mut invoices = String::from("A,ACME,Acme,Jane,ap@acme.example,1,2026-03-20,100.00,EUR,\n");
    for number in 0..150 {
        invoices.push_str(&format!("L-{number:03},ACME,Acme,Jane,ap@acme.example,1,2026-05-20,1.00,EUR,\n"));
    }
    let desk = Desk::new(&invoices, "");
    let template = "Subject: x\n\n{{#each account.items}}{{id}} {{/each}}and {{account.more}}; {{account.balance}}\n{{#each others}}{{id}} {{/each}}and {{others.more}}\n";
    desk.write("templates/first-overdue.email.hbs", template);
    desk.drafted(&[]);
    let email = desk.text("robot/ACME_A_first_email.eml");
    let plain = email.replace("=\n", "");
    assert!(plain.contains("L-098 and 51; 250.00\n") && plain.contains("L-099 and 50\n"), "{plain}");
}

#[test]
fn all_messages_of_a_customer_are_in_the_language_of_its_first_row_that_has_one() {
    let desk = Desk::new("", "");
    desk.write(
        "invoices.csv",
        "invoice_id,customer_id,email,due_date,amount,currency,language
A,ACME,ap@acme.example,2026-03-20,100.00,EUR,
B,ACME,ap@acme.example,2026-03-20,50.00,EUR,DE_at
C,ACME,other@acme.example,2026-03-20,40.00,EUR,fr
D,BOLT,ap@bolt.example,2026-03-20,30.00,EUR,n/a
E,CORA,ap@cora.example,2026-03-20,20.00,EUR,French
F,DORA,ap@dora.example,2026-03-20,20.00,EUR,es_ES.UTF-8
",
    );
    desk.drafted(&[]);
    let begins = |file: &str| desk.text(file).split_once("\n\n").unwrap().1.lines().nth(4).unwrap_or_default().to_owned();
    let all = ["ACME", "ACME_C", "BOLT_D", "CORA_E", "DORA_F"].map(|name| begins(&format!("robot/{name}_first_email.eml")));
    assert_eq!(all, ["Guten Tag,", "Guten Tag,", "Hello,", "Bonjour,", "Estimados señores:"]);
    let told = desk.checked(&["check", "--as-of", "2026-03-31"]);
    assert!(told.contains("1 invoice says that the customer's language is \"n/a\", which is not a language code"), "{told}");
}

#[test]
fn customers_without_a_language_get_that_of_the_workflow() {
    let desk = Desk::new("", "");
    desk.write("desk.yaml", &WORKFLOW.replace("drafts: {", "drafts: { language: de-AT,"));
    desk.write(
        "invoices.csv",
        "invoice_id,customer_id,email,due_date,amount,currency,language
A,ACME,ap@acme.example,2026-03-20,100.00,EUR,
B,BOLT,ap@bolt.example,2026-03-20,30.00,EUR,en-GB
C,CORA,ap@cora.example,2026-03-20,20.00,EUR,fr
D,DORA,ap@dora.example,2026-03-20,20.00,EUR,pl
",
    );
    desk.drafted(&[]);
    // There is no Polish version, so D gets the German one. B reads English, which the version without a language is in.
    let begins = |file: &str| desk.text(file).split_once("\n\n").unwrap().1.lines().nth(4).unwrap_or_default().to_owned();
    let all = ["ACME_A", "BOLT_B", "CORA_C", "DORA_D"].map(|name| begins(&format!("robot/{name}_first_email.eml")));
    assert_eq!(all, ["Guten Tag,", "Hello,", "Bonjour,", "Guten Tag,"]);
    desk.write("desk.yaml", &WORKFLOW.replace("drafts: {", "drafts: { language: it,"));
    let told = desk.checked(&["check", "--as-of", "2026-03-31"]);
    assert!(told.contains("drafts.language is \"it\", but there is no version in it of first-overdue.email"), "{told}");
    desk.write("desk.yaml", &WORKFLOW.replace("drafts: {", "drafts: { language: German,"));
    let told = desk.checked(&["check", "--as-of", "2026-03-31"]);
    assert!(told.contains("`language` must be the code of a language, found \"German\""), "{told}");
}

#[test]
fn the_example_of_accounts_shows_what_its_drafts_say() {
    let (place, readme) = (TempDir::new().unwrap(), "examples/accounts/README.md");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/accounts"), place.path());
    let (code, _, error) = Run::collect(&["draft", "--as-of", "2026-03-31", "-q"]).folder(place.path()).told();
    assert_eq!(code, 0, "{error}");
    let outbox = place.path().join("outbox/2026-03-31");
    let mut said = String::new();
    for file in ["ar-manager/C-31_final-notice_email.eml", "ar-specialist/C-31_escalation_email.eml"] {
        let email = decoded(&fs::read_to_string(outbox.join(file)).unwrap());
        let header = |name: &str| headers(&email)[name].replace('"', "").replace(['<', '>'], "");
        let (_, body) = email.split_once("quoted-printable\n\n").unwrap();
        said += &format!("Subject: {}\nTo: {}\n\n{body}", header("Subject"), header("To"));
    }
    said += &fs::read_to_string(outbox.join("ar-specialist/C-31_escalation_call.md")).unwrap();
    said += &fs::read_to_string(outbox.join("ar-manager/C-31_E-1840_final-notice_letter.html")).unwrap().replace("<br>", "");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(readme)).unwrap();
    let blocks: Vec<&str> = text.split("```message\n").skip(1).map(|block| block.split_once("```\n").unwrap().0).collect();
    assert_eq!(blocks.len(), 5);
    for block in blocks {
        assert!(said.contains(&block.replace(['<', '>'], "")), "no draft says\n{block}\nbut\n{said}");
    }
}
