//! The rows of a file of events that its book counts. Those behind them were written by a run that was cut short before it wrote the book.

use std::io::{self, ErrorKind, Read};

/// Reads a header and so many rows, and nothing behind them. That there are fewer is an error: events are lost.
pub struct CountedRows<R> {
    inner: R,
    wanted: u64,
    /// The rows that ended so far, the header among them.
    ended: u64,
    state: RowState,
    is_over: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowState {
    /// At the beginning of a line with nothing on it so far: it is no row.
    Blank,
    Within,
    Quoted,
}

impl<R: Read> CountedRows<R> {
    pub fn new(inner: R, rows: u64) -> CountedRows<R> {
        CountedRows { inner, wanted: rows, ended: 0, state: RowState::Blank, is_over: false }
    }

    /// How many of some bytes belong to the rows that count.
    fn counted(&mut self, bytes: &[u8]) -> usize {
        for (place, byte) in bytes.iter().enumerate() {
            self.state = match (self.state, byte) {
                (RowState::Quoted, b'"') => RowState::Within,
                (RowState::Quoted, _) => RowState::Quoted,
                (_, b'"') => RowState::Quoted,
                (RowState::Within, b'\n') => {
                    self.ended += 1;
                    RowState::Blank
                }
                (RowState::Blank, b'\n' | b'\r') => RowState::Blank,
                _ => RowState::Within,
            };
            if self.ended > self.wanted {
                self.is_over = true;
                return place + 1;
            }
        }
        bytes.len()
    }
}

impl<R: Read> Read for CountedRows<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_over || buffer.is_empty() {
            return Ok(0);
        }
        let count = self.inner.read(buffer)?;
        if count > 0 {
            return Ok(self.counted(&buffer[..count]));
        }
        self.is_over = true;
        // The last row needs no line break.
        let found = (self.ended + u64::from(self.state != RowState::Blank)).saturating_sub(1);
        if found < self.wanted {
            let message =
                format!("it has {found} rows, but the book counts {}: rows are lost; take both files from one backup", self.wanted);
            return Err(io::Error::new(ErrorKind::UnexpectedEof, message));
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str, rows: u64) -> Result<String, String> {
        let mut read = String::new();
        CountedRows::new(text.as_bytes(), rows).read_to_string(&mut read).map(|_| read).map_err(|error| error.to_string())
    }

    #[test]
    fn rows_behind_those_that_count_are_passed_over() {
        let text = "date,note\n2026-03-01,\"two\nlines, \"\"quoted\"\"\"\n\n2026-03-02,b\n2026-03-03,half a";
        assert_eq!(counted(text, 0).unwrap(), "date,note\n");
        assert_eq!(counted(text, 1).unwrap(), "date,note\n2026-03-01,\"two\nlines, \"\"quoted\"\"\"\n");
        assert_eq!(counted(text, 2).unwrap(), text.strip_suffix("2026-03-03,half a").unwrap());
        assert_eq!(counted(text, 3).unwrap(), text);
        assert_eq!(counted(text, 4).unwrap_err(), "it has 3 rows, but the book counts 4: rows are lost; take both files from one backup");
        assert_eq!(counted("", 0).unwrap(), "");
        assert!(counted("", 1).unwrap_err().starts_with("it has 0 rows"));
    }
}
