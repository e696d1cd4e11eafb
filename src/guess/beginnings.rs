//! How texts begin, where a column has too many different ones to list them: `Overdue by 12 days`, `Paid on 3 March`, `VOID: see 1017`.

use super::words::{lists, plain};

/// Names of months, by which a date in a text begins.
const MONTHS: &str = "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept \
                      oct nov dec januar februar marz maerz mai juni juli oktober dezember okt dez janvier fevrier mars avril juin juillet \
                      aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre \
                      noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre januari februari maart mei \
                      augustus";

/// Words between what a text says and a date or number.
const BETWEEN: &str = "on by in at since for of the until till from as am seit um vom bis zum vor mit le du depuis de el desde hace a il dal da \
                       op sinds van om met days day tage tagen tag jours jour dias dia giorni giorno dagen dag weeks week wochen";

/// Beginnings that say that a row does not count, and those of credits.
const VOID: &[&str] = &[
    "void",
    "voided",
    "cancelled",
    "canceled",
    "cancel",
    "deleted",
    "draft",
    "written off",
    "write-off",
    "write off",
    "reversed",
    "storno",
    "storniert",
    "stornierung",
    "gelöscht",
    "entwurf",
    "annulliert",
    "abgeschrieben",
    "annulé",
    "annulée",
    "annule",
    "annulation",
    "brouillon",
    "anulado",
    "anulada",
    "anulación",
    "borrador",
    "cancelado",
    "cancelada",
    "bozza",
    "annullato",
    "annullata",
    "geannuleerd",
    "vervallen verklaard",
];
const CREDIT: &[&str] = &[
    "credit note",
    "credit memo",
    "creditnote",
    "credit for",
    "gutschrift",
    "rechnungskorrektur",
    "avoir",
    "note de crédit",
    "note de credit",
    "abono",
    "nota de crédito",
    "nota de credito",
    "nota di credito",
    "creditnota",
    "creditfactuur",
];

/// What numbers of credit notes begin with; a number or a mark follows.
const CREDIT_NUMBERS: &[&str] = &[
    "CREDITNOTE",
    "CREDIT NOTE",
    "CREDITMEMO",
    "CREDIT MEMO",
    "CREDIT",
    "GUTSCHRIFT",
    "AVOIR",
    "ABONO",
    "NOTA DE CREDITO",
    "CRN",
    "SCN",
    "CN",
    "CM",
    "CR",
    "GUT",
    "GS",
    "GU",
    "AV",
    "NDC",
    "NCR",
    "NC",
    "RINV",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TellingText {
    Void,
    Credit,
}

/// Does a text begin with a phrase, and no other word?
fn begins(text: &str, phrase: &str) -> bool {
    let beginning = text.get(..phrase.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(phrase));
    beginning && !text[phrase.len()..].starts_with(char::is_alphanumeric)
}

/// The beginning of a text that tells, as it is written.
pub(super) fn telling(text: &str) -> Option<(TellingText, &str)> {
    let found = |list: &[&str], said| list.iter().find(|phrase| begins(text, phrase)).map(|phrase| (said, &text[..phrase.len()]));
    found(VOID, TellingText::Void).or_else(|| found(CREDIT, TellingText::Credit))
}

/// The beginning of a number that is a credit note's by custom, with the mark behind it.
pub(super) fn credit_number(number: &str) -> Option<&str> {
    let begins = |prefix: &&str| {
        let is_there = number.get(..prefix.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(prefix));
        is_there && number[prefix.len()..].starts_with(|c: char| !c.is_alphabetic())
    };
    let prefix = CREDIT_NUMBERS.iter().copied().find(|prefix| begins(prefix))?;
    let mark = number[prefix.len()..].chars().next().filter(|c| !c.is_ascii_digit()).map_or(0, char::len_utf8);
    number.get(..prefix.len() + mark)
}

/// What a text says before its first number or date; with `#` where it begins with one.
pub(super) fn lead(text: &str) -> Option<String> {
    let is_number = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit()) || lists(MONTHS, &plain(word));
    // A share of something is no date.
    if text.contains(['%', '€', '$', '£']) || text.split_whitespace().any(|word| word.contains('/') && word.len() < 6) {
        return None;
    }
    let mut words = text.split_whitespace().peekable();
    let mut begun = String::new();
    while words.next_if(|word| is_number(word)).is_some() {
        "#".clone_into(&mut begun);
    }
    for word in words.take_while(|word| !is_number(word)) {
        begun += if begun.is_empty() { "" } else { " " };
        begun += word;
    }
    (!begun.is_empty() && begun.len() <= 40).then_some(begun)
}

/// What is left of a beginning without the words before a number or date.
pub(super) fn said_in(lead: &str) -> String {
    let mut words: Vec<&str> = lead.split_whitespace().filter(|word| *word != "#").collect();
    let is_between = |word: &&str| lists(BETWEEN, &plain(word));
    while words.len() > 1 && words.last().is_some_and(is_between) {
        words.pop();
    }
    let skipped = if lead.starts_with('#') { words.iter().take_while(|word| is_between(word)).count() } else { 0 };
    words[skipped.min(words.len().saturating_sub(1))..].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_say_something_before_their_dates_and_numbers() {
        for (text, begun, said) in [
            ("Overdue by 12 days", "Overdue by", "Overdue"),
            ("Paid on 3 March 2026", "Paid on", "Paid"),
            ("Paid on March 3", "Paid on", "Paid"),
            ("Paid in part 3.3.2026", "Paid in part", "Paid in part"),
            ("12 days overdue", "# days overdue", "overdue"),
            ("Bezahlt am 03.03.2026", "Bezahlt am", "Bezahlt"),
            ("Seit 5 Tagen überfällig", "Seit", "Seit"),
            ("Sent", "Sent", "Sent"),
        ] {
            assert_eq!(lead(text).as_deref(), Some(begun), "{text}");
            assert_eq!(said_in(begun), said, "{text}");
        }
        for text in ["Paid 50%", "Paid 1/2", "2026-03-03 2026-03-04"] {
            assert_eq!(lead(text).filter(|lead| lead != "#"), None, "{text}");
        }
    }

    #[test]
    fn credits_and_voids_are_known_by_how_they_begin() {
        let told = |text| telling(text).map(|(said, _)| said);
        assert_eq!(
            (told("VOID: see 12"), told("Storniert am 3.3."), told("Avoid")),
            (Some(TellingText::Void), Some(TellingText::Void), None)
        );
        assert_eq!((told("Gutschrift zu 12"), told("Credit card")), (Some(TellingText::Credit), None));
        for (number, wanted) in [("CN-2", Some("CN-")), ("GU0001", Some("GU")), ("Gutschrift 12", Some("Gutschrift ")), ("CNC-1", None)] {
            assert_eq!(credit_number(number), wanted, "{number}");
        }
    }
}
