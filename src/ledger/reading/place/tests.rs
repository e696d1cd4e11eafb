use super::*;

#[test]
fn a_quoted_field_is_found_at_its_quotation_mark() {
    let raw = "Ä,\"x, \"\"y\"\"\",\"two\nlines\",last".as_bytes();
    let found: Vec<_> = (0..5)
        .map(|field| of_field(Raw { line: 7, bytes: raw }, b',', Encoding::Utf8, field))
        .map(|p| (p.line, p.column, p.width))
        .collect();
    assert_eq!(found, [(7, 1, 1), (7, 3, 10), (7, 14, 4), (8, 8, 4), (8, 12, 0)]);
    assert_eq!(shown_line(raw, b',', Encoding::Utf8, 3).as_deref(), Some("lines\",last"));
}

#[test]
fn marks_that_are_not_in_pairs_are_seen() {
    assert_eq!(quotes(b"a,\"b\"\"c\",5\" pipe", b','), Quotes::Paired);
    assert_eq!(quotes(b"a,\"b\nc,\"d\"", b','), Quotes::Stray { field: 1 });
    assert_eq!(quotes(b"a,\"b\nc", b','), Quotes::Unclosed { field: 1 });
    assert_eq!(quotes(b"\"", b','), Quotes::Unclosed { field: 0 });
}
