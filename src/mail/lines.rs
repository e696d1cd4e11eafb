//! What a line holds that must not be lost: an invoice, a day or an amount.

/// The invoices that may be meant, as their ids are looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids(Vec<String>);

impl Ids {
    pub(super) fn new<'i>(ids: impl IntoIterator<Item = &'i str>) -> Ids {
        Ids(ids.into_iter().map(squeezed).filter(|id| id.len() >= 3).collect())
    }

    /// Is one of the invoices named, whatever stands between its letters and digits, or by its digits alone?
    pub(super) fn are_in(&self, line: &str) -> bool {
        let text = squeezed(line);
        let numbers = numbers(line);
        let is_named = |id: &String| {
            let digits = id.trim_start_matches(|c: char| !c.is_ascii_digit());
            text.contains(id.as_str()) || digits.len() >= 4 && numbers.iter().any(|number| number == digits)
        };
        self.0.iter().any(is_named)
    }
}

/// The letters and digits of a text, small.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn numbers(line: &str) -> Vec<String> {
    line.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).map(str::to_owned).collect()
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
    "januar",
    "februar",
    "märz",
    "mai",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "jänner",
    "janvier",
    "février",
    "mars",
    "avril",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "januari",
    "februari",
    "maart",
    "augustus",
    "gennaio",
    "febbraio",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
];
const MORE_MONTHS: &[&str] = &["settembre", "ottobre", "dicembre", "mei", "mrt", "okt", "dez", "mär"];

const MONEY: [&str; 16] =
    ["€", "$", "£", "eur", "euro", "euros", "usd", "gbp", "chf", "fr", "sek", "nok", "dkk", "pln", "dollars", "pounds"];

/// Does a line name a day of the calendar, in digits or with a month's name?
pub(super) fn names_a_day(line: &str) -> bool {
    let lower = line.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_month = |word: &str| MONTHS.contains(&word) || MORE_MONTHS.contains(&word);
    let is_day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let ending = &word[digits.len()..];
        matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er") && digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    };
    let is_beside = |place: usize| {
        let near = [
            place.checked_sub(1),
            place.checked_sub(2).filter(|_| words.get(place.wrapping_sub(1)).is_some_and(|word| matches!(*word, "de" | "of"))),
            Some(place + 1),
        ];
        near.into_iter().flatten().filter_map(|near| words.get(near)).any(|word| is_day(word))
    };
    words.iter().enumerate().any(|(place, word)| is_month(word) && is_beside(place)) || lower.split_whitespace().any(is_numeric_day)
}

/// `31.03.2026`, `31/3`, `2026-03-31`: two or three numbers that can be a day of a month.
fn is_numeric_day(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    for separator in ['.', '/', '-'] {
        let parts: Vec<&str> = word.split(separator).collect();
        let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
        if numbers.len() != parts.len() {
            continue;
        }
        let fits = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
        let is_year = |part: &str| part.len() == 2 || part.len() == 4 && part.starts_with("20");
        match (parts.as_slice(), numbers.as_slice()) {
            ([_, _, year], [one, two, _]) if is_year(year) && (fits(*one, *two) || fits(*two, *one)) => return true,
            ([year, ..], [_, month, day]) if year.len() == 4 && year.starts_with("20") && fits(*day, *month) => return true,
            ([first, second], [one, two]) if separator != '-' && first.len() <= 2 => {
                let is_month_first = separator == '/' && second.len() <= 2 && fits(*two, *one);
                let is_day_first = fits(*one, *two) && (second.len() == 2 || separator == '/' && second.len() == 1);
                if is_day_first || is_month_first {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Does a line name an amount: a number with a currency beside it, or one that is grouped and has cents?
pub(super) fn names_an_amount(line: &str) -> bool {
    let lower = line.to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let words: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| matches!(c, '(' | ')' | ',' | '.' | ';' | ':' | '!' | '?')))
        .collect();
    let is_money = |word: &str| MONEY.contains(&word);
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\''))
    };
    words.iter().enumerate().any(|(place, word)| {
        let bare = word.trim_matches(['€', '$', '£']);
        let is_signed = bare.len() < word.len()
            || MONEY.iter().any(|money| {
                money.len() == 3 && (word.strip_prefix(money).is_some_and(is_number) || word.strip_suffix(money).is_some_and(is_number))
            });
        let number = bare.trim_matches(|c: char| c.is_alphabetic());
        is_number(number)
            && (is_signed
                || has_cents(number)
                || place > 0 && is_money(words[place - 1])
                || words.get(place + 1).is_some_and(|next| is_money(next)))
    })
}

/// `1,234.50`, `323,18`: what looks like money whatever stands beside it. A day or a version has other groups.
fn has_cents(number: &str) -> bool {
    let Some(place) = number.rfind([',', '.']) else { return false };
    let (whole, cents) = (&number[..place], &number[place + 1..]);
    let groups: Vec<&str> = whole.split([',', '.', '\'']).collect();
    let are_groups = groups.len() == 1 && groups[0].len() >= 3 || groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3);
    cents.len() == 2 && cents.bytes().all(|byte| byte.is_ascii_digit()) && are_groups
}

/// Must a line stay, wherever it stands?
pub(super) fn must_stay(line: &str, ids: &Ids) -> bool {
    ids.are_in(line) || names_a_day(line) || names_an_amount(line)
}
