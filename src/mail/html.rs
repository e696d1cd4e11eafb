//! A page as text: a line for each block, row and list item, quotations marked as in a text, and apart from it what nobody can see.

use super::hidden::{TextLook, hidden_names};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

/// What a page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageText {
    pub text: String,
    /// What is in the page, but cannot be seen: `display: none`, white on white, letters of no size.
    pub hidden: String,
    /// What is struck out. It stands in the text, too.
    pub struck_out: String,
}

const VOID: [&str; 14] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
const UNSEEN: &[&str] = &["head", "title", "style", "script", "template", "noscript", "textarea"];
/// What is shown only if something else cannot be, or if somebody clicks.
const FALLBACKS: &[&str] = &["option", "select", "datalist", "svg", "object", "audio", "video", "iframe", "canvas", "noframes", "noembed"];
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];
const DEEPEST: usize = 512;

struct OpenElement {
    name: String,
    look: TextLook,
    is_quotation: bool,
}

#[derive(Default)]
struct Writing {
    page: PageText,
    line: String,
    /// How many quotations the line stands in.
    depth: usize,
    open: Vec<OpenElement>,
}

/// Reads a page, however broken it is.
pub fn page_text(page: &str) -> PageText {
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    let hidden = hidden_names(page);
    let mut writing = Writing::default();
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => writing.start(&tag, &hidden),
            Token::EndTag(tag) => writing.end(&name_of(&tag.name)),
            Token::String(text) => writing.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    writing.end_line();
    writing.page
}

fn name_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).to_ascii_lowercase()
}

impl Writing {
    fn start(&mut self, tag: &StartTag<()>, hidden: &[String]) {
        let name = name_of(&tag.name);
        // What a page may leave open ends where the next of its kind begins.
        let ends: &[&str] = match name.as_str() {
            "li" => &["ul", "ol"],
            "td" | "th" | "tr" => &["table"],
            "p" => &["div", "td", "th", "li", "blockquote", "body"],
            _ => &[],
        };
        if !ends.is_empty() {
            let inner = self.open.iter().rposition(|open| ends.contains(&open.name.as_str())).map_or(0, |place| place + 1);
            let closes = |open: &OpenElement| open.name == name || name == "tr" && (open.name == "td" || open.name == "th");
            if let Some(place) = self.open[inner..].iter().position(closes) {
                self.close(inner + place);
            }
        }
        if name == "br" {
            return self.end_line();
        }
        if BLOCKS.contains(&name.as_str()) || name == "tr" {
            self.break_line();
        }
        if name == "td" || name == "th" {
            self.gap();
        }
        if VOID.contains(&name.as_str()) || self.open.len() >= DEEPEST {
            return;
        }
        let attribute = |wanted: &str| {
            tag.attributes.iter().find(|(name, _)| name_of(name) == wanted).map(|(_, value)| String::from_utf8_lossy(value).into_owned())
        };
        let around = self.open.last().map(|open| open.look).unwrap_or_default();
        let mut look = around.of(&name, &attribute, hidden);
        look.is_hidden |= UNSEEN.contains(&name.as_str()) || FALLBACKS.contains(&name.as_str());
        let is_quotation = name == "blockquote";
        self.depth += usize::from(is_quotation);
        self.open.push(OpenElement { name, look, is_quotation });
    }

    fn end(&mut self, name: &str) {
        let is_barrier = |open: &OpenElement| open.name == "table" && name != "table";
        let from = self.open.iter().rposition(is_barrier).map_or(0, |place| place + 1);
        if let Some(place) = self.open[from..].iter().rposition(|open| open.name == name) {
            self.close(from + place);
        }
        if BLOCKS.contains(&name) || name == "tr" {
            self.break_line();
        }
    }

    fn close(&mut self, place: usize) {
        for open in self.open.split_off(place).into_iter().rev() {
            if open.is_quotation {
                self.break_line();
                self.depth -= 1;
            }
        }
    }

    fn text(&mut self, text: &str) {
        let look = self.open.last().map(|open| open.look).unwrap_or_default();
        if look.is_hidden || look.is_unreadable() {
            if !self.open.iter().any(|open| UNSEEN.contains(&open.name.as_str())) {
                self.page.hidden.push_str(text);
            }
            return;
        }
        if look.is_struck_out {
            self.page.struck_out.push_str(text);
        }
        if self.open.iter().any(|open| open.name == "pre") {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    self.end_line();
                }
                self.line.push_str(line);
            }
            return;
        }
        for (number, word) in text.split([' ', '\n', '\t', '\r', '\u{c}']).enumerate() {
            if number > 0 && !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
            self.line.push_str(word);
        }
    }

    /// Between the cells of a row.
    fn gap(&mut self) {
        if !self.line.trim().is_empty() {
            self.line.push_str("  ");
        }
    }

    /// Ends the line if there is something on it. A paragraph with a space that does not break is an empty line.
    fn break_line(&mut self) {
        if !self.line.trim_matches([' ', '\t']).is_empty() {
            self.end_line();
        } else {
            self.line.clear();
        }
    }

    fn end_line(&mut self) {
        for _ in 0..self.depth {
            self.page.text.push_str("> ");
        }
        self.page.text.push_str(self.line.trim_end());
        self.page.text.push('\n');
        self.line.clear();
    }
}
