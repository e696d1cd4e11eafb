//! Records: several may stand on a line, and one may go on in others (88).

const CODES: [&str; 8] = ["01", "02", "03", "16", "88", "49", "98", "99"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bai2Record {
    pub code: &'static str,
    pub line: u32,
    /// What stands between its commas; of a transaction, without its text.
    pub fields: Vec<String>,
    /// The text of a transaction: all behind its references, with its own commas and slashes.
    pub text: String,
    pub raw: String,
}

pub(super) fn records(text: &str) -> Vec<Bai2Record> {
    let mut found: Vec<OpenRecord> = Vec::new();
    for (line, content) in (1_u32..).zip(text.lines()) {
        for part in parts(content) {
            let part = part.trim();
            let code =
                CODES.iter().find(|code| part.strip_prefix(**code).is_some_and(|rest| rest.is_empty() || rest.starts_with([',', '/'])));
            match (code, found.last_mut()) {
                (Some(&"88"), Some(open)) => open.go_on(part.get(3..).unwrap_or_default(), part),
                (Some(code), _) => found.push(OpenRecord::new(code, line, part.get(3..).unwrap_or_default(), part)),
                // A text that was broken without the mark for it.
                (None, Some(open)) if !part.is_empty() => open.go_on(part, part),
                (None, _) => {}
            }
        }
    }
    found.into_iter().map(OpenRecord::close).collect()
}

/// The records of a line: a slash ends one, if another begins behind it.
fn parts(line: &str) -> Vec<&str> {
    let begins = |text: &str| {
        let rest = text.trim_start();
        CODES.iter().any(|code| rest.strip_prefix(code).is_some_and(|rest| rest.starts_with(',')))
    };
    let mut parts = Vec::new();
    let mut begin = 0;
    for (at, _) in line.match_indices('/') {
        if begins(&line[at + 1..]) {
            parts.push(&line[begin..=at]);
            begin = at + 1;
        }
    }
    parts.push(&line[begin..]);
    parts
}

struct OpenRecord {
    code: &'static str,
    line: u32,
    content: String,
    /// Did the last part end with a slash, at the end of a field?
    is_ended: bool,
    /// Has it come to its text?
    is_in_text: bool,
    raw: String,
}

impl OpenRecord {
    fn new(code: &'static str, line: u32, content: &str, raw: &str) -> OpenRecord {
        let (content, is_ended) = without_end(content);
        OpenRecord { code, line, content: content.to_owned(), is_ended, is_in_text: false, raw: raw.to_owned() }
    }

    fn go_on(&mut self, content: &str, raw: &str) {
        let (content, is_ended) = without_end(content);
        self.is_in_text = self.is_in_text || self.code == "16" && text_place(&self.content).is_some_and(|at| at < self.content.len());
        // Fields are separated by commas, and parts of a text by nothing.
        if self.is_in_text {
            self.content.push(' ');
        } else if !self.content.ends_with(',') || self.is_ended {
            self.content.push(',');
        }
        self.content.push_str(content);
        self.is_ended = is_ended;
        self.raw.push('\n');
        self.raw.push_str(raw);
    }

    fn close(self) -> Bai2Record {
        let (content, text) = match (self.code, text_place(&self.content)) {
            ("16", Some(at)) => (&self.content[..at.saturating_sub(1)], self.content[at..].trim()),
            _ => (self.content.as_str(), ""),
        };
        let fields = content.split(',').map(|field| field.trim().to_owned()).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Bai2Record { code: self.code, line: self.line, fields, text, raw: self.raw }
    }
}

/// A part without the slash that ends it.
fn without_end(part: &str) -> (&str, bool) {
    let part = part.trim_end();
    part.strip_suffix('/').map_or((part, false), |part| (part, true))
}

/// Where the text of a transaction begins: behind type, amount, funds with their own fields, and two references.
fn text_place(content: &str) -> Option<usize> {
    let fields: Vec<&str> = content.split(',').collect();
    let field = |place: usize| fields.get(place).map_or("", |text| text.trim());
    let more = match field(2) {
        "S" | "s" => 3,
        "V" | "v" => 2,
        "D" | "d" => 1 + 2 * field(3).parse::<usize>().map_or(0, |count| count.min(fields.len())),
        _ => 0,
    };
    let before = 5 + more;
    (fields.len() > before).then(|| fields[..before].iter().map(|field| field.len() + 1).sum())
}
