//! The list of a day's drafts: what it does not name is not a draft.

use crate::action_id::{self, ActionId};
use crate::channel::Channel;
use crate::finding::did_you_mean;
use crate::plan::ANYBODY;
use crate::spreadsheet::{guarded, unguarded};
use std::io::{self, Write};

/// The columns, in order.
pub const COLUMNS: [&str; 9] = ["file", "action_ids", "channel", "owner", "customer_id", "to", "subject", "digest", "approval"];

/// A draft that a manifest lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// `OWNER/FILE`, within the folder of the day.
    pub file: String,
    /// The actions that are done when it is sent.
    pub action_ids: Vec<ActionId>,
    /// How; also for a message that was to be completed first.
    pub channel: Channel,
    pub owner: String,
    pub customer: String,
    pub to: String,
    pub subject: String,
    /// Of the file as it was written, in hexadecimal.
    pub digest: String,
    /// Who must approve it: an owner's id, [`ANYBODY`], or empty for nobody.
    pub approval: String,
}

impl Listed {
    /// May this person, named by an owner's id, approve it?
    pub fn may_be_approved_by(&self, by: &str) -> bool {
        self.approval == ANYBODY || self.approval == by
    }

    /// Is it a message that cannot be sent before somebody completes it?
    pub fn is_incomplete(&self) -> bool {
        self.channel.is_message() && self.file.ends_with(".md")
    }

    /// Is it a message that can be sent as it is? One that lacks something is a sheet.
    pub fn is_ready(&self) -> bool {
        self.channel.is_message() && !self.is_incomplete()
    }
}

/// Writes a manifest: UTF-8, comma, a header. Cells that a spreadsheet would run are guarded ([`guarded`]).
pub fn write_manifest<'r>(rows: impl IntoIterator<Item = &'r Listed>, mut out: impl Write) -> io::Result<()> {
    write_manifest_header(&mut out)?;
    write_manifest_rows(rows, out)
}

/// The first line of a manifest.
pub fn write_manifest_header(out: impl Write) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record(COLUMNS)?;
    sheet.flush()
}

/// Some rows. Each stands for itself, so they may be made in parts.
pub fn write_manifest_rows<'r>(rows: impl IntoIterator<Item = &'r Listed>, out: impl Write) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    for Listed { file, action_ids, channel, owner, customer, to, subject, digest, approval } in rows {
        let ids = action_id::to_cell(action_ids);
        let cells = [file, &ids, channel.name(), owner, customer, to, subject, digest, approval];
        sheet.write_record(cells.map(guarded).iter().map(|cell| cell.as_bytes()))?;
    }
    sheet.flush()
}

/// Reads a manifest. One of an earlier version, without the column `approval`, asks for no approval.
/// Error: it is none, or damaged: what is wrong with it.
pub fn read_manifest(bytes: &[u8]) -> Result<Vec<Listed>, String> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = rows.headers().map_err(|_| "its header cannot be read".to_owned())?.clone();
    let place = |name: &str| header.iter().position(|column| column == name).ok_or_else(|| format!("it has no column {name}"));
    let [file, ids, channel, owner, customer] = ["file", "action_ids", "channel", "owner", "customer_id"].map(place);
    let (file, ids, channel, owner, customer, digest) = (file?, ids?, channel?, owner?, customer?, place("digest")?);
    let [to, subject, approval] = ["to", "subject", "approval"].map(|name| place(name).ok());
    let mut listed = Vec::new();
    for (index, row) in rows.records().enumerate() {
        let number = index + 1;
        let row = row.map_err(|error| format!("row {number} cannot be read: {error}"))?;
        if row.len() < header.len() {
            return Err(format!("row {number} was cut short"));
        }
        let text = |place: usize| unguarded(row.get(place).unwrap_or_default()).to_owned();
        let word = text(channel);
        let channel = Channel::from_name(&word).ok_or_else(|| {
            let hint = did_you_mean(&word, Channel::ALL.map(Channel::name)).unwrap_or_default();
            format!("row {number}: {word:?} is not a channel {hint}")
        })?;
        let action_ids = action_id::from_cell(&text(ids)).map_err(|wrong| format!("row {number}: {wrong:?} is not the id of an action"))?;
        listed.push(Listed {
            file: text(file),
            action_ids,
            channel,
            owner: text(owner),
            customer: text(customer),
            to: to.map(text).unwrap_or_default(),
            subject: subject.map(text).unwrap_or_default(),
            digest: text(digest),
            approval: approval.map(text).unwrap_or_default(),
        });
    }
    Ok(listed)
}

#[cfg(test)]
mod tests;
