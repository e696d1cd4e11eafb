//! Ledgers that were written by somebody who means harm.

use super::scenario::Scenario;
use collect::channel::Channel;
use collect::draft::Draft;
use collect::outbox::{COLUMNS, write_manifest};
use collect::spreadsheet::unguarded;

const HOSTILE: [&str; 12] = [
    "Acme\r\nBcc: victim@elsewhere.example\r\n\r\nBody",
    "../../../etc/cron.d/x",
    "..\\..\\windows",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\u{202E}gnp.exe\u{2066}\u{200B}",
    "[click](https://elsewhere.example) `x` **b** | c",
    "{{sender.email}} {{#if}}",
    "\0\u{1b}[31mred\u{7}",
    "=?utf-8?Q?Bcc=3A_x?=",
];

fn drafts_of(hostile: &str) -> Vec<Draft> {
    let mut scenario = Scenario::full();
    for column in ["invoice_id", "customer_id", "customer_name", "contact", "phone", "payment_link", "language"] {
        scenario = scenario.with(column, hostile);
    }
    for channel in Channel::ALL {
        scenario = scenario.action("final-notice", channel, None);
    }
    for action in &mut scenario.actions {
        action.owner = hostile.into();
    }
    scenario.workflow.drafts.reply_to = Some("answers@example.com".to_owned());
    scenario.drafts()
}

#[test]
fn no_header_is_added_and_none_is_broken() {
    for hostile in HOSTILE.into_iter().chain([&*"W".repeat(10_000), &*"é\n".repeat(5_000)]) {
        let drafts = drafts_of(hostile);
        let email = drafts.iter().find(|draft| draft.channel == Channel::Email).unwrap();
        assert!(email.file.ends_with(".eml"), "{}", email.file);
        let text = std::str::from_utf8(&email.bytes).unwrap();
        let (headers, _) = text.split_once("\r\n\r\n").unwrap();
        assert!(!headers.replace("\r\n", "").chars().any(char::is_control), "{headers:?}");
        let names: Vec<&str> =
            headers.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])).map(|line| line.split(':').next().unwrap()).collect();
        let wanted = ["Date", "Message-ID", "From", "To", "Reply-To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"];
        assert_eq!(names, wanted, "{headers}");
        assert!(text.split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n'])), "{hostile}");
        assert!(headers.is_ascii());
        assert_eq!(headers.matches("<accounts@tallow.example>").count(), 1);
    }
}

#[test]
fn no_name_leaves_the_folder() {
    for hostile in HOSTILE.into_iter().chain([&*"W".repeat(10_000), "", ".", "CON", "a/b", "~", "-rf"]) {
        let drafts = drafts_of(hostile);
        for draft in &drafts {
            let parts: Vec<&str> = draft.file.split('/').collect();
            assert_eq!(parts.len(), 2, "{}", draft.file);
            for part in parts {
                assert!(!part.is_empty() && part.len() <= 120 && !part.starts_with(['.', '-']) && !part.contains(".."), "{part}");
                assert!(part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{part}");
            }
        }
        let paths: std::collections::BTreeSet<String> = drafts.iter().map(|draft| draft.file.to_lowercase()).collect();
        assert_eq!(paths.len(), drafts.len());
    }
}

#[test]
fn no_page_and_no_sheet_runs_anything() {
    for hostile in HOSTILE {
        for draft in drafts_of(hostile) {
            let text = String::from_utf8(draft.bytes.clone()).unwrap();
            for c in ['\0', '\u{1b}', '\u{202E}', '\u{200B}'] {
                assert!(!text.contains(c), "{}: {text}", draft.file);
            }
            if draft.file.ends_with(".html") {
                assert!(!text.contains("<script") && !text.contains("<img"), "{text}");
            }
            if draft.file.ends_with(".md") {
                assert!(!text.contains("[click](") && !text.replace("\\<", "").contains('<'), "{text}");
            }
        }
    }
}

#[test]
fn no_cell_of_the_manifest_is_a_formula_and_all_come_back() {
    for hostile in HOSTILE {
        let drafts = drafts_of(hostile);
        let mut bytes = Vec::new();
        write_manifest(drafts.iter().map(|draft| &draft.listed), &mut bytes).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        assert_eq!(reader.headers().unwrap(), COLUMNS.as_slice());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), drafts.len());
        for (row, draft) in rows.iter().zip(&drafts) {
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
            assert_eq!(
                [&row[0], unguarded(&row[1]), unguarded(&row[4])],
                [draft.file.as_str(), draft.action_ids[0].as_str(), &draft.customer]
            );
        }
    }
}

#[test]
fn a_letter_links_to_web_addresses_only() {
    let template = "<!doctype html>\n<p><a href=\"{{invoice.payment_link}}\" title=\"{{customer.name}}\">Pay {{invoice.id}}</a></p>\n";
    let draft = |link: &str| {
        let scenario = Scenario::full().with("payment_link", link).action("final-notice", Channel::Letter, Some("own"));
        scenario.drafts_with(&[("own.letter.hbs", template)]).remove(0)
    };
    for link in ["https://pay.example/7", "HTTP://pay.example", "mailto:ar@example.com"] {
        let draft = draft(link);
        assert!(
            String::from_utf8(draft.bytes.clone()).unwrap().contains(&format!("<a href=\"{link}\"")) && draft.missing.is_empty(),
            "{link}"
        );
    }
    for link in [
        "x-app:open",
        "javascript:alert(1)",
        "data:text/html,x",
        "java\u{0}script:x",
        "//pay.example",
        "file:///etc/x",
        "pay.example",
        "httpss://x",
    ] {
        let draft = draft(link);
        let text = String::from_utf8(draft.bytes.clone()).unwrap();
        assert_eq!((draft.missing.as_slice(), draft.file.ends_with(".md")), (&["invoice.payment_link".to_owned()][..], true), "{link}");
        let wanted =
            "- invoice.payment_link: it does not begin with https://, http:// or mailto: (from the column payment_link of the invoices)";
        assert!(text.contains(wanted) && !text.contains("href"), "{text}");
    }
}
