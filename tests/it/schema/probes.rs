//! What stands in the place of a value in turn, as JSON.

use serde_json::Value;

/// Of numbers, texts and truth values: all kinds, at the ends of the ranges that there are and beyond.
const FOR_SCALARS: &str = r#"[
    null, true, false, [], {}, [1], ["text"], [null], { "at_least": 1 },
    -3651, -3650, -1, 0, 1, 2, 100, 101, 1000, 1001, 3650, 3651, 10000, 10001, 36500, 36501, 1000000000, 1000000001, 1.5, 0.5, -0.5,
    "", " ", "text", "two words", "a/b", "a@b", "ar@example.com", "ar@ex@ample.com", "two\nlines", "bell\u0007",
    "1", "0", "-1", "1.5", "0.0", "100.00", "100.01", "1000.0", "1000.5", "007", "1e3", "true",
    "dispute", "mon", "email", "call", "stop", "run", "latest", "automated", "Europe/London", "europe/london", "EUR", "eur", "XXX",
    "2026-02-28", "2024-02-29", "2026-02-29", "2026-02-30", "2026-04-31", "1969-12-31", "2200-12-31", "2201-01-01", "2026-1-1", "as_of",
    ",", ";", "\"", "tab", "\t", "\\t", ".", "%d.%m.%Y", "%Y%j", "%d.%m", "%d.%m.%Y %H", "%%d.%m.%Y", "%Y-%y-%m-%d", "utf-8", "UTF-8",
    "payment", "paymnt", "ar", "escalation", "first-overdue"
]"#;

/// Of lists and mappings.
const FOR_OTHERS: &str = r#"[
    null, true, 1, "", "text", [], {}, [1], ["text"], ["a", "b"], [null], [[]], [{}], ["mon"], [2026],
    { "at_least": 1 }, { "below": 0 }, { "at_least": 5, "below": 5 }, { "amount": 5 }, { " ": "x" }, { "x": "y" }, { "x": ["y", 1] },
    { "x": [] }, { "x": {} }, { "x": { "y": "z" } }, { "EUR": 1 }, { "open_on": "x" }, { "type": "x" },
    { "from_column": "x" }, { "from_column": "x", "fallback": "ar" }, { "from_column": "x", "fallback": "ar", "name": "X" }, { "fallback": "ar" }
]"#;

/// What may stand for a value.
pub fn probes(value: &Value) -> Vec<Value> {
    let text = if value.is_array() || value.is_object() { FOR_OTHERS } else { FOR_SCALARS };
    serde_json::from_str(text).unwrap()
}
