
use super::*;
use crate::calendar::Day;
use crate::ledger::reading::EventType;

fn note() -> Entry {
    Entry::new(Day::parse("2026-03-31").unwrap(), EventType::Note).with("invoice_id", "INV-7").with("note", "=1, \"two\"\nlines")
}

fn after(log: &str) -> String {
    let change = LogSheet::read(log.as_bytes()).unwrap().change(&[note()]);
    format!("{}{}", &log[..change.keep], String::from_utf8(change.bytes).unwrap())
}

#[test]
fn rows_follow_the_logs_own_header() {
    assert_eq!(
        after(""),
        "date,type,invoice_id,customer_id,amount,currency,until,reason,channel,stage,address,by,note,ref,id\n\
             2026-03-31,note,INV-7,,,,,,,,,,\"'=1, \"\"two\"\"\nlines\",,\n"
    );
    let row = "\"'=1, \"\"two\"\"\nlines\",INV-7,note,2026-03-31";
    assert_eq!(after("note,invoice_id,type,date"), format!("note,invoice_id,type,date\n{row}\n"), "a line end is missing");
    let windows = "\u{feff}sep=,\r\nnote, invoice_id,type,date\r\n,INV-1,note,2026-03-01";
    assert_eq!(after(windows), format!("{windows}\r\n{row}\r\n"));
}

#[test]
fn a_column_that_a_log_lacks_is_added_to_it() {
    let row = "2026-03-31,INV-7,,note,\"'=1, \"\"two\"\"\nlines\"";
    for end in ["\n", "\r\n"] {
        let log = format!("date,invoice_id,Mine{end}2026-03-01,\"INV-1\",\"a,{end}\"\"b\"\"\"{end}{end}2026-03-02,INV-2,5\"{end}");
        let wide = format!(
            "date,invoice_id,Mine,type,note{end}2026-03-01,\"INV-1\",\"a,{end}\"\"b\"\"\",,{end}{end}2026-03-02,INV-2,5\",,{end}{row}{end}"
        );
        assert_eq!(after(&log), wide);
        assert_eq!(after(log.trim_end()), wide, "a line end is missing");
    }
    assert_eq!(after("date,invoice_id,x"), format!("date,invoice_id,x,type,note\n{row}\n"));
}

#[test]
fn what_is_no_text_is_refused() {
    for log in [&[0x1f, 0x8b, 8, 0][..], b"\n\n", &[0xff, 0xfe]] {
        assert!(LogSheet::read(log).is_err());
    }
}
