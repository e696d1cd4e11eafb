use super::*;

/// Each scalar and key as `line:column+width text`, a quoted scalar in quotes.
fn scalars(text: &str) -> Vec<String> {
    fn visit(node: &Node, seen: &mut Vec<String>) {
        let at = |spot: Spot| format!("{}:{}+{}", spot.line, spot.column, spot.width);
        match &node.value {
            Value::Null => seen.push(format!("{} nothing", at(node.spot))),
            Value::Scalar { text, quoted: false } => seen.push(format!("{} {text}", at(node.spot))),
            Value::Scalar { text, quoted: true } => seen.push(format!("{} {text:?}", at(node.spot))),
            Value::Sequence(items) => items.iter().for_each(|item| visit(item, seen)),
            Value::Mapping(entries) => entries.iter().for_each(|(key, item)| {
                seen.push(format!("{} {}:", at(key.spot), key.text));
                visit(item, seen);
            }),
        }
    }
    let problems = Problems::new(text, "w.yaml");
    let mut seen = Vec::new();
    visit(&parse(&problems).expect("a tree"), &mut seen);
    assert_eq!(problems.into_findings(), []);
    seen
}

fn findings(text: &str) -> Vec<String> {
    let problems = Problems::new(text, "w.yaml");
    parse(&problems);
    problems.into_findings().iter().map(ToString::to_string).collect()
}

#[test]
fn scalars_are_as_written_and_places_count_characters() {
    let text = "\u{feff}größe: [1.10, no, '+08', 1_000, 0x1F]\n\"ключ\": ~\n日本: &a é\nö: *a\n";
    assert_eq!(
        scalars(text),
        [
            "1:1+5 größe:",
            "1:9+4 1.10",
            "1:15+2 no",
            "1:19+5 \"+08\"",
            "1:26+5 1_000",
            "1:33+4 0x1F",
            "2:1+6 ключ:",
            "2:9+1 nothing",
            "3:1+2 日本:",
            "3:8+1 é",
            "4:1+1 ö:",
            "4:4+2 é",
        ]
    );
}

#[test]
fn every_entry_is_there_even_a_repeated_one() {
    assert_eq!(scalars("a: 1\na: 2"), ["1:1+1 a:", "1:4+1 1", "2:1+1 a:", "2:4+1 2"]);
}

#[test]
fn what_is_not_supported_is_named_and_left_out() {
    let text = "a: !x 1\nb: { <<: {c: 1}, [k]: 2 }\nd: &d [*d]\n---\ne: 1\n";
    assert_eq!(
        findings(text),
        [
            "w.yaml:1:4: tags such as !x are not supported; leave the tag out",
            "w.yaml:2:6: merge keys (`<<`) are not supported; write the keys out",
            "w.yaml:2:18: a key must be a text; write `key: value`, the key in quotes where it has special characters",
            "w.yaml:3:8: an alias is inside the value that it repeats; write the value out",
            "w.yaml:4:1: a second YAML document begins here; keep one document in a file",
        ]
    );
}

#[test]
fn repetition_and_depth_have_limits() {
    let mut bomb = "a0: &a0 [x, x]\n".to_owned();
    for n in 1..40 {
        bomb += &format!("a{n}: &a{n} [*a{}, *a{0}]\n", n - 1);
    }
    let mut chain = "a0: &a0 [x]\n".to_owned();
    for n in 1..1000 {
        chain += &format!("a{n}: &a{n} [*a{}]\n", n - 1);
    }
    let long = format!("a: &a \"{}\"\nb: [{}]", "x".repeat(500_000), "*a, ".repeat(10_000));
    for (text, wanted) in [
        (bomb.as_str(), "the file is too large: over"),
        (&chain, "lists and mappings are nested more than 64 deep"),
        (&long, "the file is too large: over"),
        (&"[".repeat(100_000), "lists and mappings are nested too deep"),
        (&"- ".repeat(100_000), "lists and mappings are nested too deep"),
        (&"{a: ".repeat(100_000), "lists and mappings are nested too deep"),
        (&"x".repeat(LARGEST_TEXT + 1), "the file has 1048577 bytes"),
    ] {
        let found = findings(text);
        assert!(found.len() == 1 && found[0].contains(wanted), "{found:?}");
    }
}
