//! What stands below a text: greetings, names, addresses, what mail programs and lawyers add.

use super::lines::{Ids, must_stay, squeezed};
use super::phrases::phrases;
use super::quotation::WrittenPiece;

/// Who may have signed.
#[derive(Clone, Debug, Default)]
pub(super) struct Signer<'s> {
    pub name: &'s str,
    pub address: &'s str,
    pub company: &'s str,
}

/// Takes away what is no part of the message. A line that names an invoice, a day or an amount always stays.
pub(super) fn without_closing(piece: &WrittenPiece, signer: &Signer<'_>, ids: &Ids) -> Vec<String> {
    let lines: Vec<&str> = piece.lines.iter().map(String::as_str).collect();
    let ends = end_of_text(&lines, signer);
    let mut kept: Vec<String> = Vec::new();
    let mut is_postscript = false;
    for (place, line) in lines.iter().enumerate() {
        let text = line.trim();
        let folded = text.to_lowercase();
        is_postscript |=
            place >= ends && ["ps:", "p.s.", "ps ", "p.s:", "nb:", "n.b.", "p.d.", "pd:"].iter().any(|mark| folded.starts_with(mark));
        let is_device = phrases("device").iter().any(|device| folded.starts_with(device)) && text.split_whitespace().count() <= 10;
        let is_cut = place >= ends && !is_postscript || is_device || is_bar(text) || is_disclaimer(&lines, place);
        if !is_cut || must_stay(text, ids) && !is_contact(text) {
            kept.push(text.to_owned());
        }
    }
    while kept.last().is_some_and(String::is_empty) {
        kept.pop();
    }
    let first = kept.iter().position(|line| !line.is_empty()).unwrap_or(kept.len());
    kept.split_off(first)
}

/// A line of dashes or the like, which separates and says nothing.
fn is_bar(line: &str) -> bool {
    line.len() >= 2 && line.chars().all(|c| matches!(c, '-' | '_' | '=' | '*' | '—' | '–' | '~'))
}

/// The line with which the text ends and what closes it begins.
fn end_of_text(lines: &[&str], signer: &Signer<'_>) -> usize {
    let mut has_text = false;
    for (place, line) in lines.iter().enumerate() {
        let text = line.trim();
        if text.is_empty() {
            continue;
        }
        let is_mark = *line == "-- " || text == "--" || text == "—";
        if is_mark && has_text || is_closing(text) {
            return place;
        }
        if has_text && (is_signature(text, signer) || is_company(text, signer.company)) {
            return beginning(lines, place);
        }
        has_text |= !is_greeting_only(text, place);
    }
    lines.len()
}

/// Is a line only `Hello Jo,`? The name below it is nobody's signature.
fn is_greeting_only(text: &str, place: usize) -> bool {
    place == 0 && text.ends_with([',', '!', ':']) && text.split_whitespace().count() <= 4
}

/// Greetings at the end stand alone on a line, with a name at most.
fn is_closing(text: &str) -> bool {
    let folded = text.to_lowercase().replace('’', "'");
    folded.split(" / ").any(|part| {
        let part = part.trim().trim_end_matches([',', '.', '!', ';', ' ']);
        let is_it = |closing: &&str| part == *closing || part.strip_prefix(*closing).is_some_and(is_name_behind);
        phrases("closing").iter().any(is_it) || is_formula(part)
    })
}

/// The long formulas of French and Spanish letters.
fn is_formula(text: &str) -> bool {
    let is_formal = [
        "veuillez agréer",
        "je vous prie d'agréer",
        "nous vous prions d'agréer",
        "je vous prie de croire",
        "veuillez recevoir",
        "reciba un cordial",
        "recibe un cordial",
    ];
    is_formal.iter().any(|start| text.starts_with(start)) && text.split_whitespace().count() <= 16
}

fn is_name_behind(rest: &str) -> bool {
    let joined = rest.strip_prefix([',', ' ', '.', '\'']).map(str::trim);
    joined
        .is_some_and(|name| name.split_whitespace().count() <= 3 && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '?')))
}

/// The name of the sender alone, or with what separates it from a title.
fn is_signature(text: &str, signer: &Signer<'_>) -> bool {
    let bare = text.trim_start_matches(['-', '–', '—', '/', '~', ' ']).split([',', '|', '/', '•']).next().unwrap_or_default().trim();
    let words: Vec<String> = bare.split_whitespace().map(squeezed).filter(|word| !word.is_empty()).collect();
    let local = signer.address.split('@').next().unwrap_or_default();
    let own: Vec<String> =
        signer.name.split_whitespace().chain(local.split(['.', '_', '-'])).map(squeezed).filter(|word| !word.is_empty()).collect();
    let is_sentence = text.ends_with(['?', ':']) || bare.split_whitespace().count() > 4;
    let is_own = |word: &String| own.contains(word) || word.chars().count() == 1 && own.iter().any(|own| own.starts_with(word.as_str()));
    !words.is_empty() && !is_sentence && words.iter().all(is_own) && words.iter().any(|word| word.chars().count() > 1)
}

fn is_company(text: &str, company: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words =
            text.split_whitespace().map(squeezed).filter(|word| !word.is_empty() && !phrases("legal-form").contains(&word.as_str()));
        words.collect()
    };
    let (own, here) = (words(company), words(text.split(['|', '•', '·', ',']).next().unwrap_or_default()));
    !own.is_empty() && here == own
}

/// Names and titles right above the company are part of the signature: short lines of words with capitals, which say nothing of a payment.
fn beginning(lines: &[&str], place: usize) -> usize {
    let is_name = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase()) || phrases("in-titles").contains(&word);
    let is_title = |line: &str| {
        let folded = line.to_lowercase();
        !line.is_empty()
            && line.split_whitespace().count() <= 5
            && line.split_whitespace().all(is_name)
            && !line.ends_with(['.', '?', '!', ',', ':'])
            && !line.contains(|c: char| c.is_ascii_digit())
            && !folded.split(|c: char| !c.is_alphabetic()).any(|word| phrases("not-in-titles").contains(&word))
    };
    let above = lines[..place].iter().rev().take_while(|line| is_title(line.trim())).count();
    // The first line is the message itself.
    place - above.min(place.saturating_sub(1))
}

/// Telephone numbers, addresses and numbers of registers have figures that are neither days nor amounts.
fn is_contact(text: &str) -> bool {
    let folded = text.to_lowercase();
    ["tel", "phone", "fax", "mob", "www.", "http", "iban", "bic", "vat", "ust", "p.iva", "siret", "reg."]
        .iter()
        .any(|mark| folded.starts_with(mark))
}

/// Is the paragraph of this line one that lawyers wrote?
fn is_disclaimer(lines: &[&str], place: usize) -> bool {
    if lines[place].trim().is_empty() {
        return false;
    }
    let begins = lines[..place].iter().rposition(|line| line.trim().is_empty()).map_or(0, |blank| blank + 1);
    let ends = lines[place..].iter().position(|line| line.trim().is_empty()).map_or(lines.len(), |blank| place + blank);
    // The first paragraph is the message itself, whatever words it has.
    let is_first = lines[..begins].iter().all(|line| line.trim().is_empty());
    let paragraph = lines[begins..ends].join(" ").to_lowercase();
    let words = paragraph.split_whitespace().count();
    let marks = phrases("disclaimer").iter().filter(|mark| paragraph.contains(*mark)).count();
    !is_first && words >= 8 && (marks >= 2 || marks == 1 && paragraph.starts_with("disclaimer"))
}
