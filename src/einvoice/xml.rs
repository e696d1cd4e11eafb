//! XML as a small tree of elements with their places. What an invoice is read for stands near the top of its file; its items and attachments
//! are passed over.

use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct XmlElement {
    /// Without its prefix.
    pub name: String,
    /// Names without prefixes, but for `xmlns`.
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub children: Vec<XmlElement>,
    pub line: u32,
    pub column: u32,
}

/// Why a text is no XML, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct XmlFault {
    pub message: String,
    pub line: u32,
    pub column: u32,
}

/// Elements that are passed over with all that is in them.
const PASSED_OVER: [&str; 7] = [
    "InvoiceLine",
    "CreditNoteLine",
    "IncludedSupplyChainTradeLineItem",
    "AdditionalDocumentReference",
    "AdditionalReferencedDocument",
    "UBLExtensions",
    "TaxTotal",
];

/// Invoices have a dozen levels.
const DEEPEST: usize = 64;

impl XmlElement {
    /// The root of a text.
    pub fn parse(bytes: &[u8]) -> Result<XmlElement, XmlFault> {
        let text = decoded(bytes).map_err(|message| XmlFault { message, line: 1, column: 0 })?;
        let mut reader = Reader::from_str(&text);
        reader.config_mut().expand_empty_elements = true;
        let mut places = PlaceFinder { text: &text, offset: 0, line: 1, column: 1 };
        let mut open: Vec<XmlElement> = Vec::new();
        let mut root = None;
        // How deep in an element that is passed over.
        let mut passing = 0_usize;
        loop {
            let (line, column) = places.at(reader.buffer_position());
            let fault = |message: String| XmlFault { message, line, column };
            match reader.read_event().map_err(|error| fault(error.to_string()))? {
                Event::Start(start) if passing > 0 || is_passed_over(&start) => passing += 1,
                Event::End(_) if passing > 0 => passing -= 1,
                Event::Start(start) => {
                    if open.len() >= DEEPEST {
                        return Err(fault(format!("elements stand in each other {DEEPEST} deep")));
                    }
                    let element = XmlElement { line, column, ..element(&start).map_err(fault)? };
                    open.push(element);
                }
                Event::End(_) => {
                    let Some(mut closed) = open.pop() else { continue };
                    closed.text = closed.text.trim().to_owned();
                    match open.last_mut() {
                        Some(parent) => parent.children.push(closed),
                        None => root = root.or(Some(closed)),
                    }
                }
                _ if passing > 0 => {}
                Event::Text(text) => push(&mut open, text.as_ref()),
                Event::CData(text) => push(&mut open, text.as_ref()),
                Event::GeneralRef(name) => {
                    let word = name.as_ref().to_owned();
                    let known = quick_xml::escape::resolve_xml_entity(&word).map(str::to_owned);
                    let character = name.resolve_char_ref().map_err(|error| fault(error.to_string()))?.map(String::from);
                    let text = known.or(character).ok_or_else(|| fault(format!("&{word}; is not known")))?;
                    push(&mut open, &text);
                }
                Event::Eof if !open.is_empty() => return Err(fault("the file ends in the middle of an element".to_owned())),
                Event::Eof => return root.ok_or_else(|| fault("the file has no element".to_owned())),
                Event::DocType(_) => return Err(fault("an invoice has no <!DOCTYPE>".to_owned())),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => {}
            }
        }
    }

    /// The first element on this way down.
    pub fn find(&self, way: &[&str]) -> Option<&XmlElement> {
        self.all(way).next()
    }

    /// Every element on this way down, in order.
    pub fn all<'e>(&'e self, way: &[&str]) -> impl Iterator<Item = &'e XmlElement> + use<'e> {
        let mut found = vec![self];
        for name in way {
            found = found.into_iter().flat_map(|element| element.children.iter().filter(|child| child.name == *name)).collect();
        }
        found.into_iter()
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

fn push(open: &mut [XmlElement], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn is_passed_over(start: &BytesStart<'_>) -> bool {
    PASSED_OVER.contains(&start.local_name().as_ref())
}

fn element(start: &BytesStart<'_>) -> Result<XmlElement, String> {
    let name = start.local_name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).map_err(|error| error.to_string())?;
        let whole = attribute.key.as_ref().to_owned();
        let name = if whole.starts_with("xmlns") { "xmlns".to_owned() } else { attribute.key.local_name().as_ref().to_owned() };
        attributes.push((name, value.into_owned()));
    }
    Ok(XmlElement { name, attributes, ..XmlElement::default() })
}

/// The text of a file, by its byte order mark or what it says of itself.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if broken { Err(format!("the file is not {}", encoding.name())) } else { Ok(text) };
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let label = head.split_once("?>").and_then(|(declaration, _)| {
        let (_, rest) = declaration.split_once("encoding")?;
        rest.split(['"', '\'']).nth(1).map(str::to_owned)
    });
    let encoding = match &label {
        None => encoding_rs::UTF_8,
        Some(label) => Encoding::for_label(label.as_bytes()).ok_or_else(|| format!("the encoding {label} is not known"))?,
    };
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text),
        None => Err(format!("the file is not {}", encoding.name())),
    }
}

/// Lines and columns, from 1, of places that come one after the other.
struct PlaceFinder<'t> {
    text: &'t str,
    offset: usize,
    line: u32,
    column: u32,
}

impl PlaceFinder<'_> {
    /// Of the first sign at or behind a place that is no space.
    fn at(&mut self, offset: u64) -> (u32, u32) {
        let to = usize::try_from(offset).unwrap_or(usize::MAX).min(self.text.len());
        let between = self.text.get(self.offset..to).unwrap_or_default();
        for c in between.chars() {
            if c == '\n' {
                (self.line, self.column) = (self.line + 1, 1);
            } else {
                self.column += 1;
            }
        }
        self.offset = to.max(self.offset);
        (self.line, self.column)
    }
}
