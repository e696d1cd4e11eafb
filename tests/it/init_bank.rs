//! `collect init --bank FILE`.

use crate::run::Run;
use tempfile::TempDir;

const APRIL: &str =
    "Datum;Valuta;Text;Name;Betrag;Währung\n13.04.2026;13.04.2026;Rechnung 7;Anna;1.250,00;EUR\n14.04.2026;14.04.2026;Miete;;-800,00;EUR\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs_err::write(folder.path().join(name), text).unwrap();
    }
    folder
}

const MAPPING: &str = "bank:
  # As in april.csv
  - delimiter: \";\"
    date_format: \"%d.%m.%Y\"
    decimal: \",\"
    columns:
      booked: Datum
      value: Valuta
      amount: Betrag
      currency: \"Währung\"
      text: Text
      name: Name
";

const READ: &str = "
CSV statement: an account without a number EUR, 2 entries
  2026-04-13          1250 EUR  Anna  Rechnung 7
  2026-04-14          -800 EUR    Miete
";

#[test]
fn a_mapping_is_shown_and_added_to_the_project() {
    let folder = folder(&[("april.csv", APRIL), ("collect.yaml", "workflow: net30\n")]);
    let run = || Run::collect(&["init", "--bank", "april.csv"]).folder(folder.path());
    run().prints(&format!("{MAPPING}{READ}the mapping was added to collect.yaml\n"));
    let project = || fs_err::read_to_string(folder.path().join("collect.yaml")).unwrap();
    assert_eq!(project(), format!("workflow: net30\n{MAPPING}"));
    // The second run needs nothing more.
    run().prints(&format!("{}no new mapping is needed for this file\n", READ.trim_start_matches('\n')));
    assert_eq!(project(), format!("workflow: net30\n{MAPPING}"));
}

#[test]
fn a_second_mapping_stands_beside_the_first() {
    let other = "Date,Amount,Currency,Description\n2026-04-13,5.00,USD,a\n";
    let folder = folder(&[("april.csv", APRIL), ("usd.csv", other), ("collect.yaml", "")]);
    for file in ["april.csv", "usd.csv"] {
        let shown = Run::collect(&["init", "--bank", file]).folder(folder.path()).stdout();
        assert!(shown.ends_with("the mapping was added to collect.yaml\n"), "{shown}");
    }
    let text = fs_err::read_to_string(folder.path().join("collect.yaml")).unwrap();
    let project = collect::project::read(&text, "collect.yaml").value.unwrap();
    assert_eq!(project.bank.len(), 2);
}

#[test]
fn what_the_file_leaves_open_is_asked_for() {
    let text = "Date,Amount,Description\n03/04/2026,5.00,a\n";
    let folder = folder(&[("bank.csv", text)]);
    let run = |more: &[&str]| Run::collect(&[&["init", "--bank", "bank.csv"], more].concat()).folder(folder.path()).told();
    let (status, shown, told) = run(&[]);
    assert_eq!((status, shown.as_str()), (2, ""));
    assert!(told.contains("--date-format") && told.contains("1 answer is needed"), "{told}");
    let (status, shown, told) = run(&["--date-format", "%d/%m/%Y", "--currency", "GBP"]);
    assert!(
        status == 0 && shown.contains("  2026-04-03") && shown.contains("there is no collect.yaml here") && told.is_empty(),
        "{status} {shown} {told}"
    );
}

#[test]
fn other_formats_need_no_mapping() {
    let folder =
        folder(&[("a.sta", ":20:X\n:25:123456789\n:60F:C260331EUR1,00\n:61:260401C2,00NTRFNONREF\n:86:hello\n:62F:C260401EUR3,00\n-\n")]);
    let shown =
        "MT940 statement: 123456789 EUR, 1 entry\n  2026-04-01             2 EUR    hello\nno new mapping is needed for this file\n";
    Run::collect(&["init", "--bank", "a.sta"]).folder(folder.path()).prints(shown);
}
