//! The catalogue of findings: for each code the smallest project that gives it, in `tests/errors/CODE`, and all that is said
//! about it there, in its `expected.txt`.

mod folder;

use collect::finding::Code;
use folder::{Folder, told};
use snapbox::{Assert, Data};
use std::path::{Path, PathBuf};

/// Where the examples are.
pub fn catalogue() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors")
}

/// The names of what is in a folder.
pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs_err::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries.map(|entry| entry.file_name().into_string().expect("a name")).collect()
}

#[test]
fn every_code_has_its_folder_and_no_other_is_there() {
    let mut folders = names_in(&catalogue());
    let mut codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    folders.sort();
    codes.sort_unstable();
    assert_eq!(folders, codes);
}

#[test]
fn the_smallest_example_of_each_code_gives_it() {
    let assert = Assert::new().action_env("SNAPSHOTS");
    let mut wrong = String::new();
    for code in Code::ALL {
        let path = catalogue().join(code.name());
        let findings = Folder(&path).findings();
        let all: String = findings.iter().map(|finding| told(finding) + "\n").collect();
        let expected = Data::read_from(&path.join("expected.txt"), None).raw();
        if let Err(difference) = assert.try_eq(Some(&code.name()), all.into(), expected) {
            wrong += &difference.to_string();
        }
        if !findings.iter().any(|finding| finding.code == *code) {
            wrong += &format!("{}: the example does not give it\n", code.name());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
