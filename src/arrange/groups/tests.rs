use super::*;

fn headings() -> Headings {
    Headings::new(HeadingsBy::column(0, &[]))
}

/// What each row is, and the customer of the row that comes next.
fn told(rows: &[(&[&str], bool)]) -> Vec<String> {
    let mut headings = headings();
    let mut told = Vec::new();
    for (cells, is_row) in rows {
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        let what = match headings.look(&cells, *is_row) {
            None => "row",
            Some(WhyLeftOut::Total) => "total",
            Some(WhyLeftOut::Section) => "section",
            Some(_) => "heading",
        };
        told.push(format!("{what} {}", headings.current().map_or("-", |heading| heading[ID].as_str())));
    }
    told
}

#[test]
fn a_total_closes_its_heading_and_a_nested_one_leaves_the_outer() {
    let rows: &[(&[&str], bool)] = &[
        (&["Alpha", ""], false),
        (&["", "10"], true),
        (&["Job 1", ""], false),
        (&["", "20"], true),
        (&["Total Job 1", "20"], false),
        (&["", "30"], true),
        (&["Total Alpha", "60"], false),
        (&["TOTAL", "60"], false),
    ];
    let wanted = ["heading Alpha", "row Alpha", "heading Job 1", "row Job 1", "total Alpha", "row Alpha", "total -", "total -"];
    assert_eq!(told(rows), wanted);
}

#[test]
fn what_parts_the_rows_of_a_customer_is_none() {
    let rows: &[(&[&str], bool)] = &[
        (&["EUR", ""], false),
        (&["Alpha", ""], false),
        (&["Open", ""], false),
        (&["", "10"], true),
        (&["Overdue", ""], false),
        (&["", "20"], true),
        (&["Beta", ""], false),
        (&["", "30"], true),
        (&["Total EUR", "60"], false),
        (&["1 - 30", ""], false),
        (&["", "40"], true),
    ];
    let wanted = [
        "section -",
        "heading Alpha",
        "section Alpha",
        "row Alpha",
        "section Alpha",
        "row Alpha",
        "heading Beta",
        "row Beta",
        "total -",
        "section -",
        "row -",
    ];
    assert_eq!(told(rows), wanted);
}

#[test]
fn a_section_holds_until_the_next_of_its_kind_or_the_next_customer() {
    let mut headings = headings();
    let mut not_open = |text: &str| {
        headings.look(&[text.to_owned(), String::new()], false);
        (headings.currency().map(Currency::code), headings.not_open().map(|(_, text)| text))
    };
    let paid = Some("Paid".to_owned());
    assert_eq!(not_open("USD"), (Some("USD"), None));
    assert_eq!(not_open("Alpha"), (Some("USD"), None));
    assert_eq!(not_open("Paid"), (Some("USD"), paid.clone()));
    assert_eq!(not_open("Open"), (Some("USD"), None));
    assert_eq!(not_open("Paid"), (Some("USD"), paid));
    assert_eq!(not_open("Beta"), (Some("USD"), None));
    assert_eq!(not_open("Total"), (Some("USD"), None));
    assert_eq!(not_open("Total USD"), (None, None));
}

#[test]
fn a_customer_may_be_called_total() {
    let rows: &[(&[&str], bool)] = &[(&["Total Energies SE", ""], false), (&["", "10"], true), (&["Total Total Energies SE", "10"], false)];
    assert_eq!(told(rows), ["heading Total Energies SE", "row Total Energies SE", "total -"]);
    assert_eq!(told(&[(&["Alpha", "60"], false), (&["Alpha Total", "60"], false)]), ["heading Alpha", "total -"]);
}

#[test]
fn a_customer_in_its_first_row_holds_for_those_below() {
    assert_eq!(told(&[(&["Alpha", "10"], true), (&["", "20"], true), (&["Beta", "30"], true)]), ["row Alpha", "row Alpha", "row Beta"]);
}
