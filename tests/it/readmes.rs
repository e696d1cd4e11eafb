//! The documents' commands do what the documents say.
//!
//! A block ```` ```sh ```` that begins with `collect` or `cargo run` and is followed by a block ```` ```text ```` is run in a copy of the repository's examples, and what
//! it writes to standard output must be the text. `SNAPSHOTS=overwrite cargo test readmes` writes what came into the document.

use crate::run::Run;
use fs_err as fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The documents whose commands are run.
fn documents() -> Vec<PathBuf> {
    let mut found = vec![Path::new(ROOT).join("README.md")];
    for example in fs::read_dir(Path::new(ROOT).join("examples")).unwrap() {
        let readme = example.unwrap().path().join("README.md");
        if readme.exists() {
            found.push(readme);
        }
    }
    found.sort();
    found
}

/// A place with the examples as they are shipped.
fn playground() -> TempDir {
    let place = TempDir::new().unwrap();
    copy(&Path::new(ROOT).join("examples"), &place.path().join("examples"));
    place
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// What a command line of a document writes to standard output, in a pipe. On standard error there may be notes, and warnings about the
/// example's ledger.
fn output(line: &str, place: &Path) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let arguments = match words.iter().position(|word| *word == "--") {
        Some(dashes) if words[0] == "cargo" => &words[dashes + 1..],
        _ => &words[1..],
    };
    let (status, out, err) = Run::collect(arguments).folder(place).told();
    let is_fine = err.lines().all(|line| !line.starts_with("error"));
    assert!(status == 0 && is_fine, "{line}: {status}\n{err}");
    out
}

/// A document with every text after a command replaced by what the command writes; and how many there are.
fn rewritten(document: &str, place: &Path) -> (String, usize) {
    let (mut new, mut count) = (String::new(), 0);
    let mut rest = document;
    while let Some((before, block)) = rest.split_once("```sh\n") {
        let (commands, after) = block.split_once("```\n").unwrap();
        new.push_str(&format!("{before}```sh\n{commands}```\n"));
        rest = after;
        let is_ours = commands.starts_with("collect ") || commands.starts_with("cargo run ");
        if let Some((_, tail)) = after.strip_prefix("\n```text\n").and_then(|text| text.split_once("```\n")).filter(|_| is_ours) {
            let texts: Vec<String> = commands.lines().map(|line| output(line, place)).collect();
            new.push_str(&format!("\n```text\n{}```\n", texts.concat()));
            rest = tail;
            count += 1;
        }
    }
    new.push_str(rest);
    (new, count)
}

#[test]
fn commands_in_documents_write_what_the_documents_show() {
    let mut checked = 0;
    for document in documents() {
        let (place, text) = (playground(), fs::read_to_string(&document).unwrap());
        let (now, count) = rewritten(&text, place.path());
        checked += count;
        if std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
            fs::write(&document, now).unwrap();
        } else {
            assert!(now == text, "{} shows other than this:\n{now}", document.display());
        }
    }
    assert!(checked >= 1, "no document shows a command with its output");
}

#[test]
fn the_files_that_documents_link_to_exist() {
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let file = link.split('#').next().unwrap();
            let is_file = !file.is_empty() && !file.contains("://");
            assert!(!is_file || document.parent().unwrap().join(file).exists(), "{}: {link}", document.display());
        }
    }
}

/// The ids of the actions that are due in the quickstart.
#[cfg(unix)]
fn due(place: &Path, day: &str) -> Vec<String> {
    let csv = output(&format!("collect plan --as-of {day} --format csv -q"), place);
    csv.lines().skip(1).map(|row| row.split(',').nth(1).unwrap().to_owned()).collect()
}

#[test]
#[cfg(unix)]
fn what_was_recorded_as_the_readme_says_is_not_due_again() {
    let place = playground();
    let quickstart = place.path().join("examples/quickstart");
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    let (_, section) = readme.split_once("## Record what was done\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let block = section.split_once("```sh\n").and_then(|(_, rest)| rest.split_once("```")).unwrap().0;
    let on_the_day = |line: &str| format!("{} --as-of 2026-03-31\n", line.split_once(" #").unwrap().0.trim_end());
    let script: String = block.lines().map(on_the_day).collect();
    let before = due(&quickstart, "2026-03-31");
    let told = "warning[no-email]: INV-1995 has no email address, but its action is an email\n  = help: fill in its column email\n1 warning\n\
                note: withheld: 2 actions (`collect plan -v` lists them)\n\
                warning: 1 message was not recorded, because it is not complete:\nautomated/C-110_INV-1995_first-overdue_email.md. `collect draft` \
                writes again what is due. If it was\ncompleted and sent: collect record outbox/2026-03-31 --only\n\
                automated/C-110_INV-1995_first-overdue_email.md\n";
    Run::shell(&script).folder(&quickstart).stderr(told).stdout();
    assert_eq!(before.len(), 13);
    let log = fs::read_to_string(quickstart.join("log.csv")).unwrap();
    let types: Vec<&str> = log.lines().skip(1).filter_map(|row| row.split(',').nth(1)).collect();
    assert_eq!(
        types,
        [&["touch"; 12][..], &["promise", "undo"]].concat(),
        "the dispute and the email without an address are not done, and the call is one more:\n{log}"
    );
    assert_eq!(due(&quickstart, "2026-03-31"), ["INV-1940/dispute/1", "INV-1995/first-overdue/email/1"]);
    let tomorrow = due(&quickstart, "2026-04-01");
    assert!(
        tomorrow.iter().all(|id| ["INV-1940/dispute/1", "INV-1995/first-overdue/email/1"].contains(&id.as_str()) || !before.contains(id)),
        "{tomorrow:?}"
    );
}
