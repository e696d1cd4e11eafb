//! Texts with labels: `/EREF/…/REMI/…` of banks in the Netherlands and of SEPA, and `TYT.: …; OD: …` of banks in Poland.

use crate::bank::entry::{PaymentFacts, ReferenceKind, is_none};

const SLASHED: [&str; 38] = [
    "ACCW", "ADDR", "BENM", "BIC", "CHGS", "CHGS1", "CHGS2", "CNTP", "CREF", "CSID", "EREF", "EXCH", "IBAN", "IREF", "ISDT", "KREF",
    "MARF", "NAME", "NRTX", "OAMT", "OCMT", "ORDP", "PREF", "PURP", "REMI", "RTRN", "SVCL", "SVWZ", "SWOC", "TRCD", "TRTP", "ULTB", "ULTC",
    "ULTD", "UREF", "RREF", "INIT", "BENF",
];

/// Reads `/KEY/value/KEY/value…`; `false` where the text has none of the keys at its beginning.
pub(super) fn read_slashed(text: &str, payment: &mut PaymentFacts) -> bool {
    let mut places: Vec<(usize, usize, &str)> = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('/').map(|at| from + at) {
        let key = text[at + 1..].find('/').map(|end| &text[at + 1..at + 1 + end]).filter(|key| SLASHED.contains(key));
        match key {
            Some(key) => {
                places.push((at, at + key.len() + 2, key));
                // Its slash may be the first of the next key.
                from = at + key.len() + 1;
            }
            None => from = at + 1,
        }
    }
    let Some((first, _, _)) = places.first().copied() else { return false };
    // One word between slashes in the middle of a text is a word.
    if first > 0 && places.len() < 2 {
        return false;
    }
    payment.remit(&text[..first]);
    let mut role = "";
    for (place, (_, begin, key)) in places.iter().enumerate() {
        let end = places.get(place + 1).map_or(text.len(), |(next, _, _)| *next);
        let value = text.get(*begin..end).unwrap_or_default();
        read_slash(key, value, &mut role, payment);
    }
    true
}

fn read_slash<'k>(key: &'k str, value: &str, role: &mut &'k str, payment: &mut PaymentFacts) {
    let plain = value.trim().trim_end_matches('/').trim();
    let filled = || Some(plain.trim_start_matches('/')).filter(|text| !text.is_empty() && !is_none(text)).map(str::to_owned);
    match key {
        "REMI" | "SVWZ" => read_remittance(plain, payment),
        "EREF" => payment.refer(ReferenceKind::EndToEnd, plain),
        "MARF" => payment.refer(ReferenceKind::Mandate, plain),
        "PREF" => payment.refer(ReferenceKind::Batch, plain),
        "CREF" | "KREF" | "UREF" => payment.refer(ReferenceKind::Customer, plain),
        "IREF" | "RREF" => payment.refer(ReferenceKind::Instruction, plain),
        "RTRN" => payment.return_reason = filled(),
        "IBAN" => payment.party.account = filled(),
        "BIC" => payment.party.bank = filled(),
        "ACCW" => {
            let (account, bank) = plain.split_once(',').unwrap_or((plain, ""));
            payment.party.account = Some(account.to_owned()).filter(|number| !number.is_empty());
            payment.party.bank = Some(bank.to_owned()).filter(|code| !code.is_empty());
        }
        "CNTP" => {
            // Account, bank, name, and the place of the other side.
            let parts: Vec<&str> = value.split('/').collect();
            let part = |place: usize| parts.get(place).map(|part| part.trim()).filter(|part| !part.is_empty()).map(str::to_owned);
            (payment.party.account, payment.party.bank, payment.party.name) = (part(0), part(1), part(2));
        }
        "NAME" => match *role {
            "ULTD" | "ULTC" | "ULTB" => payment.party.ultimate = filled(),
            _ => payment.party.name = filled().or(payment.party.name.take()),
        },
        "ULTD" | "ULTC" | "ULTB" if !plain.is_empty() => payment.party.ultimate = plain.split('/').next_back().map(str::to_owned),
        "BENM" | "ORDP" if !plain.is_empty() => payment.party.name = filled(),
        "ADDR" | "CSID" | "ISDT" | "SVCL" | "EXCH" => {}
        _ => payment.note(plain.trim_matches('/')),
    }
    if matches!(key, "BENM" | "ORDP" | "ULTD" | "ULTC" | "ULTB") {
        *role = key;
    }
}

/// `USTD//text`, `STRD/CUR/reference`, or the text itself.
fn read_remittance(value: &str, payment: &mut PaymentFacts) {
    if let Some(rest) = value.strip_prefix("USTD/") {
        payment.remit(rest.trim_start_matches('/'));
    } else if let Some((_, reference)) = value.strip_prefix("STRD/").and_then(|rest| rest.split_once('/')) {
        payment.refer(ReferenceKind::Creditor, reference);
        payment.remit(reference);
    } else {
        payment.remit(value);
    }
}

/// Labels of banks in Poland, and what follows them.
const LABELS: [(&str, &str); 12] = [
    ("TYT", "text"),
    ("TYTUŁ", "text"),
    ("TYTULEM", "text"),
    ("TYTUŁEM", "text"),
    ("OD", "name"),
    ("DLA", "name"),
    ("NADAWCA", "name"),
    ("Z RACH", "account"),
    ("NA RACH", "account"),
    ("TNR", "transaction"),
    ("ID IPH", "creditor"),
    ("REF", "customer"),
];

/// Reads `LABEL: value; LABEL: value`; `false` where fewer than two of its parts have a label that is known.
pub(super) fn read_labelled(text: &str, payment: &mut PaymentFacts) -> bool {
    let parts: Vec<(Option<&str>, &str)> = text.split(';').map(labelled).collect();
    if parts.iter().filter(|(meaning, _)| meaning.is_some()).count() < 2 {
        return false;
    }
    for (part, (meaning, value)) in text.split(';').zip(parts) {
        match meaning {
            Some("text") => payment.remit(part),
            Some("name") => payment.party.name = Some(value.to_owned()).filter(|name| !name.is_empty()),
            Some("account") => {
                payment.party.account = Some(value.split_whitespace().collect()).filter(|number: &String| !number.is_empty())
            }
            Some("transaction") => payment.refer(ReferenceKind::Transaction, value),
            Some("creditor") => payment.refer(ReferenceKind::Creditor, value),
            Some(_) => payment.refer(ReferenceKind::Customer, value),
            None => payment.note(value),
        }
    }
    true
}

fn labelled(part: &str) -> (Option<&'static str>, &str) {
    let part = part.trim();
    let found = part.split_once(':').and_then(|(label, value)| {
        let label = label.trim().trim_end_matches('.').to_uppercase();
        LABELS.iter().find(|(known, _)| *known == label).map(|(_, meaning)| (*meaning, value.trim()))
    });
    found.map_or((None, part), |(meaning, value)| (Some(meaning), value))
}
