//! `draft` and `approve` killed at any moment, and on a full disk: what the next run leaves is what it would have left without that.
//!
//! A few dozen kills by default; `COLLECT_KILLS=500` asks for more.

use super::safety::{Small, killed, tree};
use super::{Project, skipped};
use crate::run::Run;
use fs_err as fs;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;

const WORKFLOW: &str = "\
version: 1
name: gentle
owners: { ar: { name: AR, email: ar@example.com }, boss: { name: The boss, email: boss@example.com } }
stages:
  - { id: reminder, trigger: { day: 1 }, owner: ar, actions: [{ channel: email }] }
  - { id: demand, trigger: { day: 10 }, owner: boss, approval: required, actions: [{ channel: letter }] }
";

/// Three states of one ledger: in the second some invoices are paid, others are new, another amount is open and somebody else's turn has come; the third
/// has again what the second had not, with another amount.
fn states() -> [String; 3] {
    let header = super::INVOICES.lines().next().unwrap();
    let row = |n: u32, due: &str, amount: u32| format!("INV-{n},C-{n},Cust {n},Jo Doe,jo{n}@example.com,{due},{amount}.00,EUR\n");
    let ledger = |rows: Vec<String>| format!("{header}\n{}", rows.concat());
    let late = "2026-03-28";
    let first = (1..=12).map(|n| row(n, if n % 4 == 0 { "2026-03-10" } else { late }, 100 + n)).collect();
    let second = (5..=15).map(|n| row(n, if n % 4 == 0 { "2026-03-10" } else { late }, if n == 6 { 40 } else { 100 + n })).collect();
    let third = (1..=15).map(|n| row(n, late, 30 + n)).collect();
    [ledger(first), ledger(second), ledger(third)]
}

fn project() -> Project {
    let project = Project::new();
    project.write("gentle.yaml", WORKFLOW);
    project.write("events.csv", "date,type,invoice_id,amount\n");
    project
}

fn kills(by_default: usize) -> usize {
    std::env::var("COLLECT_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(by_default)
}

/// All files of a day, hidden ones too, but the lock.
fn everything(day: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = tree(day);
    let mut folders = vec![day.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if entry.path().is_dir() {
                folders.push(entry.path());
            }
            if name.starts_with('.') && name != ".collect.lock" {
                found.insert(format!("{}/{name}", folder.display()), Vec::new());
            }
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A day that was drafted by the first state of the ledger, and what it and the others come to where nothing goes wrong.
struct Day {
    project: Project,
    states: [String; 3],
    clean: [BTreeMap<String, Vec<u8>>; 3],
}

impl Day {
    fn new() -> Day {
        let (project, states) = (project(), states());
        let clean = [0, 1, 2].map(|state| {
            project.write("invoices.csv", &states[state]);
            let _ = fs::remove_dir_all(project.path().join("outbox"));
            project.done("draft --first-run");
            let kept = project.path().join(format!("kept-{state}"));
            fs::rename(project.path().join("outbox"), &kept).unwrap();
            everything(&kept.join("2026-03-31"))
        });
        Day { project, states, clean }
    }

    fn folder(&self) -> std::path::PathBuf {
        self.project.path().join("outbox/2026-03-31")
    }

    /// The day as the first state left it, and the ledger in the second; with `anew` the day has no drafts yet.
    fn begin(&self, anew: bool) {
        let _ = fs::remove_dir_all(self.project.path().join("outbox"));
        if !anew {
            copy(&self.project.path().join("kept-0"), &self.project.path().join("outbox"));
        }
        self.project.write("invoices.csv", &self.states[1]);
    }

    /// Nothing is half written, and the next run, by the same state or the one after it, leaves what it should.
    fn check(&self, round: usize) {
        for (file, bytes) in tree(&self.folder()) {
            let whole = self.clean[..2].iter().any(|clean| clean.get(&file) == Some(&bytes));
            assert!(whole, "round {round}: {file} is neither the old one nor the new:\n{}", String::from_utf8_lossy(&bytes));
        }
        let next = 1 + round % 2;
        self.project.write("invoices.csv", &self.states[next]);
        self.project.done("draft --again --first-run -q");
        let found = everything(&self.folder());
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&found), names(&self.clean[next]), "round {round}");
        assert!(found == self.clean[next], "round {round}: a draft is not that of the ledger");
    }
}

#[test]
fn a_killed_draft_is_brought_in_order_by_the_next() {
    let day = Day::new();
    let rounds = kills(30);
    for anew in [true, false] {
        killed(&day.project, &["draft", "--again", "--first-run", "-q"], rounds / 2, || day.begin(anew), |round| day.check(round));
    }
}

/// Runs a command that is killed at its nth call of the system that changes names or waits for the disk, for each n until it gets to its end. Gives back
/// how many there were; nothing where strace is not there.
fn killed_at_each_call(project: &Project, words: &[&str], begin: impl Fn(), check: impl Fn(usize)) -> Option<usize> {
    const CALLS: &str = "rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,fsync,fdatasync,linkat";
    for nth in 1.. {
        begin();
        let inject = format!("inject={CALLS}:signal=SIGKILL:when={nth}");
        let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={CALLS}"), "-e", &inject];
        let run = Run::under(&strace, words).args(&["--as-of", "2026-03-31"]).folder(project.path());
        let done = run.try_spawn().ok()?.wait_with_output().unwrap().status;
        if done.success() {
            return (nth > 1).then_some(nth - 1);
        }
        if nth == 1 && done.code().is_some_and(|code| code == 1 || code == 127) {
            return None;
        }
        check(nth);
    }
    None
}

#[test]
fn a_draft_killed_at_each_call_is_brought_in_order_by_the_next() {
    let day = Day::new();
    for anew in [true, false] {
        let words = ["draft", "--again", "--first-run", "-q"];
        match killed_at_each_call(&day.project, &words, || day.begin(anew), |round| day.check(round)) {
            Some(calls) => assert!(calls > 5, "{calls}"),
            None => return skipped("kills at each call: strace cannot be used here"),
        }
    }
}

/// A day on which letters wait for approval, and the files of approvals before and after.
fn waiting() -> (Project, Vec<u8>, Vec<u8>) {
    let project = project();
    project.write("invoices.csv", &states()[0]);
    project.done("draft --first-run -q");
    project.approve("--by Ann --only INV-4");
    let approvals = project.path().join("outbox/2026-03-31/approvals.csv");
    let before = fs::read(&approvals).unwrap();
    project.approve("--by Ann,_AR --on 2026-03-31");
    let after = fs::read(&approvals).unwrap();
    assert_eq!((before.iter().filter(|b| **b == b'\n').count(), after.iter().filter(|b| **b == b'\n').count()), (2, 4));
    (project, before, after)
}

#[test]
fn a_killed_approve_approves_all_or_nothing() {
    let (project, before, after) = waiting();
    let approvals = project.path().join("outbox/2026-03-31/approvals.csv");
    let words = ["approve", "--by", "Ann,_AR", "--on", "2026-03-31"];
    let begin = || fs::write(&approvals, &before).unwrap();
    let check = |round| {
        let found = fs::read(&approvals).unwrap();
        assert!(found == before || found == after, "round {round}: {}", String::from_utf8_lossy(&found));
    };
    let script = |kill: Option<usize>| {
        begin();
        let run = match kill {
            None => Run::collect(&words),
            Some(nth) => {
                let calls = "rename,renameat,renameat2,unlink,unlinkat,fsync,fdatasync";
                let (trace, inject) = (format!("trace={calls}"), format!("inject={calls}:signal=SIGKILL:when={nth}"));
                Run::under(&["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject], &words)
            }
        };
        run.folder(project.path())
    };
    let begun = std::time::Instant::now();
    script(None).stdout();
    let whole = begun.elapsed();
    for round in 0..kills(20) {
        let mut child = script(None).spawn();
        std::thread::sleep(whole * (round as u32 * 37 % 100) / 100);
        let _ = child.kill();
        child.wait().unwrap();
        check(round);
    }
    for nth in 1.. {
        let Ok(child) = script(Some(nth)).try_spawn() else { return skipped("kills of approve at each call: strace is not there") };
        let done = child.wait_with_output().unwrap().status;
        check(nth);
        if done.success() || (nth == 1 && done.code().is_some()) {
            break;
        }
    }
    script(None).stdout();
    let left: Vec<String> = everything(&project.path().join("outbox/2026-03-31")).into_keys().filter(|file| file.contains("/.")).collect();
    assert!(left.iter().all(|file| file.contains(".collect-")), "{left:?}");
    project.done("draft --first-run -q");
    let left: Vec<String> = everything(&project.path().join("outbox/2026-03-31")).into_keys().filter(|file| file.contains("/.")).collect();
    assert_eq!(left, [""; 0], "the next draft clears it away");
}

#[test]
#[cfg(unix)]
fn a_quota_leaves_all_approvals_or_none() {
    let (project, before, after) = waiting();
    let approvals = project.path().join("outbox/2026-03-31/approvals.csv");
    let mut failed = 0;
    for pad in (0..1500).step_by(100) {
        fs::write(&approvals, &before).unwrap();
        let by = format!("Reyes, \"{}\"", "x".repeat(pad));
        let script = format!("trap '' XFSZ; ulimit -f 2; exec \"$0\" approve --by '{by}' --on 2026-03-31");
        let (code, _, err) = Run::shell(&script).folder(project.path()).told();
        let found = fs::read(&approvals).unwrap();
        if code == 2 {
            assert!(err.contains("cannot write outbox/2026-03-31/approvals.csv"), "{err}");
            assert_eq!(found, before);
            failed += 1;
        } else {
            assert!(code == 0 && found.len() > before.len(), "{err}");
            assert!(project.approve("").contains("nothing waits for approval"));
        }
    }
    assert!(failed > 0 && failed < 15, "{failed}");
    assert!(after.starts_with(&before));
}

#[test]
#[cfg(unix)]
fn a_full_disk_leaves_a_day_that_the_next_draft_brings_in_order() {
    let day = Day::new();
    let place = day.project.path().join("small");
    let Some(_small) = Small::mounted(&place, "160k") else {
        return skipped("a full disk under the drafts: a file system cannot be mounted here");
    };
    day.project.write("collect.yaml", day.project.read("collect.yaml") + "outbox: small\n");
    let folder = place.join("2026-03-31");
    let full = Cell::new(0);
    for kilobytes in (0..36).step_by(3) {
        for entry in fs::read_dir(&place).unwrap().map(Result::unwrap) {
            let _ = fs::remove_dir_all(entry.path()).or_else(|_| fs::remove_file(entry.path()));
        }
        day.project.write("invoices.csv", &day.states[0]);
        fs::create_dir_all(&folder).unwrap();
        day.project.write("small/ballast", "x".repeat(kilobytes * 4096));
        let first = day.project.run("draft --first-run -q");
        let manifest = fs::read(folder.join("manifest.csv")).ok();
        assert!(if first.0 == 0 { manifest.is_some() } else { manifest.is_none() }, "{first:?}");
        day.project.write("invoices.csv", &day.states[1]);
        let (code, _, err) = day.project.run("draft --again --first-run -q");
        if code != 0 {
            full.set(full.get() + 1);
            assert!(code == 2 && err.contains("cannot "), "{err}");
            assert_eq!(fs::read(folder.join("manifest.csv")).ok(), manifest, "not committed");
        }
        fs::remove_file(place.join("ballast")).unwrap();
        day.project.done("draft --again --first-run -q");
        let found = everything(&folder);
        assert!(found == day.clean[1], "{kilobytes}: {:?}", found.keys().collect::<Vec<_>>());
    }
    assert!(full.get() > 0, "the disk was never full");
}
