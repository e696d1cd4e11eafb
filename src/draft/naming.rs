//! The names of drafts: readable, harmless on every file system, and no two alike.

use std::collections::{BTreeMap, BTreeSet};

/// The longest file name, in bytes, ending included.
const LONGEST: usize = 120;
/// The longest part of one, in bytes.
const LONGEST_PART: usize = 34;

/// The folder of what must be approved first; no owner's folder is called so.
const REVIEW: &str = "review/";

/// What a draft is called after.
pub(super) struct Naming<'a> {
    /// Whose it is: the folder.
    pub owner: &'a str,
    /// Must it be approved? Then the owner's folder lies in another.
    pub review: bool,
    /// The parts of the name: customer, invoice (of a message on several: none), stage, channel.
    pub parts: Vec<&'a str>,
    /// The ending, without a dot.
    pub ending: &'static str,
    /// The id of the action, which no other has.
    pub id: &'a str,
}

/// The path of each, `OWNER/FILE`. Where names would be alike, also on a file system that does not tell capitals apart, each
/// of them carries some of its id's digest; so a name does not depend on the order of the drafts.
pub(super) fn paths(namings: &[Naming<'_>]) -> Vec<String> {
    let folders = folders(namings);
    let plain: Vec<String> = namings.iter().map(|naming| path(&folders[naming.owner], naming, "")).collect();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for path in &plain {
        *uses.entry(path.to_ascii_lowercase()).or_default() += 1;
    }
    let mut taken: BTreeSet<String> =
        plain.iter().map(|path| path.to_ascii_lowercase()).filter(|path| uses.get(path).is_some_and(|count| *count == 1)).collect();
    let mut paths = Vec::with_capacity(plain.len());
    for (naming, plain) in namings.iter().zip(plain) {
        if uses.get(&plain.to_ascii_lowercase()).is_some_and(|count| *count == 1) {
            paths.push(plain);
            continue;
        }
        let digest = blake3::hash(naming.id.as_bytes()).to_hex();
        // Eight digits are enough but for names made on purpose; the whole digest and a number always are.
        let tried = [digest[..8].to_owned(), digest[..].to_owned()].into_iter();
        let counted = (2..).map(|n: u64| format!("{}-{n}", &digest[..32]));
        let free = tried
            .chain(counted)
            .map(|mark| path(&folders[naming.owner], naming, &mark))
            .find(|path| taken.insert(path.to_ascii_lowercase()));
        paths.push(free.unwrap_or(plain));
    }
    paths
}

/// The folder of each owner.
fn folders<'a>(namings: &[Naming<'a>]) -> BTreeMap<&'a str, String> {
    let owners: BTreeSet<&str> = namings.iter().map(|naming| naming.owner).collect();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for owner in &owners {
        *uses.entry(safe(owner).to_ascii_lowercase()).or_default() += 1;
    }
    let name = |owner: &'a str| {
        let plain = safe(owner);
        let alone = uses.get(&plain.to_ascii_lowercase()).is_some_and(|count| *count == 1);
        let alone = alone && !REVIEW.trim_end_matches('/').eq_ignore_ascii_case(&plain);
        (owner, if alone { plain } else { format!("{plain}_{}", &blake3::hash(owner.as_bytes()).to_hex()[..8]) })
    };
    owners.into_iter().map(name).collect()
}

fn path(folder: &str, naming: &Naming<'_>, mark: &str) -> String {
    let parts: Vec<String> = naming.parts.iter().map(|part| safe(part)).collect();
    let mut name = parts.join("_");
    let ending = if mark.is_empty() { format!(".{}", naming.ending) } else { format!("_{mark}.{}", naming.ending) };
    name.truncate(LONGEST - ending.len());
    let review = if naming.review { REVIEW } else { "" };
    format!("{review}{folder}/{name}{ending}")
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
    let stem = part.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = |name: &str| stem.strip_prefix(name).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    let reserved = matches!(stem.as_str(), "" | "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT");
    if reserved { format!("x{part}") } else { part.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naming<'a>(owner: &'a str, customer: &'a str, invoice: &'a str) -> Naming<'a> {
        Naming { owner, review: false, parts: vec![customer, invoice, "due", "email"], ending: "eml", id: invoice }
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
        let forward = paths(&[a, b, c]);
        assert_eq!(forward[2], "ar/C_INV-8_due_email.eml");
        assert!(forward[0].starts_with("ar/C_INV-7_due_email_") && forward[1].starts_with("ar/C_inv-7_due_email_"), "{forward:?}");
        let backward = paths(&[naming("ar", "C", "INV-8"), naming("ar", "C", "inv-7"), naming("ar", "C", "INV/7")]);
        assert_eq!(forward, backward.into_iter().rev().collect::<Vec<_>>());
    }

    #[test]
    fn two_owners_never_share_a_folder() {
        let both = paths(&[naming("J/Doe", "C", "1"), naming("j-doe", "C", "2"), naming("ar", "C", "3")]);
        assert!(both[0].starts_with("J-Doe_") && both[1].starts_with("j-doe_") && both[2].starts_with("ar/"), "{both:?}");
    }

    #[test]
    fn what_must_be_approved_lies_apart() {
        let asked = Naming { review: true, ..naming("ar", "C", "1") };
        let all = paths(&[asked, naming("ar", "C", "2"), naming("Review", "C", "3")]);
        assert_eq!(all[..2], ["review/ar/C_1_due_email.eml", "ar/C_2_due_email.eml"]);
        assert!(all[2].starts_with("Review_"), "{all:?}");
    }

    #[test]
    fn the_longest_name_is_short_enough() {
        let long = "W".repeat(500);
        let all = paths(&[naming(&long, &long, &long), Naming { parts: vec![&long, &long, &long, &long], ..naming(&long, "", "z") }]);
        assert!(all.iter().all(|path| path.split('/').all(|part| part.len() <= LONGEST)), "{all:?}");
    }
}
