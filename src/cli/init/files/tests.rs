
use super::*;

#[test]
fn all_files_are_written_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (a, b) = (path("a.yaml"), path("b.yaml"));
    let files = [New { name: &a, text: "one" }, New { name: &b, text: "two" }];
    fs::write(&b, "mine").unwrap();
    let error = write_all(&files).unwrap_err();
    assert!(error.to_string().ends_with("nothing was written"), "{error}");
    assert!(!Path::new(&a).exists());
    assert_eq!(fs::read_to_string(&b).unwrap(), "mine");
    fs::remove_file(&b).unwrap();
    write_all(&files).unwrap();
    assert_eq!((fs::read_to_string(&a).unwrap(), fs::read_to_string(&b).unwrap()), ("one".to_owned(), "two".to_owned()));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside them");
}

#[test]
fn what_a_run_left_that_was_killed_is_completed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (a, b) = (path("a.yaml"), path("b.yaml"));
    let files = [New { name: &a, text: "one" }, New { name: &b, text: "two" }];
    fs::write(&a, "one").unwrap();
    fs::write(path(".b.yaml.new"), "tw").unwrap();
    refuse_existing(&files, &b).unwrap();
    write_all(&files).unwrap();
    assert_eq!(fs::read_to_string(&b).unwrap(), "two");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    assert!(refuse_existing(&files, &b).unwrap_err().to_string().contains("b.yaml exists already"));
    fs::remove_file(&b).unwrap();
    fs::write(&a, "mine").unwrap();
    assert!(refuse_existing(&files, &b).unwrap_err().to_string().contains("a.yaml exists already"));
}
