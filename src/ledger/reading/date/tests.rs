use super::*;

fn read(formats: &[&str], text: &str) -> Result<String, String> {
    let formats = DateFormats::new(formats).unwrap();
    formats.parse(text).map(|day| day.to_string()).map_err(|error| error.to_string())
}

#[test]
fn dates_are_read_by_the_first_format_that_fits() {
    for (formats, text, date) in [
        (&[][..], "2013-01-02", "2013-01-02"),
        (&["%m/%d/%Y"], "1/2/2013", "2013-01-02"),
        (&["%m/%d/%Y"], "01/02/2013", "2013-01-02"),
        (&["%d.%m.%Y"], "31.12.2026", "2026-12-31"),
        (&["%d.%m.%y"], "31.12.26", "2026-12-31"),
        (&["%Y%m%d"], "20261231", "2026-12-31"),
        (&["%d-%b-%Y"], "31-Dec-2026", "2026-12-31"),
        (&["%d/%m/%Y", "%m/%d/%Y"], "3/4/2026", "2026-04-03"),
        (&["%d/%m/%Y", "%m/%d/%Y"], "3/14/2026", "2026-03-14"),
        (&["%d.%m.%Y", "%d.%m.%y"], "31.12.26", "2026-12-31"),
        (&["%Y-%m-%dT%H:%M:%S"], "2026-03-31T23:59:59", "2026-03-31"),
        (&["%m/%d/%Y %I:%M:%S %p"], "03/31/2026 12:00:00 AM", "2026-03-31"),
        (&["%Y-%m-%d %H:%M:%S.%f"], "2026-03-05 10:00:01.123456789", "2026-03-05"),
        (&["%Y-%m-%dT%H:%M:%S.%f%z"], "2026-03-01T00:00:00.000Z", "2026-03-01"),
        (&["%Y-%m-%d %H:%M:%S %z"], "2026-03-25 10:00:01 UTC", "2026-03-25"),
        (&["%Y-%m-%d %H:%M:%S %z"], "2026-04-02 23:33:02 +0500", "2026-04-02"),
        (&["%s"], "1781308800", "2026-06-13"),
        (&["%s"], "1781308800123", "2026-06-13"),
        (&["%d. %b %Y"], "31. Dez 2025", "2025-12-31"),
        (&["%d. %B %Y"], "1. Januar 2026", "2026-01-01"),
        (&["%d-%b-%Y"], "31-août-2025", "2025-08-31"),
        (&["%d %b %Y"], "3 févr. 2026", "2026-02-03"),
    ] {
        assert_eq!(read(formats, text), Ok(date.to_owned()), "{text}");
    }
}

/// 23:30 in New York is 04:30 of the next day in London; midnight is a date.
#[test]
fn a_moment_is_a_day_in_the_timezone_of_the_workflow() {
    let formats = DateFormats::new(&["%Y-%m-%dT%H:%M:%S%z", "%s"]).unwrap();
    let london = formats.clone().in_zone(Some(chrono_tz::Europe::London));
    let tokyo = formats.clone().in_zone(Some(chrono_tz::Asia::Tokyo));
    for (text, as_written, in_london, in_tokyo) in [
        ("2026-01-15T23:30:00-05:00", "2026-01-15", "2026-01-16", "2026-01-16"),
        ("2026-01-15T08:00:00+09:00", "2026-01-15", "2026-01-14", "2026-01-15"),
        ("2026-03-22T00:00:00+02:00", "2026-03-22", "2026-03-22", "2026-03-22"),
        // 2026-06-13 20:00:00 in UTC.
        ("1781380800", "2026-06-13", "2026-06-13", "2026-06-14"),
        ("1781308800", "2026-06-13", "2026-06-13", "2026-06-13"),
    ] {
        let days = [&formats, &london, &tokyo].map(|formats| formats.parse(text).unwrap().to_string());
        assert_eq!(days, [as_written, in_london, in_tokyo], "{text}");
    }
}

#[test]
fn what_is_no_date_is_refused() {
    for (formats, text, why) in [
        (&[][..], "2026-02-30", "is not a date such as 2026-03-31"),
        (&[], "1/2/2013", "is not a date such as 2026-03-31"),
        (&[], "2026-03-31T00:00:00", "is not a date such as 2026-03-31"),
        (&[], "1969-12-31", "is outside the years 1970 to 2200"),
        (&["%m/%d/%Y"], "13/2/2013", "is not a date such as 03/31/2026"),
        (&["%m/%d/%Y"], "1/2/2013 10:00", "is not a date such as 03/31/2026"),
        (&["%m/%d/%Y"], "1/2/13", "is outside the years 1970 to 2200"),
        (&["%m/%d/%Y"], "1/2/2201", "is outside the years 1970 to 2200"),
    ] {
        assert_eq!(read(formats, text), Err(why.to_owned()), "{text}");
    }
}

#[test]
fn a_format_must_say_which_day_it_is() {
    for format in ["", "%m/%Y", "%d/%m", "%Q", "on the day"] {
        assert_eq!(DateFormats::new(&[format]), Err(BadDateFormat { format: format.to_owned() }));
    }
}

/// 20,454 days after 1970-01-01, which is 25569, it is 2026-01-01.
#[test]
fn what_no_format_reads_is_told_by_its_looks() {
    let day =
        |text| Foreign::of(text).map(|foreign| if let Foreign::Serial(day) = foreign { day.to_string() } else { "a name".to_owned() });
    for (text, seems) in [
        ("46023", "2026-01-01"),
        ("46022", "2025-12-31"),
        ("46022.75", "2025-12-31"),
        ("25569", "1970-01-01"),
        ("31. Dez 2025", "a name"),
        ("31. März 2026", "a name"),
        ("1. Januar 2026", "a name"),
        ("31-août-2025", "a name"),
    ] {
        assert_eq!(day(text).as_deref(), Some(seems), "{text}");
    }
    for text in ["25568", "4602", "460221", "46022.x", "-46022", "31. Lust 2025", "Dezember", "31. Dez 2025 um 10 Uhr", "Mar & Sons 1"] {
        assert_eq!(day(text), None, "{text}");
    }
    let hint = |text: &str| DateFormats::default().parse(text).unwrap_err().hint(text).unwrap();
    assert!(hint("46022").starts_with("it looks like Excel's number for 2025-12-31: format the column as dates"));
    assert!(hint("31 Dec 2025").contains("`date_format: \"%d %b %Y\"`") && hint("31. Dez 2025").contains("with `date_format`"));
}

#[test]
fn formats_that_would_fit_are_proposed() {
    let formats = DateFormats::default();
    let error = formats.parse("3/4/2026").unwrap_err();
    assert_eq!(
        error.hint("3/4/2026").as_deref(),
        Some(
            "if all dates of the file have this format, set `date_format: \"%m/%d/%Y\"` or `date_format: \"%d/%m/%Y\"` for it in the \
             project file"
        )
    );
}

#[test]
fn digits_alone_are_all_there() {
    let dates = DateFormats::new(&["%Y%m%d", "%y%m%d"]).unwrap();
    assert_eq!(dates.parse("20260131"), Ok(Day::from_ymd(2026, 1, 31).unwrap()));
    assert_eq!(dates.parse("260131"), Ok(Day::from_ymd(2026, 1, 31).unwrap()));
    // A spreadsheet removes zeros: 060112 would be another day, and nobody knows where 2026112 lost one.
    for text in ["60112", "46053", "2026112"] {
        assert!(dates.parse(text).is_err(), "{text}");
    }
}
