//! What a value may look like, as a piece of a schema.
//!
//! A YAML reader of ours takes a scalar as the text that it is written as, so a text may also be what YAML calls a number or a truth
//! value: `name: 2026`.

use crate::channel::Channel;
use crate::law::{DayCount, RateMode};
use crate::ledger::Kind;
use crate::money::Currency;
use crate::workflow::{Months, PaymentsFor};
use chrono_tz::TZ_VARIANTS;
use serde_json::{Map, Value, json};
use std::ops::RangeInclusive;

/// Characters that no text of one line has, as a part of a class in a pattern.
const CONTROL: &str = r"\u0000-\u001f\u007f-\u009f";

#[derive(Clone, Debug)]
pub(super) struct Shape(Value);

#[derive(Clone, Debug)]
pub(super) struct ShapeKey {
    name: String,
    shape: Shape,
    needed: bool,
}

pub(super) fn may(name: &str, shape: Shape) -> ShapeKey {
    ShapeKey { name: name.to_owned(), shape, needed: false }
}

pub(super) fn must(name: &str, shape: Shape) -> ShapeKey {
    ShapeKey { name: name.to_owned(), shape, needed: true }
}

impl ShapeKey {
    /// The same, with words that an editor shows; they are looked up by the key's name.
    pub(super) fn described(self, words: impl Fn(&str) -> String) -> ShapeKey {
        let words = words(&self.name);
        ShapeKey { shape: self.shape.with("description", json!(words)), ..self }
    }
}

impl Shape {
    /// What a file of ours says in JSON Schema. `words` says what a key means, by its path; shared shapes are added as they are named.
    pub(super) fn read(text: &str, words: impl Fn(&str) -> String) -> Shape {
        let mut whole: Value = serde_json::from_str(text).unwrap_or_default();
        describe(&mut whole, "", &words);
        for (name, shape) in shared() {
            if text.contains(&format!("\"#/$defs/{name}\"")) {
                whole["$defs"][name] = shape.0;
            }
        }
        Shape(whole)
    }

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

    pub(super) fn or_null(self) -> Shape {
        match self.0.get("type").cloned() {
            Some(Value::String(name)) if self.0.get("enum").is_none() => self.with("type", json!([name, "null"])),
            _ => Shape(json!({ "anyOf": [self.0, { "type": "null" }] })),
        }
    }
}

/// Adds to every key below a path what it means. A shape that has a name has its name as its path.
fn describe(shape: &mut Value, path: &str, words: &impl Fn(&str) -> String) {
    let Some(shape) = shape.as_object_mut() else { return };
    for (word, value) in shape.iter_mut() {
        match (word.as_str(), value) {
            ("properties", Value::Object(keys)) => {
                for (key, value) in keys {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    describe(value, &path, words);
                    if value.get("description").is_none() {
                        value["description"] = json!(words(&path));
                    }
                }
            }
            ("$defs", Value::Object(named)) => named.iter_mut().for_each(|(name, shape)| describe(shape, name, words)),
            ("anyOf", Value::Array(branches)) => branches.iter_mut().for_each(|branch| describe(branch, path, words)),
            ("items" | "additionalProperties", shape) => describe(shape, path, words),
            _ => {}
        }
    }
}

/// What several files name under `$defs`, and what follows from our own lists.
fn shared() -> [(&'static str, Shape); 15] {
    let line = format!(r"^[^{CONTROL}]*[^\s{CONTROL}][^{CONTROL}]*$");
    let part = format!(r#"[^\s{CONTROL}@<>,;:"()\[\]\\]+"#);
    let any = json!(["string", "number", "boolean"]);
    let positive = json!({ "anyOf": [
        { "type": "number", "exclusiveMinimum": 0, "maximum": 999_999_999_999.999_9 },
        { "type": "string", "pattern": r"^(?=.*[1-9])[0-9]{1,12}(?:\.[0-9]{1,8})?$" },
    ] });
    [
        ("text", Shape(json!({ "type": any, "pattern": line }))),
        ("value", Shape(json!({ "type": any }))),
        ("name", Shape(json!({ "pattern": line }))),
        ("email", matching(format!("^{part}@{part}$"))),
        ("positive", Shape(positive)),
        ("day", day()),
        ("date_format", date_format()),
        ("currency", currency()),
        ("timezone", word(TZ_VARIANTS.iter().map(|zone| zone.name()))),
        ("channel", channel()),
        ("event", word(Kind::NAMES)),
        ("day_count", word(DayCount::WORDS.map(|(word, _)| word))),
        ("payments_for", word(PaymentsFor::WORDS.map(|(word, _)| word))),
        ("months", word(Months::WORDS.map(|(word, _)| word))),
        ("rate_mode", word(RateMode::WORDS.map(|(word, _)| word))),
    ]
}

/// A mapping with these keys, to which others may be added some day.
pub(super) fn open_section(keys: Vec<ShapeKey>) -> Shape {
    let needed: Vec<String> = keys.iter().filter(|key| key.needed).map(|key| key.name.clone()).collect();
    let properties: Map<String, Value> = keys.into_iter().map(|key| (key.name, key.shape.0)).collect();
    let shape = Shape(json!({ "type": "object", "properties": properties }));
    if needed.is_empty() { shape } else { shape.with("required", json!(needed)) }
}

pub(super) fn list(of: Shape) -> Shape {
    Shape(json!({ "type": "array", "items": of.0 }))
}

fn matching(pattern: impl Into<String>) -> Shape {
    Shape(json!({ "type": "string", "pattern": pattern.into() }))
}

pub(super) fn whole(range: RangeInclusive<i64>) -> Shape {
    let shape = Shape(json!({ "type": "integer", "minimum": range.start() }));
    if *range.end() == i64::MAX { shape } else { shape.with("maximum", json!(range.end())) }
}

pub(super) fn word<'w>(words: impl IntoIterator<Item = &'w str>) -> Shape {
    Shape(json!({ "type": "string", "enum": words.into_iter().collect::<Vec<_>>() }))
}

/// Several of these words, joined by `+`.
pub(super) fn joined<'w>(words: impl IntoIterator<Item = &'w str>) -> Shape {
    let words = words.into_iter().collect::<Vec<_>>().join("|");
    matching(format!(r"^(?:{words})(?:\+(?:{words}))*$"))
}

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

pub(super) fn currency() -> Shape {
    let letters = || 'A'..='Z';
    let codes = letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| [a, b, c].iter().collect::<String>())));
    Shape(json!({ "type": "string", "enum": codes.filter(|code| Currency::from_code(code).is_some()).collect::<Vec<_>>() }))
}

/// How dates are written: year, month and day once each, or year and day of the year; and a time of day. Or seconds since 1970.
fn date_format() -> Shape {
    let (year, month, day) = ("%[Yy]", "%[mbB]", "%[de]");
    let orders = [[year, month, day], [year, day, month], [month, year, day], [month, day, year], [day, year, month], [day, month, year]];
    let between = format!("(?:[^%{CONTROL}]|%[HMSIpfz])*");
    let orders = orders.iter().map(|order| order.join(&between));
    let of_the_year = [[year, "%j"], ["%j", year]].map(|order| order.join(&between));
    let whole = orders.chain(of_the_year).chain(["%s".to_owned()]);
    matching(format!("^{between}(?:{}){between}$", whole.collect::<Vec<_>>().join("|")))
}

pub(super) fn string() -> Shape {
    Shape(json!({ "type": "string" }))
}

pub(super) fn amount() -> Shape {
    matching(r"^-?[0-9]+(?:\.[0-9]+)?$")
}
