use super::*;
use proptest::prelude::*;

fn csv(cells: &[Cell<'static>]) -> String {
    let mut bytes = Vec::new();
    let mut sheet = CsvSheet::new(&mut bytes, cells.iter().map(|_| "a")).unwrap();
    sheet.row(&cells.iter().cloned()).unwrap();
    sheet.finish().unwrap();
    String::from_utf8(bytes).unwrap().split_once('\n').unwrap().1.to_owned()
}

#[test]
fn formulas_are_guarded_and_numbers_are_not() {
    assert_eq!(csv(&[Cell::text("=1+1"), Cell::Decimal("-12.50".parse().unwrap()), Cell::Integer(-3), Cell::Empty]), "'=1+1,-12.50,-3,\n");
    assert_eq!(csv(&[Cell::text("+44 20"), Cell::text("@x"), Cell::text("-1"), Cell::text("a=1")]), "'+44 20,'@x,'-1,a=1\n");
    assert_eq!(csv(&[Cell::text("'=1"), Cell::text("'s-Hertogenbosch")]), "''=1,'s-Hertogenbosch\n");
    assert_eq!(csv(&[Cell::text("\t=1"), Cell::text("\r=1")]), "'\t=1,' =1\n");
}

#[test]
fn quotes_commas_and_lines_are_quoted() {
    assert_eq!(csv(&[Cell::text("Acme, \"Inc\""), Cell::text("two\nlines")]), "\"Acme, \"\"Inc\"\"\",\"two\nlines\"\n");
    assert_eq!(csv(&[Cell::text("=HYPERLINK(\"x\",1)")]), "\"'=HYPERLINK(\"\"x\"\",1)\"\n");
}

proptest! {
    #[test]
    fn rows_are_those_of_the_csv_crate(texts in prop::collection::vec("[a-z ,\"\r\n\té]{0,6}", 2..6)) {
        let mut written = csv::Writer::from_writer(Vec::new());
        written.write_record(texts.iter().map(|text| shown(&guarded(text)).into_owned())).unwrap();
        let mut sheet = CsvSheet::headless(Vec::new());
        sheet.row(&texts.iter().map(Cell::text)).unwrap();
        prop_assert_eq!(String::from_utf8(sheet.rows).unwrap(), String::from_utf8(written.into_inner().unwrap()).unwrap());
    }
}

#[test]
fn a_terminal_that_shows_it_is_not_steered() {
    assert_eq!(csv(&[Cell::text("a\u{1b}[31mb\u{9b}2J")]), "a�[31mb�2J\n");
}
