//! The names of columns made comparable, and what they say beside the name.

use crate::money::Currency;

/// The name without spaces, marks, accents and capitals; without a currency, a time zone or a format in brackets behind it.
pub fn plain(name: &str) -> String {
    let parts = parts(name);
    let kept: Vec<&str> = parts.iter().copied().filter(|part| !is_aside(part)).collect();
    // A column may be called `USD` and nothing else.
    let kept = if kept.is_empty() { parts } else { kept };
    kept.concat().chars().flat_map(char::to_lowercase).filter_map(unaccented).collect()
}

/// The words of a name, each as [`plain`] writes it: parts between spaces and marks, and those that a capital begins.
pub fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in parts(name) {
        let mut before_is_small = false;
        words.push(String::new());
        for c in part.chars() {
            if c.is_uppercase() && before_is_small {
                words.push(String::new());
            }
            before_is_small = c.is_lowercase() || c.is_ascii_digit();
            words.last_mut().into_iter().for_each(|word| word.extend(c.to_lowercase().filter_map(unaccented)));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Is one of the words of a name in a list?
pub fn names_one_of(list: &str, name: &str) -> bool {
    words_of(name).iter().any(|word| lists(list, word))
}

/// Does a list, with spaces between its words, have the word? Words are compared as [`plain`] writes them.
pub fn lists(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// The currency that the name of a column names: `Amount (USD)`, `Betrag EUR`.
pub fn currency_in(name: &str) -> Option<Currency> {
    parts(name).into_iter().skip(1).find_map(of_sign)
}

/// The currency of a code, or of a sign that by custom is one currency's.
pub fn of_sign(sign: &str) -> Option<Currency> {
    Currency::from_code(match sign {
        "€" => "EUR",
        "£" => "GBP",
        code => code,
    })
}

fn parts(name: &str) -> Vec<&str> {
    let is_between = |c: char| !c.is_alphanumeric() && !matches!(c, '€' | '£' | '$');
    name.split(is_between).filter(|part| !part.is_empty()).collect()
}

/// Is it a currency or a time zone, and so no part of the name? Only in capitals: `All` is a word, `ALL` is a currency.
fn is_aside(part: &&str) -> bool {
    Currency::from_code(part).is_some() || matches!(*part, "UTC" | "GMT" | "€" | "£" | "$")
}

fn unaccented(c: char) -> Option<char> {
    Some(match c {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' | 'ą' | 'ª' => 'a',
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' | 'ő' | 'º' => 'o',
        'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ű' => 'u',
        'ý' => 'y',
        'ç' | 'ć' | 'č' => 'c',
        'ď' => 'd',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ř' => 'r',
        'ß' | 'ś' | 'š' => 's',
        'ť' => 't',
        'ź' | 'ż' | 'ž' => 'z',
        c if c.is_alphanumeric() => c,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
