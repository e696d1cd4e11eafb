use super::super::blocks::Blocks;
use super::*;
use proptest::prelude::*;

/// The rows of a text, cut into blocks of about so many bytes: line, and fields where they are in order.
fn rows(text: &str, size: usize) -> Vec<(u32, Option<Vec<String>>)> {
    let mut blocks = Blocks::new(text.as_bytes(), b',').of_size(size);
    let (mut block, mut found) = (RowBlock::default(), Vec::new());
    while blocks.next(&mut block) {
        let mut parts = Parts::default();
        let mut rows = Rows::new(&block, &mut parts, b',', Encoding::Utf8);
        while let Next::Row(row) = rows.next() {
            let fields = row.contents().map(|field| String::from_utf8_lossy(field).into_owned()).collect();
            found.push((row.raw.line, row.flaw.is_none().then_some(fields)));
        }
    }
    found
}

fn by_csv_core(text: &str) -> Vec<Vec<String>> {
    let mut core = csv_core::Reader::new();
    let (mut input, mut found) = (text.as_bytes(), Vec::new());
    let (mut bytes, mut ends) = ([0; 1024], [0; 128]);
    let (mut written, mut count) = (0, 0);
    loop {
        let (result, read, more, ended) = core.read_record(input, &mut bytes[written..], &mut ends[count..]);
        input = &input[read..];
        (written, count) = (written + more, count + ended);
        match result {
            ReadRecordResult::Record => {
                let begins = std::iter::once(0).chain(ends[..count].iter().copied());
                let field = |(begin, end): (usize, &usize)| String::from_utf8_lossy(&bytes[begin..*end]).into_owned();
                found.push(begins.zip(&ends[..count]).map(field).collect());
                (written, count) = (0, 0);
            }
            // Asked once more, with nothing, it knows that this is the end.
            ReadRecordResult::InputEmpty => {}
            _ => return found,
        }
    }
}

#[test]
fn rows_with_and_without_marks_are_taken_apart() {
    let text = "a,b,c\n1,\"x, \"\"y\"\"\",\n2,5\" pipe,\"two\nlines\"\r\n\n3,,z";
    let told: Vec<_> = rows(text, 4).into_iter().map(|(line, fields)| format!("{line}: {}", fields.unwrap().join("|"))).collect();
    assert_eq!(told, ["1: a|b|c", "2: 1|x, \"y\"|", "3: 2|5\" pipe|two\nlines", "6: 3||z"]);
}

proptest! {
    #[test]
    fn wherever_a_file_is_cut_its_rows_are_those_of_csv_core(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "a", "bc", "ü", ",", ",", "\n", "\r\n", "\r", "\"", "\"\"", "\"x,y\"", "\"two\nlines\"", ",\"", "\",", "\"\n", " ",
        ]), 0..60),
        size in 1..40_usize,
    ) {
        let text = pieces.concat();
        let wanted = by_csv_core(&text);
        let whole = rows(&text, usize::MAX);
        prop_assert_eq!(&rows(&text, size), &whole);
        // A row whose mark is never closed is none.
        prop_assert!(whole.len() == wanted.len() || (whole.len() + 1 == wanted.len() && text.contains('"')));
        for ((_, fields), wanted) in whole.iter().zip(&wanted) {
            prop_assert!(fields.as_ref().is_none_or(|fields| fields == wanted), "{fields:?} {wanted:?}");
        }
    }
}
