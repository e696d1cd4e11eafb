
use super::*;

#[test]
fn a_date_is_read_as_the_project_writes_it() {
    let on = |text: &str, formats: &[&str]| {
        let formats: Vec<String> = formats.iter().map(|format| (*format).to_owned()).collect();
        text.parse::<TypedDay>()?.on(Day::parse("2026-03-01").unwrap(), &formats).map(|day| day.to_string())
    };
    for (text, formats, day) in [
        ("2026-03-05", &[][..], "2026-03-05"),
        ("+7d", &["%d/%m/%Y"], "2026-03-08"),
        ("03/05/2026", &["%m/%d/%Y"], "2026-03-05"),
        ("03/05/2026", &["%d/%m/%Y"], "2026-05-03"),
        ("5/3/26", &["%d/%m/%Y", "%d/%m/%y"], "2026-03-05"),
        ("31.03.2026", &["%m/%d/%Y", "%d.%m.%Y"], "2026-03-31"),
        ("13/05/2026", &["%m/%d/%Y", "%d/%m/%Y"], "2026-05-13"),
    ] {
        assert_eq!(on(text, formats).as_deref(), Ok(day), "{text} by {formats:?}");
    }
    for (text, formats, told) in [
        ("03/05/2026", &["%m/%d/%Y", "%d/%m/%Y"][..], "is 2026-03-05 or 2026-05-03 in this project: write the one that you mean"),
        ("03/05/2026", &[], "is not in a date format of this project: write 2026-03-05 or 2026-05-03"),
        ("31.03.2026", &["%m/%d/%Y"], "is not in a date format of this project: write 2026-03-31"),
        ("5 apples", &[], "is not a date: write today"),
        ("2026-02-30", &[], "2026-02-30 is not a date: February 2026 has 28 days"),
        ("monday", &["%d/%m/%Y"], WANTED),
    ] {
        let wrong = on(text, formats).unwrap_err();
        assert!(wrong.contains(told), "{text} by {formats:?}: {wrong}");
    }
}
