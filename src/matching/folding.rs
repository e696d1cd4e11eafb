//! Texts as they are compared: names without marks and legal forms, characters that readers take for others.

/// The digit that a capital letter is taken for, or the character as it is.
pub fn misread(char: char) -> char {
    match char {
        'O' | 'Q' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'B' => '8',
        'G' => '6',
        other => other,
    }
}

/// Small letters without their marks, however a bank writes them: `Möller`, `Moeller` and `MOLLER` are one.
pub fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for char in text.chars().flat_map(char::to_lowercase) {
        match char {
            'à'..='å' | 'ā' | 'ă' | 'ą' => plain.push('a'),
            'æ' => plain.push('a'),
            'ç' | 'ć' | 'č' => plain.push('c'),
            'ď' | 'đ' | 'ð' => plain.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => plain.push('e'),
            'ğ' => plain.push('g'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' => plain.push('i'),
            'ł' | 'ľ' | 'ĺ' => plain.push('l'),
            'ñ' | 'ń' | 'ň' => plain.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => plain.push('o'),
            'œ' => plain.push('o'),
            'ŕ' | 'ř' => plain.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => plain.push('s'),
            'ß' => plain.push_str("ss"),
            'ť' | 'ţ' | 'ț' => plain.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'ź' | 'ż' | 'ž' => plain.push('z'),
            // A mark of its own, as some systems write letters with marks.
            '\u{300}'..='\u{36f}' => {}
            other => plain.push(other),
        }
    }
    // Umlauts in two letters.
    let mut text = String::with_capacity(plain.len());
    let mut last = ' ';
    for char in plain.chars() {
        if !(char == 'e' && matches!(last, 'a' | 'o' | 'u')) {
            text.push(char);
        }
        last = char;
    }
    text
}

/// The words of a text, folded: letters and digits, with points inside taken out (`S.r.l.` is `srl`).
pub fn words(text: &str) -> Vec<String> {
    let without_points: String = folded(text).chars().filter(|char| !matches!(char, '.' | '\'' | '’')).collect();
    without_points.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Letters and digits only, folded: for texts that differ in breaks and cuts.
pub fn letters(text: &str) -> String {
    folded(text).chars().filter(|char| char.is_alphanumeric()).collect()
}

const LEGAL_FORMS: &str = " ab ag aps as asa bv bvba co corp corporation cv doo eg ek ev gbr gesmbh gmbh inc incorporated kg kgaa kft limited llc llp ltd mbh nv og og ohg oy oyj plc pte pty sa sagl sarl sas sasu scs se sl slu snc spa sprl srl sro ug vof ";

/// The words of a name as they stand, and sorted without legal forms and titles.
pub fn name_and_stem(name: &str) -> (String, String) {
    let words = words(name);
    let is_form = |word: &str| {
        LEGAL_FORMS.contains(&format!(" {word} "))
            || matches!(word, "und" | "and" | "et" | "y" | "herr" | "frau" | "mr" | "mrs" | "ms" | "mme" | "sig" | "firma" | "fa")
    };
    let mut stem: Vec<&str> = words.iter().map(String::as_str).filter(|word| !is_form(word)).collect();
    // `Doe, Jane` is Jane Doe.
    stem.sort_unstable();
    (words.join(" "), stem.join(" "))
}
