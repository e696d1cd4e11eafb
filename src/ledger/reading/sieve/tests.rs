use super::super::blocks::Blocks;
use super::super::encoding::Encoding;
use super::super::found_rows::FoundRows;
use super::super::rows::{Parts, Rows};
use super::*;
use proptest::prelude::*;

/// A row as the reader has it: its line, and its fields where they are in order.
type ReadRow = (u32, Option<Vec<String>>);

fn rows(blocks: &mut Blocks<&[u8]>) -> Vec<ReadRow> {
    let (mut block, mut parts, mut found) = (RowBlock::default(), Parts::default(), Vec::new());
    while blocks.next(&mut block) {
        let mut rows = Rows::new(&block, &mut parts, b',', Encoding::Utf8);
        let broken = rows.each(|row| {
            let fields = (0..row.len()).map(|field| row.field(field).to_owned()).collect();
            found.push((row.raw.line, row.flaw.is_none().then_some(fields)));
        });
        found.extend(broken.map(|_| (u32::MAX, None)));
    }
    found
}

/// The rows of a file that are let through, cut into blocks of about so many bytes.
fn let_through(text: &str, texts: &[&str], size: usize) -> Vec<ReadRow> {
    let (format, mut found) = (Format::default(), FoundRows::default());
    let sieve = Sieve::new(&format, texts.iter().map(|text| ("invoice_id", *text)));
    found.gather(Blocks::new(text.as_bytes(), b',').of_size(size), &sieve, |_, _| true);
    rows(&mut Blocks::new(text.as_bytes(), b',').only(found))
}

#[test]
fn rows_with_the_text_as_a_whole_word_are_let_through_with_their_lines() {
    let text = "INV-7,a\nINV-70,b\n\nc,\" INV-7 \"\r\nd,\"two\nlines\",INV-8\ne,\"INV-\"7\nf,see INV-7\nINV-8\rg,XINV-7";
    let lines = |texts: &[&str]| let_through(text, texts, 1 << 10).into_iter().map(|(line, _)| line).collect::<Vec<_>>();
    // In line 7 the marks are not in pairs: what the cell says, the bytes do not.
    assert_eq!(lines(&["INV-7"]), [1, 4, 7, 8]);
    assert_eq!(lines(&["INV-7", "INV-8"]), [1, 4, 5, 7, 8, 9]);
    assert_eq!(lines(&["INV\"7"]), [1, 2, 4, 5, 7, 8, 9, 10]);
    assert_eq!(lines(&[]), [7]);
}

#[test]
fn a_file_has_words_and_parts_of_its_own() {
    let mut format = Format { delimiter: b';', encoding: Encoding::Windows1252, ..Format::default() };
    format.values.insert("type".to_owned(), [("BNC".to_owned(), "bounce".to_owned())].into());
    format.columns.insert("invoice_id".to_owned(), vec!["Company".to_owned(), "Number".to_owned(), "Year".to_owned()]);
    assert_eq!(spellings(&format, "type", "bounce"), [b"BNC".to_vec(), b"bounce".to_vec()]);
    assert_eq!(spellings(&format, "invoice_id", "1000-51234-2026"), [b"51234"]);
    assert_eq!(spellings(&format, "customer_id", "Müller-Süd"), [b"M\xfcller-S\xfcd"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a file looks like: no row with such a cell is left out, and each that is let through reads as it does in the file.
    #[test]
    fn no_row_with_such_a_cell_is_left_out(
        text in "([ab1\",\n\r '-]|a1|a1,|\n\"a1|\"\"){0,40}",
        texts in proptest::sample::subsequence(vec!["a1", "b", "1,a", "a-1", "-"], 1..=5),
        size in 1..40_usize,
    ) {
        let all = rows(&mut Blocks::new(text.as_bytes(), b','));
        let found = let_through(&text, &texts, size);
        prop_assert!(found.iter().all(|row| all.contains(row)), "{:?} {:?}", all, found);
        let has_one = |(_, fields): &&ReadRow| fields.as_ref().is_none_or(|fields| fields.iter().any(|field| texts.contains(&&**field)));
        let left_out = all.iter().filter(has_one).find(|row| !found.contains(row));
        prop_assert_eq!(left_out, None, "{:?} {:?}", all, found);
    }
}
