//! Ids of proposed events: the digest of their source, and a number.

/// So many digits of a digest are enough to tell millions of sources apart.
const DIGITS: usize = 12;

/// The id of a source, of what tells it apart from all others: `P-3fa94c1e07bb`. The letter keeps a spreadsheet from reading a number.
pub fn source_id(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    format!("P-{}", &hasher.finalize().to_hex()[..DIGITS])
}

/// The id of one of the events of a source, counted from 1: `P-3fa94c1e07bb.1`.
pub fn event_id(source: &str, number: usize) -> String {
    format!("{source}.{number}")
}

/// The id of the source of an event that was proposed, of the event's id.
pub fn source_of(id: &str) -> Option<&str> {
    let (source, number) = id.rsplit_once('.')?;
    let digits = source.strip_prefix("P-")?;
    let is_ours = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_ours && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(source)
}
