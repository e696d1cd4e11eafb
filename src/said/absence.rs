//! When somebody who is away is back.

use super::Tongue;
use super::dates::{CountedFrom, NamedDay, Toward};
use super::hearing::{Heard, Hearing, hear, phrases};
use super::mentions::masks;
use super::tables::table;
use super::words::TokenKind;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The first day on which somebody is back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackOn {
    pub day: NaiveDate,
    /// Is no other day possible by the words?
    pub certain: bool,
    /// The words that it rests on, as they stand in the text.
    pub quote: String,
}

/// What a notice of absence says of one of its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// The first day back.
    Back,
    /// Away until this day, which is the first day back.
    Until,
    /// Away on this day, too.
    Through,
}

/// How much of a notice is read.
const LONGEST: usize = 4_000;

/// How far before a day the word may stand that tells what it is.
const REACH: usize = 6;

/// The first day back that a notice of absence names: `back on Monday`, `until the 27th` (which is the day back), `until 15 May inclusive` (the
/// next working day). `None`: none is named. Days count from `sent`, the local day of the mail.
pub fn back_on(text: &str, sent: NaiveDate, language: Option<Tongue>, day_first: Option<bool>) -> Option<BackOn> {
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= LONGEST).unwrap_or(text.len());
    let text = &text[..end];
    let masks = masks(text, &[]);
    let hearing = hear(text, language, &masks);
    let table = table(hearing.tongue);
    let words = phrases(&hearing.tokens, &table.absence, table, &vec![false; hearing.tokens.len()]);
    let from = CountedFrom { sent, day_first, before: None };
    let mut found: Vec<(Edge, BackOn)> = Vec::new();
    let mut after = 0;
    for (at, day) in hearing.days.iter().enumerate() {
        let next = hearing.days.get(at + 1).map_or(hearing.tokens.len(), NamedDay::first);
        let edge = edge(&hearing, &words, day, after, next);
        after = day.last() + 1;
        let resolved = day.meaning.resolve(from, Toward::Future);
        let (Some(edge), Some(resolved_day)) = (edge, resolved.day) else { continue };
        let back = if edge == Edge::Through { next_working_day(resolved_day) } else { Some(resolved_day) };
        let Some(back) = back.filter(|back| *back >= sent) else { continue };
        found.push((edge, BackOn { day: back, certain: resolved.doubt.is_none(), quote: quote(&hearing, day) }));
    }
    // `away until Friday, back on Monday`: the day back is said itself.
    let said = found.iter().any(|(edge, _)| *edge == Edge::Back);
    found.retain(|(edge, _)| !said || *edge == Edge::Back);
    let several = found.iter().any(|(_, other)| found[0].1.day != other.day);
    found.into_iter().next().map(|(_, back)| BackOn { certain: back.certain && !several, ..back })
}

/// By the words before a day, and by those behind it up to the end of the sentence.
fn edge(hearing: &Hearing, words: &[Heard], day: &NamedDay, after: usize, next: usize) -> Option<Edge> {
    let tokens = &hearing.tokens;
    let ends = |at: usize| {
        matches!(tokens[at].kind, TokenKind::Mark('.' | '!' | '?' | ';'))
            && tokens.get(at + 1).is_none_or(|next| next.apart && next.capital)
    };
    let start = (after.max(day.first().saturating_sub(REACH))..day.first())
        .rev()
        .find(|&at| ends(at))
        .map_or(after.max(day.first().saturating_sub(REACH)), |at| at + 1);
    let end = (day.last() + 1..next.min(tokens.len())).find(|&at| ends(at)).unwrap_or(next);
    let says = |key: &str, from: usize, to: usize| words.iter().any(|word| word.key == key && word.first() >= from && word.last() < to);
    let until = says("until", start, day.last() + 1);
    match () {
        () if until && says("inclusive", start, (day.last() + 4).min(end)) => Some(Edge::Through),
        () if until => Some(Edge::Until),
        // A word behind the day is its own only if no other day follows.
        () if says("back", start, day.last() + 1) || (end < next || next == tokens.len()) && says("back", day.last() + 1, end) => {
            Some(Edge::Back)
        }
        () => None,
    }
}

fn quote(hearing: &Hearing, day: &NamedDay) -> String {
    let first = day.first().saturating_sub(3);
    hearing.words_of(&(first..day.last() + 1)).to_owned()
}

fn next_working_day(day: NaiveDate) -> Option<NaiveDate> {
    (1..=3).filter_map(|days| day.checked_add_days(Days::new(days))).find(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(language: Tongue, text: &str) -> String {
        let found = back_on(text, "2026-03-10".parse().unwrap(), Some(language), Some(true));
        found.map_or_else(|| "-".to_owned(), |back| format!("{}{}", back.day, if back.certain { "" } else { "?" }))
    }

    #[test]
    fn the_day_back_is_the_day_that_is_named_as_such() {
        let notices = [
            (Tongue::English, "I am away this week and will be back on Monday 16 March.", "2026-03-16"),
            (Tongue::English, "Annual leave until 23 March. In urgent cases call 0113 496 0800.", "2026-03-23"),
            (Tongue::English, "We are closed from Friday 13 March and reopen on Tuesday 17 March.", "2026-03-17"),
            (Tongue::English, "I am out until Friday 20 March inclusive.", "2026-03-23"),
            (Tongue::English, "Off sick, back tomorrow.", "2026-03-11"),
            (Tongue::German, "Ich bin bis einschließlich 20. März im Urlaub.", "2026-03-23"),
            (Tongue::German, "Vom 9. bis 17. März bin ich nicht im Haus.", "2026-03-17"),
            (Tongue::German, "Ab dem 18.03. erreichen Sie mich wieder.", "2026-03-18"),
            (Tongue::French, "Absente jusqu'au 20 mars inclus.", "2026-03-23"),
            (Tongue::French, "Je serai de retour le lundi 23 mars.", "2026-03-23"),
            (Tongue::Spanish, "Estoy de vacaciones hasta el 20 de marzo, ambos inclusive.", "2026-03-23"),
            (Tongue::Spanish, "Me reincorporo el lunes 16.", "2026-03-16"),
            (Tongue::Dutch, "Ik ben afwezig t/m vrijdag 13 maart.", "2026-03-16"),
            (Tongue::Dutch, "Vanaf maandag ben ik weer bereikbaar.", "2026-03-16"),
            (Tongue::Italian, "Sono in ferie fino al 20 marzo compreso.", "2026-03-23"),
            (Tongue::Italian, "Rientrerò lunedì 16 marzo.", "2026-03-16"),
            (Tongue::English, "I am away. Your message of 9 March will not be forwarded.", "-"),
        ];
        for (language, text, expected) in notices {
            assert_eq!(back(language, text), expected, "{text}");
        }
    }
}
