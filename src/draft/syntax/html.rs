//! Where in a page a value of a template would stand.

/// What may stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HtmlSpot {
    Text,
    /// The address that something leads to or is loaded from.
    Address,
    /// Nothing: the page would run it, or read it as markup. The words say where it is.
    Nothing(&'static str),
}

/// A page as far as it has been read.
#[derive(Clone, Debug)]
pub(super) struct Page {
    state: HtmlState,
    /// The element whose tag is being read.
    element: String,
    /// The attribute that is being read.
    attribute: String,
    /// Does something stand in its value already?
    begun: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HtmlState {
    Text,
    /// The text of an element that is no markup: `script`, `style`.
    Code,
    Comment,
    /// `<!doctype …>`
    Declaration,
    ElementName,
    Tag,
    AttributeName,
    /// Behind `=`.
    BeforeValue,
    /// In a value, until this character.
    Quoted(char),
    Unquoted,
}

/// Attributes that hold an address.
const ADDRESSES: [&str; 12] =
    ["href", "src", "action", "formaction", "poster", "data", "cite", "background", "ping", "srcset", "xlink:href", "manifest"];

impl Page {
    pub fn new() -> Page {
        Page { state: HtmlState::Text, element: String::new(), attribute: String::new(), begun: false }
    }

    /// Reads text of the template.
    pub fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            rest = match self.state {
                HtmlState::Text => match rest.find('<') {
                    None => return,
                    Some(at) => self.open(&rest[at + 1..]),
                },
                HtmlState::Code => match position(rest, &["</", &self.element].concat()) {
                    None => return,
                    Some(at) => {
                        self.element.clear();
                        self.state = HtmlState::Tag;
                        &rest[at + 2..]
                    }
                },
                HtmlState::Comment => self.skip_to(rest, "-->"),
                HtmlState::Declaration => self.skip_to(rest, ">"),
                HtmlState::ElementName | HtmlState::Tag | HtmlState::AttributeName if c == '>' => {
                    let is_code = ["script", "style"].contains(&self.element.as_str());
                    self.state = if is_code { HtmlState::Code } else { HtmlState::Text };
                    after
                }
                HtmlState::ElementName => {
                    if c.is_whitespace() || c == '/' {
                        self.state = HtmlState::Tag;
                    } else {
                        self.element.extend(c.to_lowercase());
                    }
                    after
                }
                HtmlState::Tag | HtmlState::AttributeName if c == '=' => {
                    self.state = HtmlState::BeforeValue;
                    after
                }
                HtmlState::Tag | HtmlState::AttributeName => {
                    if c.is_whitespace() || c == '/' {
                        self.state = HtmlState::Tag;
                    } else {
                        if self.state == HtmlState::Tag {
                            self.attribute.clear();
                        }
                        self.state = HtmlState::AttributeName;
                        self.attribute.extend(c.to_lowercase());
                    }
                    after
                }
                HtmlState::BeforeValue => {
                    self.begun = false;
                    if c == '"' || c == '\'' {
                        self.state = HtmlState::Quoted(c);
                        after
                    } else if c.is_whitespace() {
                        after
                    } else {
                        self.state = HtmlState::Unquoted;
                        rest
                    }
                }
                HtmlState::Quoted(quote) => {
                    if c == quote {
                        self.state = HtmlState::Tag;
                    } else {
                        self.begun |= !c.is_whitespace();
                    }
                    after
                }
                HtmlState::Unquoted => match c {
                    '>' => {
                        self.state = HtmlState::Tag;
                        rest
                    }
                    c => {
                        if c.is_whitespace() {
                            self.state = HtmlState::Tag;
                        }
                        after
                    }
                },
            };
        }
    }

    /// Behind `<`.
    fn open<'t>(&mut self, rest: &'t str) -> &'t str {
        self.element.clear();
        if let Some(rest) = rest.strip_prefix("!--") {
            self.state = HtmlState::Comment;
            return rest;
        }
        self.state = match rest.chars().next() {
            Some('!' | '?') => HtmlState::Declaration,
            Some(c) if c.is_ascii_alphabetic() => HtmlState::ElementName,
            Some('/') => HtmlState::Tag,
            // A value behind `<` would be the name of an element.
            None => HtmlState::ElementName,
            Some(_) => HtmlState::Text,
        };
        rest
    }

    fn skip_to<'t>(&mut self, rest: &'t str, end: &str) -> &'t str {
        match rest.find(end) {
            None => "",
            Some(at) => {
                self.state = HtmlState::Text;
                &rest[at + end.len()..]
            }
        }
    }

    pub fn show(&mut self) -> HtmlSpot {
        let begun = std::mem::replace(&mut self.begun, true);
        match self.state {
            HtmlState::Text | HtmlState::Comment => HtmlSpot::Text,
            HtmlState::Code | HtmlState::Declaration => HtmlSpot::Nothing("in a script or style sheet"),
            HtmlState::Quoted(_) => match self.attribute.as_str() {
                "style" | "srcdoc" => HtmlSpot::Nothing("in a script or style sheet"),
                attribute if attribute.starts_with("on") => HtmlSpot::Nothing("in a script or style sheet"),
                attribute if ADDRESSES.contains(&attribute) && !begun => HtmlSpot::Address,
                _ => HtmlSpot::Text,
            },
            _ => HtmlSpot::Nothing("in a tag without quotation marks around it"),
        }
    }

    /// Is a value at the end of both as safe, and does what follows mean the same? Between attributes it does not matter whether one was written.
    pub fn agrees(&self, other: &Page) -> bool {
        let is_between = |page: &Page| matches!(page.state, HtmlState::ElementName | HtmlState::Tag);
        if is_between(self) && is_between(other) {
            return self.element == other.element;
        }
        let in_attribute =
            matches!(self.state, HtmlState::AttributeName | HtmlState::BeforeValue | HtmlState::Quoted(_) | HtmlState::Unquoted);
        let same_attribute = self.element == other.element && self.attribute == other.attribute;
        self.state == other.state && (!in_attribute || same_attribute) && (self.state != HtmlState::Code || self.element == other.element)
    }

    /// Goes on behind two branches of a block, of which this is one.
    pub fn join(&mut self, other: &Page) {
        self.begun &= other.begun;
    }
}

/// Where a word stands, in capitals or not.
fn position(text: &str, word: &str) -> Option<usize> {
    text.char_indices()
        .map(|(at, _)| at)
        .find(|at| text.as_bytes()[*at..].get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes())))
}

#[cfg(test)]
mod tests;
