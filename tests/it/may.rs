//! `collect may`: whether somebody may contact a customer now.

use crate::place::Place;
use crate::run::Run;

const WORKFLOW: &str = "\
version: 1
owners: { ar: { name: Accounts Receivable, email: ar@example.com } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
limits: { min_days_between_contacts: 3 }
overrides: { dispute: { cooldown_days: 5 }, promise: { grace_days: 1 }, reply: { pause_days: 5 } }
";

const INVOICES: &str = "\
invoice_id,customer_id,customer_name,due_date,issue_date,amount,currency,email,phone
FREE,C-1,Acme,2026-03-10,,100.00,EUR,a@a.example,+49 30 1
DISPUTED,C-2,Beta,2026-03-10,,100.00,EUR,b@b.example,
PROMISED,C-3,Gamma,2026-03-10,,100.00,EUR,c@c.example,
PAUSED,C-4,Delta,2026-03-10,,100.00,EUR,d@d.example,
REPLIED,C-5,Eps,2026-03-10,,100.00,EUR,e@e.example,
WRITTEN,C-6,Zeta,2026-03-10,,100.00,EUR,f@f.example,+49 30 6
OUT,C-7,Eta,2026-03-10,,100.00,EUR,g@g.example,+49 30 7
BOUNCED,C-8,Theta,2026-03-10,,100.00,EUR,h@h.example,+49 30 8
COVERED,C-9,Iota,2026-03-10,,100.00,EUR,i@i.example,+49 30 9
PAID,C-10,Kappa,2026-03-10,,100.00,EUR,k@k.example,+49 30 10
CREDIT,C-11,Lambda,2026-03-10,,-5.00,EUR,l@l.example,
AHEAD,C-12,Mu,2026-05-10,2026-04-10,100.00,EUR,m@m.example,
LATER,C-13,Nu,2026-04-10,,100.00,EUR,n@n.example,
SETTLED,C-14,Xi,2026-03-10,,100.00,EUR,o@o.example,
HALF,C-2,Beta,2026-03-20,,100.00,EUR,b@b.example,
";

const EVENTS: &str = "\
date,type,invoice_id,customer_id,amount,until,reason,channel,address
2026-03-20,dispute,DISPUTED,,,,pricing,,
2026-03-25,promise,PROMISED,,100.00,2026-04-04,,,
2026-03-25,pause,PAUSED,,,2026-04-20,,,
2026-03-30,reply,REPLIED,,,,,,
2026-03-30,touch,WRITTEN,,,,,sms,
2026-03-01,opt_out,OUT,,,2026-06-01,,email,
2026-03-01,bounce,BOUNCED,,,,,,h@h.example
2026-03-28,payment,,C-9,150.00,,,,
2026-03-28,payment,PAID,,100.00,,,,
2026-03-21,write_off,SETTLED,,,,,,
2026-03-30,pause,HALF,,,2026-04-02,,,
";

fn place() -> Place {
    Place::gentle(WORKFLOW, INVOICES, EVENTS)
}

fn ask(place: &Place, line: &str) -> Run {
    let words: Vec<&str> = line.split_whitespace().chain(["-q", "--as-of", "2026-03-31"]).collect();
    place.command(&words)
}

/// The answer on 31 March 2026, when the exit code is the right one.
#[track_caller]
fn told(place: &Place, line: &str) -> String {
    let (code, out, err) = ask(place, &format!("may {line}")).told();
    let answer = out.trim_end().to_owned();
    let expected = if answer.starts_with("yes ") { 0 } else { 1 };
    assert!(code == expected && err.is_empty() && (expected == 0 || answer.starts_with("no ")), "{code}: {out}{err}");
    answer
}

#[test]
fn each_reason_is_told_with_the_day_on_which_it_ends() {
    let place = place();
    for (asked, answer) in [
        ("email FREE", "yes email FREE"),
        // The workflow never calls or writes letters; somebody may.
        ("call FREE", "yes call FREE"),
        ("letter FREE", "yes letter FREE"),
        // An open dispute ends on a day that nobody knows.
        ("email DISPUTED", "no email DISPUTED: disputed"),
        // Promised for the 4th, one day of grace: the 5th is free again.
        ("email PROMISED", "no email PROMISED: promised, free on 2026-04-05"),
        ("email PAUSED", "no email PAUSED: paused, free on 2026-04-20"),
        // Five days from the reply on.
        ("email REPLIED", "no email REPLIED: replied, free on 2026-04-04"),
        // An sms yesterday: the third day after it is free again. A call is no message.
        ("email WRITTEN", "no email WRITTEN: contact-limit, free on 2026-04-02"),
        ("call WRITTEN", "yes call WRITTEN"),
        ("email OUT", "no email OUT: opted-out, free on 2026-06-01"),
        ("sms OUT", "yes sms OUT"),
        ("email BOUNCED", "no email BOUNCED: no-contact"),
        ("sms BOUNCED", "yes sms BOUNCED"),
        ("call COVERED", "no call COVERED: unapplied-cash"),
        ("email PAID", "no email PAID: paid"),
        ("email SETTLED", "no email SETTLED: written_off"),
        ("email CREDIT", "no email CREDIT: credit"),
        ("email AHEAD", "no email AHEAD: not-issued, free on 2026-04-10"),
        // A reminder before the due date is allowed.
        ("email LATER", "yes email LATER"),
        // The ledger has a column for numbers, and there is none.
        ("call LATER", "no call LATER: no-address"),
        // Blocked, and there is no number: that it is free one day is not known.
        ("sms PAUSED", "no sms PAUSED: paused"),
    ] {
        assert_eq!(told(&place, asked), answer);
    }
}

#[test]
fn a_customer_is_contacted_where_an_overdue_invoice_allows_it() {
    let place = place();
    for (asked, answer) in [
        ("email C-1", "yes email C-1 (FREE)"),
        // One is disputed without an end, the other paused until 2 April.
        ("email C-2", "no email C-2: paused (HALF), free on 2026-04-02"),
        // Due on 10 April, overdue from the 11th on.
        ("email C-13", "no email C-13: not-overdue (LATER), free on 2026-04-11"),
        ("email C-12", "no email C-12: not-overdue (AHEAD), free on 2026-05-11"),
        ("email C-10", "no email C-10: nothing-open"),
        ("email C-11", "no email C-11: nothing-open"),
    ] {
        assert_eq!(told(&place, asked), answer);
    }
}

#[test]
fn without_a_column_of_addresses_none_is_missed() {
    let invoices = "invoice_id,customer_id,due_date,amount,currency\nINV-1,C-1,2026-03-10,100.00,EUR\n";
    let place = Place::gentle(WORKFLOW, invoices, "date,type,invoice_id\n");
    assert_eq!(told(&place, "email INV-1"), "yes email INV-1");
    assert_eq!(told(&place, "call INV-1"), "yes call INV-1");
}

#[test]
fn what_is_not_known_is_an_error() {
    let place = place();
    for (line, expected) in [
        ("email FREED", "the ledger has no invoice or customer \"FREED\": did you mean \"FREE\"?"),
        ("email Acme", "a customer is called so: give the id, \"C-1\""),
        ("email", "required arguments"),
        ("task FREE", "use one of email, call, letter, sms"),
        ("email FREE --stdin", "cannot be used with"),
        ("--stdin --invoices -", "standard input has the questions"),
        ("email FREE --only segment=x", "no column \"segment\""),
        ("email FREE --only customer_id=C-2", "is not in the slice"),
    ] {
        let (code, out, err) = ask(&place, &format!("may {line}")).told();
        let words = err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(code == 2 && out.is_empty() && words.contains(expected), "{line}: {code} {out}{err}");
    }
}

#[test]
fn questions_on_standard_input_are_answered_line_by_line() {
    let place = place();
    let questions = "\u{feff}email FREE\r\n\nsms\tWRITTEN\nemail NOBODY\nfax FREE\nemail\ntask FREE\nletter C-2\nemail \u{1b}[2J\n";
    let answers = "\
yes email FREE
no sms WRITTEN: contact-limit, free on 2026-04-02
unknown email NOBODY: the ledger has no such invoice or customer
unknown fax FREE: write a channel (email, call, letter or sms), a space and an id
unknown email: write a channel (email, call, letter or sms), a space and an id
unknown task FREE: write a channel (email, call, letter or sms), a space and an id
no letter C-2: paused (HALF), free on 2026-04-02
unknown email \u{fffd}[2J: the ledger has no such invoice or customer
";
    assert_eq!(ask(&place, "may --stdin").stdin(questions).stdout(), answers);
    let lines = ask(&place, "may --stdin --format jsonl").stdin("email FREE\nletter C-2\nfax\n").stdout();
    let expected = "\
{\"channel\":\"email\",\"id\":\"FREE\",\"answer\":\"yes\",\"reason\":null,\"free_on\":null,\"invoice\":\"FREE\",\"why\":\"nothing forbids it\"}
{\"channel\":\"letter\",\"id\":\"C-2\",\"answer\":\"no\",\"reason\":\"paused\",\"free_on\":\"2026-04-02\",\"invoice\":\"HALF\",\"why\":\"chasing is paused\"}
{\"channel\":null,\"id\":\"fax\",\"answer\":\"unknown\",\"reason\":null,\"free_on\":null,\"invoice\":null,\"why\":\"write a channel (email, call, letter or sms), a space and an id\"}
";
    assert_eq!(lines, expected);
    assert_eq!(ask(&place, "may --stdin").stdin("").stdout(), "");
}

#[test]
fn a_ledger_that_is_wrong_answers_nothing() {
    let place = place();
    place.write("events.csv", "date,type,invoice_id,amount\nsoon,payment,FREE,1.00\n");
    let (code, out, err) = ask(&place, "may email FREE").told();
    assert!(code == 2 && out.is_empty() && err.contains("bad-date"), "{code} {out}{err}");
    // A row that could not be read may be a payment.
    let line = "may email FREE --skip-bad-rows";
    let (code, out, _) = ask(&place, line).told();
    assert_eq!((code, out.as_str()), (1, "no email FREE: unread-row\n"));
    place.write("events.csv", "date,type,invoice_id,amount\n2026-03-01,payment,GONE,1.00\n");
    assert_eq!(ask(&place, "may email FREE").told(), (0, "yes email FREE\n".into(), String::new()));
    let (code, out, err) = ask(&place, "may email FREE --deny-warnings").told();
    let words = err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(code == 2 && out.is_empty() && words.contains("nothing was answered"), "{code} {out}{err}");
}

/// One address of those that the stage writes to is enough; before a stage, it is the column `email`.
#[test]
fn the_addresses_are_those_that_the_stage_writes_to() {
    let workflow = WORKFLOW.replace("[{ channel: email }]", "[{ channel: email, to: [cfo, email] }]");
    let invoices = "\
invoice_id,customer_id,due_date,amount,currency,email,cfo
CFO,C-1,2026-03-10,100.00,EUR,back@a.example,cfo@a.example
NOBODY,C-2,2026-03-10,100.00,EUR,,
BACK,C-3,2026-03-10,100.00,EUR,back@a.example,
AHEAD,C-4,2026-05-10,100.00,EUR,back@a.example,cfo@a.example
";
    let events = "date,type,invoice_id,address\n2026-03-01,bounce,BACK,back@a.example\n";
    let place = Place::gentle(&workflow, invoices, events);
    assert_eq!(told(&place, "email CFO"), "yes email CFO");
    assert_eq!(told(&place, "email NOBODY"), "no email NOBODY: no-address");
    assert_eq!(told(&place, "email BACK"), "no email BACK: no-contact");
    assert_eq!(told(&place, "email AHEAD"), "no email AHEAD: no-contact");
}
