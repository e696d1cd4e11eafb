//! What a day's manifest lists: the drafts, and the actions that are done with each.

use crate::channel::Channel;
use crate::finding::did_you_mean;
use crate::spreadsheet::unguarded;

/// A draft that a manifest lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// `OWNER/FILE`.
    pub file: String,
    /// The actions that are done when it is sent.
    pub action_ids: Vec<String>,
    /// How; also for a message that was to be completed first.
    pub channel: Channel,
    /// Whose it is.
    pub owner: String,
    /// The customer.
    pub customer: String,
}

/// Reads a manifest.
///
/// # Errors
///
/// It is none: what is wrong with it.
pub fn manifest(bytes: &[u8]) -> Result<Vec<Listed>, String> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = rows.headers().map_err(|_| "its header cannot be read".to_owned())?.clone();
    let place = |name: &str| header.iter().position(|column| column == name).ok_or_else(|| format!("it has no column {name}"));
    let (file, ids, channel) = (place("file")?, place("action_ids")?, place("channel")?);
    let (owner, customer) = (place("owner")?, place("customer_id")?);
    let mut listed = Vec::new();
    for (index, row) in rows.records().enumerate() {
        let row = row.map_err(|error| format!("row {} cannot be read: {error}", index + 1))?;
        let text = |place: usize| unguarded(row.get(place).unwrap_or_default()).to_owned();
        let word = text(channel);
        let channel = Channel::from_name(&word).ok_or_else(|| {
            let hint = did_you_mean(&word, Channel::ALL.map(Channel::name)).unwrap_or_default();
            format!("row {}: {word:?} is not a channel {hint}", index + 1)
        })?;
        listed.push(Listed { file: text(file), action_ids: split(&text(ids)), channel, owner: text(owner), customer: text(customer) });
    }
    Ok(listed)
}

/// Takes joined ids apart. Each ends in a slash and a number; a `;` behind anything else is part of an invoice's id.
fn split(joined: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut is_whole = true;
    for part in joined.split(';') {
        match ids.last_mut() {
            Some(last) if !is_whole => {
                last.push(';');
                last.push_str(part);
            }
            _ => ids.push(part.to_owned()),
        }
        is_whole = part.rsplit_once('/').is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    }
    ids.retain(|id| !id.is_empty());
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let text = "file,action_ids,channel,owner,customer_id,to,subject,digest\n\
                    ar/a.eml,'=1/due/email/1;A;B/due/email/1,email,ar,'=C,x@y.example,s,00\n";
        let [listed] = manifest(text.as_bytes()).unwrap().try_into().unwrap();
        assert_eq!(listed.action_ids, ["=1/due/email/1", "A;B/due/email/1"]);
        assert_eq!((listed.customer.as_str(), listed.channel, listed.file.as_str()), ("=C", Channel::Email, "ar/a.eml"));
        assert_eq!(manifest(b"a,b\n").unwrap_err(), "it has no column file");
        assert_eq!(manifest(b"").unwrap_err(), "it has no column file");
        let wrong = text.replace(",email,", ",e-mail,");
        assert_eq!(manifest(wrong.as_bytes()).unwrap_err(), "row 1: \"e-mail\" is not a channel did you mean \"email\"?");
    }
}
