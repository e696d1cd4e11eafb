//! How the ledger's own ids are written, and the keys under which an id can be found again in what payers make of it.

use super::folding::misread;
use hashbrown::HashMap;

/// A run of letters or of digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub is_digits: bool,
}

/// Letters and digits of a text in capitals, cut where one follows the other or where something else stands between them.
pub fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_open = false;
    for char in text.chars().flat_map(char::to_uppercase) {
        if !char.is_alphanumeric() {
            is_open = false;
            continue;
        }
        let is_digits = char.is_ascii_digit();
        match runs.last_mut().filter(|last| is_open && last.is_digits == is_digits) {
            Some(last) => last.text.push(char),
            None => runs.push(Run { text: char.into(), is_digits }),
        }
        is_open = true;
    }
    runs
}

/// Digits without the zeros before them.
pub fn unpadded(digits: &str) -> &str {
    let bare = digits.trim_start_matches('0');
    if bare.is_empty() && !digits.is_empty() { "0" } else { bare }
}

/// Does a number begin with a year, so that it may be one with a serial number behind it?
pub fn begins_with_a_year(digits: &str) -> bool {
    digits.len() > 5 && digits.get(..4).is_some_and(|year| ("1990"..="2099").contains(&year))
}

/// The runs of an id, with a year as a run of its own.
fn parts(id: &str) -> Vec<Run> {
    let mut parts = Vec::new();
    for run in runs(id) {
        if run.is_digits && begins_with_a_year(&run.text) {
            parts.push(Run { text: run.text[..4].to_owned(), is_digits: true });
            parts.push(Run { text: run.text[4..].to_owned(), is_digits: true });
        } else {
            parts.push(run);
        }
    }
    parts
}

/// Runs as one text in which padding makes no difference.
pub fn padless<'r>(runs: impl Iterator<Item = (&'r str, bool)>) -> String {
    let mut text = String::new();
    for (run, is_digits) in runs {
        if !text.is_empty() {
            text.push('|');
        }
        text.push_str(if is_digits { unpadded(run) } else { run });
    }
    text
}

/// The places of what has a key.
pub type Places = Vec<u32>;

/// Ids by what may be left of them.
#[derive(Default)]
pub struct IdKeys {
    /// Letters and digits, without what stands between.
    pub compact: HashMap<String, Places>,
    pub padless: HashMap<String, Places>,
    /// With letters that look like digits as digits.
    pub misread: HashMap<String, Places>,
    /// Without the letters at the beginning.
    pub behind: HashMap<String, Places>,
    pub behind_padless: HashMap<String, Places>,
    /// The last number alone.
    pub bare: HashMap<String, Places>,
    /// The letters with which ids begin.
    pub prefixes: Vec<String>,
    pub longest: usize,
    /// The id of each place, compact, and how many digits it ends with.
    pub ids: Vec<(String, usize)>,
    /// Each id in capitals, as it is written.
    pub written: Vec<String>,
}

/// So few letters and digits are no reference by themselves.
const SHORT: usize = 5;

impl IdKeys {
    pub fn new<'i>(ids: impl Iterator<Item = &'i str>) -> IdKeys {
        let mut keys = IdKeys::default();
        for id in ids {
            keys.add(id);
        }
        keys.prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        keys
    }

    fn add(&mut self, id: &str) {
        let place = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let parts = parts(id);
        let all: String = parts.iter().map(|part| part.text.as_str()).collect();
        let serial = parts.iter().rev().find(|part| part.is_digits).map_or("", |part| part.text.as_str());
        let prefix = parts.first().filter(|first| !first.is_digits && parts.len() > 1);
        let behind = &parts[usize::from(prefix.is_some())..];
        let numbers = behind.iter().filter(|part| part.is_digits).count();
        let put = |map: &mut HashMap<String, Places>, key: String| map.entry(key).or_default().push(place);
        // A number alone is no more than the last number of another id.
        if prefix.is_some() || all.len() >= SHORT {
            put(&mut self.compact, all.clone());
            put(&mut self.padless, padless(parts.iter().map(|part| (part.text.as_str(), part.is_digits))));
            if all.len() > SHORT {
                put(&mut self.misread, all.chars().map(misread).collect());
            }
        }
        if prefix.is_some() && numbers > 1 {
            put(&mut self.behind, behind.iter().map(|part| part.text.as_str()).collect());
            put(&mut self.behind_padless, padless(behind.iter().map(|part| (part.text.as_str(), part.is_digits))));
        }
        if !serial.is_empty() {
            put(&mut self.bare, unpadded(serial).to_owned());
        }
        if let Some(prefix) = prefix
            && !self.prefixes.contains(&prefix.text)
            && self.prefixes.len() < 100
        {
            self.prefixes.push(prefix.text.clone());
        }
        self.longest = self.longest.max(all.len());
        let ends_with_it = parts.last().is_some_and(|last| last.is_digits);
        self.ids.push((all, if ends_with_it { serial.len() } else { 0 }));
        self.written.push(id.to_uppercase());
    }

    /// The letters of a word that an id begins with, if the word ends with such: `RECHNUNGRE`.
    pub fn prefix_at_the_end<'w>(&self, word: &'w str) -> Option<&'w str> {
        self.prefixes.iter().find_map(|prefix| {
            let before = word.strip_suffix(prefix.as_str())?;
            (!before.is_empty() && prefix.len() > 1).then(|| &word[before.len()..])
        })
    }
}
