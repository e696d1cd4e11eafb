use super::from_cells;

/// The lines that these cells come to in a letter from there.
fn lines(home: &str, cells: &[(&str, &str)]) -> Vec<String> {
    from_cells(|name| cells.iter().find(|(known, _)| *known == name).map_or("", |(_, cell)| cell), home)
}

#[test]
fn a_town_is_written_as_its_country_writes_it() {
    let in_country =
        |country| lines("", &[("street", "1 Mill Lane"), ("postcode", "12345"), ("city", "Town"), ("state", "ST"), ("country", country)]);
    assert_eq!(in_country("DE"), ["1 Mill Lane", "12345 Town", "ST", "GERMANY"]);
    assert_eq!(in_country("us"), ["1 Mill Lane", "Town ST 12345", "UNITED STATES"]);
    assert_eq!(in_country("England"), ["1 Mill Lane", "Town", "ST", "12345", "UNITED KINGDOM"]);
    assert_eq!(in_country("Freedonia"), ["1 Mill Lane", "12345 Town", "ST", "FREEDONIA"]);
}

#[test]
fn a_letter_at_home_names_no_country() {
    let cells = [("address_1", "Hafenweg 3"), ("address_2", "Tor 4"), ("zip", "20457"), ("city", "Hamburg"), ("country", "Deutschland")];
    assert_eq!(lines("DE", &cells), ["Hafenweg 3", "Tor 4", "20457 Hamburg"]);
    assert_eq!(lines("AT", &cells), ["Hafenweg 3", "Tor 4", "20457 Hamburg", "GERMANY"]);
    // Without a country it is the sender's.
    assert_eq!(
        lines("US", &[("street", "1 Main St"), ("city", "Springfield"), ("state", "IL"), ("zip", "62704")]),
        ["1 Main St", "Springfield IL 62704"]
    );
}

#[test]
fn a_cell_may_hold_the_whole_address() {
    let cells = [("address", "Hafenweg 3\n20457 Hamburg\n"), ("postcode", "20457"), ("city", "Hamburg")];
    assert_eq!(lines("DE", &cells), ["Hafenweg 3", "20457 Hamburg"]);
}

#[test]
fn a_country_alone_is_no_address() {
    assert_eq!(lines("DE", &[("country", "FR")]), [""; 0]);
    assert_eq!(lines("DE", &[("city", "Lyon"), ("country", "FR")]), ["Lyon", "FRANCE"]);
}
