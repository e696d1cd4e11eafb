use super::*;
use collect::action_id::ActionId;
use collect::channel::Channel;
use std::time::{Duration, SystemTime};

fn draft(path: &str, text: &str) -> Draft {
    let listed = Listed {
        file: path.into(),
        action_ids: vec![ActionId::of_stage(path, 1, "due", "email", 1)],
        channel: Channel::Email,
        owner: "ar".into(),
        customer: "C-1".into(),
        to: "ap@example.com".into(),
        subject: "=1+1".into(),
        approval: String::new(),
        digest: blake3::hash(text.as_bytes()).to_hex().to_string(),
    };
    Draft { listed, missing: vec![], bytes: text.as_bytes().to_vec() }
}

fn listed_in(drafts: &[Draft], path: &Path) {
    write_manifest(drafts.iter().map(|draft| &draft.listed), fs::File::create(path).unwrap()).unwrap();
}

/// Nothing is on record.
fn fill(folder: &Path, drafts: &[Draft]) -> Result<Changes> {
    super::fill(folder, drafts, &Before { held: &[], outside: &[], is_recorded: &|_| false })
}

fn counts(changes: &Changes) -> [usize; 5] {
    [changes.written, changes.unchanged, changes.removed, changes.edited.len(), changes.orphaned.len()]
}

fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => found.extend(files(&entry.path()).into_iter().map(|file| format!("{name}/{file}"))),
            false => found.push(name),
        }
    }
    found.retain(|file| file != files::LOCK);
    found.sort();
    found
}

fn edited(file: &str, outdated: bool) -> [Edited; 1] {
    [Edited { file: file.into(), outdated }]
}

#[test]
fn a_second_run_writes_nothing() {
    let outbox = tempfile::tempdir().unwrap();
    let folder = outbox.path().join("2026-03-31");
    let drafts = [draft("ar/a.eml", "a"), draft("boss/b.md", "b")];
    assert_eq!(counts(&fill(&folder, &drafts).unwrap()), [2, 0, 0, 0, 0]);
    assert_eq!(files(&folder), ["ar/a.eml", "boss/b.md", "manifest.csv"]);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    for file in files(&folder) {
        fs::File::options().write(true).open(folder.join(file)).unwrap().set_modified(long_ago).unwrap();
    }
    assert_eq!(counts(&fill(&folder, &drafts).unwrap()), [0, 2, 0, 0, 0]);
    for file in files(&folder) {
        assert_eq!(fs::metadata(folder.join(&file)).unwrap().modified().unwrap(), long_ago, "{file}");
    }
}

/// Which file it is on the disk, and when it was written.
#[cfg(unix)]
fn stamps(folder: &Path) -> Vec<(String, u64, SystemTime)> {
    use std::os::unix::fs::MetadataExt;
    let stamp = |file: String| {
        let found = fs::metadata(folder.join(&file)).unwrap();
        (file, found.ino(), found.modified().unwrap())
    };
    files(folder).into_iter().map(stamp).collect()
}

#[cfg(unix)]
#[test]
fn only_what_differs_is_another_file_after_a_second_run() {
    let outbox = tempfile::tempdir().unwrap();
    let folder = outbox.path().join("2026-03-31");
    // More than one thread takes at a time.
    let mut drafts: Vec<Draft> = (0..700).map(|n| draft(&format!("ar/{n:03}.eml"), &format!("owes {n}"))).collect();
    assert_eq!(counts(&fill(&folder, &drafts).unwrap()), [700, 0, 0, 0, 0]);
    let first = stamps(&folder);
    assert_eq!(first.len(), 701);
    assert_eq!(counts(&fill(&folder, &drafts).unwrap()), [0, 700, 0, 0, 0]);
    assert_eq!(stamps(&folder), first, "nothing is written again, the manifest neither");

    drafts[300] = draft("ar/300.eml", "owes nothing");
    assert_eq!(counts(&fill(&folder, &drafts).unwrap()), [1, 699, 0, 0, 0]);
    let others: Vec<(String, u64, SystemTime)> = first.iter().zip(stamps(&folder)).filter(|(a, b)| *a != b).map(|(_, b)| b).collect();
    assert_eq!(others.iter().map(|(file, ..)| file.as_str()).collect::<Vec<_>>(), ["ar/300.eml", "manifest.csv"]);
    for (n, draft) in drafts.iter().enumerate() {
        assert_eq!(fs::read(folder.join(&draft.file)).unwrap(), draft.bytes, "{n}");
    }
}

#[test]
fn what_a_cut_leaves_of_files_that_were_not_on_disk_yet_is_written_again() {
    let outbox = tempfile::tempdir().unwrap();
    let folder = outbox.path().join("2026-03-31");
    let drafts = [draft("ar/a.eml", "a"), draft("boss/b.md", "b")];
    // The process was killed while it filled the folder of a new owner …
    fs::create_dir_all(folder.join(".filling-ar")).unwrap();
    fs::write(folder.join(".filling-ar/a.eml"), "ha").unwrap();
    listed_in(&drafts, &folder.join(PENDING));
    assert_eq!(counts(&fill(&folder, &drafts).unwrap()), [2, 0, 0, 0, 0]);
    assert_eq!(files(&folder), ["ar/a.eml", "boss/b.md", "manifest.csv"]);
    // … and the power failed before a file had its bytes.
    fs::write(folder.join("ar/a.eml"), "").unwrap();
    assert_eq!(counts(&fill(&folder, &drafts).unwrap()), [1, 1, 0, 0, 0]);
    assert_eq!(fs::read_to_string(folder.join("ar/a.eml")).unwrap(), "a");
}

#[test]
fn a_day_without_actions_makes_no_folder_but_empties_one() {
    let outbox = tempfile::tempdir().unwrap();
    let folder = outbox.path().join("2026-03-31");
    assert_eq!(counts(&fill(&folder, &[]).unwrap()), [0; 5]);
    assert!(!folder.exists());
    fill(&folder, &[draft("ar/a.eml", "a")]).unwrap();
    assert_eq!(counts(&fill(&folder, &[]).unwrap()), [0, 0, 1, 0, 0]);
    assert_eq!(files(&folder), ["manifest.csv"]);
    assert!(!folder.join("ar").exists());
}

#[test]
fn what_is_no_longer_due_goes_unless_somebody_worked_on_it() {
    let outbox = tempfile::tempdir().unwrap();
    let folder = outbox.path().join("2026-03-31");
    fill(&folder, &[draft("ar/a.eml", "a"), draft("ar/b.eml", "b"), draft("ar/c.eml", "c")]).unwrap();
    fs::write(folder.join("ar/b.eml"), "b, with a kinder ending").unwrap();
    let changes = fill(&folder, &[draft("ar/c.eml", "c")]).unwrap();
    assert_eq!(counts(&changes), [0, 1, 1, 0, 1]);
    assert_eq!((changes.orphaned, changes.strays), (vec!["ar/b.eml".to_owned()], vec![]));
    assert_eq!(files(&folder), ["ar/b.eml", "ar/c.eml", "manifest.csv"]);
    assert!(!fs::read_to_string(folder.join(MANIFEST)).unwrap().contains("b.eml"));
    for drafts in [vec![draft("ar/c.eml", "c")], vec![]] {
        let changes = fill(&folder, &drafts).unwrap();
        assert_eq!((changes.orphaned, changes.strays), (vec![], vec!["ar/b.eml".to_owned()]), "it is told as long as it lies there");
    }
}

#[test]
fn what_lies_among_the_drafts_and_is_none_is_told() {
    let outbox = tempfile::tempdir().unwrap();
    let folder = outbox.path().join("2026-03-31");
    fs::create_dir_all(folder.join("ar/old")).unwrap();
    for file in ["notes.txt", "ar/.hidden", "ar/old/a.eml", "ar/a.eml~"] {
        fs::write(folder.join(file), "mine").unwrap();
    }
    let strays = ["ar/a.eml~", "ar/old/a.eml", "notes.txt"];
    assert_eq!(fill(&folder, &[]).unwrap().strays, strays, "where nothing was drafted, too");
    assert_eq!(fill(&folder, &[draft("ar/a.eml", "a")]).unwrap().strays, strays);
}

#[test]
fn one_run_at_a_time_works_on_a_folder() {
    let outbox = tempfile::tempdir().unwrap();
    let drafts = [draft("ar/a.eml", "a")];
    let first = locked(outbox.path()).unwrap();
    let error = fill(outbox.path(), &drafts).unwrap_err().to_string();
    assert_eq!(error, format!("another draft is being written to {}: try again when it is done", outbox.path().display()));
    assert!(files(outbox.path()).is_empty());
    drop(first);
    assert_eq!(counts(&fill(outbox.path(), &drafts).unwrap()), [1, 0, 0, 0, 0]);
}

#[test]
fn a_text_put_back_as_it_was_is_brought_up_to_date() {
    let outbox = tempfile::tempdir().unwrap();
    let folder = outbox.path().join("2026-03-31");
    fill(&folder, &[draft("ar/a.eml", "owes 100")]).unwrap();
    fs::write(folder.join("ar/a.eml"), "Dear Jane, owes 100").unwrap();
    fill(&folder, &[draft("ar/a.eml", "owes 50")]).unwrap();
    fs::write(folder.join("ar/a.eml"), "owes 100").unwrap();
    assert_eq!(counts(&fill(&folder, &[draft("ar/a.eml", "owes 50")]).unwrap()), [1, 0, 0, 0, 0]);
    assert_eq!(fs::read_to_string(folder.join("ar/a.eml")).unwrap(), "owes 50");
}

#[test]
fn a_draft_that_changes_is_written_again_unless_somebody_worked_on_it() {
    let outbox = tempfile::tempdir().unwrap();
    let folder = outbox.path().join("2026-03-31");
    fill(&folder, &[draft("ar/a.eml", "owes 100"), draft("ar/b.eml", "owes 100")]).unwrap();
    fs::write(folder.join("ar/b.eml"), "Dear Jane, owes 100").unwrap();
    let drafts = [draft("ar/a.eml", "owes 50"), draft("ar/b.eml", "owes 50")];
    for expected in [[1, 0, 0, 1, 0], [0, 1, 0, 1, 0]] {
        let changes = fill(&folder, &drafts).unwrap();
        assert_eq!(counts(&changes), expected);
        assert_eq!(changes.edited, edited("ar/b.eml", true), "in every run");
    }
    let as_before = [draft("ar/a.eml", "owes 50"), draft("ar/b.eml", "owes 100")];
    assert_eq!(fill(&folder, &as_before).unwrap().edited, edited("ar/b.eml", false), "what was edited is up to date again");
    assert_eq!(fs::read_to_string(folder.join("ar/a.eml")).unwrap(), "owes 50");
    assert_eq!(fs::read_to_string(folder.join("ar/b.eml")).unwrap(), "Dear Jane, owes 100");
}

#[test]
fn a_run_that_was_cut_short_leaves_nothing_that_the_next_one_does_not_know() {
    let outbox = tempfile::tempdir().unwrap();
    let folder = outbox.path().join("2026-03-31");
    fill(&folder, &[draft("ar/a.eml", "old")]).unwrap();
    // The run got as far as its second draft, and died before the manifest was renamed.
    let cut = [draft("ar/a.eml", "new"), draft("ar/b.eml", "b")];
    listed_in(&cut, &folder.join(PENDING));
    fs::write(folder.join("ar/a.eml"), "new").unwrap();
    fs::write(folder.join("ar/b.eml"), "b").unwrap();
    let changes = fill(&folder, &[draft("ar/a.eml", "newer")]).unwrap();
    assert_eq!(counts(&changes), [1, 0, 1, 0, 0]);
    assert_eq!(files(&folder), ["ar/a.eml", "manifest.csv"]);
    assert_eq!(fs::read_to_string(folder.join("ar/a.eml")).unwrap(), "newer");
}

#[test]
fn a_manifest_cannot_point_out_of_its_folder() {
    let outbox = tempfile::tempdir().unwrap();
    let folder = outbox.path().join("2026-03-31");
    let victim = outbox.path().join("victim.txt");
    fs::write(&victim, "precious").unwrap();
    fs::create_dir(&folder).unwrap();
    for file in ["../victim.txt", "ar/../../victim.txt", &victim.display().to_string(), "victim.txt", "sent/ar/a/b.eml"] {
        listed_in(&[draft(file, "precious")], &folder.join(MANIFEST));
        let error = fill(&folder, &[]).unwrap_err().to_string();
        assert!(error.contains("is not the name of a file in an owner's folder; move it away, then draft again"), "{error}");
    }
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
}

#[test]
fn something_else_under_the_manifests_name_is_left_alone() {
    let outbox = tempfile::tempdir().unwrap();
    fs::write(outbox.path().join(MANIFEST), "my notes").unwrap();
    let error = fill(outbox.path(), &[draft("ar/a.eml", "a")]).unwrap_err();
    assert!(error.to_string().ends_with("is not a manifest of drafts: it has no column file; move it away, then draft again"), "{error}");
    assert_eq!(files(outbox.path()), [MANIFEST]);
}

#[cfg(unix)]
#[test]
fn no_symbolic_link_leads_out_of_the_outbox() {
    use std::os::unix::fs::symlink;
    let (outbox, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let drafts = [draft("ar/a.eml", "a")];

    let day = outbox.path().join("2026-03-30");
    symlink(elsewhere.path(), &day).unwrap();
    assert!(fill(&day, &drafts).unwrap_err().to_string().contains("symbolic link"));

    let day = outbox.path().join("2026-03-31");
    fs::create_dir(&day).unwrap();
    symlink(elsewhere.path(), day.join("ar")).unwrap();
    assert!(fill(&day, &drafts).unwrap_err().to_string().contains("symbolic link"));

    let day = outbox.path().join("2026-04-02");
    fs::create_dir(&day).unwrap();
    symlink(elsewhere.path().join("lock"), day.join(files::LOCK)).unwrap();
    assert!(fill(&day, &drafts).unwrap_err().to_string().contains("symbolic link"));
    assert!(files(elsewhere.path()).is_empty());

    let target = elsewhere.path().join("target");
    fs::write(&target, "untouched").unwrap();
    for name in ["ar/a.eml", MANIFEST, PENDING, REMOVING] {
        let day = outbox.path().join("2026-04-01");
        fs::create_dir_all(day.join("ar")).unwrap();
        symlink(&target, day.join(name)).unwrap();
        let error = fill(&day, &drafts).unwrap_err().to_string();
        assert!(error.contains("is a symbolic link: nothing is read or written there"), "{name}: {error}");
        fs::remove_dir_all(&day).unwrap();
    }
    assert_eq!(fs::read_to_string(&target).unwrap(), "untouched");
    assert_eq!(files(elsewhere.path()), ["target"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_file_is_refused_at_once() {
    let outbox = tempfile::tempdir().unwrap();
    for name in ["ar/a.eml", MANIFEST, PENDING, REMOVING, APPROVALS, files::LOCK] {
        let day = outbox.path().join("2026-03-31");
        fs::create_dir_all(day.join("ar")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(day.join(name)).status();
        assert!(made.is_ok_and(|status| status.success()));
        let error = if name == APPROVALS {
            listed_in(&[], &day.join(MANIFEST));
            waiting(&day).map(|_| ()).unwrap_err().to_string()
        } else {
            fill(&day, &[draft("ar/a.eml", "a")]).unwrap_err().to_string()
        };
        assert!(error.ends_with(&format!("{name} is not a file: move it away")), "{error}");
        fs::remove_dir_all(&day).unwrap();
    }
}
