//! Mailboxes of many mails in one file: mbox, with lines escaped as mboxrd does.

use super::LARGEST;
use std::io::{self, BufRead, Read};

/// Does a file hold mails one after the other? A single mail begins with its headers.
pub fn is_mbox(start: &[u8]) -> bool {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    is_separator(line)
}

/// `From somebody Tue Mar 31 09:00:00 2026`: a mail follows. A sentence that begins with "From" has no time of day.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let is_time = |at: &[u8]| at[0].is_ascii_digit() && at[1] == b':' && at[2].is_ascii_digit() && at[3].is_ascii_digit();
    let mut years = rest.split(|byte| !byte.is_ascii_digit()).filter(|digits| digits.len() == 4);
    rest.windows(4).any(is_time) && years.any(|year| year.starts_with(b"19") || year.starts_with(b"20"))
}

/// The mails of an mbox, each with the line on which it begins. What is larger than a mail may be comes as its beginning, one byte too long.
pub struct Mbox<R> {
    lines: R,
    line: Vec<u8>,
    number: usize,
    is_over: bool,
}

impl<R: BufRead> Mbox<R> {
    pub fn new(reader: R) -> Mbox<R> {
        Mbox { lines: reader, line: Vec::new(), number: 0, is_over: false }
    }

    fn next_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        // A file without any end of line is not read into memory as a whole.
        (&mut self.lines).take(LARGEST as u64 + 1).read_until(b'\n', &mut self.line)?;
        self.number += 1;
        Ok(!self.line.is_empty())
    }

    fn mail(&mut self) -> io::Result<Option<(usize, Vec<u8>)>> {
        while !is_separator(&self.line) {
            if !self.next_line()? {
                self.is_over = true;
                return Ok(None);
            }
        }
        let begins = self.number + 1;
        let mut mail = Vec::new();
        let mut after_blank = false;
        loop {
            if !self.next_line()? {
                self.is_over = true;
                break;
            }
            if after_blank && is_separator(&self.line) {
                break;
            }
            after_blank = self.line.iter().all(u8::is_ascii_whitespace);
            let escaped = self.line.iter().take_while(|byte| **byte == b'>').count();
            let line = if escaped > 0 && self.line[escaped..].starts_with(b"From ") { &self.line[1..] } else { &self.line[..] };
            mail.extend_from_slice(&line[..line.len().min((LARGEST + 1).saturating_sub(mail.len()))]);
        }
        Ok(Some((begins, mail)))
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = io::Result<(usize, Vec<u8>)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let mail = self.mail();
        self.is_over |= mail.is_err();
        mail.transpose()
    }
}
