//! The names of months in other languages than English.

/// The names and their short forms, month by month: German, French, Spanish, Italian, Portuguese, Dutch, Danish, Norwegian, Swedish, Finnish,
/// Polish, Czech, Turkish and Russian. No word stands for two months.
const NAMES: [&str; 12] = [
    "januar jänner jän januari janvier janv enero ene gennaio gen janeiro tammikuu stycznia styczeń sty leden ledna led ocak oca января январь янв",
    "februar februari février fevrier févr fevr fév fev febrero febbraio fevereiro helmikuu luty lutego lut únor února úno şubat şub февраля февраль фев",
    "märz maerz mär mrz mars marzo março marco maart mrt marts maaliskuu marzec marca březen března bře mart марта март мар",
    "avril avr abril abr aprile huhtikuu kwiecień kwietnia kwi duben dubna dub nisan nis апреля апрель апр",
    "mai mayo maggio mag maio mei maj toukokuu maja květen května kvě mayıs мая май",
    "juni juin junio giugno giu junho kesäkuu czerwiec czerwca cze červen června čer haziran haz июня июнь июн",
    "juli juillet juil julio luglio lug julho heinäkuu lipiec lipca lip červenec července čvc temmuz tem июля июль июл",
    "août aout aoû aou agosto ago augustus augusti elokuu sierpień sierpnia sie srpen srpna srp ağustos ağu августа август авг",
    "sept septembre septiembre settembre set setembro syyskuu wrzesień września wrz září zář eylül eyl сентября сентябрь сен",
    "oktober okt octobre octubre ottobre ott outubro out lokakuu październik października paź říjen října říj ekim eki октября октябрь окт",
    "novembre noviembre novembro marraskuu listopad listopada lis kasım kas ноября ноябрь ноя",
    "dezember dez décembre decembre déc diciembre dicembre dic dezembro desember des joulukuu grudzień grudnia gru prosinec prosince pro aralık ara декабря декабрь дек",
];

const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The month of a name, as its short English name.
fn english(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let month = NAMES.iter().position(|names| names.split(' ').any(|name| name == word))?;
    Some(ENGLISH[month])
}

/// A date with the short English name of its month, if it has a name of another language; and the same without the dot behind it.
pub(super) fn in_english(text: &str) -> Option<[String; 2]> {
    let letters = |c: char| c.is_alphabetic();
    let mut at = 0;
    while let Some(begin) = text[at..].find(letters).map(|found| at + found) {
        let end = text[begin..].find(|c| !letters(c)).map_or(text.len(), |found| begin + found);
        if let Some(month) = english(&text[begin..end]) {
            let (before, behind) = (&text[..begin], &text[end..]);
            let undotted = behind.strip_prefix('.').unwrap_or(behind);
            return Some([format!("{before}{month}{behind}"), format!("{before}{month}{undotted}")]);
        }
        at = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_name_stands_for_two_months() {
        let names: Vec<&str> = NAMES.iter().flat_map(|names| names.split(' ')).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        // What English has itself is read without this list.
        assert!(ENGLISH.iter().all(|month| english(month).is_none_or(|other| other == *month)));
    }

    #[test]
    fn a_name_becomes_english_and_the_rest_stays() {
        let told = |text| in_english(text).map(|[dotted, plain]| format!("{dotted} | {plain}"));
        assert_eq!(told("31. Dez 2025").as_deref(), Some("31. Dec 2025 | 31. Dec 2025"));
        assert_eq!(told("3 févr. 2026").as_deref(), Some("3 Feb. 2026 | 3 Feb 2026"));
        assert_eq!(told("12 мая 2026").as_deref(), Some("12 May 2026 | 12 May 2026"));
        assert_eq!(told("31 Dec 2025"), None);
        assert_eq!(told("Lust 2025"), None);
    }
}
