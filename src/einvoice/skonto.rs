//! Discounts for early payment as German e-invoices write them in the words of the terms: `#SKONTO#TAGE=14#PROZENT=2.25#`, a line each.

use crate::money::Decimal;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Skonto {
    pub days: u32,
    pub percent: Decimal,
}

/// The first discount in some words, and the words without their lines for programs.
pub(super) fn parted(words: &str) -> (Option<Skonto>, String) {
    let mut first = None;
    let mut rest: Vec<&str> = Vec::new();
    for line in words.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // A file that lost its line breaks has all in one line.
        let mut line = line;
        while let Some(start) = line.find("#SKONTO#") {
            let Some((skonto, end)) = discount(&line[start..]) else { break };
            if !line[..start].trim().is_empty() {
                rest.push(line[..start].trim());
            }
            first = first.or(Some(skonto));
            line = line[start + end..].trim_start();
        }
        if !line.is_empty() {
            rest.push(line);
        }
    }
    (first, rest.join(" "))
}

/// A discount at the beginning of a text, and where it ends.
fn discount(text: &str) -> Option<(Skonto, usize)> {
    let mut end = "#SKONTO#".len();
    let (mut days, mut percent) = (None, None);
    while let Some((part, _)) = text[end..].split_once('#') {
        let Some((key, value)) = part.split_once('=') else { break };
        match key {
            "TAGE" => days = value.trim().parse().ok(),
            "PROZENT" => percent = value.trim().parse().ok(),
            "BASISBETRAG" => {}
            _ => break,
        }
        end += part.len() + 1;
    }
    Some((Skonto { days: days?, percent: percent? }, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_discount_is_read_with_or_without_its_line_break() {
        let skonto = |days, percent: &str| Some(Skonto { days, percent: percent.parse().unwrap() });
        for (words, wanted, rest) in [
            ("#SKONTO#TAGE=14#PROZENT=2.25#\n", skonto(14, "2.25"), ""),
            ("#SKONTO#TAGE=14#PROZENT=2.25#", skonto(14, "2.25"), ""),
            (
                "#SKONTO#TAGE=7#PROZENT=3.00#BASISBETRAG=252.94#\n#SKONTO#TAGE=14#PROZENT=2.00#\nZahlbar in 30 Tagen",
                skonto(7, "3.00"),
                "Zahlbar in 30 Tagen",
            ),
            ("Net 30 #SKONTO#TAGE=7#PROZENT=3.00# sonst netto", skonto(7, "3.00"), "Net 30 sonst netto"),
            ("#SKONTO#TAGE=bald#PROZENT=2#", None, "#SKONTO#TAGE=bald#PROZENT=2#"),
            ("30 days net", None, "30 days net"),
            ("", None, ""),
        ] {
            assert_eq!(parted(words), (wanted, rest.to_owned()), "{words:?}");
        }
    }
}
