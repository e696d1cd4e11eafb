//! `collect simulate`, `collect diff` and slices, as they are typed.

use crate::run::Run;
use tempfile::TempDir;

const RANGE: [&str; 4] = ["--from", "2025-09-01", "--to", "2026-04-30"];

/// Exit code, standard output and standard error of a command in the example.
fn run(words: &[&str]) -> (i32, String, String) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/policy-change");
    Run::collect(&["-C", folder]).args(words).told()
}

/// A message without its line breaks.
fn on_one_line(err: &str) -> String {
    err.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn diff(more: &[&str]) -> (i32, String, String) {
    run(&[&["diff", "net30", "escalate-on-15.yaml"], more].concat())
}

#[test]
fn a_gate_that_holds_ends_with_one_and_the_comment_is_written_all_the_same() {
    let folder = TempDir::new().unwrap();
    let page = folder.path().join("diff.md");
    let gate = ["--fail-if", "touches.ar-specialist > +5", "-o", page.to_str().unwrap()];
    let (code, out, err) = diff(&[&RANGE[..], &gate].concat());
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.ends_with("error: the condition 'touches.ar-specialist > +5' is met: from 33 to 45, +12\n"), "{err}");
    let page = fs_err::read_to_string(page).unwrap();
    assert!(page.contains("**The condition 'touches.ar-specialist &gt; +5' is met: from 33 to 45, +12**"), "{page}");
    assert_eq!(page.matches("<details").count(), page.matches("</details>").count());
    let (code, _, err) = diff(&[&RANGE[..], &["--fail-if", "touches.ar-specialist > +12", "--fail-if", "no_more > 0"]].concat());
    assert_eq!(code, 0, "{err}");
}

#[test]
fn a_slip_in_a_gate_or_a_range_is_told_with_what_is_right() {
    let (code, _, err) = diff(&["--as-of", "2026-01-20", "--fail-if", "touches.ar-specialst > 5"]);
    assert_eq!(code, 2);
    assert!(on_one_line(&err).contains("neither workflow has an owner \"ar-specialst\": there are ar-manager, ar-specialist"), "{err}");
    let (code, _, err) = diff(&["--as-of", "2026-01-20", "--fail-if", "touches > 10%"]);
    assert_eq!(code, 2);
    assert!(on_one_line(&err).contains("\"10%\" is not a limit: write how much more, +10%, or less, -10%"), "{err}");
    let (code, _, err) = run(&["simulate", "--from", "2026-02-01", "--to", "2026-01-01"]);
    assert_eq!((code, err.as_str()), (2, "error: --to 2026-01-01 is before --from 2026-02-01\n"));
    let (code, _, err) = run(&["simulate"]);
    assert_eq!(code, 2);
    assert!(on_one_line(&err).contains("give the days with --from and --to"), "{err}");
    let (code, _, err) = run(&["simulate", "--from", "2026-01-01", "--to", "2026-02-01", "--done", "ar-specialst=80%"]);
    assert_eq!(code, 2);
    assert!(on_one_line(&err).contains("did you mean \"ar-specialist\"?"), "{err}");
    let (code, _, err) = run(&["plan", "--as-of", "2026-01-20", "--only", "segmnt=smb"]);
    assert_eq!(code, 2);
    assert!(
        on_one_line(&err).contains("the ledger has no column \"segmnt\" to slice it by") && err.contains("did you mean \"segment\"?"),
        "{err}"
    );
}

#[test]
fn what_is_left_undone_depends_on_the_seed_and_on_nothing_else() {
    let touches = |seed: &str, share: &str| {
        let words = [&["simulate"], &RANGE[..], &["--done", share, "--seed", seed, "--format", "csv"]].concat();
        let (code, out, err) = run(&words);
        assert_eq!(code, 0, "{err}");
        out
    };
    assert_eq!(touches("7", "ar-specialist=50%+1d"), touches("7", "ar-specialist=50%+1d"));
    assert_ne!(touches("7", "ar-specialist=50%+1d"), touches("8", "ar-specialist=50%+1d"));
    assert!(!touches("7", "ar-specialist=0%").contains(",ar-specialist,"));
}

/// 24 of the 32 invoices are of small customers.
#[test]
fn a_slice_is_the_rows_of_the_whole_plan_and_no_warning_about_the_others() {
    let rows = |more: &[&str]| {
        let (code, out, err) = run(&[&["plan", "--as-of", "2026-01-20", "--format", "csv"], more].concat());
        assert_eq!(code, 0, "{err}");
        let ids = out.lines().skip(1).map(|row| row.split(',').nth(1).unwrap().to_owned()).collect::<Vec<_>>();
        (ids, err)
    };
    let (all, _) = rows(&[]);
    let (small, told) = rows(&["--only", "segment=smb"]);
    let (key, _) = rows(&["--only", "segment=key"]);
    assert!(told.contains("note: slice: segment=smb, 24 of 32 invoices"), "{told}");
    assert!(!told.contains("orphan-event"), "{told}");
    assert!(!small.is_empty() && !key.is_empty());
    let mut both = [small, key].concat();
    let mut whole = all;
    both.sort();
    whole.sort();
    assert_eq!(both, whole);
}

#[test]
fn a_slice_of_the_project_file_is_in_force_and_a_command_slices_further() {
    let folder = TempDir::new().unwrap();
    let example = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/policy-change"));
    let project = fs_err::read_to_string(example.join("collect.yaml")).unwrap();
    fs_err::write(folder.path().join("collect.yaml"), format!("{project}slice: {{ segment: smb }}\n")).unwrap();
    fs_err::copy(example.join("invoices.csv"), folder.path().join("invoices.csv")).unwrap();
    let told = |more: &[&str]| {
        let words = [&["-C", folder.path().to_str().unwrap(), "plan", "--as-of", "2026-01-20"], more].concat();
        let (code, out, err) = Run::collect(&words).told();
        assert!(code == 0 && out.starts_with("Plan for Tuesday 2026-01-20"), "{code}: {out}{err}");
        err
    };
    assert!(told(&[]).contains("note: slice: segment=smb, 24 of 32 invoices"), "{}", told(&[]));
    let further = told(&["--only", "customer_id=C-201,C-204"]);
    assert!(further.contains("note: slice: segment=smb and customer_id=C-201,C-204, 4 of 32 invoices"), "{further}");
}

#[test]
fn json_has_every_touch_and_adds_up() {
    let (code, out, err) = run(&[&["simulate"], &RANGE[..], &["--format", "json"]].concat());
    assert_eq!(code, 0, "{err}");
    let whole: serde_json::Value = serde_json::from_str(&out).unwrap();
    let sum = |list: &str| whole[list].as_array().unwrap().iter().filter_map(|row| row["touches"].as_u64()).sum::<u64>();
    let touches = whole["touches"].as_array().unwrap().len() as u64;
    assert!(touches > 0);
    assert_eq!([sum("stages"), sum("owners"), sum("weeks")], [touches; 3]);
    let (_, csv, _) = run(&[&["simulate"], &RANGE[..], &["--format", "csv"]].concat());
    assert_eq!(csv.lines().count() as u64, touches + 1);
}
