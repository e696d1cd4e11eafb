//! What a value may look like, as a piece of a schema. The one place that writes JSON Schema.
//!
//! A YAML reader of ours takes a scalar as the text that it is written as, so a text may also be what YAML calls a number or a truth
//! value: `name: 2026`.

use crate::channel::Channel;
use crate::money::Currency;
use serde_json::{Map, Value, json};
use std::ops::RangeInclusive;

/// Characters that no text of one line has, as a part of a class in a pattern.
const CONTROL: &str = r"\u0000-\u001f\u007f-\u009f";

/// A piece of a schema.
#[derive(Clone, Debug)]
pub(super) struct Shape(Value);

/// A key of a mapping: its name, what its value looks like, and whether it must be there.
#[derive(Clone, Debug)]
pub(super) struct Key {
    name: String,
    shape: Shape,
    needed: bool,
}

/// A key that may be left out.
pub(super) fn may(name: &str, shape: Shape) -> Key {
    Key { name: name.to_owned(), shape, needed: false }
}

pub(super) fn must(name: &str, shape: Shape) -> Key {
    Key { name: name.to_owned(), shape, needed: true }
}

impl Key {
    /// The same, with words that an editor shows; they are looked up by the key's name.
    pub(super) fn described(self, words: impl Fn(&str) -> String) -> Key {
        let words = words(&self.name);
        Key { shape: self.shape.described(words), ..self }
    }
}

impl Shape {
    /// The whole schema, with what it is of.
    pub(super) fn document(self, about: &str) -> String {
        let mut whole = Map::new();
        whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        whole.insert("title".to_owned(), json!(about));
        if let Value::Object(body) = self.0 {
            whole.extend(body);
        }
        format!("{:#}\n", Value::Object(whole))
    }

    fn with(mut self, word: &str, value: Value) -> Shape {
        self.0[word] = value;
        self
    }

    /// The same, with words that an editor shows.
    pub(super) fn described(self, words: impl Into<String>) -> Shape {
        self.with("description", json!(words.into()))
    }

    /// The same, or nothing at all.
    pub(super) fn or_null(self) -> Shape {
        match self.0.get("type").cloned() {
            Some(Value::String(name)) if self.0.get("enum").is_none() => self.with("type", json!([name, "null"])),
            _ => Shape(json!({ "anyOf": [self.0, { "type": "null" }] })),
        }
    }

    /// A list that has at least so many entries.
    pub(super) fn at_least(self, count: usize) -> Shape {
        self.with("minItems", json!(count))
    }

    /// A mapping in which the one key needs the other.
    pub(super) fn needs(mut self, key: &str, other: &str) -> Shape {
        if self.0.get("dependentRequired").is_none() {
            self.0["dependentRequired"] = json!({});
        }
        self.0["dependentRequired"][key] = json!([other]);
        self
    }

    /// A mapping in which a key does not go with others.
    pub(super) fn alone(self, key: &str, others: &[&str]) -> Shape {
        let never: Map<String, Value> = others.iter().map(|other| ((*other).to_owned(), json!(false))).collect();
        self.with("dependentSchemas", json!({ key: { "properties": never } }))
    }

    /// A mapping in which a key does not go with one of the same name within others.
    pub(super) fn not_within(self, key: &str, others: &[&str]) -> Shape {
        let never: Map<String, Value> = others.iter().map(|other| ((*other).to_owned(), json!({ "not": { "required": [key] } }))).collect();
        self.with("dependentSchemas", json!({ key: { "properties": never } }))
    }

    /// A mapping that is not empty.
    pub(super) fn not_empty(self) -> Shape {
        self.with("minProperties", json!(1))
    }

    /// A mapping that has at least one of these keys.
    pub(super) fn needs_one_of(self, keys: &[&str]) -> Shape {
        let needed: Vec<Value> = keys.iter().map(|key| json!({ "required": [key] })).collect();
        self.with("anyOf", json!(needed))
    }

    /// The same, to be referred to by [`named`] within this document.
    pub(super) fn naming(self, name: &str, shape: Shape) -> Shape {
        self.with("$defs", json!({ name: shape.0 }))
    }
}

/// What [`Shape::naming`] gave a name.
pub(super) fn named(name: &str) -> Shape {
    Shape(json!({ "$ref": format!("#/$defs/{name}") }))
}

/// A mapping with these keys and no other.
pub(super) fn section(keys: Vec<Key>) -> Shape {
    open_section(keys).with("additionalProperties", json!(false))
}

/// A mapping with these keys, to which others may be added some day.
pub(super) fn open_section(keys: Vec<Key>) -> Shape {
    let needed: Vec<String> = keys.iter().filter(|key| key.needed).map(|key| key.name.clone()).collect();
    let properties: Map<String, Value> = keys.into_iter().map(|key| (key.name, key.shape.0)).collect();
    let shape = Shape(json!({ "type": "object", "properties": properties }));
    if needed.is_empty() { shape } else { shape.with("required", json!(needed)) }
}

/// A mapping whose keys are the writer's own; of some of them it is known what they hold.
pub(super) fn mapping(names: Shape, known: Vec<Key>, others: Shape) -> Shape {
    open_section(known).with("propertyNames", names.0).with("additionalProperties", others.0)
}

pub(super) fn list(of: Shape) -> Shape {
    Shape(json!({ "type": "array", "items": of.0 }))
}

/// A value, or a list of such values that is not empty.
pub(super) fn one_or_list(of: Shape) -> Shape {
    either(vec![of.clone(), list(of).at_least(1)])
}

/// A value, or a list with only that.
pub(super) fn one_or_list_of_one(of: Shape) -> Shape {
    either(vec![of.clone(), list(of).at_least(1).with("maxItems", json!(1))])
}

pub(super) fn either(shapes: Vec<Shape>) -> Shape {
    Shape(json!({ "anyOf": shapes.into_iter().map(|shape| shape.0).collect::<Vec<_>>() }))
}

fn scalar() -> Shape {
    Shape(json!({ "type": ["string", "number", "boolean"] }))
}

fn matching(pattern: impl Into<String>) -> Shape {
    Shape(json!({ "type": "string", "pattern": pattern.into() }))
}

pub(super) fn any_text() -> Shape {
    scalar()
}

/// A text of one line that is not empty.
pub(super) fn text() -> Shape {
    scalar().with("pattern", json!(format!(r"^[^{CONTROL}]*[^\s{CONTROL}][^{CONTROL}]*$")))
}

/// A key of a mapping that is not empty and has one line.
pub(super) fn name() -> Shape {
    Shape(json!({ "pattern": format!(r"^[^{CONTROL}]*[^\s{CONTROL}][^{CONTROL}]*$") }))
}

/// A key of a mapping that is not empty; not this one, if one is given.
pub(super) fn any_name_but(other: Option<&str>) -> Shape {
    let shape = Shape(json!({ "pattern": r"\S" }));
    match other {
        Some(other) => shape.with("not", json!({ "const": other })),
        None => shape,
    }
}

/// A text of any number of lines.
pub(super) fn prose() -> Shape {
    scalar().with("pattern", json!(r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$"))
}

/// An id: a part of the ids of actions. `taken` are none.
pub(super) fn id(taken: &[&str]) -> Shape {
    let shape = scalar().with("pattern", json!(format!(r"^[^\s/@{CONTROL}]+$")));
    if taken.is_empty() { shape } else { shape.with("not", json!({ "enum": taken })) }
}

/// An email address.
pub(super) fn email() -> Shape {
    let part = format!(r#"[^\s{CONTROL}@<>,;:"()\[\]\\]+"#);
    matching(format!("^{part}@{part}$"))
}

/// A whole number.
pub(super) fn whole(range: RangeInclusive<i64>) -> Shape {
    let shape = Shape(json!({ "type": "integer", "minimum": range.start() }));
    if *range.end() == i64::MAX { shape } else { shape.with("maximum", json!(range.end())) }
}

/// Always this number.
pub(super) fn only(number: i64) -> Shape {
    Shape(json!({ "const": number }))
}

/// What an exact decimal may be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Decimals {
    /// 0 or more.
    NotNegative,
    /// More than 0.
    Positive,
    Weight,
    /// More than 0, at most 100.
    Percent,
    Share,
}

/// An exact decimal: a number, or the same in quotes.
pub(super) fn decimal(which: Decimals) -> Shape {
    const LARGEST: f64 = 999_999_999_999.999_9;
    let any = r"[0-9]{1,12}(?:\.[0-9]{1,8})?";
    let (number, quoted) = match which {
        Decimals::NotNegative => (json!({ "minimum": 0, "maximum": LARGEST }), format!("^{any}$")),
        Decimals::Positive => (json!({ "exclusiveMinimum": 0, "maximum": LARGEST }), format!("^(?=.*[1-9]){any}$")),
        Decimals::Weight => {
            (json!({ "minimum": 0, "maximum": 1000 }), r"^0{0,8}(?:[0-9]{1,3}(?:\.[0-9]{1,8})?|1000(?:\.0{1,8})?)$".to_owned())
        }
        Decimals::Share => {
            (json!({ "minimum": 0, "maximum": 100 }), r"^0{0,9}(?:[0-9]{1,2}(?:\.[0-9]{1,8})?|100(?:\.0{1,8})?)$".to_owned())
        }
        Decimals::Percent => (
            json!({ "exclusiveMinimum": 0, "maximum": 100 }),
            r"^(?=.*[1-9])0{0,9}(?:[0-9]{1,2}(?:\.[0-9]{1,8})?|100(?:\.0{1,8})?)$".to_owned(),
        ),
    };
    either(vec![Shape(number).with("type", json!("number")), matching(quoted)])
}

/// `true` or `false`.
pub(super) fn truth() -> Shape {
    Shape(json!({ "type": "boolean" }))
}

pub(super) fn word<'w>(words: impl IntoIterator<Item = &'w str>) -> Shape {
    Shape(json!({ "type": "string", "enum": words.into_iter().collect::<Vec<_>>() }))
}

/// A channel's name.
pub(super) fn channel() -> Shape {
    word(Channel::ALL.map(Channel::name))
}

/// A day from 1970 to 2200. That a year has a 29 February is not looked at.
pub(super) fn day() -> Shape {
    let year = "(?:19[7-9][0-9]|2[01][0-9][0-9]|2200)";
    let long = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])";
    let short = "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)";
    matching(format!("^{year}-(?:{long}|{short}|02-(?:0[1-9]|[12][0-9]))$"))
}

/// A currency of ISO 4217.
pub(super) fn currency() -> Shape {
    let letters = || 'A'..='Z';
    let codes = letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| [a, b, c].iter().collect::<String>())));
    Shape(json!({ "type": "string", "enum": codes.filter(|code| Currency::from_code(code).is_some()).collect::<Vec<_>>() }))
}

/// How dates are written: year, month and day once each, or year and day of the year; and a time that is passed over.
pub(super) fn date_format() -> Shape {
    let (year, month, day) = ("%[Yy]", "%[mbB]", "%[de]");
    let orders = [[year, month, day], [year, day, month], [month, year, day], [month, day, year], [day, year, month], [day, month, year]];
    let between = format!("(?:[^%{CONTROL}]|%[HMS])*");
    let orders = orders.iter().map(|order| order.join(&between));
    let of_the_year = [[year, "%j"], ["%j", year]].map(|order| order.join(&between));
    matching(format!("^{between}(?:{}){between}$", orders.chain(of_the_year).collect::<Vec<_>>().join("|")))
}

/// What stands between the fields of a file.
pub(super) fn delimiter() -> Shape {
    matching(r"^(?:[!#-/:-@\[-`{-~]|\t|tab|\\t)$")
}

/// A plain string of an output.
pub(super) fn string() -> Shape {
    Shape(json!({ "type": "string" }))
}

/// An exact amount of an output.
pub(super) fn amount() -> Shape {
    matching(r"^-?[0-9]+(?:\.[0-9]+)?$")
}

/// Several of these words, joined by `+`.
pub(super) fn joined<'w>(words: impl IntoIterator<Item = &'w str>) -> Shape {
    let words = words.into_iter().collect::<Vec<_>>().join("|");
    matching(format!(r"^(?:{words})(?:\+(?:{words}))*$"))
}
