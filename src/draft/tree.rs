//! A template as it is kept: read once, checked, and ready to be filled in without anything that could fail.

use super::placeholders::{Entry, List, Placeholder, ValueKind};

/// A piece of a template.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Text(String),
    Show(Expression),
    /// A value as the address that a part of a page leads to.
    Address(Expression),
    /// One of two, by whether the condition holds.
    If {
        condition: Expression,
        then: Vec<Node>,
        otherwise: Vec<Node>,
    },
    /// A piece for each entry of a list, or another if there is none.
    EachEntry {
        list: List,
        body: Vec<Node>,
        otherwise: Vec<Node>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    /// What the ledger, the project, the workflow or the plan says.
    Place(Placeholder),
    /// What the entry of the list says that is being gone through.
    Entry(Entry),
    Text(String),
    /// What a helper makes of others.
    Call(Helper, Vec<Expression>),
}

impl Node {
    /// Does it, or anything in it, name the placeholder?
    pub fn names(&self, placeholder: &Placeholder) -> bool {
        let any = |nodes: &[Node]| nodes.iter().any(|node| node.names(placeholder));
        match self {
            Node::Text(_) => false,
            Node::Show(expression) | Node::Address(expression) => expression.names(placeholder),
            Node::If { condition, then, otherwise } => condition.names(placeholder) || any(then) || any(otherwise),
            Node::EachEntry { body, otherwise, .. } => any(body) || any(otherwise),
        }
    }
}

impl Expression {
    fn names(&self, placeholder: &Placeholder) -> bool {
        match self {
            Expression::Place(named) => named == placeholder,
            Expression::Entry(_) | Expression::Text(_) => false,
            Expression::Call(_, parameters) => parameters.iter().any(|parameter| parameter.names(placeholder)),
        }
    }

    pub fn first_placeholder(&self) -> Option<&Placeholder> {
        match self {
            Expression::Place(placeholder) => Some(placeholder),
            Expression::Entry(_) | Expression::Text(_) => None,
            Expression::Call(_, parameters) => parameters.iter().find_map(Expression::first_placeholder),
        }
    }

    /// Is it fine for it to show nothing? Remarks in a history are often empty, and a default may be an empty text.
    pub fn may_be_empty(&self) -> bool {
        match self {
            Expression::Place(_) => false,
            Expression::Entry(_) | Expression::Text(_) => true,
            Expression::Call(Helper::Default, parameters) => parameters.last().is_some_and(Expression::may_be_empty),
            Expression::Call(_, parameters) => parameters.iter().all(Expression::may_be_empty),
        }
    }
}

/// What makes one value of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Helper {
    /// An amount as customers read it.
    Money,
    /// A day, in the usual format or another.
    Date,
    /// One of two words, by a number.
    Plural,
    /// Capitals.
    Upper,
    /// One word of a command, or nothing.
    Word,
    /// The first that is not empty.
    Default,
    Eq,
    Ne,
    And,
    Or,
    Not,
}

impl Helper {
    /// All of them, by name.
    pub const ALL: [(&'static str, Helper); 11] = [
        ("money", Helper::Money),
        ("date", Helper::Date),
        ("plural", Helper::Plural),
        ("upper", Helper::Upper),
        ("word", Helper::Word),
        ("default", Helper::Default),
        ("eq", Helper::Eq),
        ("ne", Helper::Ne),
        ("and", Helper::And),
        ("or", Helper::Or),
        ("not", Helper::Not),
    ];

    pub fn named(name: &str) -> Option<Helper> {
        Helper::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, helper)| helper)
    }

    /// How it is written, and the least and the most parameters it takes.
    pub fn usage(self) -> (&'static str, usize, usize) {
        match self {
            Helper::Money => ("{{money invoice.balance}} or {{money invoice.balance \"1.234,56\"}}", 1, 2),
            Helper::Date => ("{{date invoice.due_date}} or {{date invoice.due_date \"%d.%m.%Y\"}}", 1, 2),
            Helper::Plural => ("{{plural invoice.days_past_due \"day\" \"days\"}}", 3, 3),
            Helper::Upper => ("{{upper customer.name}}", 1, 1),
            Helper::Word => ("{{word invoice.id}}", 1, 1),
            Helper::Default => ("{{default customer.contact \"…\"}}", 2, 9),
            Helper::Eq => ("(eq invoice.currency \"EUR\")", 2, 2),
            Helper::Ne => ("(ne invoice.amount invoice.balance)", 2, 2),
            Helper::And => ("(and customer.phone customer.contact)", 2, 9),
            Helper::Or => ("(or customer.phone customer.email)", 2, 9),
            Helper::Not => ("(not customer.phone)", 1, 1),
        }
    }

    /// The kind of its first parameter, and what that is called, where not every kind will do.
    pub fn wants(self) -> Option<(ValueKind, &'static str)> {
        match self {
            Helper::Money => Some((ValueKind::Money, "an amount")),
            Helper::Date => Some((ValueKind::Date, "a date")),
            Helper::Plural => Some((ValueKind::Number, "a number")),
            _ => None,
        }
    }
}
