use super::*;

#[test]
fn a_language_is_understood_however_it_is_written() {
    for (cell, code) in [
        ("de", "de"),
        (" DE ", "de"),
        ("DE_at", "de-AT"),
        ("de_DE.UTF-8", "de-DE"),
        ("de_AT@euro", "de-AT"),
        ("deu", "de"),
        ("GER", "de"),
        ("German", "de"),
        ("FRANÇAIS", "fr"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("en-US,en;q=0.9", "en-US"),
        ("es-419", "es-419"),
        ("gsw-CH", "gsw-CH"),
        ("xx", "xx"),
    ] {
        assert_eq!(language(cell).as_deref(), Some(code), "{cell}");
    }
    for cell in ["", " ", "n/a", "-", "D", "C", "POSIX", "Klingon", "de-ÄT", "12", "=?utf-8?Q?x?="] {
        assert_eq!(language(cell), None, "{cell}");
    }
    let unique: std::collections::BTreeSet<&str> =
        KNOWN.iter().flat_map(|known| [known.0, known.1, known.2]).filter(|code| !code.is_empty()).collect();
    assert_eq!(unique.len(), KNOWN.len() * 2 + KNOWN.iter().filter(|known| !known.2.is_empty()).count());
}
