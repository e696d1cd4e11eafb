//! Factur-X and ZUGFeRD: a PDF for people, with the invoice as XML in a file that is embedded in it.

use lopdf::{Dictionary, Document, Object};

/// What the embedded file is called, by the version of the format.
const NAMES: [&str; 3] = ["factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"];

/// No invoice without its items and attachments is longer.
const LONGEST: usize = 64 << 20;

pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// The name and the bytes of the invoice in a PDF.
/// Error: why there is none.
pub(super) fn embedded(bytes: &[u8]) -> Result<(String, Vec<u8>), String> {
    let document = Document::load_mem(bytes).map_err(|error| format!("the PDF cannot be read: {error}"))?;
    if document.is_encrypted() {
        return Err("the PDF is encrypted".to_owned());
    }
    let mut found: Vec<(String, &Dictionary)> = Vec::new();
    for object in document.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        let Some(files) = dictionary.get(b"EF").ok().and_then(|files| resolved(&document, files)).and_then(|files| files.as_dict().ok())
        else {
            continue;
        };
        let name = [b"UF".as_slice(), b"F"].into_iter().find_map(|key| text(&document, dictionary.get(key).ok()?));
        found.push((name.unwrap_or_default(), files));
    }
    let is_invoice = |name: &str| NAMES.iter().any(|known| name.eq_ignore_ascii_case(known));
    let Some((name, files)) = found.iter().find(|(name, _)| is_invoice(name)) else {
        let others: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).filter(|name| !name.is_empty()).collect();
        let others = if others.is_empty() { String::new() } else { format!("; it has {}", others.join(", ")) };
        return Err(format!("the PDF has no invoice for programs in it (factur-x.xml){others}"));
    };
    let stream = [b"F".as_slice(), b"UF"].into_iter().find_map(|key| resolved(&document, files.get(key).ok()?)?.as_stream().ok());
    let stream = stream.ok_or_else(|| format!("{name} is not in the PDF"))?;
    let content =
        stream.get_plain_content_with_limit(LONGEST).map_err(|error| format!("{name} cannot be taken out of the PDF: {error}"))?;
    Ok((name.clone(), content))
}

fn resolved<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// A name in one of the two ways in which a PDF writes texts.
fn text(document: &Document, object: &Object) -> Option<String> {
    let bytes = resolved(document, object)?.as_str().ok()?;
    Some(match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(units) => {
            let units: Vec<u16> = units.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    })
}
