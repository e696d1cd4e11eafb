//! Names of countries as the last line of an address has them, by their codes of ISO 3166.

/// The code, and the name in English, which every post knows.
#[rustfmt::skip]
const COUNTRIES: [(&str, &str); 64] = [
    ("AE", "UNITED ARAB EMIRATES"), ("AR", "ARGENTINA"), ("AT", "AUSTRIA"), ("AU", "AUSTRALIA"), ("BE", "BELGIUM"), ("BG", "BULGARIA"),
    ("BR", "BRAZIL"), ("CA", "CANADA"), ("CH", "SWITZERLAND"), ("CL", "CHILE"), ("CN", "CHINA"), ("CO", "COLOMBIA"),
    ("CY", "CYPRUS"), ("CZ", "CZECHIA"), ("DE", "GERMANY"), ("DK", "DENMARK"), ("EE", "ESTONIA"), ("EG", "EGYPT"),
    ("ES", "SPAIN"), ("FI", "FINLAND"), ("FR", "FRANCE"), ("GB", "UNITED KINGDOM"), ("GR", "GREECE"), ("HK", "HONG KONG"),
    ("HR", "CROATIA"), ("HU", "HUNGARY"), ("ID", "INDONESIA"), ("IE", "IRELAND"), ("IL", "ISRAEL"), ("IN", "INDIA"),
    ("IS", "ICELAND"), ("IT", "ITALY"), ("JP", "JAPAN"), ("KE", "KENYA"), ("KR", "SOUTH KOREA"), ("LI", "LIECHTENSTEIN"),
    ("LT", "LITHUANIA"), ("LU", "LUXEMBOURG"), ("LV", "LATVIA"), ("MA", "MOROCCO"), ("MT", "MALTA"), ("MX", "MEXICO"),
    ("MY", "MALAYSIA"), ("NG", "NIGERIA"), ("NL", "NETHERLANDS"), ("NO", "NORWAY"), ("NZ", "NEW ZEALAND"), ("PE", "PERU"),
    ("PH", "PHILIPPINES"), ("PL", "POLAND"), ("PT", "PORTUGAL"), ("RO", "ROMANIA"), ("RS", "SERBIA"), ("SA", "SAUDI ARABIA"),
    ("SE", "SWEDEN"), ("SG", "SINGAPORE"), ("SI", "SLOVENIA"), ("SK", "SLOVAKIA"), ("TH", "THAILAND"), ("TR", "TÜRKIYE"),
    ("TW", "TAIWAN"), ("UA", "UKRAINE"), ("US", "UNITED STATES"), ("ZA", "SOUTH AFRICA"),
];

/// Other words that ledgers have for them.
const ALSO: [(&str, &str); 24] = [
    ("UK", "GB"),
    ("GREAT BRITAIN", "GB"),
    ("ENGLAND", "GB"),
    ("SCOTLAND", "GB"),
    ("WALES", "GB"),
    ("USA", "US"),
    ("UNITED STATES OF AMERICA", "US"),
    ("DEUTSCHLAND", "DE"),
    ("ÖSTERREICH", "AT"),
    ("SCHWEIZ", "CH"),
    ("SUISSE", "CH"),
    ("ESPAÑA", "ES"),
    ("ITALIA", "IT"),
    ("BELGIQUE", "BE"),
    ("BELGIË", "BE"),
    ("NEDERLAND", "NL"),
    ("THE NETHERLANDS", "NL"),
    ("POLSKA", "PL"),
    ("DANMARK", "DK"),
    ("SVERIGE", "SE"),
    ("NORGE", "NO"),
    ("SUOMI", "FI"),
    ("CZECH REPUBLIC", "CZ"),
    ("TURKEY", "TR"),
];

/// The code of a country that a cell names by its code or name.
pub(super) fn code_of(cell: &str) -> Option<&'static str> {
    let cell = cell.trim().to_uppercase();
    let listed = COUNTRIES.iter().find(|(code, name)| *code == cell || *name == cell).map(|(code, _)| *code);
    listed.or_else(|| ALSO.iter().find(|(name, _)| *name == cell).map(|(_, code)| *code))
}

pub(super) fn name_of(code: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}
