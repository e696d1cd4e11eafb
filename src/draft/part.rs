//! A checked template, and the names that the checks put into it for rendering.

use super::placeholders::Placeholder;
use handlebars::Template;

/// Shows a value. Its further parameters are names of placeholders, or null: what is missing if the value is empty, and whose address is
/// none. This and the next two names are put in when a template is checked; none of its own words are called so.
pub(super) const SHOW: &str = "show a value";
/// The same where a page would lead to the value.
pub(super) const LINK: &str = "show an address";
/// Does a value count as true? Of amounts, what is not zero does.
pub(super) const HOLDS: &str = "does a value hold";
/// The name, among the values, of the currency of the message.
pub(super) const CURRENCY: &str = "currency";

/// What is written begins with one of these, unless it is the template's own text: characters that Unicode reserves for such use.
pub(super) const VALUE: char = '\u{FDD0}';
pub(super) const VERBATIM: char = '\u{FDD1}';
pub(super) const MISSING: char = '\u{FDD2}';
pub(super) const NO_ADDRESS: char = '\u{FDD3}';
pub(super) const MARKS: [char; 4] = [VALUE, VERBATIM, MISSING, NO_ADDRESS];

/// A template, or the subject of one, that was checked and is ready to be rendered.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Part {
    pub template: Template,
    /// What it names, each once.
    pub placeholders: Vec<Placeholder>,
    /// What it goes through.
    pub lists: Vec<Placeholder>,
    /// What it shows outside of all blocks.
    pub needed: Vec<Placeholder>,
    /// What it shows somewhere without asking first whether it is there.
    pub unasked: Vec<Placeholder>,
    /// What it shows as the address of a link.
    pub links: Vec<Placeholder>,
    /// Does it show something else that may be empty or no address, so that only its text tells whether anything is missing?
    pub opaque: bool,
}
