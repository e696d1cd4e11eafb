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
mod tests {
    use super::*;

    fn paths<const N: usize>(namings: [Naming<'_>; N]) -> Vec<String> {
        DraftNames::new(namings.into()).paths(&["eml"; N])
    }

    fn id(invoice: &str) -> &'static ActionId {
        Box::leak(Box::new(ActionId::of_stage(invoice, 1, "due", "email", 1)))
    }

    fn naming<'a>(owner: &'a str, customer: &'a str, invoice: &'a str) -> Naming<'a> {
        Naming { owner, review: false, stem: stem([customer, invoice, "due", "email"]), id: id(invoice) }
    }

    #[test]
    fn a_part_is_harmless() {
        for (text, part) in [
            ("INV-2026.07_a", "INV-2026.07_a"),
            ("../../etc/passwd", "etc-passwd"),
            ("..", "x"),
            ("", "x"),
            ("-rf", "rf"),
            ("Müller & Söhne", "M-ller-S-hne"),
            ("con", "xcon"),
            ("Com7.txt", "xCom7.txt"),
            ("company", "company"),
            ("a\0b\nc:d", "a-b-c-d"),
            ("株式会社", "x"),
        ] {
            assert_eq!(safe(text), part, "{text:?}");
        }
        assert_eq!(safe(&"x".repeat(10_000)).len(), LONGEST_PART);
    }

    #[test]
    fn names_that_would_be_alike_carry_their_digest_in_whatever_order() {
        let (a, b, c) = (naming("ar", "C", "INV/7"), naming("ar", "C", "inv-7"), naming("ar", "C", "INV-8"));
        let forward = paths([a, b, c]);
        assert_eq!(forward[2], "ar/C_INV-8_due_email.eml");
        assert!(forward[0].starts_with("ar/C_INV-7_due_email_") && forward[1].starts_with("ar/C_inv-7_due_email_"), "{forward:?}");
        let backward = paths([naming("ar", "C", "INV-8"), naming("ar", "C", "inv-7"), naming("ar", "C", "INV/7")]);
        assert_eq!(forward, backward.into_iter().rev().collect::<Vec<_>>());
    }

    #[test]
    fn a_name_that_is_known_early_stays_whatever_the_others_become() {
        let long =
            |end| Naming { owner: "ar", review: false, stem: stem([&*"W".repeat(40), &"W".repeat(40), &"W".repeat(40), end]), id: id(end) };
        let (a, b) = (naming("ar", "C", "INV/7"), naming("ar", "C", "inv-7"));
        let names = DraftNames::new(vec![a, naming("ar", "C", "INV-8"), b, long("9-a"), long("9-bc"), long("x")]);
        let endings = ["eml", "md"];
        for mix in 0..1 << 6 {
            let endings: Vec<&str> = (0..6).map(|place| endings[mix >> place & 1]).collect();
            let paths = names.paths(&endings);
            for (place, path) in paths.iter().enumerate() {
                assert!(names.path(place, endings[place]).is_none_or(|early| early == *path), "{path}");
            }
            assert_eq!(paths.iter().collect::<BTreeSet<_>>().len(), 6, "{paths:?}");
        }
        let early: Vec<bool> = (0..6).map(|place| names.path(place, "eml").is_some()).collect();
        assert_eq!(early, [false, true, false, true, true, true]);
    }

    #[test]
    fn two_owners_never_share_a_folder() {
        let both = paths([naming("J/Doe", "C", "1"), naming("j-doe", "C", "2"), naming("ar", "C", "3")]);
        assert!(both[0].starts_with("J-Doe_") && both[1].starts_with("j-doe_") && both[2].starts_with("ar/"), "{both:?}");
    }

    #[test]
    fn what_must_be_approved_lies_apart() {
        let asked = Naming { review: true, ..naming("ar", "C", "1") };
        let all = paths([asked, naming("ar", "C", "2"), naming("Review", "C", "3")]);
        assert_eq!(all[..2], ["review/ar/C_1_due_email.eml", "ar/C_2_due_email.eml"]);
        assert!(all[2].starts_with("Review_"), "{all:?}");
    }

    fn folders<const N: usize>(owners: [&str; N]) -> Vec<String> {
        paths(owners.map(|owner| naming(owner, "C", "1"))).iter().map(|path| path.split_once('/').unwrap().0.to_lowercase()).collect()
    }

    #[test]
    fn no_owner_takes_the_place_of_a_file_or_folder_of_ours() {
        for reserved in RESERVED {
            let marked = folders([&reserved.to_uppercase()]).remove(0);
            assert!(marked.starts_with(&format!("{reserved}_")), "{marked}");
            let both = folders([&reserved.to_uppercase(), &marked]);
            assert_ne!(both[0], both[1], "who is called like the marked name is somebody else");
        }
    }

    #[test]
    fn the_longest_name_is_short_enough() {
        let long = "W".repeat(500);
        let all = paths([naming(&long, &long, &long), Naming { stem: stem([&*long; 4]), ..naming(&long, "", "z") }]);
        assert!(all.iter().all(|path| path.split('/').all(|part| part.len() <= LONGEST)), "{all:?}");
    }
}
