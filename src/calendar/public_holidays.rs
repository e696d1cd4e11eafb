//! The public holidays of countries and their regions, from a table of days.

use super::Day;

/// `holidays/make.py` writes it, and says what its lines are.
const TABLE: &str = include_str!("../../holidays/table.txt");

/// The first and the last year that the table knows.
pub const HOLIDAY_YEARS: (i32, i32) = (2015, 2035);

/// The countries that the table knows, by their two letters.
pub fn countries() -> Vec<&'static str> {
    let mut found: Vec<&str> = rows().map(|(place, _)| place).filter(|place| !place.contains('-')).collect();
    found.dedup();
    found
}

/// The regions of a country; none where the table has only the holidays of the whole country.
pub fn regions(country: &str) -> Vec<&'static str> {
    let mut found: Vec<&str> = rows().filter_map(|(place, _)| place.strip_prefix(country)?.strip_prefix('-')).collect();
    found.dedup();
    found
}

/// The public holidays of a country or of one of its regions, in all years of the table.
pub fn public_holidays(country: &str, region: Option<&str>) -> Vec<Day> {
    let mut days: Vec<Day> = days_of(country, "").collect();
    if let Some(region) = region {
        let place = format!("{country}-{region}");
        let less: Vec<Day> = days_of(&place, "-").collect();
        days.retain(|day| !less.contains(day));
        days.extend(days_of(&place, ""));
    }
    days
}

/// The days of a place that have a sign in front.
fn days_of<'a>(place: &'a str, sign: &'a str) -> impl Iterator<Item = Day> + use<'a> {
    rows().filter(move |(of, _)| *of == place).flat_map(move |(_, rest)| {
        let mut words = rest.split(' ');
        let year: Option<i32> = words.next().and_then(|year| year.parse().ok());
        words.filter_map(move |word| {
            let digits = if sign.is_empty() { word } else { word.strip_prefix(sign)? };
            let (month, day) = digits.split_at_checked(2).filter(|_| !digits.starts_with('-'))?;
            Day::from_ymd(year?, month.parse().ok()?, day.parse().ok()?)
        })
    })
}

/// The lines: a place, and what follows it.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(' ').unwrap_or((line, "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(country: &str, region: Option<&str>, year: i32) -> Vec<String> {
        let mut days: Vec<String> = public_holidays(country, region).iter().map(|day| day.to_string()).collect();
        days.retain(|day| day.starts_with(&year.to_string()));
        days.sort();
        days.iter().map(|day| day[5..].to_owned()).collect()
    }

    /// Worked out by hand: Easter Sunday is on 5 April 2026, so Good Friday on the 3rd, Ascension on 14 May, Corpus Christi on 4 June.
    #[test]
    fn the_holidays_of_bavaria_and_of_germany() {
        let germany = ["01-01", "04-03", "04-06", "05-01", "05-14", "05-25", "10-03", "12-25", "12-26"];
        assert_eq!(of("DE", None, 2026), germany);
        let bavaria = ["01-01", "01-06", "04-03", "04-06", "05-01", "05-14", "05-25", "06-04", "10-03", "11-01", "12-25", "12-26"];
        assert_eq!(of("DE", Some("BY"), 2026), bavaria);
        // Easter Sunday is on 25 March 2035.
        assert!(of("DE", None, 2035).contains(&"03-26".to_owned()));
        // Christmas Day of 2027 is a Saturday, Boxing Day a Sunday: both are observed after the weekend in England.
        let england = of("GB", Some("ENG"), 2027);
        assert!(["12-27", "12-28"].iter().all(|day| england.contains(&(*day).to_owned())), "{england:?}");
    }

    #[test]
    fn every_country_has_holidays_in_every_year_and_every_line_is_read() {
        let (first, last) = HOLIDAY_YEARS;
        for country in countries() {
            assert!((first..=last).all(|year| of(country, None, year).len() >= 4), "{country}");
        }
        let known: Vec<&str> = countries();
        for (place, rest) in rows() {
            assert!(known.contains(&&place[..2]), "{place}");
            let words: Vec<&str> = rest.split(' ').collect();
            let year = words[0].parse::<i32>().ok();
            assert!(rest.is_empty() || year.is_some_and(|year| (first..=last).contains(&year)), "{place} {rest}");
            let is_day = |word: &&str| {
                Day::from_ymd(2024, word[word.len() - 4..word.len() - 2].parse().unwrap(), word[word.len() - 2..].parse().unwrap())
                    .is_some()
            };
            assert!(words[1..].iter().all(is_day), "{place} {rest}");
        }
        assert_eq!(regions("GB"), ["ENG", "NIR", "SCT", "WLS"]);
        assert_eq!(regions("FR"), [""; 0]);
        assert!(regions("DE").contains(&"BY") && countries().contains(&"NO"));
    }
}
