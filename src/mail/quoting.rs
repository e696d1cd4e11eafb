//! How mail programs introduce what they quote, in the languages that customers write in.

/// A header of a quoted message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeaderKey {
    From,
    Sent,
    To,
    Copy,
    Subject,
    Other,
}

const KEYS: [(HeaderKey, &[&str]); 6] = [
    (
        HeaderKey::From,
        &[
            "from",
            "von",
            "de",
            "da",
            "van",
            "od",
            "från",
            "fra",
            "lähettäjä",
            "expéditeur",
            "remitente",
            "mittente",
            "afzender",
            "absender",
        ],
    ),
    (
        HeaderKey::Sent,
        &[
            "sent",
            "date",
            "gesendet",
            "datum",
            "gesendet am",
            "envoyé",
            "envoyé le",
            "enviado",
            "enviado el",
            "fecha",
            "inviato",
            "data",
            "verzonden",
            "wysłano",
            "skickat",
            "sendt",
            "dato",
            "date d'envoi",
            "sent on",
            "date/heure",
        ],
    ),
    (
        HeaderKey::To,
        &["to", "an", "à", "a", "para", "aan", "do", "till", "til", "destinataire", "destinatario", "vastaanottaja", "empfänger"],
    ),
    (HeaderKey::Copy, &["cc", "kopie", "copie", "copia", "kopia", "bcc", "dw", "cc (copie)", "c.c."]),
    (
        HeaderKey::Subject,
        &["subject", "betreff", "betr.", "objet", "asunto", "oggetto", "onderwerp", "temat", "ämne", "emne", "aihe", "sujet"],
    ),
    (
        HeaderKey::Other,
        &[
            "importance",
            "priority",
            "wichtigkeit",
            "priorität",
            "priorité",
            "reply-to",
            "antwort an",
            "attachments",
            "anlagen",
            "pièces jointes",
            "bijlagen",
            "organization",
            "message-id",
        ],
    ),
];

/// What stands above a quoted message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Introduction {
    /// How many lines it takes.
    pub lines: usize,
    /// The sender, as far as it is named: a name, an address or both.
    pub from: String,
    pub subject: String,
    pub is_forward: bool,
}

fn key_and_value(line: &str) -> Option<(HeaderKey, &str)> {
    let line = line.trim().trim_start_matches('*');
    let (key, value) = line.split_once(':')?;
    let folded = key.trim().trim_end_matches('*').trim().to_lowercase();
    let value = value.trim_start_matches('*').trim();
    KEYS.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(key, _)| (*key, value))
}

/// Headers one below the other, as Outlook, Notes, Zimbra and webmail put them. One line that looks like a header is none.
pub(super) fn header_block(lines: &[&str]) -> Option<Introduction> {
    key_and_value(lines.first()?).filter(|(key, _)| *key != HeaderKey::Other)?;
    let mut found = Introduction::default();
    let mut keys: Vec<HeaderKey> = Vec::new();
    let mut last = None;
    for (place, line) in lines.iter().enumerate().take(14) {
        match key_and_value(line) {
            Some((key, _)) if key != HeaderKey::Other && keys.contains(&key) => break,
            Some((key, value)) => {
                keys.push(key);
                last = Some(key);
                match key {
                    HeaderKey::From => value.clone_into(&mut found.from),
                    HeaderKey::Subject => value.clone_into(&mut found.subject),
                    _ => {}
                }
                found.lines = place + 1;
            }
            // A list of many recipients, or a long subject, goes on below.
            None if line.starts_with([' ', '\t']) && !line.trim().is_empty() || goes_on(last, line) => found.lines = place + 1,
            None if line.trim().is_empty()
                && place + 1 == found.lines + 1
                && lines.get(place + 1).is_some_and(|next| key_and_value(next).is_some()) => {}
            None => break,
        }
    }
    let has = |key: HeaderKey| keys.contains(&key);
    let is_block = (has(HeaderKey::From) || has(HeaderKey::Sent))
        && (has(HeaderKey::Subject) || has(HeaderKey::To) && has(HeaderKey::Sent) && has(HeaderKey::From))
        && keys.len() >= 3;
    is_block.then_some(found)
}

fn goes_on(last: Option<HeaderKey>, line: &str) -> bool {
    matches!(last, Some(HeaderKey::To | HeaderKey::Copy)) && line.contains('@') && !line.contains(". ")
}

const WROTE: &[&str] = &[
    "wrote",
    "writes",
    "schrieb",
    "a écrit",
    "à écrit",
    "écrivait",
    "escribió",
    "escribio",
    "schreef",
    "ha scritto",
    "scrisse",
    "napisał",
    "napisała",
    "napisał(a)",
    "skrev",
    "escreveu",
    "kirjoitti",
    "geschreven",
];

/// `On Mon, 2 Mar 2026 at 10:00, Jo <jo@seller.example> wrote:`, which may be broken over three lines.
pub(super) fn attribution(lines: &[&str], is_quotation: impl Fn(&str) -> bool) -> Option<Introduction> {
    let mut joined = String::new();
    for (place, line) in lines.iter().enumerate().take(3) {
        let line = line.trim();
        if line.is_empty() {
            return None;
        }
        if place > 0 {
            joined.push(' ');
        }
        joined.push_str(line);
        let text = joined.trim_end_matches(['-', ' ', '*', '_']).trim_start_matches(['-', ' ', '*', '_']);
        let Some(before) = text.strip_suffix(':') else { continue };
        let folded = before.to_lowercase();
        let words: Vec<&str> = folded.split_whitespace().collect();
        let has_verb = WROTE.iter().any(|verb| folded.ends_with(verb) || format!(" {folded} ").contains(&format!(" {verb} ")));
        if words.len() > 24 || !(has_verb || is_date_and_address(&folded)) {
            continue;
        }
        let next = lines[place + 1..].iter().find(|line| !line.trim().is_empty());
        let is_marked = has_time(&folded) || folded.contains('@');
        if is_marked || next.is_some_and(|next| is_quotation(next)) && folded.contains(|c: char| c.is_ascii_digit()) {
            return Some(Introduction { lines: place + 1, from: before.to_owned(), ..Introduction::default() });
        }
    }
    None
}

fn has_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).any(|at| at[0].is_ascii_digit() && matches!(at[1], b':' | b'h') && at[2].is_ascii_digit() && at[3].is_ascii_digit())
}

/// `2026-03-02 10:00 GMT+01:00 Jo <jo@seller.example>:`
fn is_date_and_address(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && has_time(text) && text.contains('@') && text.ends_with('>')
}

const FORWARDED: [&str; 9] =
    ["forwarded", "weitergeleitet", "transféré", "réexpédié", "reenviado", "inoltrato", "doorgestuurd", "przekazana", "vidarebefordr"];
const ORIGINAL: &[&str] = &[
    "original",
    "ursprüngliche",
    "d'origine",
    "d’origine",
    "originale",
    "oorspronkelijk",
    "mensaje",
    "messaggio",
    "message",
    "bericht",
    "nachricht",
    "oryginalna",
    "ursprungligt",
];

/// A line between dashes that says that a message follows.
pub(super) fn separator(line: &str) -> Option<bool> {
    let text = line.trim();
    let folded = text.trim_matches(['-', '_', '*', '=', '+', ' ', ':']).to_lowercase();
    let is_forward = FORWARDED.iter().any(|word| folded.contains(word));
    let has_bars = text.starts_with("--") || text.starts_with("__") || text.starts_with("**");
    let is_short = folded.split_whitespace().count() <= 6;
    let is_begin =
        is_forward && is_short && ["begin", "anfang", "début", "inicio", "inizio", "start"].iter().any(|word| folded.starts_with(word));
    if has_bars && is_short && (is_forward || ORIGINAL.iter().any(|word| folded.contains(word))) || is_begin {
        return Some(is_forward);
    }
    // Outlook on the web and on phones draws a line above the headers.
    (folded.is_empty() && text.len() >= 20 && text.starts_with("__")).then_some(false)
}

/// How deep a line is quoted, and what stands behind the marks.
pub(super) fn quoted(line: &str) -> Option<(usize, &str)> {
    let mut rest = line.trim_start_matches([' ', '\t']);
    if line.len() - rest.len() > 3 {
        return None;
    }
    let mut depth = 0;
    while let Some(after) = rest.strip_prefix('>') {
        depth += 1;
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    (depth > 0).then_some((depth, rest))
}
