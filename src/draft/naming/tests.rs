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
