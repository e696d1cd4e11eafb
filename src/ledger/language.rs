//! The language of a customer, however a ledger writes it.

/// Languages that invoices are written in: the code of two letters, those of three (the second where libraries have another), and what the
/// language is called in English and by those who speak it. Where others are meant, their code is needed.
const KNOWN: [(&str, &str, &str, &str, &str); 40] = [
    ("ar", "ara", "", "arabic", "العربية"),
    ("bg", "bul", "", "bulgarian", "български"),
    ("ca", "cat", "", "catalan", "català"),
    ("cs", "ces", "cze", "czech", "čeština"),
    ("da", "dan", "", "danish", "dansk"),
    ("de", "deu", "ger", "german", "deutsch"),
    ("el", "ell", "gre", "greek", "ελληνικά"),
    ("en", "eng", "", "english", "english"),
    ("es", "spa", "", "spanish", "español"),
    ("et", "est", "", "estonian", "eesti"),
    ("fi", "fin", "", "finnish", "suomi"),
    ("fr", "fra", "fre", "french", "français"),
    ("ga", "gle", "", "irish", "gaeilge"),
    ("he", "heb", "", "hebrew", "עברית"),
    ("hi", "hin", "", "hindi", "हिन्दी"),
    ("hr", "hrv", "", "croatian", "hrvatski"),
    ("hu", "hun", "", "hungarian", "magyar"),
    ("id", "ind", "", "indonesian", "bahasa indonesia"),
    ("is", "isl", "ice", "icelandic", "íslenska"),
    ("it", "ita", "", "italian", "italiano"),
    ("ja", "jpn", "", "japanese", "日本語"),
    ("ko", "kor", "", "korean", "한국어"),
    ("lt", "lit", "", "lithuanian", "lietuvių"),
    ("lv", "lav", "", "latvian", "latviešu"),
    ("ms", "msa", "may", "malay", "bahasa melayu"),
    ("mt", "mlt", "", "maltese", "malti"),
    ("nl", "nld", "dut", "dutch", "nederlands"),
    ("no", "nor", "", "norwegian", "norsk"),
    ("pl", "pol", "", "polish", "polski"),
    ("pt", "por", "", "portuguese", "português"),
    ("ro", "ron", "rum", "romanian", "română"),
    ("ru", "rus", "", "russian", "русский"),
    ("sk", "slk", "slo", "slovak", "slovenčina"),
    ("sl", "slv", "", "slovenian", "slovenščina"),
    ("sr", "srp", "", "serbian", "српски"),
    ("sv", "swe", "", "swedish", "svenska"),
    ("tr", "tur", "", "turkish", "türkçe"),
    ("uk", "ukr", "", "ukrainian", "українська"),
    ("vi", "vie", "", "vietnamese", "tiếng việt"),
    ("zh", "zho", "chi", "chinese", "中文"),
];

/// The code of a language as ISO 639 and BCP 47 write it, from what stands in a cell: `de` for ` DE `, `deu`, `German` and `Deutsch`,
/// `de-AT` for `DE_at`, `de-DE` for `de_DE.UTF-8`. `None` for what is no language.
///
/// ```
/// use collect::ledger::language;
/// assert_eq!(language("DE_at").as_deref(), Some("de-AT"));
/// assert_eq!(language("German").as_deref(), Some("de"));
/// assert_eq!(language("n/a"), None);
/// ```
pub fn language(cell: &str) -> Option<String> {
    // `de_DE.UTF-8`, `de@euro`, `de;q=0.8`
    let cell = cell.trim().split(['.', '@', ';', ',']).next().unwrap_or_default().trim();
    let lower = cell.to_lowercase();
    let is_name = |(_, _, _, english, own): &&(&str, &str, &str, &str, &str)| lower == *english || lower == *own;
    if let Some((code, ..)) = KNOWN.iter().find(is_name) {
        return Some((*code).to_owned());
    }
    let mut parts = cell.split(['-', '_']);
    let first = parts.next().unwrap_or_default().to_ascii_lowercase();
    if !(2..=3).contains(&first.len()) || !first.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let known = KNOWN.iter().find(|(_, three, other, ..)| first == *three || first == *other);
    let mut code = known.map_or(first.as_str(), |(two, ..)| two).to_owned();
    for part in parts {
        if !(1..=8).contains(&part.len()) || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        code.push('-');
        match part.len() {
            2 => code.push_str(&part.to_ascii_uppercase()),
            4 if part.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                code.push_str(&part[..1].to_ascii_uppercase());
                code.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => code.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(code)
}

#[cfg(test)]
mod tests;
