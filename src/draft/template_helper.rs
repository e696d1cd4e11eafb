//! The helpers of templates: what makes one value of others.

use super::part::CURRENCY;
use super::placeholders::ValueKind;
use super::{escape, value};
use crate::calendar::Day;
use crate::money::{AmountStyle, Currency};
use handlebars::{Context, Handlebars, HelperDef, JsonValue as Value, PathAndJson, RenderContext, RenderError, ScopedJson};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Helper {
    /// An amount as customers read it.
    Money,
    /// A day, in the usual format or another.
    Date,
    /// One of two words, by a number.
    Plural,
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

/// Each helper with its name, how it is written, and the least and the most parameters it takes.
const USAGES: [(Helper, &str, &str, usize, usize); 11] = [
    (Helper::Money, "money", "{{money invoice.balance}} or {{money invoice.balance \"1.234,56\"}}", 1, 2),
    (Helper::Date, "date", "{{date invoice.due_date}} or {{date invoice.due_date \"%d.%m.%Y\"}}", 1, 2),
    (Helper::Plural, "plural", "{{plural invoice.days_past_due \"day\" \"days\"}}", 3, 3),
    (Helper::Upper, "upper", "{{upper customer.name}}", 1, 1),
    (Helper::Word, "word", "{{word invoice.id}}", 1, 1),
    (Helper::Default, "default", "{{default customer.contact \"…\"}}", 2, 9),
    (Helper::Eq, "eq", "(eq invoice.currency \"EUR\")", 2, 2),
    (Helper::Ne, "ne", "(ne invoice.amount invoice.balance)", 2, 2),
    (Helper::And, "and", "(and customer.phone customer.contact)", 2, 9),
    (Helper::Or, "or", "(or customer.phone customer.email)", 2, 9),
    (Helper::Not, "not", "(not customer.phone)", 1, 1),
];

impl Helper {
    pub fn names() -> impl Iterator<Item = &'static str> {
        USAGES.iter().map(|(_, name, ..)| *name)
    }

    pub fn named(name: &str) -> Option<Helper> {
        USAGES.iter().find(|(_, known, ..)| *known == name).map(|(helper, ..)| *helper)
    }

    pub fn register_all(registry: &mut Handlebars<'_>) {
        USAGES.iter().for_each(|(helper, name, ..)| registry.register_helper(name, Box::new(*helper)));
    }

    pub fn usage(self) -> (&'static str, usize, usize) {
        let (_, _, usage, least, most) = USAGES[self as usize];
        (usage, least, most)
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

    fn apply(self, parameters: &[&Value], currency: Option<Currency>) -> Value {
        let plain = |index: usize| parameters.get(index).map_or_else(Default::default, |parameter| value::plain(parameter));
        match self {
            Helper::Money => {
                let style = AmountStyle::from_sample(&plain(1)).unwrap_or(AmountStyle::ENGLISH);
                let own = parameters.first().and_then(|parameter| value::currency_of(parameter));
                let amount = own.or(currency).and_then(|currency| value::amount_in(&plain(0), currency, style));
                amount.map_or(Value::Null, Value::String)
            }
            Helper::Date => {
                let format = parameters.get(1).map(|format| value::plain(format)).filter(|format| !format.is_empty());
                let date = Day::parse(&plain(0)).and_then(|day| value::date(day, format.as_deref()));
                date.map_or(Value::Null, Value::String)
            }
            Helper::Plural => match parameters[0].as_i64() {
                Some(1 | -1) => parameters[1].clone(),
                Some(_) => parameters[2].clone(),
                None => Value::Null,
            },
            Helper::Upper => plain(0).to_uppercase().into(),
            Helper::Word => escape::word(&plain(0)).map_or(Value::Null, Value::String),
            Helper::Default => {
                let first = parameters.iter().find(|parameter| !value::plain(parameter).is_empty());
                first.map_or(Value::Null, |value| (*value).clone())
            }
            Helper::Eq => value::equal(parameters[0], parameters[1]).into(),
            Helper::Ne => (!value::equal(parameters[0], parameters[1])).into(),
            Helper::And => parameters.iter().all(|parameter| value::holds(parameter)).into(),
            Helper::Or => parameters.iter().any(|parameter| value::holds(parameter)).into(),
            Helper::Not => (!parameters.iter().any(|parameter| value::holds(parameter))).into(),
        }
    }
}

impl HelperDef for Helper {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        call: &handlebars::Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let parameters: Vec<&Value> = call.params().iter().map(PathAndJson::value).collect();
        let currency = context.data()[CURRENCY].as_str().and_then(Currency::from_code);
        Ok(self.apply(&parameters, currency).into())
    }
}
