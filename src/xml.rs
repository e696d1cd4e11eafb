//! XML as a small tree of elements with their places. Entities that a file declares are refused, and what a reader has no use for is passed
//! over.

use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlElement {
    /// Without its prefix.
    pub name: String,
    /// Names without prefixes, but for `xmlns`.
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub children: Vec<XmlElement>,
    pub line: u32,
    pub column: u32,
    /// Where it begins and ends in the text, its tags included.
    pub span: (usize, usize),
}

/// Why a text is no XML, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlFault {
    pub message: String,
    pub line: u32,
    pub column: u32,
}

/// Invoices and statements have a dozen levels.
const DEEPEST: usize = 64;

impl XmlElement {
    /// The root of a file, without the elements that are passed over with all that is in them.
    pub fn parse(bytes: &[u8], passed_over: &[&str]) -> Result<XmlElement, XmlFault> {
        let text = decoded(bytes).map_err(|message| XmlFault { message, line: 1, column: 0 })?;
        let roots = XmlElement::roots(&text, passed_over)?;
        roots.into_iter().next().ok_or_else(|| XmlFault { message: "the file has no element".to_owned(), line: 1, column: 0 })
    }

    /// The elements of a text that stand in no other: one, unless files were put together.
    pub fn roots(text: &str, passed_over: &[&str]) -> Result<Vec<XmlElement>, XmlFault> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut places = PlaceFinder { text, offset: 0, line: 1, column: 1 };
        let mut open: Vec<XmlElement> = Vec::new();
        let mut roots = Vec::new();
        // How deep in an element that is passed over.
        let mut passing = 0_usize;
        loop {
            let begin = offset_in(text, reader.buffer_position());
            let (line, column) = places.at(begin);
            let fault = |message: String| XmlFault { message, line, column };
            match reader.read_event().map_err(|error| fault(error.to_string()))? {
                Event::Start(start) if passing > 0 || is_passed_over(&start, passed_over) => passing += 1,
                Event::End(_) if passing > 0 => passing -= 1,
                Event::Start(start) => {
                    if open.len() >= DEEPEST {
                        return Err(fault(format!("elements stand in each other {DEEPEST} deep")));
                    }
                    let element = XmlElement { line, column, span: (begin, begin), ..element(&start).map_err(fault)? };
                    open.push(element);
                }
                Event::End(_) => {
                    let Some(mut closed) = open.pop() else { continue };
                    closed.text = closed.text.trim().to_owned();
                    closed.span.1 = offset_in(text, reader.buffer_position());
                    match open.last_mut() {
                        Some(parent) => parent.children.push(closed),
                        None => roots.push(closed),
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
                Event::Eof => return Ok(roots),
                Event::DocType(_) => return Err(fault("a file of this kind has no <!DOCTYPE>".to_owned())),
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

fn offset_in(text: &str, offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX).min(text.len())
}

fn is_passed_over(start: &BytesStart<'_>, passed_over: &[&str]) -> bool {
    passed_over.contains(&start.local_name().as_ref())
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
pub fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
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
    fn at(&mut self, to: usize) -> (u32, u32) {
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
