
use super::*;

fn emails(texts: &[&str]) -> Vec<Cow<'static, [u8]>> {
    texts.iter().map(|text| Cow::Owned(text.as_bytes().to_vec())).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_line_that_looks_like_a_beginning_is_quoted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("day.mbox");
    let day = Day::from_ymd(2026, 3, 5).unwrap();
    let all = emails(&["To: a\r\n\r\nFrom me\r\n>From you\r\nFromage\r\n"]);
    assert!(write_mbox(&file, day, &all).unwrap());
    let wanted = "From MAILER-DAEMON Thu Mar  5 08:00:00 2026\nTo: a\n\n>From me\n>>From you\nFromage\n\n";
    assert_eq!(fs::read_to_string(&file).unwrap(), wanted);
    assert!(!write_mbox(&file, day, &all).unwrap(), "the same again is not written");
    fs::write(&file, format!("{wanted}\n")).unwrap();
    assert!(write_mbox(&file, day, &all).unwrap(), "there was more");
    fs::write(&file, &wanted[1..]).unwrap();
    assert!(write_mbox(&file, day, &all).unwrap(), "there was less");
    assert_eq!(fs::read_to_string(&file).unwrap(), wanted);
    assert!(write_mbox(&file, day, &[]).unwrap());
    assert_eq!(fs::read(&file).unwrap(), b"");
}

#[test]
fn a_maildir_follows_the_plan_and_leaves_alone_what_somebody_touched() {
    let folder = tempfile::tempdir().unwrap();
    let day = Day::from_ymd(2026, 3, 5).unwrap();
    let write = |texts: &[&str], day: Day| write_maildir(folder.path(), day, &emails(texts)).unwrap();
    assert_eq!(write(&["a", "b", "c"], day), (3, 0));
    assert_eq!(write(&["a", "b", "c"], day), (0, 0));
    let cur = folder.path().join("cur");
    let all = names(&cur);
    assert!(all.iter().all(|name| name.starts_with("1772697600.") && name.ends_with(".collect:2,D")), "{all:?}");
    assert_eq!(names(&folder.path().join("tmp")), [""; 0]);
    // One is flagged, one is edited: neither is ours to remove.
    fs::rename(cur.join(&all[0]), cur.join(all[0].replace(":2,D", ":2,DF"))).unwrap();
    fs::write(cur.join(&all[1]), "edited").unwrap();
    assert_eq!(write(&["d"], day), (1, 1));
    assert_eq!(names(&cur).len(), 3);
    assert_eq!(write(&["d"], day.plus(1)), (1, 0), "another day has files of its own");
}
