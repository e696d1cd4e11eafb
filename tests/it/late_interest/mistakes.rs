//! What is wrong in a late fee by law is found with its place.

use collect::workflow::{TemplateNames, read};

/// The problems of a workflow with such a late fee; its keys begin on line 5, in column 3.
fn problems(keys: &str) -> Vec<String> {
    let text = format!(
        "version: 1\nowners: {{ ar: {{}} }}\nstages: [{{ id: demand, trigger: {{ day: 1 }}, owner: ar }}]\nlate_fee:\n  {}\n",
        keys.replace('\n', "\n  ")
    );
    read(&text, "w", &TemplateNames::default()).findings.iter().map(ToString::to_string).collect()
}

#[test]
fn names_that_do_not_exist_are_told_with_the_nearest() {
    assert_eq!(
        problems("from_stage: demand\nprofile: germany"),
        ["w:6:12: there is no profile of late interest \"germany\"; profiles are at, ch, de, directive-minimum, fr, ie, pl, uk"]
    );
    assert_eq!(
        problems("from_stage: demand\nprofile: directive-minimun"),
        ["w:6:12: there is no profile of late interest \"directive-minimun\"; did you mean \"directive-minimum\"?"]
    );
    assert_eq!(problems("from_stage: demand\nstage_fees: { demnd: 5 }"), ["w:6:17: there is no stage \"demnd\"; did you mean \"demand\"?"]);
}

#[test]
fn what_does_not_go_with_a_profile_is_told_and_everything_at_once() {
    let found = problems(
        "from_stage: demand\nprofile: de\nannual_percent: 8\nrates: { 2026-H2: x, 2026-7: 1 }\nmonths: whole\neuro: { 2026-2: 4 }",
    );
    assert_eq!(
        found,
        [
            "w:7:3: the profile gives the rate, so `annual_percent` does not go with it; leave it out, or leave `profile` out",
            "w:8:21: `2026-H2` must be a rate in percent, from -100 to 100, found \"x\"; write it as in 1234.50, with no sign, group or exponent",
            "w:8:24: there is no half-year \"2026-7\"; write it as in 2026-H1 or 2026-H2",
            "w:9:11: `months` must be one of complete, started, found \"whole\"",
            "w:10:11: there is no month \"2026-2\"; write it as in 2026-02",
        ]
    );
    assert_eq!(
        problems("from_stage: demand\nprofile: ch\nrates: { 2026-H2: 1 }"),
        ["w:7:3: the profile ch has no base rate, so `rates` does not go with it; leave it out"]
    );
}

#[test]
fn rates_have_the_form_that_goes_with_a_profile_or_without() {
    let list = problems("from_stage: demand\nprofile: de\nrates: [{ from: 2026-07-01, annual_percent: 10 }]");
    assert_eq!(list, ["w:7:10: `rates` must be base rates by half-year, as in { 2026-H2: 1.27 }, found a list"]);
    let mapping = problems("from_stage: demand\nrates: { 2026-H2: 1.27 }");
    assert_eq!(mapping, ["w:6:10: `rates` must be a list, found a mapping"]);
}
