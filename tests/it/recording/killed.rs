//! Runs that are killed at any moment: all rows of a command are in the log or none, once, and the next run goes on as if nothing had been.
//! `KILLS=500` kills so many instead of a few dozen.

use super::{Project, chances};
use fs_err as fs;
use std::collections::BTreeSet;
use std::thread::sleep;
use std::time::{Duration, Instant};

fn kills() -> usize {
    std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(48)
}

/// Runs a command and kills it after a part of the time that it needs.
fn killed(project: &Project, line: &str, whole: Duration, chance: u32) {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    words.extend(["--as-of", "2026-03-31"]);
    let mut child = project.command(&words).spawn();
    sleep((whole * chance / 1024).min(Duration::from_millis(400)));
    let _ = child.kill();
    child.wait().unwrap();
}

/// The rows of the log that count, without how they are called, as the next writer finds them.
fn rows(project: &Project) -> Vec<String> {
    let (code, _, err) = project.run("log note INV-3 --note probe");
    assert_eq!(code, 0, "{err}");
    let log = project.read("log.csv");
    let width = log.lines().next().unwrap().split(',').count();
    assert!(log.lines().all(|row| row.split(',').count() == width), "half a row: {log}");
    let ids: Vec<&str> = log.lines().skip(1).map(|row| row.split(',').nth(14).unwrap()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "a row twice: {log}");
    assert!(!project.has(".log.csv.new"));
    log.lines().skip(1).filter(|row| !row.contains(",probe,")).map(str::to_owned).collect()
}

#[test]
fn no_row_is_lost_doubled_or_half_written() {
    let project = Project::new();
    project.done("draft");
    let commands = ["record", "log call INV-1 --note a", "log reply INV-2 --on 2026-03-30", "undo"];
    let begin = Instant::now();
    project.done("log note INV-1 --note first");
    let whole = begin.elapsed();
    let (mut before, mut kept) = (rows(&project), 0);
    for (round, chance) in chances().take(kills()).enumerate() {
        let line = commands[round % 4];
        if round % 40 == 39 {
            fs::remove_file(project.path().join("log.csv")).unwrap();
            before.clear();
        }
        killed(&project, line, whole, chance);
        let told = project.on("2026-03-31", "plan -q --format csv");
        let after = rows(&project);
        assert_eq!(
            after[..before.len()].iter().map(|row| cells(row)).collect::<Vec<_>>(),
            before.iter().map(|row| cells(row)).collect::<Vec<_>>(),
            "round {round}: {line}"
        );
        let added = after.len() - before.len();
        let all = match line {
            "record" => BTreeSet::from([0, 1, 2]),
            _ => BTreeSet::from([0, 1, 2, 3]),
        };
        assert!(all.contains(&added), "round {round}: {line} added {added}");
        if added > 0 {
            kept += 1;
            let shared: BTreeSet<&str> =
                after[before.len()..].iter().map(|row| row.split(',').nth(14).unwrap().split('.').next().unwrap()).collect();
            assert_eq!(shared.len(), 1, "round {round}: {line}: of one command");
        }
        assert_eq!(told, project.on("2026-03-31", "plan -q --format csv"), "round {round}: {line}: what a reader found is what there is");
        before = after;
    }
    assert!(kept > 0 && kept < kills(), "{kept} of {} runs were too late to be killed", kills());
}

/// The cells of a row of the first fifteen columns: others may have been added since.
fn cells(row: &str) -> Vec<&str> {
    row.split(',').take(15).collect()
}

#[test]
fn an_init_that_was_killed_is_completed_by_the_next() {
    let own = ["collect.yaml", "workflow.test.yaml", "workflow.yaml"];
    let whole = Project::new();
    for name in ["collect.yaml", "gentle.yaml", "events.csv"] {
        fs::remove_file(whole.path().join(name)).unwrap();
    }
    let begin = Instant::now();
    let init = |project: &Project| super::joined(project.command(&["init", "--yes"]).told());
    assert_eq!(init(&whole).0, 0);
    let time = begin.elapsed();
    for (round, chance) in chances().take(kills() / 2).enumerate() {
        let project = Project::new();
        for name in ["collect.yaml", "gentle.yaml", "events.csv"] {
            fs::remove_file(project.path().join(name)).unwrap();
        }
        let mut child = project.command(&["init", "--yes"]).spawn();
        sleep(time * chance / 1024);
        let _ = child.kill();
        child.wait().unwrap();
        if project.has("collect.yaml") {
            assert!(own.iter().all(|name| project.has(name)), "round {round}");
        } else {
            let (code, _, err) = init(&project);
            assert_eq!(code, 0, "round {round}: {err}");
        }
        for name in own {
            assert_eq!(project.read(name), whole.read(name), "round {round}");
        }
        let names: BTreeSet<String> =
            fs::read_dir(project.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert!(names.iter().all(|name| !name.starts_with('.')) || project.has("collect.yaml"), "round {round}: {names:?}");
    }
}
