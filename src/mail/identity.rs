//! When are two files the same mail?

use super::Mail;

/// Of what a mail says, and of nothing that its way adds: an mbox escapes lines, a server adds headers, and each of our mailboxes has a
/// copy of its own. The id alone would not do: whoever repeats one could make a later mail unseen.
pub(super) fn digest(mail: &Mail) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    };
    add(&mail.message_id);
    add(&mail.from.address);
    add(mail.header("date").unwrap_or_default());
    add(&mail.subject);
    let lines = mail.text.lines().map(|line| match line.trim_start_matches('>') {
        escaped if escaped.starts_with("From ") => escaped,
        _ => line,
    });
    add(&lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" "));
    mail.reports.iter().for_each(|report| add(report));
    mail.attached.iter().for_each(|name| add(name));
    hasher.finalize().to_hex()[..32].to_owned()
}
