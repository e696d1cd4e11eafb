use super::*;
use crate::money::Balance;

/// What a profile of one's own is found to be wrong in, a line each.
fn problems(text: &str) -> Vec<String> {
    let problems = Problems::new(text, "own");
    let root = yaml::parse(&problems).unwrap();
    read_profile(&YamlField::top(&problems, &root), "own");
    problems.into_findings().iter().map(ToString::to_string).collect()
}

#[test]
fn every_shipped_profile_and_table_is_read_whole() {
    for (name, text) in builtin::profiles() {
        assert_eq!(problems(text), [""; 0], "{name}");
        let profile = profile_of(name).unwrap();
        assert!(!profile.title.is_empty() && !profile.statute.is_empty() && profile.source.starts_with("https://"), "{name}");
    }
    assert_eq!(built_in_profiles().collect::<Vec<_>>(), ["at", "ch", "de", "directive-minimum", "fr", "ie", "pl", "uk"]);
    for (name, text) in builtin::base_rates() {
        let problems = Problems::new(text, name);
        let root = yaml::parse(&problems).unwrap();
        let table = read_table(&YamlField::top(&problems, &root)).unwrap();
        assert_eq!(problems.into_findings(), [], "{name}");
        assert!(!table.title.is_empty() && table.source.starts_with("https://"), "{name}");
        // No half-year is missing between the first and the last.
        let (first, last) = (*table.rates.first_key_value().unwrap().0, table.last().unwrap());
        assert_eq!(first.to_string(), "2015-H1", "{name}");
        let days = (first.first_day().unwrap(), last.first_day().unwrap());
        assert_eq!(HalfYear::between(days.0, days.1).count(), table.rates.len(), "{name}");
    }
}

/// The rates as ministries and central banks have published them, base and points together.
#[test]
fn the_rates_are_those_that_were_published() {
    let percent = |name: &str, day: &str| profile_of(name).unwrap().percent(Day::parse(day).unwrap()).map(|rate| rate.to_string());
    for (name, day, published) in [
        ("uk", "2017-12-31", "8.25"),
        ("uk", "2024-01-01", "13.25"),
        ("at", "2017-07-01", "8.58"),
        ("at", "2023-01-01", "11.08"),
        ("de", "2025-07-01", "10.27"),
        ("fr", "2024-07-01", "14.25"),
        ("pl", "2019-12-31", "9.50"),
        ("pl", "2021-01-01", "10.10"),
        ("pl", "2024-07-01", "15.75"),
        ("ie", "2026-01-01", "10.15"),
        ("ch", "2099-01-01", "5"),
    ] {
        assert_eq!(percent(name, day), Ok(published.to_owned()), "{name} {day}");
    }
    assert_eq!(percent("de", "2026-07-01"), Err(HalfYear::parse("2026-H2").unwrap()));
    assert_eq!(percent("pl", "2015-12-31"), Err(HalfYear::parse("2015-H2").unwrap()), "the law had another rate");
}

#[test]
fn the_sums_go_by_the_size_of_the_debt_to_the_cent() {
    let sum = |name: &str, due: &str, size| profile_of(name).unwrap().flat_for(Day::parse(due).unwrap()).map(|sums| sums.sum_for(size));
    let of = |name: &str, sizes: [Balance; 4]| sizes.map(|size| sum(name, "2026-01-15", size).unwrap() / 100);
    assert_eq!(of("uk", [99_999, 100_000, 999_999, 1_000_000]), [40, 70, 70, 100]);
    assert_eq!(of("ie", [100_000, 100_001, 1_000_000, 1_000_001]), [40, 70, 70, 100]);
    assert_eq!(of("pl", [500_000, 500_001, 4_999_999, 5_000_000]), [40, 70, 70, 100]);
    assert_eq!(sum("pl", "2019-12-31", 5_000_000), Some(4_000));
    assert_eq!(sum("ch", "2026-01-15", 5_000_000), None);
}

#[test]
fn what_is_wrong_in_a_profile_is_told_with_its_place() {
    assert_eq!(problems("points: 8\nbase: ebc\n"), ["own:2:7: there is no table of base rates \"ebc\"; did you mean \"ecb\"?"]);
    assert_eq!(
        problems("base: ecb\n"),
        ["own:1:1: a profile needs `base` and `points`, or `annual_percent`; add `base: ecb` and `points: 8`, or `annual_percent: 5`"]
    );
    assert_eq!(
        problems("base: { rates: { 2026-H3: 1, 2026-H1: x } }\npoints: 8\n"),
        [
            "own:1:18: there is no half-year \"2026-H3\"; write it as in 2026-H1 or 2026-H2",
            "own:1:39: `2026-H1` must be a rate in percent, from -100 to 100, found \"x\"; write it as in 1234.50, with no sign, group or exponent",
        ]
    );
    assert_eq!(
        problems("points: [{ from: 2026-02-01, points: 8 }]\nbase: ecb\n"),
        ["own:1:18: `from` must be a 1 January or a 1 July, found \"2026-02-01\""]
    );
    assert!(problems("annual_percent: 5\nbase: ecb\n")[0].contains("does not go with"));
}
