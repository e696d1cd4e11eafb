//! The names of drafts: readable, harmless on every file system, and no two alike.

use crate::action_id::ActionId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The longest file name, in bytes, ending included.
const LONGEST: usize = 120;
/// The longest ending, in bytes, with its dot.
const LONGEST_ENDING: usize = ".html".len();
/// The longest part of one, in bytes.
const LONGEST_PART: usize = 34;

/// The folder of what must be approved first.
const REVIEW: &str = "review/";
/// What is called so in the folder of a day; no owner's folder is.
const RESERVED: [&str; 6] = ["review", "sent", "outdated", "manifest.csv", "approvals.csv", "outdated.csv"];

/// What a draft is called after.
pub struct Naming<'a> {
    pub(super) owner: &'a str,
    /// Must it be approved? Then the owner's folder lies in another.
    pub(super) review: bool,
    /// The name without its ending, not yet cut to length: customer, invoice (of a message on several: none), stage, channel.
    pub(super) stem: String,
    pub(super) id: &'a ActionId,
}

/// The names of a plan's drafts. What a message lacks decides on its ending, so it is named when it is composed; but for the few
/// whose names depend on the endings of others, no other message needs to be there.
pub(super) struct DraftNames<'a> {
    namings: Vec<Naming<'a>>,
    /// The folders, each once, and which of them each draft lies in.
    folders: Vec<String>,
    folder_of: Vec<usize>,
    doubtful: Vec<bool>,
}

impl<'a> DraftNames<'a> {
    pub fn new(namings: Vec<Naming<'a>>) -> DraftNames<'a> {
        let owners = owners(&namings);
        let mut folders: Vec<String> = Vec::new();
        let mut known: HashMap<(&str, bool), usize> = HashMap::new();
        let mut folder = |naming: &Naming<'a>| {
            *known.entry((naming.owner, naming.review)).or_insert_with(|| {
                folders.push(format!("{}{}", if naming.review { REVIEW } else { "" }, owners[naming.owner]));
                folders.len() - 1
            })
        };
        let folder_of: Vec<usize> = namings.iter().map(&mut folder).collect();
        // Names that are alike with their endings are alike when cut for the longest of these.
        let cut = |stem: &str| stem[..stem.len().min(LONGEST - LONGEST_ENDING)].to_ascii_lowercase();
        let mut uses: HashMap<(usize, String), usize> = HashMap::with_capacity(namings.len());
        let mut doubtful = vec![false; namings.len()];
        for (place, naming) in namings.iter().enumerate() {
            if let Some(other) = uses.insert((folder_of[place], cut(&naming.stem)), place) {
                (doubtful[other], doubtful[place]) = (true, true);
            }
        }
        DraftNames { namings, folders, folder_of, doubtful }
    }

    /// The folder that a draft lies in: `OWNER` or `review/OWNER`.
    pub fn folder(&self, place: usize) -> &str {
        &self.folders[self.folder_of[place]]
    }

    /// The path of a draft with this ending, `OWNER/FILE`; none where it depends on the endings of others.
    pub fn path(&self, place: usize, ending: &str) -> Option<String> {
        (!self.doubtful[place]).then(|| self.marked(place, "", ending))
    }

    /// The path of each draft, by their endings. Where names would be alike, also on a file system that does not tell capitals apart, each
    /// of them carries some of its id's digest; so a name does not depend on the order of the drafts.
    pub fn paths(&self, endings: &[&str]) -> Vec<String> {
        let plain: Vec<String> = endings.iter().enumerate().map(|(place, ending)| self.marked(place, "", ending)).collect();
        if !self.doubtful.contains(&true) {
            return plain;
        }
        let mut uses: BTreeMap<String, usize> = BTreeMap::new();
        for path in &plain {
            *uses.entry(path.to_ascii_lowercase()).or_default() += 1;
        }
        let is_alone = |path: &String| uses.get(&path.to_ascii_lowercase()).is_some_and(|count| *count == 1);
        let mut taken: BTreeSet<String> = plain.iter().filter(|path| is_alone(path)).map(|path| path.to_ascii_lowercase()).collect();
        let mut paths = Vec::with_capacity(plain.len());
        for (place, plain) in plain.into_iter().enumerate() {
            if is_alone(&plain) {
                paths.push(plain);
                continue;
            }
            let digest = blake3::hash(self.namings[place].id.unmistakable().as_bytes()).to_hex();
            // Eight digits are enough but for names made on purpose; the whole digest and a number always are.
            let tried = [digest[..8].to_owned(), digest[..].to_owned()].into_iter();
            let counted = (2..).map(|n: u64| format!("{}-{n}", &digest[..32]));
            let mut marked = tried.chain(counted).map(|mark| self.marked(place, &mark, endings[place]));
            let free = marked.find(|path| taken.insert(path.to_ascii_lowercase()));
            paths.push(free.unwrap_or(plain));
        }
        paths
    }

    fn marked(&self, place: usize, mark: &str, ending: &str) -> String {
        let mark = if mark.is_empty() { String::new() } else { format!("_{mark}") };
        let (folder, stem) = (self.folder(place), &self.namings[place].stem);
        let room = LONGEST - mark.len() - ".".len() - ending.len();
        [folder, "/", &stem[..stem.len().min(room)], &mark, ".", ending].concat()
    }
}

/// The name of each owner's folder.
fn owners<'a>(namings: &[Naming<'a>]) -> BTreeMap<&'a str, String> {
    let mut owners: BTreeSet<&str> = BTreeSet::new();
    // One after the other: they are few, and to collect them would sort them all.
    for naming in namings {
        owners.insert(naming.owner);
    }
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for owner in &owners {
        *uses.entry(safe(owner).to_ascii_lowercase()).or_default() += 1;
    }
    let is_free = |plain: &str| {
        let alone = uses.get(&plain.to_ascii_lowercase()).is_some_and(|count| *count == 1);
        alone && !RESERVED.iter().any(|name| name.eq_ignore_ascii_case(plain))
    };
    let (plain, marked): (Vec<&str>, Vec<&str>) = owners.into_iter().partition(|owner| is_free(&safe(owner)));
    let mut names: BTreeMap<&str, String> = plain.into_iter().map(|owner| (owner, safe(owner))).collect();
    let mut taken: BTreeSet<String> = names.values().map(|name| name.to_ascii_lowercase()).collect();
    for owner in marked {
        let digest = blake3::hash(owner.as_bytes()).to_hex();
        // Only an owner who is called like the marked name of another needs more than eight digits.
        let tried = (8..=digest.len()).map(|digits| format!("{}_{}", safe(owner), &digest[..digits]));
        let free = tried.into_iter().find(|name| taken.insert(name.to_ascii_lowercase()));
        names.insert(owner, free.unwrap_or_else(|| digest.to_string()));
    }
    names
}

/// A name without its ending, of these parts.
pub(super) fn stem<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut stem = String::with_capacity(LONGEST);
    for (index, part) in parts.into_iter().enumerate() {
        stem.push_str(if index > 0 { "_" } else { "" });
        stem.push_str(&safe(part));
    }
    stem
}

/// A part of a name: ASCII letters, digits and `-_.`, not too long, not beginning with a dot or dash, and nothing that some
/// system reserves.
fn safe(text: &str) -> String {
    let mut part = String::new();
    for c in text.chars() {
        let c = if c.is_ascii_alphanumeric() || c == '_' || c == '.' { c } else { '-' };
        if matches!(c, '-' | '.') && part.ends_with(['-', '.']) {
            continue;
        }
        part.push(c);
        if part.len() == LONGEST_PART {
            break;
        }
    }
    let part = part.trim_matches(['.', '-']);
    let stem = part.split('.').next().unwrap_or_default();
    let is = |name: &str| stem.eq_ignore_ascii_case(name);
    let numbered = |name: &str| matches!(stem.as_bytes(), [word @ .., b'0'..=b'9'] if word.eq_ignore_ascii_case(name.as_bytes()));
    let reserved = ["", "CON", "PRN", "AUX", "NUL"].into_iter().any(is) || numbered("COM") || numbered("LPT");
    if reserved { format!("x{part}") } else { part.to_owned() }
}

#[cfg(test)]
mod tests;
