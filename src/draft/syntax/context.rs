//! Where the reader of a template is, and what is sure to be there.

use super::super::placeholders::Placeholder;
use super::Reader;
use super::expression::Expression;

/// Where the reader is: the tag it looks at, and what plain names mean there.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    /// Where the tag begins, in bytes.
    pub tag: usize,
    pub list: Option<&'c Placeholder>,
    /// The innermost block that is there only if something is.
    pub asked: Option<&'c Guard<'c>>,
    /// Outside of all blocks.
    pub always: bool,
}

/// What holds inside of a block, and what holds around it.
pub struct Guard<'c> {
    pub holds: Vec<&'c Placeholder>,
    pub around: Option<&'c Guard<'c>>,
}

impl Context<'_> {
    /// Is a placeholder there, wherever the tag is reached?
    fn holds(&self, placeholder: &Placeholder) -> bool {
        std::iter::successors(self.asked, |asked| asked.around).any(|asked| asked.holds.contains(&placeholder))
    }
}

impl Reader<'_, '_> {
    /// Notes what must be there, or be an address, for a message to be complete.
    pub fn note_unasked(&mut self, value: &Expression, is_link: bool, context: Context<'_>) {
        let mut unasked = Vec::new();
        let is_plain = value.may_be_empty() || value.collect_shown(&mut unasked);
        match value {
            Expression::Place(placeholder) if is_link => self.part.links.push(placeholder.clone()),
            _ => self.part.opaque |= !is_plain || is_link && value.first_placeholder().is_some(),
        }
        unasked.retain(|placeholder| !context.holds(placeholder) && !self.part.unasked.contains(placeholder));
        self.part.unasked.append(&mut unasked);
    }
}
