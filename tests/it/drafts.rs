//! What is sent: every shipped template, hostile ledgers, and templates with mistakes.

mod scenario;

use collect::builtin;
use collect::channel::Channel;
use collect::draft::{Templates, manifest};
use collect::finding::Code;
use scenario::Scenario;

#[test]
fn show() {
    let mut s = Scenario::full();
    let names: Vec<_> = Templates::read(builtin::templates(), None).0.names().map(|(n, c)| (n.to_owned(), c)).collect();
    for (n, c) in &names {
        s = s.action("final-notice", *c, Some(n));
    }
    std::fs::create_dir_all("/tmp/h/texts/out").unwrap();
    for d in s.drafts() {
        println!(
            "=== {} {:?} to={} subject={} missing={:?}\n{}",
            d.path,
            d.action_ids,
            d.to,
            d.subject,
            d.missing,
            String::from_utf8(d.bytes.clone()).unwrap()
        );
    }
}
