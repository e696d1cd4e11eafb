//! Letters made comparable: small, without accents.

use super::Tongue;

/// The word in small letters without accents. A German umlaut becomes two letters, as in texts without umlauts: `würde` is not `wurde`.
pub(super) fn fold(word: &str, tongue: Tongue) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letters) => folded.push_str(letters),
            // The dots of an umlaut that are a character of their own.
            None if c == '\u{308}' && tongue == Tongue::German => folded.push('e'),
            None if is_combining(c) => {}
            None => folded.push(c),
        }
        if tongue == Tongue::German && matches!(c, 'ä' | 'ö' | 'ü') {
            folded.push('e');
        }
    }
    folded
}

/// Accents that are characters of their own, as some mail programs write them.
fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => "a",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ç' => "c",
        'ñ' => "n",
        'ß' => "ss",
        'œ' => "oe",
        'æ' => "ae",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_umlaut_may_be_written_with_an_e() {
        assert_eq!(fold("Überfällig", Tongue::German), fold("UEBERFAELLIG", Tongue::German));
        assert_eq!(fold("u\u{308}ber", Tongue::German), fold("ueber", Tongue::German));
        assert_ne!(fold("würde", Tongue::German), fold("wurde", Tongue::German));
        assert_eq!(fold("due", Tongue::English), "due");
        assert_eq!(fold("re\u{301}glé", Tongue::French), "regle");
    }
}
