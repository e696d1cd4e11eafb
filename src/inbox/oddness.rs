//! What is odd about a mail, beside what it says: then nothing in it is certain.

use super::sender::Us;
use crate::mail::phrases;
use crate::mail::{Mail, WrittenText};

/// Why a person has to look, if something is odd. The first that is found.
pub(super) fn doubt(mail: &Mail, written: &WrittenText, us: &Us) -> Option<String> {
    let told = |why: &str| Some(why.to_owned());
    if mail.from.address.is_empty() {
        return told("it has no sender");
    }
    if has_several_senders(mail) {
        return told("it has more than one sender");
    }
    if fails_authentication(mail) {
        return told("the mail server did not find that it comes from its sender");
    }
    if let Some(reply_to) = mail.reply_to.as_ref().filter(|to| !is_near(&to.address, &mail.from.address)) {
        return Some(format!("answers to it go to another address, {}", reply_to.address));
    }
    if written.is_forward {
        return told("it forwards a message");
    }
    if speaks(&mail.hidden) {
        return told("it has text that nobody can see");
    }
    if !mail.struck_out.trim().is_empty() {
        return told("it has text that is struck out");
    }
    if let Some(line) = written.doubtful.first() {
        return Some(format!("it quotes what we did not write: {line}"));
    }
    if let Some(name) = speaks_to_another(written, us) {
        return Some(format!("it is written to somebody else, {name}"));
    }
    if mail.damaged {
        return told("a part of it cannot be read");
    }
    if mail.sent.is_none() {
        return told("it has no date");
    }
    None
}

fn is_near(one: &str, other: &str) -> bool {
    one == other || one.rsplit_once('@').map(|(_, domain)| domain) == other.rsplit_once('@').map(|(_, domain)| domain)
}

/// Are there two headers, or two addresses in one? Names in quotation marks may hold an address, and are no senders.
fn has_several_senders(mail: &Mail) -> bool {
    let named: Vec<&str> = mail.headers.iter().filter(|(name, _)| name == "from").map(|(_, text)| text.as_str()).collect();
    let unquoted = named.iter().flat_map(|text| text.split('"').step_by(2)).collect::<Vec<_>>().join(" ").to_lowercase();
    let words = unquoted.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';')).filter(|word| word.contains('@'));
    words.collect::<std::collections::BTreeSet<_>>().len() > 1
}

/// The verdict of the server that took the mail in, which stands first.
fn fails_authentication(mail: &Mail) -> bool {
    let Some(verdict) = mail.header("authentication-results").map(str::to_lowercase) else { return false };
    let of = |method: &str, result: &str| verdict.contains(&format!("{method}={result}"));
    let vouched = of("dkim", "pass") || of("dmarc", "pass");
    of("dmarc", "fail") || of("spf", "fail") && !of("dkim", "pass") || of("spf", "softfail") && !vouched
}

/// Are these words for a reader? Space for a preview is not.
fn speaks(hidden: &str) -> bool {
    hidden.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() >= 3
}

/// The name of somebody who is none of us, in the first line.
fn speaks_to_another(written: &WrittenText, us: &Us) -> Option<String> {
    let text = written.text();
    let line = text.lines().find(|line| !line.trim().is_empty())?.trim();
    if let Some(name) = line.strip_prefix('@') {
        return Some(name.split_whitespace().next()?.to_owned()).filter(|name| !is_ours(name, us));
    }
    let greeting = line.split([',', '!', ':', '–', '—', '.']).next().unwrap_or_default();
    let greeting = greeting.split(" - ").next().unwrap_or_default().trim();
    let folded = greeting.to_lowercase();
    let start = phrases("greeting")
        .iter()
        .filter(|start| folded.strip_prefix(**start).is_some_and(|rest| rest.starts_with(' ')))
        .max_by_key(|start| start.len())?;
    let rest: Vec<&str> = greeting.get(start.len()..)?.split_whitespace().collect();
    if rest.is_empty() || rest.len() > 4 || greeting.len() == line.len() && rest.len() > 3 {
        return None;
    }
    let is_name = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && !phrases("in-greetings").contains(&word.trim_end_matches('.').to_lowercase().as_str())
    };
    let names: Vec<&str> = rest.iter().copied().filter(|word| is_name(word)).collect();
    (!names.is_empty() && names.iter().all(|name| !is_ours(name, us))).then(|| names.join(" "))
}

fn is_ours(name: &str, us: &Us) -> bool {
    let folded = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    us.names.iter().any(|own| own.split(|c: char| !c.is_alphanumeric()).any(|word| word == folded))
}
