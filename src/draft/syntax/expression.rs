//! What stands in a tag or in parentheses of a template, as the checks see it.

use super::super::placeholders::{Placeholder, ValueKind, kind_of_entry};
use super::super::template_helper::Helper;
use handlebars::Path;
use handlebars::template::Parameter;

#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// What the ledger, the project, the workflow or the plan says.
    Place(Placeholder),
    /// What an entry of the list says that is being gone through, or a variable such as `@first`.
    Entry(&'static str),
    Text(String),
    Call(Helper, Vec<Expression>),
}

impl Expression {
    /// The parameter that stands for it, where it is no call: a path that no helper is called like, and that depends on no block.
    pub fn as_parameter(&self) -> Option<Parameter> {
        let path = match self {
            Expression::Place(placeholder) => format!("@root/[{}]", placeholder.name()),
            Expression::Entry(local) if local.starts_with('@') => (*local).to_owned(),
            Expression::Entry(name) => format!("this/[{name}]"),
            Expression::Text(text) => return Some(Parameter::Literal(text.as_str().into())),
            Expression::Call(..) => return None,
        };
        Path::parse(&path).ok().map(Parameter::Path)
    }

    pub fn kind(&self) -> Option<ValueKind> {
        match self {
            Expression::Place(placeholder) => Some(placeholder.kind()),
            Expression::Entry(name) => Some(kind_of_entry(name)),
            Expression::Call(Helper::Default, parameters) => parameters.first().and_then(Expression::kind),
            Expression::Text(_) | Expression::Call(..) => None,
        }
    }

    pub fn first_placeholder(&self) -> Option<&Placeholder> {
        match self {
            Expression::Place(placeholder) => Some(placeholder),
            Expression::Entry(_) | Expression::Text(_) => None,
            Expression::Call(_, parameters) => parameters.iter().find_map(Expression::first_placeholder),
        }
    }

    /// May it show nothing? Remarks in a history are often empty, and a default may be an empty text.
    pub fn may_be_empty(&self) -> bool {
        match self {
            Expression::Place(_) => false,
            Expression::Entry(_) | Expression::Text(_) => true,
            Expression::Call(Helper::Default, parameters) => parameters.last().is_some_and(Expression::may_be_empty),
            Expression::Call(_, parameters) => parameters.iter().all(Expression::may_be_empty),
        }
    }

    /// Adds what must be there for it to show something. False where that depends on more than what is there.
    pub fn collect_shown(&self, shown: &mut Vec<Placeholder>) -> bool {
        match self {
            Expression::Place(placeholder) => shown.push(placeholder.clone()),
            Expression::Entry(_) | Expression::Text(_) => return false,
            Expression::Call(Helper::Eq | Helper::Ne | Helper::And | Helper::Or | Helper::Not, _) => {}
            Expression::Call(Helper::Money | Helper::Date, parameters) if parameters[0].kind() != Some(ValueKind::Cell) => {
                return parameters[0].collect_shown(shown);
            }
            Expression::Call(Helper::Upper, parameters) => return parameters[0].collect_shown(shown),
            Expression::Call(Helper::Default, parameters) => return parameters.last().is_some_and(|last| last.collect_shown(shown)),
            Expression::Call(Helper::Plural, parameters) if parameters[1..].iter().all(Expression::is_written) => {
                return parameters[0].collect_shown(shown);
            }
            Expression::Call(..) => return false,
        }
        true
    }

    fn is_written(&self) -> bool {
        matches!(self, Expression::Text(text) if !text.is_empty())
    }

    /// What is there if it holds.
    pub fn holding(&self) -> Vec<&Placeholder> {
        match self {
            Expression::Place(placeholder) => vec![placeholder],
            Expression::Call(Helper::And, parameters) => parameters.iter().flat_map(Expression::holding).collect(),
            Expression::Call(..) | Expression::Entry(_) | Expression::Text(_) => Vec::new(),
        }
    }

    /// Adds the placeholder without which it shows nothing.
    pub fn collect_needed(&self, needed: &mut Vec<Placeholder>) {
        match self {
            Expression::Place(placeholder) => needed.push(placeholder.clone()),
            Expression::Call(Helper::Money | Helper::Date | Helper::Plural | Helper::Upper | Helper::Word, parameters) => {
                parameters.first().into_iter().for_each(|first| first.collect_needed(needed));
            }
            Expression::Call(..) | Expression::Entry(_) | Expression::Text(_) => {}
        }
    }
}
