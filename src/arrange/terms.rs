//! Terms of payment as invoices have them: when an amount is due, and until when a discount is given.

use crate::calendar::Day;
use chrono::{Datelike, Months, NaiveDate};

/// What terms say, counted from the date of the invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PaymentTerms {
    due: DueRule,
    /// A share of the amount, as it is written, and how it is counted until when.
    pub discount: Option<(String, DueRule)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DueRule {
    Days(u32),
    Months(u32),
    /// So many days after the end of the month of the date.
    AfterMonth(u32),
    /// So many days after the date, and then at the end of that month.
    ThenEndOfMonth(u32),
    /// On this day of the month that follows, so many months later.
    DayOfMonth {
        day: u32,
        months: u32,
    },
}

/// Words that say that an amount is due at once.
const AT_ONCE: &str = "due on receipt, on receipt, upon receipt, due upon receipt, receipt, immediate, immediately, cod, cash on delivery, \
                       cia, cash in advance, prepaid, prepayment, payment in advance, cash, sofort, sofort fällig, zahlbar sofort, bar, \
                       vorkasse, comptant, à réception, a réception, à reception, a la réception, contado, al contado, a la recepción, \
                       vista fattura, rimessa diretta, per direct, due immediately, pia, net 0, 0";

impl PaymentTerms {
    /// Reads `Net 30`, `30 days EOM`, `2/10 net 30`, `14 Tage 2 %, 30 Tage netto`, `30`; nothing where the words say something else.
    pub fn parse(text: &str) -> Option<PaymentTerms> {
        let text = text.trim().to_lowercase();
        let bare = text.trim_end_matches(['.', '!']).trim();
        if has_minus(bare) {
            return None;
        }
        if AT_ONCE.split(',').any(|words| words.split_whitespace().eq(bare.split_whitespace())) {
            return Some(PaymentTerms { due: DueRule::Days(0), discount: None });
        }
        let words = words(bare);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let said: Vec<&str> = words.iter().copied().filter(|word| !is_net(word)).collect();
        if matches!(said[..], ["sofort" | "immediate" | "immediately" | "receipt" | "cash"]) {
            return Some(PaymentTerms { due: DueRule::Days(0), discount: None });
        }
        discounted(&words).or_else(|| rule(&words).map(|due| PaymentTerms { due, discount: None }))
    }

    pub fn due(&self, from: Day) -> Option<Day> {
        self.due.day(from)
    }
}

impl DueRule {
    pub fn day(self, from: Day) -> Option<Day> {
        let date = from.date();
        Day::from_date(match self {
            DueRule::Days(days) => from.plus(i32::try_from(days).ok()?).date(),
            DueRule::Months(months) => date.checked_add_months(Months::new(months))?,
            DueRule::AfterMonth(days) => Day::from_date(end_of_month(date)?)?.plus(i32::try_from(days).ok()?).date(),
            DueRule::ThenEndOfMonth(days) => end_of_month(from.plus(i32::try_from(days).ok()?).date())?,
            DueRule::DayOfMonth { day, months } => {
                let month = date.with_day(1)?.checked_add_months(Months::new(months))?;
                month.with_day(day).map_or_else(|| end_of_month(month), Some)?
            }
        })
    }

    /// How the end of a month is meant, where words leave it open.
    pub fn explained(self) -> Option<String> {
        match self {
            DueRule::AfterMonth(days) if days > 0 => Some(format!("{days} days after the end of the invoice's month")),
            DueRule::ThenEndOfMonth(days) if days > 0 => Some(format!("{days} days after the invoice's date, then the end of that month")),
            _ => None,
        }
    }
}

impl PaymentTerms {
    /// How the end of a month is meant, where words leave it open.
    pub fn explained(&self) -> Option<String> {
        self.due.explained()
    }
}

fn end_of_month(date: NaiveDate) -> Option<NaiveDate> {
    date.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// Has a number of it a minus? What stands between two numbers or words is none.
fn has_minus(text: &str) -> bool {
    let is_minus = |c: char| matches!(c, '-' | '−' | '–');
    let mut before = ' ';
    text.char_indices().any(|(at, c)| {
        let is_first = is_minus(c) && before == ' ' && text[at + c.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
        before = c;
        is_first
    })
}

/// Words and numbers, without what stands between them: `2%/10, net30` is `2 % 10 net 30`.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in text.chars() {
        let kind = |c: char| (c.is_alphabetic(), c.is_ascii_digit() || c == '.' || c == ',');
        let ((was_letter, was_digit), (is_letter, is_digit)) = (kind(last), kind(c));
        let goes_on = (was_letter && is_letter) || (was_digit && is_digit);
        if c.is_alphabetic() || c.is_ascii_digit() || c == '%' || (goes_on && matches!(c, '.' | ',')) {
            match words.last_mut() {
                Some(word) if goes_on => word.push(c),
                _ => words.push(c.to_string()),
            }
        } else if c == '+' {
            words.push("+".to_owned());
        }
        last = c;
    }
    words.iter_mut().for_each(|word| *word = word.trim_end_matches(['.', ',']).to_owned());
    words.retain(|word| !word.is_empty());
    words
}

fn number(word: &str) -> Option<u32> {
    const MOST: u32 = 3650;
    word.parse().ok().filter(|number| *number <= MOST)
}

const DAYS: [&str; 16] =
    ["day", "days", "d", "tag", "tage", "tagen", "jour", "jours", "j", "día", "días", "dia", "dias", "giorni", "gg", "dagen"];
const WEEKS: [&str; 5] = ["week", "weeks", "woche", "wochen", "semaines"];
const MONTHS: [&str; 7] = ["month", "months", "monat", "monate", "mois", "mes", "meses"];
/// What says no more than that an amount is due, and from when it is counted.
const NET: &str = "net netto nett n nt due in within terms payment payable zahlbar innerhalb von ohne abzug rein kasse à a the from of after invoice \
                   date rechnungsdatum ab";

fn is_net(word: &str) -> bool {
    NET.split_whitespace().any(|net| net == word)
}

/// When an amount is due.
fn rule(words: &[&str]) -> Option<DueRule> {
    let joined = words.join(" ");
    let month_end = "end of month, end of the month, end of the invoice month, end of invoice month, end of the bill month, eom, month end, monatsende, \
                     fin de mois, fdm, fine mese, fm, dffm, einde maand, fin de mes";
    let mut month_end = month_end.split(',').map(str::trim);
    if let Some(end) = month_end.find(|end| (" ".to_owned() + &joined + " ").contains(&format!(" {end} "))) {
        return month_rule(&joined, end);
    }
    if ["end of following month", "end of next month", "end of the following month", "end of the next month"].contains(&joined.as_str()) {
        return Some(DueRule::DayOfMonth { day: 31, months: 1 });
    }
    let of_months = [
        ("of the following month", 1),
        ("of following month", 1),
        ("of next month", 1),
        ("of the next month", 1),
        ("mfi", 1),
        ("prox", 1),
        ("of the current month", 0),
        ("of current month", 0),
    ];
    if let Some((of, months)) = of_months.iter().find(|(of, _)| joined.ends_with(of)) {
        let words = joined.strip_suffix(of)?.split_whitespace().filter(|word| !["due", "on", "the", "st", "nd", "rd", "th"].contains(word));
        let [day] = words.collect::<Vec<_>>()[..] else { return None };
        return number(day).filter(|day| (1..=31).contains(day)).map(|day| DueRule::DayOfMonth { day, months: *months });
    }
    let mut rest = words.iter().filter(|word| !is_net(word));
    let count = number(rest.next()?)?;
    match (rest.next().copied(), rest.next()) {
        (None, _) => Some(DueRule::Days(count)),
        (Some(word), None) if DAYS.contains(&word) => Some(DueRule::Days(count)),
        (Some(word), None) if WEEKS.contains(&word) => Some(DueRule::Days(count * 7)),
        (Some(word), None) if MONTHS.contains(&word) => Some(DueRule::Months(count)),
        _ => None,
    }
}

/// Terms with the end of a month. In English the days come after it, in French and Italian before.
fn month_rule(joined: &str, end: &str) -> Option<DueRule> {
    let (before, behind) = (" ".to_owned() + joined + " ").split_once(&format!(" {end} ")).map(|(a, b)| (a.to_owned(), b.to_owned()))?;
    let words: Vec<&str> = before.split_whitespace().filter(|word| !is_net(word) && !["after", "at", "of", "le"].contains(word)).collect();
    let behind: Vec<&str> = behind.split_whitespace().filter(|word| !is_net(word) && !["+", "plus", "le"].contains(word)).collect();
    let days = |words: &[&str]| match words {
        [] => Some(None),
        [count] => number(count).map(Some),
        [count, unit] if DAYS.contains(unit) => number(count).map(Some),
        _ => None,
    };
    let is_days_first = ["fin de mois", "fdm", "fine mese", "fm", "dffm", "fin de mes"].contains(&end) && !before.contains("après");
    match (days(&words)?, days(&behind)?) {
        (None, None) => Some(DueRule::AfterMonth(0)),
        (Some(days), None) if is_days_first => Some(DueRule::ThenEndOfMonth(days)),
        (Some(days), None) | (None, Some(days)) => Some(DueRule::AfterMonth(days)),
        (Some(_), Some(_)) => None,
    }
}

/// `2/10 net 30`, `2 % 10 days, net 30`, `14 Tage 2 %, 30 Tage netto`
fn discounted(words: &[&str]) -> Option<PaymentTerms> {
    let noise = [
        "skonto", "discount", "disc", "mit", "bei", "zahlung", "bis", "if", "paid", "with", "escompte", "and", "und", "or", "oder", "sous",
    ];
    let words: Vec<&str> = words.iter().copied().filter(|word| !noise.contains(word)).collect();
    let share_at = |at: usize| share(words.get(at).copied()?);
    // The share first: 2 [%] 10 [days], and the rest.
    if let Some(percent) = share_at(0) {
        let at = 1 + usize::from(words.get(1) == Some(&"%"));
        let skip = at + words[at..].iter().take_while(|word| ["in", "within", "innerhalb", "von"].contains(*word)).count();
        if let Some(days) = words.get(skip).and_then(|word| number(word)) {
            let behind = skip + 1 + usize::from(words.get(skip + 1).is_some_and(|word| DAYS.contains(word)));
            let is_marked = at == 2 || words.get(behind).is_some_and(|word| ["net", "n", "netto", "nett"].contains(word));
            if is_marked && behind < words.len() {
                let due = rule(&words[behind..])?;
                return Some(PaymentTerms { due, discount: Some((percent, DueRule::Days(days))) });
            }
        }
    }
    // The days first: 14 Tage 2 %, and the rest.
    let days = words.first().and_then(|word| number(word))?;
    let at = 1 + usize::from(words.get(1).is_some_and(|word| DAYS.contains(word)));
    let percent = share_at(at).filter(|_| words.get(at + 1) == Some(&"%"))?;
    let due = rule(&words[at + 2..])?;
    Some(PaymentTerms { due, discount: Some((percent, DueRule::Days(days))) })
}

/// A share such as `2`, `2,5` or `1.5`, with a point.
fn share(word: &str) -> Option<String> {
    let text = word.replace(',', ".");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(whole) && is_number(fraction) && whole.len() <= 2).then(|| text.clone())
}

#[cfg(test)]
mod tests;
