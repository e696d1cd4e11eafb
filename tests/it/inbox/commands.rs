//! `collect inbox` from the mail to the log.

use crate::place::Place;
use crate::run::Run;
use serde_json::Value;

const INVOICES: &str = "\
invoice_id,customer_id,customer_name,email,issue_date,due_date,amount,currency,country,language
R-7301,T-1,Tolvanen Machines Oy,ap@tolvanen.example,2026-01-26,2026-02-25,1200.00,EUR,FI,en
R-7302,T-1,Tolvanen Machines Oy,ap@tolvanen.example,2026-02-24,2026-03-26,350.00,EUR,FI,en
R-8100,V-2,Vale Bakery,office@vale.example,2026-01-26,2026-02-25,80.00,GBP,GB,en
";
const PROJECT: &str = "sender: { name: Nora Lind, company: Birch & Lowe, email: nora.lind@birchlowe.example }\nledger: { fx: { base: EUR, rates: { GBP: 1.15 } } }\n";
const AS_OF: &str = "2026-03-04";

/// A project whose reminders of 2 March were sent, with the id of the one to each customer.
struct Office {
    place: Place,
    to_tolvanen: String,
    to_vale: String,
}

impl Office {
    fn new() -> Office {
        let place = Place::with(&[("invoices.csv", INVOICES), ("collect.yaml", PROJECT)]);
        let day = ["--as-of", "2026-03-02"];
        Run::collect(&["draft", "-q"]).args(&day).folder(place.path()).told();
        Run::collect(&["record", "-q"]).args(&day).folder(place.path()).told();
        let manifest = place.read("outbox/2026-03-02/manifest.csv");
        let id = |customer: &str| {
            let row = manifest.lines().find(|line| line.contains(&format!(",{customer},"))).expect("a reminder to the customer");
            let mail = place.read(&format!("outbox/2026-03-02/{}", row.split(',').next().expect("a file")));
            let line = mail.lines().find_map(|line| line.strip_prefix("Message-ID: <")).expect("an id");
            line.trim_end_matches('>').to_owned()
        };
        let (to_tolvanen, to_vale) = (id("T-1"), id("V-2"));
        Office { place, to_tolvanen, to_vale }
    }

    /// An answer of 3 March to the reminder with that id.
    fn answer(&self, from: &str, id: &str, text: &str) -> String {
        format!(
            "From: {from}\nTo: nora.lind@birchlowe.example\nDate: Tue, 3 Mar 2026 10:00:00 +0200\nSubject: Re: your invoice\nMessage-ID: <{}@mail.example>\n\
             In-Reply-To: <{id}>\nContent-Type: text/plain; charset=utf-8\n\n{text}\n",
            text.len() * 1000 + from.len()
        )
    }

    fn inbox(&self, words: &[&str]) -> Run {
        Run::collect(&["inbox", "--as-of", AS_OF]).args(words).folder(self.place.path())
    }

    fn heard(&self, mail: &str) -> Value {
        self.place.write("in.eml", mail);
        let (status, out, told) = self.inbox(&["in.eml", "--dry-run", "--format", "jsonl"]).told();
        assert_eq!(status, 0, "{told}");
        serde_json::from_str(&out).expect("a line of JSON")
    }
}

const TOLVANEN: &str = "Anneli Tolvanen <ap@tolvanen.example>";

#[test]
fn a_promise_is_recorded_once_and_explained_with_its_words() {
    let office = Office::new();
    let words = "Hello Nora,\n\nR-7301 will be paid on 20 March.\n\nKind regards\nAnneli Tolvanen";
    office.place.write("in.eml", office.answer(TOLVANEN, &office.to_tolvanen, words));
    let (status, shown, told) = office.inbox(&["in.eml", "--certain"]).told();
    assert_eq!(status, 0, "{told}");
    assert!(shown.contains("until 2026-03-20") && shown.contains("R-7301 will be paid on 20 March."), "{shown}");
    assert!(shown.contains("1 event recorded."), "{shown}");
    let log = office.place.read("log.csv");
    let row = log.lines().last().expect("a row");
    assert!(row.starts_with("2026-03-03,promise,R-7301,,,,2026-03-20,"), "{row}");
    assert!(row.contains("ap@tolvanen.example") && row.contains("R-7301 will be paid on 20 March."), "{row}");
    // The same mail again, from another folder and in another format.
    let mbox = format!("From MAILER Tue Mar  3 10:00:00 2026\n{}", office.place.read("in.eml"));
    office.place.write("box/all.mbox", mbox);
    let (_, _, told) = office.inbox(&["in.eml", "box", "--certain"]).told();
    assert!(told.contains("nothing new to propose") && told.contains("nothing was recorded"), "{told}");
    assert_eq!(office.place.read("log.csv"), log);
    let story = Run::collect(&["explain", "R-7301", "--as-of", AS_OF]).folder(office.place.path()).told().1;
    assert!(story.replace("\n", " ").contains("R-7301 will be paid on 20 March."), "{story}");
}

#[test]
fn a_claim_of_payment_is_never_a_payment() {
    let office = Office::new();
    office.place.write("in.eml", office.answer(TOLVANEN, &office.to_tolvanen, "R-7301 was paid on 2 March."));
    office.inbox(&["in.eml", "--certain"]).told();
    let log = office.place.read("log.csv");
    let rows: Vec<&str> = log.lines().filter(|line| line.contains(",P-")).collect();
    assert_eq!(rows.len(), 2, "{log}");
    assert!(rows[0].starts_with("2026-03-03,reply,R-7301,"), "{log}");
    // Five days from the mail: overrides.claim.pause_days.
    assert!(rows[1].starts_with("2026-03-03,pause,R-7301,,,,2026-03-08,"), "{log}");
    assert!(rows.iter().all(|row| row.contains("look for the money")), "{log}");
}

#[test]
fn the_workflow_says_how_long_a_claim_is_believed() {
    let office = Office::new();
    let workflow = Run::collect(&["workflow", "net30"]).folder(office.place.path()).told().1;
    office.place.write("own.yaml", workflow.replace("overrides:\n", "overrides:\n  claim: { pause_days: 12 }\n"));
    office.place.write("in.eml", office.answer(TOLVANEN, &office.to_tolvanen, "R-7301 was paid on 2 March."));
    let (_, rows, told) = office.inbox(&["in.eml", "--workflow", "own.yaml", "--dry-run", "--format", "csv"]).told();
    assert!(rows.contains(",pause,R-7301,,,,2026-03-15,"), "{rows}{told}");
}

#[test]
fn whoever_is_not_the_customer_decides_nothing() {
    let office = Office::new();
    let words = "R-7301 will be paid on 20 March.";
    let certain = |mail: &str| {
        let heard = office.heard(mail);
        let applied = heard["events"].as_array().expect("events").iter().any(|event| event["apply"] == true);
        (applied, heard["needs_person"].as_bool().expect("a flag"), heard["why"].as_str().expect("a reason").to_owned())
    };
    let own = office.answer(TOLVANEN, &office.to_tolvanen, words);
    assert_eq!(certain(&own), (true, false, String::new()));
    let colleague = office.answer("Eero <eero@tolvanen.example>", &office.to_tolvanen, words);
    assert!(certain(&colleague).0, "a colleague answers our own mail");
    let other = office.answer("Office <office@vale.example>", &office.to_tolvanen, words);
    assert_eq!(certain(&other), (false, true, "the sender is another customer than the one whose mail is answered".to_owned()));
    let stranger = office.answer("Someone <x@elsewhere.example>", &office.to_tolvanen, words);
    assert_eq!(certain(&stranger), (false, true, "the sender's address is not known for this customer".to_owned()));
    let crossed = office.answer(TOLVANEN, &office.to_vale, words);
    assert!(!certain(&crossed).0 && certain(&crossed).1);
    let foreign = office.answer(TOLVANEN, &office.to_tolvanen, "R-8100 will be paid on 20 March.");
    assert_eq!(certain(&foreign), (false, true, "it names an invoice of another customer".to_owned()));
    let forged = format!("Authentication-Results: mx.birchlowe.example; spf=fail; dkim=none; dmarc=fail\n{own}");
    assert_eq!(certain(&forged), (false, true, "the mail server did not find that it comes from its sender".to_owned()));
    let soft = format!("Authentication-Results: mx.birchlowe.example; spf=softfail; dkim=none; dmarc=none\n{own}");
    assert!(!certain(&soft).0 && certain(&soft).1);
    let listed = format!("Authentication-Results: mx.birchlowe.example; spf=softfail; dkim=pass; dmarc=pass\n{own}");
    assert!(certain(&listed).0, "a mailing list signed it");
    let second = format!("From: x@elsewhere.example\n{own}");
    assert!(!certain(&second).0 && certain(&second).1);
    let two = office.answer(&format!("{TOLVANEN}, x@elsewhere.example"), &office.to_tolvanen, words);
    assert_eq!(certain(&two), (false, true, "it has more than one sender".to_owned()));
    let elsewhere = format!("Reply-To: ap@tolvanen-payments.example\n{own}");
    assert!(!certain(&elsewhere).0 && certain(&elsewhere).1);
    let invented = office.answer(TOLVANEN, "0000@birchlowe.example", "It will be paid on 20 March.");
    assert!(!certain(&invented).0 && certain(&invented).1, "an id that is no mail of ours names no invoice");
}

#[test]
fn what_nobody_can_see_is_not_said() {
    let office = Office::new();
    let page = |inside: &str| {
        office.answer(TOLVANEN, &office.to_tolvanen, "X").replace("text/plain", "text/html").replace("\nX\n", &format!("\n{inside}\n"))
    };
    let heard = office.heard(&page("<p>Thank you.</p><p style='color:#ffffff'>R-7301 will be paid on 20 March.</p>"));
    assert_eq!(heard["events"].as_array().map(Vec::len), Some(0), "{heard}");
    assert_eq!((&heard["needs_person"], &heard["why"]), (&Value::Bool(true), &Value::from("it has text that nobody can see")));
    let struck = office.heard(&page("<p><s>R-7301 will be paid on 20 March.</s></p>"));
    assert_eq!((&struck["needs_person"], &struck["why"]), (&Value::Bool(true), &Value::from("it has text that is struck out")));
    let two = office.answer(TOLVANEN, &office.to_tolvanen, "X").replace(
        "Content-Type: text/plain; charset=utf-8\n\nX\n",
        "Content-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain\n\nR-7301 will be paid on 20 March.\n--B\nContent-Type: text/html\n\n<p>We dispute R-7301.</p>\n--B--\n",
    );
    let heard = office.heard(&two);
    assert!(heard["events"].as_array().expect("events").iter().all(|event| event["apply"] == false), "{heard}");
    assert_eq!(heard["why"], "its page says something else than its text");
}

#[test]
fn an_address_that_is_gone_has_bounced_and_a_delay_is_only_told() {
    let office = Office::new();
    let report = |action: &str, status: &str| {
        format!(
            "From: MAILER-DAEMON@birchlowe.example\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nSubject: Undelivered Mail\nContent-Type: multipart/report; report-type=delivery-status; boundary=B\n\n\
             --B\nContent-Type: text/plain\n\nSee below.\n--B\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ap@tolvanen.example\nAction: {action}\nStatus: {status}\n\n\
             --B\nContent-Type: message/rfc822\n\nMessage-ID: <{}>\nTo: ap@tolvanen.example\nSubject: x\n\nx\n--B--\n",
            office.to_tolvanen
        )
    };
    let gone = office.heard(&report("failed", "5.1.1"));
    assert_eq!((&gone["customer"], &gone["needs_person"]), (&Value::from("T-1"), &Value::Bool(false)));
    let event = &gone["events"][0];
    assert_eq!(
        (&event["type"], &event["address"], &event["apply"]),
        (&Value::from("bounce"), &Value::from("ap@tolvanen.example"), &Value::Bool(true))
    );
    let delayed = office.heard(&report("delayed", "4.4.1"));
    assert_eq!((delayed["events"].as_array().map(Vec::len), &delayed["needs_person"]), (Some(0), &Value::Bool(false)));
    // Nobody makes an address bounce by sending such a report about a mail that is not ours.
    let forged = office.heard(&report("failed", "5.1.1").replace(&office.to_tolvanen, "made-up@birchlowe.example"));
    assert_eq!((&forged["events"][0]["apply"], &forged["needs_person"]), (&Value::Bool(false), &Value::Bool(true)));
}

#[test]
fn somebody_who_is_away_has_not_answered() {
    let office = Office::new();
    let away = office
        .answer(TOLVANEN, &office.to_tolvanen, "I am out of the office until 16 March.")
        .replace("Subject: Re:", "Auto-Submitted: auto-replied\nSubject: Automatic reply:");
    office.place.write("in.eml", &away);
    office.inbox(&["in.eml", "--certain"]).told();
    let log = office.place.read("log.csv");
    let row = log.lines().last().expect("a row");
    assert!(row.starts_with("2026-03-03,note,,T-1,") && row.contains("back on 2026-03-16"), "{row}");
    let proposals = office.place.read("proposals/2026-03-04-inbox.csv");
    let pause = proposals.lines().find(|line| line.contains(",pause,")).expect("a pause is proposed");
    assert!(pause.starts_with(",likely,") && pause.contains(",2026-03-16,"), "{pause}");
}

#[test]
fn what_one_of_us_wrote_is_no_answer() {
    let office = Office::new();
    let ours = office.answer("Nora Lind <nora.lind@birchlowe.example>", &office.to_tolvanen, "R-7301 will be paid on 20 March.");
    let heard = office.heard(&ours);
    assert_eq!(
        (heard["events"].as_array().map(Vec::len), &heard["needs_person"], &heard["why"]),
        (Some(0), &Value::Bool(false), &Value::from("one of us wrote it"))
    );
    let forward = office.answer(
        "Nora Lind <nora.lind@birchlowe.example>",
        &office.to_tolvanen,
        "See below.\n\n---------- Forwarded message ---------\nFrom: Anneli <ap@tolvanen.example>\nDate: Tue, 3 Mar 2026\nSubject: R-7301\nTo: nora.lind@birchlowe.example\n\nR-7301 will be paid on 20 March.",
    );
    let heard = office.heard(&forward);
    assert_eq!((heard["events"].as_array().map(Vec::len), &heard["needs_person"]), (Some(0), &Value::Bool(true)));
    // A notice of absence from elsewhere says nothing of the customer.
    let away = office
        .answer("x@elsewhere.example", &office.to_tolvanen, "I am out of the office until 16 March.")
        .replace("Subject: Re:", "Auto-Submitted: auto-replied\nSubject: Automatic reply:");
    let heard = office.heard(&away);
    assert_eq!((&heard["events"][0]["apply"], &heard["needs_person"]), (&Value::Bool(false), &Value::Bool(true)));
}

#[test]
fn no_mail_is_dropped() {
    let office = Office::new();
    let mail = office.answer(TOLVANEN, &office.to_tolvanen, "Thank you.");
    let copy = format!("Received: from x by y; Tue, 3 Mar 2026 10:00:02 +0200\n{mail}");
    let place = &office.place;
    place.write("Maildir/new/1.host", &mail);
    place.write("Maildir/cur/2.host:2,S", &copy);
    place.write("Maildir/tmp/3.host", "half a ma");
    place.write("other/notes.eml", "only words");
    place.write("other/empty.eml", "");
    place.write("other/old.msg", "\u{d0}\u{cf}");
    let (status, shown, told) = office.inbox(&["Maildir", "other", "--dry-run"]).told();
    assert_eq!(status, 0, "{told}");
    for expected in [
        "Maildir/new/1.host: not read: the same mail as Maildir/cur/2.host:2,S",
        "other/notes.eml: not read: it is no mail",
        "other/empty.eml: not read: it is empty",
        "other/old.msg: not read: Outlook's own format",
    ] {
        assert!(shown.contains(expected), "{expected}\n{shown}");
    }
    assert!(!shown.contains("tmp/3.host"), "{shown}");
    assert!(!place.has("proposals"), "a dry run writes nothing");
    let (status, _, told) = office.inbox(&["Maildir/tmp", "--dry-run"]).told();
    assert_eq!((status, told.contains("1 file")), (0, true), "{told}");
    place.write("nothing/.keep", "");
    let (status, _, told) = office.inbox(&["nothing"]).told();
    assert_eq!((status, told.contains("there are no mails here")), (2, true), "{told}");
}

#[test]
fn proposals_are_decided_one_after_the_other() {
    let office = Office::new();
    let place = &office.place;
    place.write("in/1.eml", office.answer(TOLVANEN, &office.to_tolvanen, "R-7301 will be paid on 20 March."));
    place.write("in/2.eml", office.answer("Office <office@vale.example>", &office.to_vale, "R-8100 will be paid on 20 March, we hope."));
    let (status, shown, told) = office.inbox(&["in", "--review"]).stdin("c\nuntil=2026-03-23\nt\nn\n").told();
    assert_eq!(status, 0, "{shown}{told}");
    let log = place.read("log.csv");
    assert!(log.contains("2026-03-03,promise,R-7301,,,,2026-03-23,"), "{log}");
    assert!(!log.contains("R-8100,,,,2026-03-20"), "{log}");
    assert_eq!(place.read("proposals/decided.csv").lines().count(), 3);
    let (_, _, told) = office.inbox(&["in", "--review"]).told();
    assert!(told.contains("nothing to decide"), "{told}");
    // A day that is none is told, and asked for again; whoever closes the input leaves the rest.
    place.write("in/3.eml", office.answer(TOLVANEN, &office.to_tolvanen, "R-7302 will be paid on 27 March."));
    let (status, shown, told) = office.inbox(&["in", "--review"]).stdin("c\nuntil=soon\n").told();
    assert_eq!((status, shown.contains("is not a date"), told.contains("nothing was decided")), (0, true, true), "{shown}{told}");
}

/// A program that says that the first clause promises the first invoice for the first day, and counts how often it is asked.
const READER: &str = "#!/bin/sh\ncat > asked.json\necho x >> count\necho '{\"events\": [{\"type\": \"promise\", \"clause\": 1, \"invoices\": [1], \"date\": 1}]}'\n";

#[cfg(unix)]
#[test]
fn a_model_makes_the_unclear_likely_and_is_asked_once() {
    let office = Office::new();
    let place = &office.place;
    place.write("reader.sh", READER);
    place.write("collect.yaml", format!("{PROJECT}inbox: {{ command: [sh, reader.sh] }}\n"));
    place.write("in.eml", office.answer(TOLVANEN, &office.to_tolvanen, "Blorp fizzle grontal 20 March."));
    let (_, first, told) = office.inbox(&["in.eml", "--format", "jsonl"]).told();
    let heard: Value = serde_json::from_str(&first).expect("JSON");
    let promise = heard["events"]
        .as_array()
        .expect("events")
        .iter()
        .find(|event| event["type"] == "promise")
        .unwrap_or_else(|| panic!("{first}{told}"));
    assert_eq!(
        (&promise["certainty"], &promise["until"], &promise["apply"]),
        (&Value::from("likely"), &Value::from("2026-03-20"), &Value::Bool(false))
    );
    assert_eq!(heard["needs_person"], true);
    let asked: Value = serde_json::from_str(&place.read("asked.json")).expect("JSON");
    assert_eq!(asked["invoices"][0]["id"], "R-7301");
    assert_eq!(asked["clauses"][0]["clause"], 1);
    let again: Value = serde_json::from_str(&office.inbox(&["in.eml", "--format", "jsonl"]).told().1).expect("JSON");
    assert_eq!(again["events"], heard["events"]);
    assert_eq!(place.read("count").lines().count(), 1, "the answer is kept");
    // What is certain needs no model, and an answer that names what was not asked is none.
    place.write("two.eml", office.answer(TOLVANEN, &office.to_tolvanen, "R-7301 will be paid on 20 March."));
    office.inbox(&["two.eml", "--dry-run"]).told();
    assert_eq!(place.read("count").lines().count(), 1);
    place.write("reader.sh", READER.replace("\"invoices\": [1]", "\"invoices\": [99]"));
    place.write("three.eml", office.answer(TOLVANEN, &office.to_tolvanen, "Blorp fizzle grontal snerk 21 March."));
    let (status, _, told) = office.inbox(&["three.eml", "--dry-run"]).told();
    assert!(status == 0 && told.replace("\n ", "").contains("`invoices` has 99"), "{told}");
    place.write("reader.sh", "#!/bin/sh\nexit 3\n");
    let (status, _, told) = office.inbox(&["three.eml", "--dry-run"]).told();
    assert!(status == 0 && told.contains("sh failed"), "{told}");
}
