#!/usr/bin/env bash
# A customer is called "=?utf-8?Q?Caf=C3=A9?= GmbH" in an export that was written from raw mail headers. What does a reader see who
# gets a message about that customer?
# Expected from memory: the name as it stands in the ledger, since a writer of RFC 2047 encodes what would be taken for an encoded word.
# Seen: mail-builder 2.0.1 writes it raw into Subject and, in quotation marks, into To. lettre 0.11.22 encodes it in To and writes it
# raw into Subject. mailparse 0.16.1 decodes it in Subject and also inside the quotation marks of To, where RFC 2047 (section 5) has none.
# collect encodes such text itself.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
mkdir src; cat > Cargo.toml <<'T'
[package]
name = "names"
version = "0.1.0"
edition = "2021"
[dependencies]
mail-builder = "=2.0.1"
lettre = { version = "=0.11.22", default-features = false, features = ["builder"] }
mailparse = "=0.16.1"
T
cat > src/main.rs <<'R'
use mailparse::MailHeaderMap;
fn main() {
    let name = "=?utf-8?Q?Caf=C3=A9?= GmbH";
    let built = mail_builder::MessageBuilder::new()
        .from(("AR", "ar@example.com"))
        .to(vec![(name, "ap@example.com")])
        .subject(format!("Invoice 7 of {name}"))
        .text_body("x")
        .write_to_string()
        .unwrap();
    let to = lettre::message::Mailbox::new(Some(name.into()), "ap@example.com".parse().unwrap());
    let sent = lettre::Message::builder().from("ar@example.com".parse().unwrap()).to(to).subject(format!("Invoice 7 of {name}"));
    let sent = String::from_utf8(sent.body(String::from("x")).unwrap().formatted()).unwrap();
    for (library, text) in [("mail-builder", &built), ("lettre", &sent)] {
        let read = mailparse::parse_mail(text.as_bytes()).unwrap();
        for header in ["Subject", "To"] {
            let raw = text.lines().find(|line| line.starts_with(header)).unwrap();
            println!("{library} raw: {raw} | mailparse: {}", read.headers.get_first_value(header).unwrap());
        }
    }
}
R
cargo run -q | tee seen.txt
grep -q '^mail-builder raw: Subject: Invoice 7 of =?utf-8?Q?Caf=C3=A9?= GmbH | mailparse: Invoice 7 of Café GmbH' seen.txt
grep -q '^mail-builder raw: To: "=?utf-8?Q?Caf=C3=A9?= GmbH" <ap@example.com> | mailparse: "Café GmbH" <ap@example.com>' seen.txt
grep -q '^lettre raw: Subject: Invoice 7 of =?utf-8?Q?Caf=C3=A9?= GmbH | mailparse: Invoice 7 of Café GmbH' seen.txt
