//! Where in a page a value of a template would stand.

/// What may stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    Text,
    /// The address that something leads to or is loaded from.
    Address,
    /// Nothing: the page would run it, or read it as markup. The words say where it is.
    Nothing(&'static str),
}

/// A page as far as it has been read.
#[derive(Clone, Debug)]
pub(super) struct Page {
    state: State,
    /// The element whose tag is being read.
    element: String,
    /// The attribute that is being read.
    attribute: String,
    /// Does something stand in its value already?
    begun: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
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
        Page { state: State::Text, element: String::new(), attribute: String::new(), begun: false }
    }

    /// Reads text of the template.
    pub fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            rest = match self.state {
                State::Text => match rest.find('<') {
                    None => return,
                    Some(at) => self.open(&rest[at + 1..]),
                },
                State::Code => match position(rest, &["</", &self.element].concat()) {
                    None => return,
                    Some(at) => {
                        self.element.clear();
                        self.state = State::Tag;
                        &rest[at + 2..]
                    }
                },
                State::Comment => self.skip_to(rest, "-->"),
                State::Declaration => self.skip_to(rest, ">"),
                State::ElementName | State::Tag | State::AttributeName if c == '>' => {
                    let is_code = ["script", "style"].contains(&self.element.as_str());
                    self.state = if is_code { State::Code } else { State::Text };
                    after
                }
                State::ElementName => {
                    if c.is_whitespace() || c == '/' {
                        self.state = State::Tag;
                    } else {
                        self.element.extend(c.to_lowercase());
                    }
                    after
                }
                State::Tag | State::AttributeName if c == '=' => {
                    self.state = State::BeforeValue;
                    after
                }
                State::Tag | State::AttributeName => {
                    if c.is_whitespace() || c == '/' {
                        self.state = State::Tag;
                    } else {
                        if self.state == State::Tag {
                            self.attribute.clear();
                        }
                        self.state = State::AttributeName;
                        self.attribute.extend(c.to_lowercase());
                    }
                    after
                }
                State::BeforeValue => {
                    self.begun = false;
                    if c == '"' || c == '\'' {
                        self.state = State::Quoted(c);
                        after
                    } else if c.is_whitespace() {
                        after
                    } else {
                        self.state = State::Unquoted;
                        rest
                    }
                }
                State::Quoted(quote) => {
                    if c == quote {
                        self.state = State::Tag;
                    } else {
                        self.begun |= !c.is_whitespace();
                    }
                    after
                }
                State::Unquoted => match c {
                    '>' => {
                        self.state = State::Tag;
                        rest
                    }
                    c => {
                        if c.is_whitespace() {
                            self.state = State::Tag;
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
            self.state = State::Comment;
            return rest;
        }
        self.state = match rest.chars().next() {
            Some('!' | '?') => State::Declaration,
            Some(c) if c.is_ascii_alphabetic() => State::ElementName,
            Some('/') => State::Tag,
            // A value behind `<` would be the name of an element.
            None => State::ElementName,
            Some(_) => State::Text,
        };
        rest
    }

    fn skip_to<'t>(&mut self, rest: &'t str, end: &str) -> &'t str {
        match rest.find(end) {
            None => "",
            Some(at) => {
                self.state = State::Text;
                &rest[at + end.len()..]
            }
        }
    }

    /// A value stands here.
    pub fn show(&mut self) -> Spot {
        let begun = std::mem::replace(&mut self.begun, true);
        match self.state {
            State::Text | State::Comment => Spot::Text,
            State::Code | State::Declaration => Spot::Nothing("in a script or style sheet"),
            State::Quoted(_) => match self.attribute.as_str() {
                "style" | "srcdoc" => Spot::Nothing("in a script or style sheet"),
                attribute if attribute.starts_with("on") => Spot::Nothing("in a script or style sheet"),
                attribute if ADDRESSES.contains(&attribute) && !begun => Spot::Address,
                _ => Spot::Text,
            },
            _ => Spot::Nothing("in a tag without quotation marks around it"),
        }
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
mod tests {
    use super::*;

    #[test]
    fn what_may_stand_where() {
        let code = Spot::Nothing("in a script or style sheet");
        let bare = Spot::Nothing("in a tag without quotation marks around it");
        for (before, spot) in [
            ("<p>", Spot::Text),
            ("<p class=\"a\">a < b", Spot::Text),
            ("<!-- <a href=\"", Spot::Text),
            ("<a href=\"", Spot::Address),
            ("<A\nHREF = '", Spot::Address),
            ("<a title=\"x\" href=\" ", Spot::Address),
            ("<img src='", Spot::Address),
            ("<a href=\"https://pay.example/", Spot::Text),
            ("<a title=\"", Spot::Text),
            ("<a href=\"x\">", Spot::Text),
            ("<a href=", bare),
            ("<a ", bare),
            ("<", bare),
            ("<a href=x", bare),
            ("<p onclick=\"", code),
            ("<p style='", code),
            ("<script>", code),
            ("<style>p { color: ", code),
            ("<style>p { }</STYLE>", Spot::Text),
            ("<script src=\"x\"></script><a href=\"", Spot::Address),
            ("<!doctype html><html><body><td>", Spot::Text),
        ] {
            let mut page = Page::new();
            page.read(before);
            assert_eq!(page.show(), spot, "{before}");
        }
    }
}
