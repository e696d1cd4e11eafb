//! A YAML file as an editor hands it to a schema: the same tree, with YAML's own idea of numbers and truth values.

use collect::yaml::{self, Node, Problems};
use serde_json::{Map, Value, json};

/// The tree of a text that is YAML.
pub fn read_yaml(text: &str) -> Value {
    value(&yaml::parse(&Problems::new(text, "y.yaml")).expect("it is YAML"))
}

fn value(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Scalar { text, quoted: true } => json!(text),
        yaml::Value::Scalar { text, .. } => plain(text),
        yaml::Value::Sequence(items) => items.iter().map(value).collect(),
        yaml::Value::Mapping(entries) => {
            Value::Object(entries.iter().map(|(key, node)| (key.text.clone(), value(node))).collect::<Map<_, _>>())
        }
    }
}

/// As the core schema of YAML 1.2 resolves it, as far as our files go.
fn plain(text: &str) -> Value {
    let digits = text.trim_start_matches(['-', '+']);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    match text {
        "true" => json!(true),
        "false" => json!(false),
        _ if is_number => text
            .parse::<i64>()
            .map(|number| json!(number))
            .or_else(|_| text.parse::<f64>().map(|number| json!(number)))
            .unwrap_or(json!(text)),
        _ => json!(text),
    }
}

/// The pointers to everything in a file, itself included.
pub fn places(file: &Value) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut below = |step: String, value: &Value| all.extend(places(value).into_iter().map(|place| format!("/{step}{place}")));
    match file {
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| below(index.to_string(), item)),
        Value::Object(object) => object.iter().for_each(|(key, value)| below(key.replace('/', "~1"), value)),
        _ => {}
    }
    all
}
