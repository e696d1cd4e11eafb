use super::*;
use arguments::OutputFormat;
use std::path::PathBuf;
use today::AsOf;

fn parse(line: &str) -> Result<Arguments, clap::Error> {
    Arguments::try_parse_from(line.split(' '))
}

#[test]
fn the_definition_holds_together() {
    Arguments::command().debug_assert();
}

#[test]
fn a_day_before_today_is_no_option() {
    let Command::Plan(plan) = parse("collect plan --as-of -1d --since -8d").unwrap().command else { panic!("not a plan") };
    assert_eq!((plan.inputs.as_of, plan.filter.since), (AsOf::FromToday(-1), Some(AsOf::FromToday(-8))));
}

#[test]
fn general_options_stand_before_or_after_the_command() {
    for line in ["collect -C books -v plan", "collect plan -C books -v"] {
        let global = parse(line).unwrap().global;
        assert_eq!((global.directory, global.verbose), (Some(PathBuf::from("books")), true), "{line}");
    }
}

#[test]
fn what_cannot_be_is_told_why() {
    for (line, told) in [
        ("collect plan --as-of 2026-02-30", "2026-02-30 is not a date: February 2026 has 28 days"),
        ("collect plan --channel fax", "use one of email, call, letter, sms, task"),
        ("collect status --status open", "use one of upcoming, active, disputed"),
        ("collect plan -q -v", "cannot be used with"),
        ("collect plan --limit 0", "write the largest number of actions, from 1"),
        ("collect plan --limit -1", "write the largest number of actions, from 1"),
        ("collect plan --limit ten", "write the largest number of actions, from 1"),
        ("collect pln", "plan"),
    ] {
        let error = parse(line).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{line}");
        assert!(error.to_string().contains(told), "{line}: {error}");
    }
}

#[test]
fn the_format_is_what_was_typed_or_what_the_files_name_says() {
    for (typed, format) in [
        ("", OutputFormat::Table),
        (" -o plan.csv", OutputFormat::Csv),
        (" -o PLAN.CSV", OutputFormat::Csv),
        (" -o plan.json", OutputFormat::Json),
        (" -o plan.jsonl", OutputFormat::Jsonl),
        (" -o plan.md", OutputFormat::Markdown),
        (" -o plan.html", OutputFormat::Html),
        (" -o plan.xlsx", OutputFormat::Xlsx),
        (" -o plan.ics", OutputFormat::Ics),
        (" -o plan.txt", OutputFormat::Table),
        (" -o csv", OutputFormat::Table),
        (" -o plan.csv --format json", OutputFormat::Json),
        (" -o plan.csv --format table", OutputFormat::Table),
    ] {
        let Command::Plan(plan) = parse(&format!("collect plan{typed}")).unwrap().command else { panic!("not a plan") };
        assert_eq!(plan.output.format(), format, "{typed}");
    }
}

#[test]
fn a_file_that_cannot_be_written_in_its_format_is_refused() {
    for name in ["plan.pdf", "PLAN.PDF", "plan.xls", "plan.csv.gz"] {
        let error = parse(&format!("collect plan -o {name}")).unwrap_err().to_string();
        assert!(error.contains("cannot be written; use .xlsx, .csv, .json, .jsonl, .md, .html, .ics or .txt"), "{error}");
    }
}

#[test]
fn the_help_fits_eighty_columns() {
    let mut command = Arguments::command().term_width(80);
    let mut texts = vec![command.render_long_help().to_string()];
    for subcommand in command.get_subcommands_mut() {
        texts.push(subcommand.clone().term_width(80).render_help().to_string());
        texts.push(subcommand.clone().term_width(80).render_long_help().to_string());
    }
    for line in texts.iter().flat_map(|text| text.lines()) {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn the_version_is_told_as_it_would_be_with_other_arguments() {
    assert_eq!(VERSION, Arguments::command().render_version());
}
