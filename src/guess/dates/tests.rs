use super::*;
use proptest::prelude::*;

fn evidence(cells: &[&str]) -> DatesRead {
    let (patterns, mut evidence) = (Patterns::new(), DateEvidence::default());
    cells.iter().for_each(|cell| evidence.add(cell, &patterns));
    evidence.read(&patterns)
}

fn formats(cells: &[&str]) -> Vec<String> {
    match evidence(cells) {
        DatesRead::In { formats, .. } => formats,
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_formats_can_be_read_by() {
    assert_eq!(Patterns::new().0.len(), KNOWN.split(" | ").count());
}

#[test]
fn one_day_after_the_twelfth_decides() {
    assert_eq!(formats(&["03/04/2026", "13/04/2026"]), ["%d/%m/%Y"]);
    assert_eq!(formats(&["03/04/2026", "04/13/2026"]), ["%m/%d/%Y"]);
    assert_eq!(formats(&["1/2/13", "1/30/13"]), ["%m/%d/%y"]);
    assert_eq!(formats(&["31.12.2025", "31.12.25"]), ["%d.%m.%Y", "%d.%m.%y"]);
    assert_eq!(formats(&["3 Apr 2026", "3 May 2026"]), ["%d %b %Y"]);
    assert_eq!(formats(&["2026-03-31 10:00", "01/02/2026", "30/01/2026"]), ["%d/%m/%Y", "%Y-%m-%d %H:%M"]);
}

#[test]
fn a_year_of_two_digits_stands_first_or_last() {
    assert_eq!(formats(&["26-01-02", "26-02-01", "26-01-05", "26-02-04"]), ["%y-%m-%d"]);
    assert_eq!(formats(&["260112", "260213", "260125", "260224"]), ["%y%m%d"]);
    assert_eq!(formats(&["05.02.26", "31.03.26"]), ["%d.%m.%y"]);
    let DatesRead::Ambiguous { readings, .. } = evidence(&["26-01-25", "26-02-24"]) else { panic!("chosen") };
    let read: Vec<String> = readings.iter().map(|(format, day)| format!("{format} {day}")).collect();
    assert_eq!(read, ["%d-%m-%y 2025-01-26", "%y-%m-%d 2026-01-25"]);
}

#[test]
fn without_such_a_day_or_with_one_of_each_nothing_is_chosen() {
    let DatesRead::Ambiguous { example, readings, against } = evidence(&["03/04/2026", "05/06/2026"]) else { panic!("chosen") };
    assert_eq!((example.as_str(), against.len()), ("03/04/2026", 0));
    let read: Vec<String> = readings.iter().map(|(format, day)| format!("{format} {day}")).collect();
    assert_eq!(read, ["%d/%m/%Y 2026-04-03", "%m/%d/%Y 2026-03-04"]);
    let DatesRead::Ambiguous { against, .. } = evidence(&["03/04/2026", "13/06/2026", "06/13/2026"]) else { panic!("chosen") };
    assert_eq!(against, ["13/06/2026", "06/13/2026"]);
    // Both readings are the same day here, but not in the next export.
    assert!(matches!(evidence(&["03/03/2026"]), DatesRead::Ambiguous { .. }));
    // The example is a date that differs.
    let DatesRead::Ambiguous { example, .. } = evidence(&["03/03/2026", "03/06/2026"]) else { panic!("chosen") };
    assert_eq!(example, "03/06/2026");
    // Dots are evidence for dots only.
    assert!(matches!(evidence(&["31.12.2026", "03/04/2026"]), DatesRead::Ambiguous { .. }));
}

#[test]
fn the_plain_format_needs_no_word() {
    assert_eq!(evidence(&["2026-03-31", "2026-01-02"]), DatesRead::Plain);
    assert_eq!(evidence(&[]), DatesRead::Plain);
    assert_eq!(formats(&["2026-3-1"]), ["%Y-%m-%d"]);
}

proptest! {
    /// Dates written in one format, with one among them that no other order can read, come back as they were.
    #[test]
    fn with_evidence_dates_come_back(number in 0..KNOWN.split(" | ").count(), days in prop::collection::vec(11_600..29_220_i32, 1..30)) {
        let format = KNOWN.split(" | ").nth(number).unwrap();
        // Years of two digits are seen from dates of a few years.
        let is_short = short_year(format).is_some();
        let near = |number: i32| if is_short { 19_000 + number % 2000 } else { number };
        let mut days: Vec<Day> = days.into_iter().map(|number| Day::from_number(near(number))).collect();
        days.push(Day::from_ymd(2025, 12, 31).unwrap());
        let written: Vec<String> = days.iter().map(|day| written(*day, format)).collect();
        let cells: Vec<&str> = written.iter().map(String::as_str).collect();
        let formats = match evidence(&cells) {
            DatesRead::Plain => vec![],
            DatesRead::In { formats, .. } => formats,
            // Where they do not show it, it is asked for.
            DatesRead::Ambiguous { .. } if is_short => return Ok(()),
            other => panic!("{format}: {other:?}"),
        };
        let dates = DateFormats::new(&formats).unwrap();
        let read: Vec<Day> = cells.iter().map(|cell| dates.parse(cell).unwrap()).collect();
        prop_assert_eq!(read, days, "{} read as {:?}", format, formats);
    }

    /// Without one, a date whose day could be its month is refused.
    #[test]
    fn without_evidence_nothing_is_guessed(
        mark in prop::sample::select(vec!['/', '-']),
        days in prop::collection::vec((1..=12_u32, 1..=12_u32, 2000..2049), 1..30),
        century in prop::bool::ANY,
    ) {
        let year = |year: i32| if century { year.to_string() } else { format!("{:02}", year % 100) };
        let cells: Vec<String> = days.iter().map(|(a, b, y)| format!("{a:02}{mark}{b:02}{mark}{}", year(*y))).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let refused = matches!(evidence(&cells), DatesRead::Ambiguous { .. });
        prop_assert!(refused);
    }
}

fn written(day: Day, format: &str) -> String {
    day.date().and_hms_opt(9, 30, 0).unwrap().and_utc().format(format).to_string()
}
