//! What the program says of itself: pages of help, manual pages, completions.

use crate::run::Run;
use collect::builtin;
use collect::finding::Code;
use collect::plan::Blocking;
use collect::report::CODES_IN_WORDS;
use std::process::{Command, Stdio};
use tempfile::TempDir;

fn said(words: &[&str]) -> String {
    Run::collect(words).stdout()
}

fn commands() -> Vec<String> {
    let help = said(&["help"]);
    let chapter = help.split("\n\n").next().unwrap();
    let names: Vec<String> = chapter
        .lines()
        .skip(1)
        .filter(|line| !line.starts_with("    "))
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect();
    assert!(names.len() >= 7, "{names:?}");
    names
}

#[test]
fn help_lists_commands_topics_and_codes() {
    let help = said(&["help"]);
    let words: Vec<&str> = help.split([' ', ',', '\n']).collect();
    for (topic, _) in builtin::topics() {
        assert!(words.contains(&topic), "{topic}");
    }
    for code in Code::ALL {
        assert!(words.contains(&code.name()), "{}", code.name());
    }
    // Each command says what it is about, wherever commands are listed.
    for list in [help.clone(), said(&["--help"]), said(&["-h"])] {
        for command in commands() {
            let told = list.lines().find_map(|line| line.trim_start().strip_prefix(&format!("{command} ")));
            assert!(told.is_some_and(|words| !words.trim().is_empty()), "{command}: {list}");
        }
    }
    assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
}

#[test]
fn a_topic_is_a_page_for_a_screen() {
    let topics: Vec<&str> = builtin::topics().map(|(name, _)| name).collect();
    for topic in
        ["approval", "blocks", "clock", "dates", "late-fees", "open-items", "promises", "rank", "recording", "required-stages", "withheld"]
    {
        assert!(topics.contains(&topic), "{topic}");
    }
    for topic in topics {
        let page = said(&["help", topic]);
        assert!(page.lines().count() <= 60, "{topic} has {} lines", page.lines().count());
        assert!(page.lines().all(|line| line.chars().count() <= 92), "{topic}: {page}");
        assert!(!page.contains("```") && !page.contains("]("), "{topic}: {page}");
    }
}

#[test]
fn a_code_has_the_page_of_the_reference() {
    for code in Code::ALL {
        let page = said(&["help", code.name()]);
        assert!(page.starts_with(&format!("{}\n\n", code.name())), "{page}");
        assert!(page.contains(&format!("[{}]", code.name())), "{} shows no message:\n{page}", code.name());
        assert!(page.lines().count() < 40, "{}: only its own section", code.name());
    }
}

#[test]
fn a_command_has_its_help() {
    for command in commands() {
        let page = said(&["help", &command]);
        assert!(page.contains(&format!("Usage: collect {command}")), "{command}: {page}");
    }
    assert_eq!(said(&["help", "plan"]), said(&["plan", "--help"]));
}

#[test]
fn words_of_results_lead_to_their_topic() {
    for (word, topic) in [
        ("contact-limit", "withheld"),
        ("unapplied-cash", "withheld"),
        ("unread row", "withheld"),
        ("opted-out", "withheld"),
        ("no-contact", "withheld"),
        ("dispute", "blocks"),
        ("reply", "blocks"),
        ("pause", "blocks"),
        ("short_pay", "blocks"),
        ("promise", "promises"),
        ("silent", "rank"),
        ("at risk", "rank"),
        ("stalled", "rank"),
        ("worsening", "rank"),
        ("blocked_until", "blocks"),
    ] {
        assert_eq!(said(&["help", word]), said(&["help", topic]), "{word}");
    }
    // What stands in brackets behind a sentence of `collect explain` can be looked up.
    for code in CODES_IN_WORDS {
        assert!(builtin::topic(code).is_some(), "{code}");
        assert!(Blocking::CODES.contains(&code), "{code}");
    }
}

#[test]
fn a_slip_of_the_pen_is_understood() {
    assert_eq!(said(&["help", "Required_Stages"]), said(&["help", "required-stages"]));
    for (typed, told) in [
        ("promisses", "did you mean \"promises\"?"),
        ("orphan-evnt", "did you mean \"orphan-event\"?"),
        ("contact-limt", "did you mean \"contact-limit\"?"),
        ("pln", "did you mean \"plan\"?"),
        ("xyzzy", "`collect help` lists"),
    ] {
        let (code, out, err) = Run::collect(&["help", typed]).told();
        assert_eq!((code, out.as_str()), (2, ""), "{typed}");
        assert!(err.contains(told), "{typed}: {err}");
    }
}

/// Is there such a program here? Where not, what needs it is skipped, and says so.
fn is_here(program: &str) -> bool {
    let found = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !found {
        println!("SKIPPED: there is no {program} here");
    }
    found
}

#[test]
fn completions_are_scripts() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = said(&["completions", shell]);
        assert!(script.contains("skip-bad-rows") && script.contains("completions"), "{shell}");
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("script");
        std::fs::write(&path, &script).unwrap();
        if ["bash", "zsh", "fish"].contains(&shell) && is_here(shell) {
            let done = Command::new(shell).arg("-n").arg(&path).output().unwrap();
            assert!(done.status.success() && done.stderr.is_empty(), "{shell}: {}", String::from_utf8_lossy(&done.stderr));
        }
    }
}

#[test]
fn manual_pages_render_without_a_warning() {
    let folder = TempDir::new().unwrap();
    let place = folder.path().join("share/man1");
    said(&["-q", "man", "-o", place.to_str().unwrap()]);
    let mut pages: Vec<String> =
        std::fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    pages.sort();
    let mut expected: Vec<String> =
        commands().iter().map(|command| format!("collect-{command}.1")).chain(["collect.1".to_owned()]).collect();
    expected.sort();
    assert_eq!(pages, expected);
    let plan = std::fs::read_to_string(place.join("collect-plan.1")).unwrap();
    assert_eq!(plan, said(&["man", "plan"]));
    assert_eq!(std::fs::read_to_string(place.join("collect.1")).unwrap(), said(&["man"]));
    assert!(plan.contains("skip\\-bad\\-rows") && plan.contains(".TH collect-plan 1 ") && plan.contains(".SH Examples\n.nf\n"), "{plan}");
    if is_here("groff") {
        for page in pages {
            let done = Command::new("groff").args(["-man", "-Tutf8", "-ww"]).arg(place.join(&page)).output().unwrap();
            assert!(done.status.success() && done.stderr.is_empty(), "{page}: {}", String::from_utf8_lossy(&done.stderr));
            assert!(String::from_utf8_lossy(&done.stdout).contains("Print help"), "{page}");
        }
    }
    let (code, out, err) = Run::collect(&["man", "pln"]).told();
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("did you mean \"plan\"?"), "{err}");
}
