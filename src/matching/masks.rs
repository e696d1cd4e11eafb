//! What looks like a number of an invoice and is none: IBANs, days, amounts, telephone numbers.

use super::shapes::unpadded;

/// The characters of a text in capitals, and which of them may be part of a reference.
pub struct MaskedText {
    pub chars: Vec<char>,
    pub is_masked: Vec<bool>,
}

impl MaskedText {
    pub fn new(text: &str) -> MaskedText {
        let capital = |char: char| char.to_uppercase().next().unwrap_or(char);
        let chars: Vec<char> = text.chars().map(capital).collect();
        let mut masked = MaskedText { is_masked: vec![false; chars.len()], chars };
        masked.ibans();
        masked.telephones();
        masked.dates();
        masked.amounts();
        masked
    }

    fn mask(&mut self, begin: usize, end: usize) {
        self.is_masked[begin..end].fill(true);
    }

    fn at(&self, place: usize) -> char {
        self.chars.get(place).copied().unwrap_or(' ')
    }

    fn begins_word(&self, place: usize) -> bool {
        place == 0 || !self.at(place - 1).is_alphanumeric()
    }

    /// The digits from a place on: where they end.
    fn digits(&self, begin: usize) -> usize {
        begin + self.chars[begin.min(self.chars.len())..].iter().take_while(|char| char.is_ascii_digit()).count()
    }

    fn number(&self, begin: usize, end: usize) -> u32 {
        let digits: String = self.chars[begin..end].iter().collect();
        unpadded(&digits).parse().unwrap_or(u32::MAX)
    }

    fn word_begins(&self, place: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(at, char)| self.at(place + at) == char)
    }

    fn ibans(&mut self) {
        for begin in 0..self.chars.len() {
            let head = [self.at(begin), self.at(begin + 1)].iter().all(char::is_ascii_uppercase);
            let check = [self.at(begin + 2), self.at(begin + 3)].iter().all(char::is_ascii_digit);
            if !head || !check || !self.begins_word(begin) {
                continue;
            }
            let (mut compact, mut end, mut group) = (String::new(), begin, 0);
            let mut found = None;
            while end < self.chars.len() && compact.len() < 34 {
                match self.at(end) {
                    char if char.is_ascii_alphanumeric() => {
                        compact.push(char);
                        group += 1;
                    }
                    // Written with blanks, it has groups of four.
                    ' ' if group == 4 => group = 0,
                    _ => break,
                }
                end += 1;
                if compact.len() >= 15 && !self.at(end).is_alphanumeric() && remainder_of_97(&compact) == 1 {
                    found = Some(end);
                }
            }
            if let Some(end) = found {
                self.mask(begin, end);
            }
        }
    }

    fn telephones(&mut self) {
        for begin in 0..self.chars.len() {
            let plus = self.at(begin) == '+' && self.at(begin + 1).is_ascii_digit() && self.at(begin + 2).is_ascii_digit();
            let word = ["TEL", "FON", "PHONE", "FAX", "MOBIL"].iter().find(|word| self.begins_word(begin) && self.word_begins(begin, word));
            let start = match word {
                Some(word) => begin + word.len(),
                None if plus && self.begins_word(begin) => begin + 1,
                None => continue,
            };
            let is_of_it = |char: &&char| char.is_ascii_digit() || matches!(char, ' ' | '/' | '-' | '(' | ')' | '.' | ':' | '+');
            let end = start + self.chars[start..].iter().take_while(is_of_it).count();
            if self.chars[start..end].iter().filter(|char| char.is_ascii_digit()).count() >= 7 {
                self.mask(begin, end);
            }
        }
    }

    fn dates(&mut self) {
        for begin in 0..self.chars.len() {
            if !self.at(begin).is_ascii_digit() || (begin > 0 && self.at(begin - 1).is_ascii_digit()) {
                continue;
            }
            let first = self.digits(begin);
            let mark = self.at(first);
            if !matches!(mark, '.' | '/' | '-') {
                continue;
            }
            let second = self.digits(first + 1);
            if second == first + 1 || self.at(second) != mark {
                continue;
            }
            let mut third = self.digits(second + 1);
            let lengths = (first - begin, second - first - 1, third - second - 1);
            // `03.03.` has no year.
            if mark == '.' && third == second + 1 {
                third = second + 1;
            }
            let (a, b) = (self.number(begin, first), self.number(first + 1, second));
            let day_and_month = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
            let is_date = match lengths {
                (1 | 2, 1 | 2, 2 | 4) => day_and_month(a, b) || day_and_month(b, a),
                (1 | 2, 1 | 2, 0) => mark == '.' && day_and_month(a, b),
                (4, 2, 2) => (1990..2100).contains(&a) && day_and_month(self.number(second + 1, third), b),
                _ => false,
            };
            if is_date {
                self.mask(begin, third);
            }
        }
    }

    fn amounts(&mut self) {
        for begin in 0..self.chars.len() {
            if !self.at(begin).is_ascii_digit() || (begin > 0 && self.at(begin - 1).is_ascii_digit()) {
                continue;
            }
            // Groups of three, then two decimals.
            let mut end = self.digits(begin);
            while matches!(self.at(end), '.' | ',' | '\'') && self.digits(end + 1) == end + 4 {
                end += 4;
            }
            let has_decimals = matches!(self.at(end), '.' | ',') && self.digits(end + 1) == end + 3;
            if has_decimals {
                end += 3;
            }
            if self.at(end).is_alphanumeric() && !has_decimals {
                continue;
            }
            let is_percent = self.at(end) == '%' || (self.at(end) == ' ' && self.at(end + 1) == '%');
            let money = |at: usize| {
                matches!(self.at(at), '€' | '$' | '£')
                    || UNITS.iter().any(|unit| self.word_begins(at, unit) && !self.at(at + unit.len()).is_alphabetic())
            };
            let is_money = money(end) || (self.at(end) == ' ' && money(end + 1));
            let behind = |back: usize| begin >= back && money(begin - back) && (back < 2 || self.begins_word(begin - back));
            let is_behind_money = [1, 2, 3, 4].into_iter().any(behind);
            if has_decimals || is_percent || is_money || is_behind_money {
                self.mask(begin, end);
            }
        }
    }
}

const UNITS: [&str; 11] = ["EUR", "USD", "CHF", "GBP", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "EURO"];

fn remainder_of_97(iban: &str) -> u32 {
    let (head, body) = iban.split_at(4);
    body.bytes().chain(head.bytes()).fold(0, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte) - u32::from(b'A') + 10) % 97,
    })
}

/// Are these digits a day, without marks: `150326`, `15032026`, `20260315`?
pub fn is_bare_date(digits: &str) -> bool {
    let number = |begin: usize, end: usize| digits.get(begin..end).and_then(|part| part.parse::<u32>().ok()).unwrap_or(u32::MAX);
    let day_and_month = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    let is_year = |year: u32| (1990..2100).contains(&year);
    match digits.len() {
        6 => day_and_month(number(0, 2), number(2, 4)) || day_and_month(number(4, 6), number(2, 4)),
        8 => {
            (is_year(number(4, 8)) && (day_and_month(number(0, 2), number(2, 4)) || day_and_month(number(2, 4), number(0, 2))))
                || (is_year(number(0, 4)) && day_and_month(number(6, 8), number(4, 6)))
        }
        _ => false,
    }
}
