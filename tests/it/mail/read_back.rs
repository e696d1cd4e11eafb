//! Emails as others read them, who do not know how they were written.

use std::io::Write;
use std::path::Path;
use std::process::Command;

/// Reads emails as Python does: headers by name, both texts, and the words that a page shows. Stops at whatever the parser has to
/// say against any part or header.
const READ: &str = r#"
import sys, json, mailbox, email, email.policy, html.parser
class Words(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.inside = [], None
    def handle_starttag(self, tag, attributes):
        if tag in ("style", "head"): self.inside = tag
    def handle_endtag(self, tag):
        if tag == self.inside: self.inside = None
        if tag in ("p", "div", "li", "td", "th", "tr", "br"): self.text.append(" ")
    def handle_data(self, data):
        if not self.inside: self.text.append(data)
def shown(page):
    words = Words()
    words.feed(page)
    words.close()
    return "".join(words.text).split()
def told(message):
    assert not message.defects, message.defects
    for part in message.walk(): assert not part.defects, part.defects
    for name, value in message.items(): assert not value.defects, (name, value, value.defects)
    body = lambda kind: message.get_body((kind,)).get_content().replace("\r\n", "\n")
    return {"headers": [[name, str(value)] for name, value in message.items()], "plain": body("plain"), "html": body("html"),
        "shown": shown(body("html")), "parts": [part.get_content_type() for part in message.walk()],
        "addresses": {name: [[one.display_name, one.addr_spec] for one in message[name].addresses] for name in ("From", "To", "Cc", "Reply-To") if name in message}}
factory = lambda file: email.message_from_binary_file(file, policy=email.policy.default)
by_text = lambda messages: sorted(map(told, messages), key=lambda one: (one["headers"], one["plain"]))
files = [told(email.message_from_bytes(open(path, "rb").read(), policy=email.policy.default)) for path in sys.argv[3:]]
boxes = [by_text(mailbox.mbox(sys.argv[1], factory)), by_text(mailbox.Maildir(sys.argv[2], factory))]
assert all(box == sorted(files, key=lambda one: (one["headers"], one["plain"])) for box in boxes), "a mailbox holds other than the files"
print(json.dumps(files))
"#;

/// An email as another parser has read it.
#[derive(Debug)]
pub struct Message {
    /// The headers in their order, decoded.
    pub headers: Vec<(String, String)>,
    /// Name and address of each that a header names: `From`, `To`, `Cc`, `Reply-To`.
    addresses: serde_json::Value,
    pub plain: String,
    pub html: String,
    /// The words of the page, without its markup.
    pub shown: Vec<String>,
}

impl Message {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    pub fn header_names(&self) -> Vec<&str> {
        self.headers.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Name and address of each that the header names.
    pub fn addresses(&self, name: &str) -> Vec<[&str; 2]> {
        let listed = self.addresses.get(name).and_then(serde_json::Value::as_array).into_iter().flatten();
        listed.map(|pair| [pair[0].as_str().unwrap(), pair[1].as_str().unwrap()]).collect()
    }
}

/// The emails of a folder as Python reads them, and holds both mailboxes to the same.
pub fn read_back(folder: &Path, mbox: &str, maildir: &str, files: &[String]) -> Vec<Message> {
    let read = Command::new("python3").args(["-c", READ, mbox, maildir]).args(files).current_dir(folder).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let read: serde_json::Value = serde_json::from_slice(&read.stdout).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let list = |value: &serde_json::Value| value.as_array().unwrap().clone();
    let message = |one: &serde_json::Value| {
        assert_eq!(one["parts"], serde_json::json!(["multipart/alternative", "text/plain", "text/html"]));
        Message {
            headers: list(&one["headers"]).iter().map(|pair| (text(&pair[0]), text(&pair[1]))).collect(),
            addresses: one["addresses"].clone(),
            plain: text(&one["plain"]),
            html: text(&one["html"]),
            shown: list(&one["shown"]).iter().map(text).collect(),
        }
    };
    list(&read).iter().map(message).collect()
}

/// Can the program be run? If not, says so on the real standard error, which the harness does not take.
pub fn is_there(program: &str, arguments: &[&str], what: &str) -> bool {
    let there = Command::new(program).args(arguments).output().is_ok();
    if !there {
        std::io::stderr().write_all(format!("SKIPPED: {what}: there is no {program} here\n").as_bytes()).unwrap();
    }
    there
}
