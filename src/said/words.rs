//! A text as words, figures and marks, each with its place.

use super::Tongue;
use super::folding::fold;
use super::mentions::{Mask, Masked};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Letters,
    /// Digits, with separators between them: `27/02/2026`, `1.234,56`.
    Figure,
    /// A time of the day.
    Time,
    Mark(char),
    /// An invoice of the customer, by its place among the candidates.
    Invoice(usize),
    /// What looks like one of our invoices and is none of this customer's.
    Stranger,
    Address,
    Link,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: TokenKind,
    /// Folded; of a figure as it is, without what makes it an ordinal.
    pub text: String,
    pub capital: bool,
    /// `15th`, `1er`, `3º`
    pub ordinal: bool,
    /// A figure with a point directly behind it: `3.` in `3. März`.
    pub dotted: bool,
    /// Is there a space or a break of the line before it?
    pub apart: bool,
    pub line: usize,
}

impl Token {
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    /// The number of a figure without separators.
    pub(super) fn number(&self) -> Option<u32> {
        (self.kind == TokenKind::Figure && self.text.len() <= 4).then(|| self.text.parse().ok())?
    }
}

/// What makes a figure an ordinal, written directly behind it.
const ORDINALS: [&str; 15] = ["st", "nd", "rd", "th", "er", "ere", "eme", "e", "de", "ste", "º", "ª", "°", "o", "ten"];

pub(super) fn tokens(text: &str, tongue: Tongue, masks: &[Mask]) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let (mut at, mut line, mut apart) = (0, 0, true);
    let mut masks = masks.iter().peekable();
    while let Some(c) = text[at..].chars().next() {
        while masks.peek().is_some_and(|mask| mask.start < at) {
            masks.next();
        }
        let mut token = Token {
            start: at,
            end: at + c.len_utf8(),
            kind: TokenKind::Letters,
            text: String::new(),
            capital: c.is_uppercase(),
            ordinal: false,
            dotted: false,
            apart,
            line,
        };
        if let Some(mask) = masks.next_if(|mask| mask.start == at) {
            token.end = mask.end;
            token.kind = match mask.what {
                Masked::Invoice(which) => TokenKind::Invoice(which),
                Masked::Stranger => TokenKind::Stranger,
                Masked::Address => TokenKind::Address,
                Masked::Link => TokenKind::Link,
            };
            token.text = text[at..mask.end].to_owned();
        } else if c.is_whitespace() {
            line += usize::from(c == '\n');
            (at, apart) = (token.end, true);
            continue;
        } else if c.is_alphabetic() {
            token.end =
                at + text[at..].find(|c: char| !(c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c))).unwrap_or(text.len() - at);
            token.text = fold(&text[at..token.end], tongue);
        } else if c.is_ascii_digit() {
            figure(text, &mut token);
        } else {
            let mark = match c {
                '–' | '—' | '−' | '‐' => '-',
                '’' | '‘' | '´' | '`' => '\'',
                '…' => '.',
                c => c,
            };
            let before = text[..at].chars().next_back();
            let after = text[token.end..].chars().next();
            let inside = before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic);
            if inside && matches!(mark, '-' | '\'' | '·') {
                (at, apart) = (token.end, false);
                continue;
            }
            token.kind = TokenKind::Mark(mark);
            token.text = mark.to_string();
        }
        (at, apart) = (token.end, false);
        found.push(token);
    }
    found
}

fn figure(text: &str, token: &mut Token) {
    let bytes = text.as_bytes();
    let digits_from = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = token.start + digits_from(token.start);
    let mut colon = false;
    loop {
        let rest = &text[end..];
        let Some(separator) = rest.chars().next() else { break };
        let after = end + separator.len_utf8();
        let digits = digits_from(after);
        let joins = match separator {
            '.' | ',' | '/' | '\'' | '’' => true,
            ':' => (1..=2).contains(&(end - token.start)) && digits == 2,
            // `28-02-2026` and `2026-03-27`, but not `10-12`.
            '-' => text[token.start..end].contains('-') || bytes.get(after + digits) == Some(&b'-') && digits_from(after + digits + 1) > 0,
            _ => false,
        };
        if !joins || digits == 0 {
            break;
        }
        colon |= separator == ':';
        end = after + digits;
    }
    token.text = text[token.start..end].replace('’', "'");
    token.kind = if colon { TokenKind::Time } else { TokenKind::Figure };
    token.capital = false;
    let rest = &text[end..];
    let letters: String = rest.chars().take_while(|c| c.is_alphabetic() || matches!(c, 'º' | 'ª' | '°')).collect();
    let lower = letters.to_lowercase().replace(['è', 'é'], "e");
    if !letters.is_empty() && ORDINALS.contains(&lower.as_str()) {
        token.ordinal = true;
        end += letters.len();
    } else if matches!(lower.as_str(), "h" | "am" | "pm" | "uhr") {
        token.kind = TokenKind::Time;
        end += letters.len() + digits_from(end + letters.len());
    }
    token.dotted = text[end..].starts_with('.');
    // The point of `02.04.` is the date's own.
    if token.dotted && token.text.matches('.').count() == 1 && token.text.len() <= 5 && !token.text.contains(',') {
        end += 1;
    }
    token.end = end;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<String> {
        tokens(text, Tongue::English, &[]).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn figures_keep_what_joins_them() {
        assert_eq!(plain("on 02.04. pay 1.234,56 EUR"), ["on", "02.04", "pay", "1.234,56", "EUR"].map(|word| fold(word, Tongue::English)));
        assert_eq!(plain("10-12 May, 2026-03-27."), ["10", "-", "12", "may", ",", "2026-03-27", "."]);
    }

    #[test]
    fn apostrophes_and_hyphens_part_words() {
        assert_eq!(plain("won't re-send month-end"), ["won", "t", "re", "send", "month", "end"]);
        assert_eq!(plain("paid - on Friday"), ["paid", "-", "on", "friday"]);
    }

    #[test]
    fn an_ordinal_is_its_number() {
        let found = tokens("the 15th at 17h, 1er", Tongue::French, &[]);
        assert!(found[1].ordinal && found[1].text == "15");
        assert_eq!(found[3].kind, TokenKind::Time);
        assert!(found[5].ordinal);
    }
}
