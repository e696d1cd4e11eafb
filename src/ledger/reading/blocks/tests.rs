use super::*;

fn blocks(text: &str, size: usize) -> Vec<(u32, String)> {
    let mut blocks = Blocks::new(text.as_bytes(), b',').of_size(size);
    let mut block = RowBlock::default();
    let mut found = Vec::new();
    while blocks.next(&mut block) {
        assert!(block.broken.is_none());
        found.push((block.line, String::from_utf8(block.bytes.clone()).unwrap()));
    }
    found
}

#[test]
fn blocks_end_with_rows() {
    let text = "a,b\n1,\"x\ny\"\n2,5\" pipe\r\n3,\"he said \"\"no\n\"\"\"\n4,last";
    for size in 1..text.len() + 5 {
        let found = blocks(text, size);
        assert_eq!(found.iter().map(|(_, text)| text.as_str()).collect::<String>(), text, "{size}");
        for (line, rows) in found {
            let first = rows.trim_start_matches('\n').chars().next();
            let wanted = match first {
                Some('a') => 1,
                Some('1') => 2,
                Some('2') => 4,
                Some('3') => 5,
                Some('4') => 7,
                other => panic!("a block of size {size} begins with {other:?}"),
            };
            assert_eq!(line, wanted, "{size}");
        }
    }
}

#[test]
fn old_line_breaks_are_ends_of_rows_too() {
    for line_break in ["\r", "\r\n"] {
        let text = "a,b,c".to_owned() + &format!("{line_break}1,2,3").repeat(9);
        let found = blocks(&text, 4);
        assert!(found.len() > 2, "{found:?}");
        let mut line = 1;
        for (first, rows) in &found {
            assert_eq!(*first, line, "{found:?}");
            line += rows.matches(line_break).count() as u32;
        }
        assert!(found[..found.len() - 1].iter().all(|(_, rows)| rows.ends_with(line_break)), "{found:?}");
        assert_eq!(found.into_iter().map(|(_, rows)| rows).collect::<String>(), text);
    }
}

#[test]
fn a_row_that_never_ends_is_not_read_to_its_end() {
    let endless = io::repeat(b'x');
    let mut blocks = Blocks::new(endless, b',');
    let mut block = RowBlock::default();
    assert!(blocks.next(&mut block));
    assert!(matches!(block.broken, Some(Broken::TooLong { line: 1 })));
    assert!(!blocks.next(&mut block));
}

#[test]
fn a_windows_line_break_is_one() {
    assert_eq!(line_breaks(b"a\r\nb\rc\nd"), 3);
}
