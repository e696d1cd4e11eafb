use super::*;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn added(path: &Path, text: &str) -> Result<()> {
    let (bytes, log) = LogFile::open(path, false)?;
    log.unwrap().write(&LogChange { keep: bytes.len(), bytes: text.as_bytes().to_vec() })
}

fn read(path: &Path) -> String {
    let mut text = String::new();
    opened(path).unwrap().bytes().unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn what_a_run_began_that_was_killed_is_there_for_readers_and_completed_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.csv");
    let whole = "a\nbb\ncc\n";
    for length in 2..=whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        Journal { keep: 2, before: 2, rest: whole.as_bytes()[2..].to_vec() }.note(&path).unwrap();
        assert_eq!(read(&path), whole, "{length}");
        added(&path, "d\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "a\nbb\ncc\nd\n", "{length}");
        assert_eq!(names(folder.path()), [".log.csv.lock", "log.csv"]);
    }
    // Of a change of the header, too, whatever was written of it.
    let anew = "a,x\n1,\n2,3\n";
    for there in ["a\n1\n", "a\n1\n1,\n2", "a\n1\n1,\n2,3\n", "a,1\n1,\n2,3\n", anew] {
        fs::write(&path, there).unwrap();
        Journal { keep: 0, before: 4, rest: anew.as_bytes().to_vec() }.note(&path).unwrap();
        assert_eq!(read(&path), anew, "{there:?}");
        added(&path, "4,5\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{anew}4,5\n"));
    }
}

#[test]
fn a_program_that_has_the_log_open_can_go_on_adding_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.csv");
    added(&path, "a\n").unwrap();
    let mut other = File::options().append(true).open(&path).unwrap();
    added(&path, "b\n").unwrap();
    other.write_all(b"theirs\n").unwrap();
    added(&path, "c\n").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "a\nb\ntheirs\nc\n");
}

#[test]
fn bytes_are_added_and_nothing_is_left_beside_but_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.csv");
    added(&path, "a\n").unwrap();
    fs::write(folder.path().join(".log.csv.new"), "what a run left that was killed").unwrap();
    added(&path, "b\n").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "a\nb\n");
    assert_eq!(names(folder.path()), [".log.csv.lock", "log.csv"]);
}

#[test]
fn what_another_program_wrote_meanwhile_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.csv");
    for before in [None, Some("a\n")] {
        if let Some(text) = before {
            fs::write(&path, text).unwrap();
        }
        let (bytes, log) = LogFile::open(&path, false).unwrap();
        fs::write(&path, "a\nb\n").unwrap();
        let change = LogChange { keep: bytes.len(), bytes: b"c\n".to_vec() };
        let told = log.unwrap().write(&change).unwrap_err().to_string();
        assert!(told.contains("another program has just written to it"), "{told}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "a\nb\n");
    }
    assert_eq!(names(folder.path()), [".log.csv.lock", "log.csv"]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_so_do_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("file.csv"), folder.path().join("log.csv"));
    fs::write(&file, "a\n").unwrap();
    fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    added(&link, "b\n").unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), "a\nb\n");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}
