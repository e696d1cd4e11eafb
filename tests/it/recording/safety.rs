//! Whatever goes wrong, there is the old state or the new one: killed runs, full disks, read-only folders, locks that are held.

use super::{Project, chances, joined, skipped};
use crate::run::{Run, ended};
use fs_err as fs;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Kills runs of a command at moments between its begin and its end. `reset` comes before each run, `check` after it.
pub(super) fn killed(project: &Project, words: &[&str], rounds: usize, reset: impl Fn(), mut check: impl FnMut(usize)) {
    let run = || {
        reset();
        project.command(words).args(&["--as-of", "2026-03-31"]).spawn()
    };
    let begin = Instant::now();
    assert!(run().wait().unwrap().success());
    let whole = begin.elapsed();
    for (round, chance) in chances().take(rounds).enumerate() {
        let mut child = run();
        sleep((whole * chance / 1024).min(Duration::from_millis(300)));
        let _ = child.kill();
        child.wait().unwrap();
        check(round);
    }
}

/// A log of some length.
fn long_log() -> String {
    let rows = (1..=300).map(|n| format!("2026-03-01,note,INV-3,,,remark {n},,L-old{n}\n"));
    "date,type,invoice_id,channel,by,note,ref,id\n".to_owned() + &rows.collect::<String>()
}

/// The files below a folder that are not hidden, with what is in them.
pub(super) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if name.starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            found.extend(tree(&entry.path()).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

#[test]
fn a_killed_draft_leaves_no_manifest_or_all_that_it_names() {
    let project = Project::new();
    project.done("draft");
    let outbox = project.path().join("outbox");
    let whole = tree(&outbox);
    assert_eq!(whole.len(), 4);
    let mut manifests = 0;
    killed(
        &project,
        &["draft", "-q"],
        40,
        || fs::remove_dir_all(&outbox).unwrap_or_default(),
        |round| {
            let found = tree(&outbox);
            if found.contains_key("2026-03-31/manifest.csv") {
                manifests += 1;
                assert_eq!(found, whole, "round {round}");
            }
            if round % 10 == 9 {
                project.done("draft");
                assert_eq!(tree(&outbox), whole, "the next run brings it in order");
            }
        },
    );
    assert!(manifests < 40, "no run was killed early enough");
}

#[test]
#[cfg(unix)]
fn a_disk_quota_leaves_the_old_state_and_says_what_to_do() {
    let project = Project::new();
    project.done("draft");
    let old = long_log();
    project.write("log.csv", &old);
    let limited = |trap: &str, line: &str| {
        joined(Run::shell(&format!("{trap} ulimit -f 4; exec \"$0\" {line} --as-of 2026-03-31")).folder(project.path()).told())
    };
    for line in ["record", "log call INV-1"] {
        let (code, out, err) = limited("trap '' XFSZ;", line);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.contains("cannot add to log.csv: ") && err.contains("nothing was added; make room, then try again"), "{err}");
        assert!(!project.has(".log.csv.new"));
        let (code, _, _) = limited("", line);
        assert_eq!(code, -1, "a signal ends it");
        assert_eq!(project.read("log.csv"), old);
    }
    fs::remove_dir_all(project.path().join("outbox")).unwrap();
    let long = "x".repeat(4000);
    project.write("invoices.csv", super::INVOICES.replace("Acme GmbH", &long));
    let (code, _, err) = limited("trap '' XFSZ;", "draft");
    assert!(code == 2 && err.contains("cannot write outbox/2026-03-31/"), "{err}");
    assert!(!project.has("outbox/2026-03-31/manifest.csv"));
}

/// A small file system in memory, while it is there.
pub struct Small<'p>(&'p Path);

impl<'p> Small<'p> {
    pub fn mounted(place: &'p Path, size: &str) -> Option<Small<'p>> {
        fs::create_dir_all(place).unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={size}"), "collect-test"]).arg(place).output();
        mount.is_ok_and(|done| done.status.success()).then(|| Small(place))
    }
}

impl Drop for Small<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
#[cfg(unix)]
fn a_full_disk_leaves_the_old_log() {
    let project = Project::new();
    let place = project.path().join("small");
    let Some(_small) = Small::mounted(&place, "64k") else { return skipped("a full disk: a file system cannot be mounted here") };
    project.write("collect.yaml", "workflow: gentle.yaml\nledger: { log: small/log.csv }\n");
    let old = long_log();
    project.write("small/log.csv", &old);
    project.write("small/ballast", "x".repeat(40_000));
    project.done("draft");
    let (code, out, err) = project.run("record");
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    let expected = "cannot add to small/log.csv: no space is left; nothing was added; make room, then try again";
    assert!(err.contains(expected), "{err}");
    assert_eq!(project.read("small/log.csv"), old);
    assert!(!project.has("small/.log.csv.new"));
    fs::remove_file(place.join("ballast")).unwrap();
    assert!(project.done("record").contains("2 touches recorded"));
}

#[test]
#[cfg(unix)]
fn a_folder_that_may_not_be_written_to_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    project.done("draft");
    let mode = |mode| fs::set_permissions(project.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    let is_root = fs::write(project.path().join("probe"), "").is_ok();
    if is_root {
        mode(0o755);
        return skipped("a read-only folder: the tests run as root, who may write everywhere");
    }
    let (code, _, err) = project.run("record");
    mode(0o755);
    assert_eq!(code, 2);
    assert!(
        err.contains("cannot add to log.csv: you may not write in the folder ., but a lock is needed there: make it writable"),
        "{err}"
    );
    assert!(!project.has("log.csv"));
}

#[test]
fn a_log_that_is_read_only_stays_as_it_is() {
    let project = Project::new();
    project.done("draft");
    project.write("log.csv", "date,type,invoice_id,channel,ref\n");
    let path = project.path().join("log.csv");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let (code, _, err) = project.run("record");
    assert!(
        code == 2 && err.contains("cannot add to log.csv: it is read-only; nothing was added; it and its folder must be writable"),
        "{err}"
    );
    assert_eq!(project.read("log.csv").lines().count(), 1);
}

#[test]
fn a_lock_that_another_run_holds_is_waited_for_and_told_of() {
    let project = Project::new();
    project.done("draft");
    let held = |name: &str| {
        let file = std::fs::File::options().create(true).truncate(false).write(true).open(project.path().join(name)).unwrap();
        file.lock().unwrap();
        file
    };
    let drafts = held("outbox/2026-03-31/.collect.lock");
    let (code, _, err) = project.run("draft");
    assert!(code == 2 && err.contains("another draft is being written to outbox/2026-03-31: try again when it is done"), "{err}");
    drop(drafts);
    let log = held(".log.csv.lock");
    let (code, out, err) = project.run("record");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("another run is adding to log.csv and holds .log.csv.lock: nothing was added; try again when that run is done"),
        "{err}"
    );
    assert!(project.run("log call INV-1 --dry-run").0 == 0, "whoever only looks needs no lock");
    let waiting = project.command(&["record", "--as-of", "2026-03-31"]).spawn();
    sleep(Duration::from_millis(200));
    drop(log);
    let (code, _, err) = ended(waiting);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(project.read("log.csv").lines().count(), 3);
}

#[test]
#[cfg(unix)]
fn a_log_or_a_lock_that_is_no_file_is_refused_and_not_waited_for() {
    let project = Project::new();
    let pipe = |name: &str| {
        assert!(Command::new("mkfifo").arg(project.path().join(name)).status().unwrap().success());
    };
    let begin = Instant::now();
    let refused = |line: &str, told: &str| {
        let (code, out, err) = project.run(line);
        assert!(code == 2 && out.is_empty() && err.contains(told), "{line}: {code} {err}");
    };
    pipe(".log.csv.lock");
    for line in ["log call INV-1", "undo"] {
        refused(line, ".log.csv.lock is not a file, but a lock is needed there: move it away");
    }
    fs::remove_file(project.path().join(".log.csv.lock")).unwrap();
    pipe("log.csv");
    for line in ["log call INV-1", "undo"] {
        refused(line, "log.csv is not a file");
    }
    for line in ["plan", "draft", "status", "explain INV-1", "log call INV-1 --dry-run", "undo --dry-run"] {
        refused(line, "cannot read log.csv: it is a pipe or a device, but the log must be a file");
    }
    fs::remove_file(project.path().join("log.csv")).unwrap();
    project.write("invoices.csv", format!("{}INV-9,C-9,,,,never,1.00,EUR\n", super::INVOICES));
    pipe("rejects.csv");
    for line in ["plan --skip-bad-rows", "draft --skip-bad-rows", "log call INV-1 --skip-bad-rows"] {
        refused(line, "rejects.csv: it is not a file");
    }
    assert!(!project.has("outbox") && !project.has("log.csv"));
    assert!(begin.elapsed() < Duration::from_secs(60));
}

#[test]
#[cfg(unix)]
fn what_fails_leaves_the_rows_that_an_earlier_run_put_aside() {
    let project = Project::new();
    project.write("invoices.csv", format!("{}INV-9,C-9,,,,never,1.00,EUR\n", super::INVOICES));
    project.write("rejects.csv", "of an earlier run");
    let names = || {
        let mut names: Vec<String> =
            fs::read_dir(project.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    // A manifest that cannot be read, a log that is compressed, an event that is refused: nothing was written.
    project.write("outbox/2026-03-30/manifest.csv", "broken");
    let before = names();
    for line in ["draft --skip-bad-rows", "log resolved INV-1 --skip-bad-rows", "plan --skip-bad-rows -o nowhere/plan.csv --format csv"] {
        let (code, _, err) = project.run(line);
        assert_eq!(code, 2, "{line}: {err}");
        assert_eq!(project.read("rejects.csv"), "of an earlier run", "{line}");
        assert_eq!(names().iter().filter(|name| *name != ".log.csv.lock").collect::<Vec<_>>(), before.iter().collect::<Vec<_>>(), "{line}");
    }
    fs::remove_dir_all(project.path().join("outbox")).unwrap();
    // A question is no failure, and nothing was written either.
    project.write("gentle.yaml", format!("{}limits: {{ max_actions: 1 }}\n", super::WORKFLOW));
    assert_eq!(project.run("draft --skip-bad-rows").0, 4);
    assert_eq!(project.read("rejects.csv"), "of an earlier run");
    project.write("gentle.yaml", super::WORKFLOW);
    let (code, _, err) = project.run("log call INV-1 --skip-bad-rows");
    assert!(code == 3 && err.contains("the skipped rows are in rejects.csv"), "{err}");
    assert!(project.read("rejects.csv").contains("INV-9,C-9,,,,never,1.00,EUR,\"line 6: "), "{}", project.read("rejects.csv"));
    // Nothing is written through a link.
    fs::remove_file(project.path().join("rejects.csv")).unwrap();
    project.write("mine.txt", "mine");
    std::os::unix::fs::symlink(project.path().join("mine.txt"), project.path().join("rejects.csv")).unwrap();
    let (code, _, err) = project.run("draft --skip-bad-rows");
    assert!(code == 2 && err.contains("cannot write rejects.csv: it is a symbolic link, and nothing is written through it"), "{err}");
    assert!(project.read("mine.txt") == "mine" && !project.has("outbox"));
}
