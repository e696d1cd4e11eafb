//! Letters made comparable: small, without accents.

use super::Tongue;

/// The word in small letters without accents. In German `ae`, `oe` and `ue` are what an umlaut becomes, in the tables as well as in texts.
pub(super) fn fold(word: &str, tongue: Tongue) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letters) => folded.push_str(letters),
            None if is_combining(c) => {}
            None => folded.push(c),
        }
    }
    if tongue == Tongue::German && folded.contains('e') {
        for (two, one) in [("ae", "a"), ("oe", "o"), ("ue", "u")] {
            folded = folded.replace(two, one);
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
        assert_eq!(fold("due", Tongue::English), "due");
        assert_eq!(fold("re\u{301}glé", Tongue::French), "regle");
    }
}
