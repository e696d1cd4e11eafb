//! The emails of the shipped examples, read back by a parser that knows nothing of how they were written, and held to the ledger, the
//! plan and what was recorded.

mod shipped;

use super::read_back::{Message, is_there, read_back};
use crate::place::Place;
use crate::readmes::copy;
use fs_err as fs;
use serde_json::Value;
use shipped::{ANSWERS, EXAMPLES, Example};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Rows of a file by the names of their columns; none where there is no file.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    if !path.exists() {
        return Vec::new();
    }
    csv::Reader::from_path(path).unwrap().deserialize().map(|row| row.unwrap()).collect()
}

/// A day's emails, with the row of the manifest that each belongs to.
fn drafted(place: &Place, example: &Example, day: &str) -> Vec<(BTreeMap<String, String>, Message)> {
    let (mbox, maildir) = (format!("{day}.mbox"), format!("Mail {day}"));
    let boxes = ["--mbox", &mbox, "--maildir", &maildir];
    let arguments = [&["draft", "--as-of", day, "--workflow", example.workflow, "--first-run", "--again", "-q"], &boxes[..]].concat();
    let (code, _, error) = place.command(&arguments).told();
    assert_eq!(code, 0, "{}: {error}", example.name);
    let folder = format!("outbox/{day}");
    let mut listed = rows(&place.path().join(&folder).join("manifest.csv"));
    listed.retain(|row| row["file"].ends_with(".eml"));
    let files: Vec<String> = listed.iter().map(|row| format!("{folder}/{}", row["file"])).collect();
    let read = read_back(place.path(), &mbox, &maildir, &files);
    assert_eq!(read.len(), listed.len());
    listed.into_iter().zip(read).collect()
}

/// The rows of the plan by their action ids.
fn planned(place: &Place, example: &Example, day: &str) -> BTreeMap<String, Value> {
    let (code, plan, error) = place.command(&["plan", "--as-of", day, "--workflow", example.workflow, "--format", "json", "-q"]).told();
    assert_eq!(code, 0, "{}: {error}", example.name);
    let plan: Value = serde_json::from_str(&plan).unwrap();
    plan["actions"].as_array().unwrap().iter().map(|row| (row["action_id"].as_str().unwrap().to_owned(), row.clone())).collect()
}

/// The id that the email of an action carries: a digest of the action's id, at the domain of the project's sender.
fn message_id(action: &str, domain: &str) -> String {
    format!("<{}@{domain}>", &blake3::hash(action.as_bytes()).to_hex()[..32])
}

/// The ids of the emails about an invoice that are on record on a day.
fn on_record(place: &Place, invoice: &str, day: &str, domain: &str) -> BTreeSet<String> {
    let events = ["events.csv", "log.csv"].iter().flat_map(|file| rows(&place.path().join(file)));
    let emails = events.filter(|row| row["type"] == "touch" && row["channel"] == "email" && row["date"].as_str() <= day);
    let ids = emails.map(|row| row["ref"].clone()).filter(|id| id.starts_with(&format!("{invoice}/")));
    ids.map(|id| message_id(&id, domain)).collect()
}

/// What the ledger says of an example, read without the program.
struct Known<'a> {
    example: &'a Example,
    place: &'a Place,
    domain: &'a str,
    invoices: BTreeMap<String, BTreeMap<String, String>>,
}

impl<'a> Known<'a> {
    fn of(place: &'a Place, example: &'a Example) -> Known<'a> {
        let [id, ..] = example.columns;
        let files = ["invoices.csv", "open-invoices.csv", "book.csv"].iter().flat_map(|file| rows(&place.path().join(file)));
        let customers = rows(&place.path().join("customers.csv"));
        let with_customer = |mut row: BTreeMap<String, String>| {
            let customer = customers.iter().find(|customer| row.get("customer_id") == customer.get("customer_id"));
            for (column, cell) in customer.into_iter().flatten() {
                row.entry(column.clone()).or_insert_with(|| cell.clone());
            }
            row
        };
        let invoices = files.map(with_customer).map(|row| (row[id[0]].clone(), row)).collect();
        Known { example, place, domain: example.domain, invoices }
    }

    fn cell(&self, invoice: &str, columns: &[&str]) -> String {
        let row = &self.invoices[invoice];
        let cell = columns.iter().filter_map(|column| row.get(*column)).find(|cell| !cell.is_empty());
        // A header is one line: a tab in a name is a space.
        cell.map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }

    /// Holds an email to everything that is known of what it must say.
    fn hold(&self, plan: &BTreeMap<String, Value>, day: &str, row: &BTreeMap<String, String>, message: &Message) {
        let ids: Vec<&str> = row["action_ids"].split(';').collect();
        let actions: Vec<&Value> = ids.iter().map(|id| &plan[*id]).collect();
        let invoices: Vec<&str> = actions.iter().map(|action| action["invoice_id"].as_str().unwrap()).collect();
        let what = format!("{} {day} {}: {:#?}\n{}", self.example.name, row["file"], message.headers, message.plain);
        // Who writes to whom.
        let [_, address, name] = self.example.columns;
        for invoice in &invoices {
            let cell = self.cell(invoice, address);
            let wanted: Vec<[String; 2]> = cell.split(';').map(|address| [String::new(), address.trim().to_owned()]).collect();
            let mut to = message.addresses("To").to_vec();
            // The name stands before the first.
            assert_eq!(std::mem::take(&mut to[0][0]), self.cell(invoice, name), "{what}");
            assert_eq!(to, wanted, "{what}");
        }
        let from = self.example.from.iter().find(|(owner, _)| [&row["owner"], ""].contains(owner));
        assert_eq!(message.addresses("From"), from.iter().map(|(_, from)| *from).collect::<Vec<_>>(), "{what}");
        let copied = self.example.copied.map(|column| self.cell(invoices[0], &[column]));
        let copied =
            copied.as_ref().and_then(|owner| self.example.from.iter().find(|(other, _)| other == owner)).map(|(_, copied)| *copied);
        let copied: Vec<_> = copied.into_iter().filter(|copied| from.is_none_or(|(_, from)| from != copied)).collect();
        assert_eq!(message.addresses("Cc"), copied, "{what}");
        let answers: &[[&str; 2]] = if self.example.copied.is_some() { &[["", ANSWERS]] } else { &[] };
        assert_eq!(message.addresses("Reply-To"), answers, "{what}");
        // Which message it is, and which ones it follows.
        let own: Vec<String> = ids.iter().map(|id| message_id(id, self.domain)).collect();
        let own = own.iter().find(|id| message.header("Message-ID") == Some(id)).expect(&what);
        let mut before: BTreeSet<String> =
            invoices.iter().flat_map(|invoice| on_record(self.place, invoice, day, self.domain)).filter(|id| id != own).collect();
        let references: Vec<&str> = message.header("References").unwrap_or_default().split_whitespace().collect();
        assert_eq!(message.header("In-Reply-To"), references.last().copied(), "{what}");
        assert!(references.iter().all(|id| before.remove(*id)) && before.is_empty(), "not answered: {before:?}\n{what}");
        // What it says of itself.
        assert_eq!(message.header("Subject"), Some(row["subject"].as_str()), "{what}");
        let subject = message.header("Subject").unwrap();
        // What it demands is at the point of the action that it is named after; of the others it only reminds.
        let lead = &plan[*ids.iter().find(|id| message_id(id, self.domain) == *own).unwrap()];
        let point = |action: &Value| (action["stage"].clone(), action["template"].clone());
        let demanded: Vec<&str> =
            actions.iter().zip(&invoices).filter(|(action, _)| point(action) == point(lead)).map(|(_, id)| *id).collect();
        match demanded[..] {
            [invoice] => assert!(subject.contains(invoice), "{what}"),
            _ => assert!(subject.contains(&format!("{} ", demanded.len())) && subject.contains("invoices"), "{what}"),
        }
        let (notice, reminder) = message.plain.split_once("Apart from that, we would like to remind you").unwrap_or((&message.plain, ""));
        for invoice in &invoices {
            let part = if demanded.contains(invoice) { notice } else { reminder };
            assert!(part.contains(invoice), "{invoice} stands elsewhere: {what}");
        }
        let fixed = ["Date", "Message-ID", "To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"];
        let known = ["From", "Cc", "Reply-To", "In-Reply-To", "References", "Auto-Submitted"];
        let names = message.header_names();
        assert!(fixed.iter().all(|name| names.iter().filter(|other| *other == name).count() == 1), "{what}");
        assert!(names.iter().all(|name| fixed.contains(name) || known.contains(name)), "{what}");
        assert_eq!(names.contains(&"Auto-Submitted"), row["owner"] == "automated", "{what}");
        // What it says, in both parts: the same words, each invoice, and what is left to pay on it.
        let words: Vec<&str> = message.plain.split_whitespace().collect();
        assert_eq!(words, message.shown, "{what}");
        for (action, invoice) in actions.iter().zip(&invoices) {
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let balance = digits(action["asked"].as_str().unwrap());
            let is_told =
                words.windows(2).any(|pair| digits(pair[0]) == balance && pair[1].starts_with(action["currency"].as_str().unwrap()));
            assert!(is_told && message.plain.contains(invoice), "{balance} of {invoice}: {what}");
        }
        assert!(!message.plain.contains("{{") && !message.html.contains("{{"), "{what}");
    }
}

/// A mail program shows what the parser has read.
fn shows(place: &Place, file: &str, message: &Message) {
    let shown = |arguments: &[&str]| {
        let output = Command::new(arguments[0]).args(&arguments[1..]).arg(file).current_dir(place.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    for name in ["Message-ID", "Subject"] {
        assert_eq!(Some(shown(&["mhdr", "-h", name, "-d"]).trim_end()), message.header(name), "{file}");
    }
    let text = shown(&["mshow", "-N", "-h", "Subject"]);
    let (_, body) = text.split_once("\n\n").unwrap();
    assert!(body.contains(message.plain.trim_end()), "{file}: {text}\nis not\n{}", message.plain);
}

#[test]
fn the_emails_of_every_example_are_read_as_they_were_meant() {
    if !is_there("python3", &["--version"], "the_emails_of_every_example_are_read_as_they_were_meant") {
        return;
    }
    let with_mail_program =
        is_there("mshow", &["-h", "Subject", "/dev/null"], "the emails of the examples in a mail program (package mblaze)");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut shipped: Vec<String> =
        fs::read_dir(&examples).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    // It waits for a file that cannot be shipped.
    shipped.retain(|name| name != "public-ledger");
    shipped.sort();
    let mut named: Vec<&str> = EXAMPLES.iter().map(|example| example.name).collect();
    named.sort_unstable();
    assert_eq!(named, shipped, "every example is read back");
    for example in &EXAMPLES {
        let place = Place::with(&[]);
        copy(&examples.join(example.name), place.path());
        if example.copied.is_some() {
            let workflow = place.read(example.workflow);
            let asked = format!("drafts:\n  cc: account-owner\n  reply_to: {ANSWERS}\n");
            assert!(workflow.contains("\ndrafts:\n"));
            place.write(example.workflow, workflow.replace("drafts:\n", &asked));
        }
        if !example.before.is_empty() {
            assert_eq!(place.command(example.before).told().0, 0);
        }
        let mut count = 0;
        for day in example.days {
            let plan = planned(&place, example, day);
            let known = Known::of(&place, example);
            for (row, message) in drafted(&place, example, day) {
                known.hold(&plan, day, &row, &message);
                if with_mail_program {
                    shows(&place, &format!("outbox/{day}/{}", row["file"]), &message);
                }
                count += 1;
            }
            let (code, _, error) = place.command(&["record", "--as-of", day, "-q"]).told();
            assert_eq!(code, 0, "{}: {error}", example.name);
        }
        assert_eq!(count, example.count, "emails of {}", example.name);
    }
}
