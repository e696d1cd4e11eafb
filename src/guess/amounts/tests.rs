use super::*;

fn read(cells: &[&str]) -> DecimalRead {
    let mut evidence = AmountEvidence::default();
    cells.iter().for_each(|cell| evidence.add(cell));
    evidence.read()
}

#[test]
fn one_cell_that_only_one_mark_can_read_decides() {
    assert_eq!(read(&["1.234", "12.50"]), DecimalRead::Sure(DecimalMark::Point));
    assert_eq!(read(&["1.234", "12,50-"]), DecimalRead::Sure(DecimalMark::Comma));
    assert_eq!(read(&["1.234.567"]), DecimalRead::Sure(DecimalMark::Comma));
    assert_eq!(read(&["$1,234.00"]), DecimalRead::Sure(DecimalMark::Point));
    assert_eq!(read(&["1 234,5 €"]), DecimalRead::Sure(DecimalMark::Comma));
}

#[test]
fn a_mark_that_may_group_thousands_is_not_guessed_at() {
    assert_eq!(read(&["1.234", "500"]), DecimalRead::Ambiguous { example: "1.234".to_owned() });
    assert_eq!(read(&["500", "1,234"]), DecimalRead::Ambiguous { example: "1,234".to_owned() });
    assert_eq!(read(&["12.50", "12,50"]), DecimalRead::Mixed { point: "12.50".to_owned(), comma: "12,50".to_owned() });
    assert_eq!(read(&["500", "0", "1200"]), DecimalRead::NoneNeeded);
}
