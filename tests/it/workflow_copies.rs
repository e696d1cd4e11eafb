//! `collect workflow`: the built-in workflows as files to copy.

use crate::place::Place;
use collect::builtin;

fn run(place: &Place, words: &[&str]) -> (i32, String, String) {
    place.command(words).told()
}

#[test]
fn each_is_listed_and_printed_as_it_is() {
    let place = Place::with(&[]);
    let (code, list, _) = run(&place, &["workflow"]);
    assert!(code == 0 && list.lines().all(|line| line.chars().count() <= 80), "{list}");
    for name in builtin::workflows() {
        assert!(list.lines().any(|line| line.strip_prefix(name).is_some_and(|words| words.starts_with("  "))), "{name}: {list}");
        assert_eq!(run(&place, &["workflow", name]), (0, builtin::workflow(name).unwrap().to_owned(), String::new()));
        assert_eq!(run(&place, &["workflow", name, "--scenarios"]).1, builtin::scenarios(name).unwrap());
    }
    let (code, _, error) = run(&place, &["workflow", "net3"]);
    assert_eq!((code, error.as_str()), (2, "error: there is no built-in workflow \"net3\": did you mean \"net30\"?\n"));
}

#[test]
fn a_copy_is_tested_for_itself_and_never_overwritten() {
    let place = Place::with(&[("collect.yaml", "workflow: own.yaml\n")]);
    for words in [&["workflow", "net30", "-o", "own.yaml"][..], &["workflow", "net30", "--scenarios", "-o", "own.test.yaml"]] {
        assert_eq!(run(&place, words), (0, String::new(), String::new()));
        let (code, _, error) = run(&place, words);
        assert_eq!(code, 2);
        assert!(error.contains("exists already and is not overwritten"), "{error}");
    }
    assert_eq!(run(&place, &["test", "-q"]).0, 0);
    place.write("own.yaml", place.read("own.yaml").replacen("trigger: { day: 20 }", "trigger: { day: 25 }", 1));
    let (code, out, _) = run(&place, &["test", "-q"]);
    assert_eq!(code, 1, "the copy is what its scenarios are held against: {out}");
}
