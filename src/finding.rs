//! What can be wrong with an input: a stable code, a place, a message and a hint.
//!
//! Readers never stop at the first problem and never print: they hand over what they could read together with all
//! findings. Words are put here once; colours and carets are the shell's.

mod code;

pub use code::Code;
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is done while it stands.
    Error,
    /// Told, counted, and an error only under `--deny-warnings`.
    Warning,
    /// Told to people, and no more.
    Note,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Where in a file: lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub file: String,
    pub line: u32,
    /// The column; 0 where the whole line is meant.
    pub column: u32,
    /// How many characters are meant; 0 where that is not known.
    pub width: u32,
}

impl Place {
    pub fn line(file: &str, line: u32) -> Place {
        Place { file: file.to_owned(), line, column: 0, width: 0 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        Ok(())
    }
}

/// What a finding is about, where it is not about a file or the ledger as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FindingSubject {
    Invoice(String),
    Customer(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    pub code: Code,
    pub place: Option<Place>,
    /// What is wrong: what was found, what is wanted.
    pub message: String,
    pub hint: Option<String>,
    /// The text of the line, where showing it with a caret helps.
    pub line: Option<Box<str>>,
    pub subject: Option<Box<FindingSubject>>,
}

impl Finding {
    pub fn new(code: Code, message: impl Into<String>) -> Finding {
        Finding { code, place: None, message: message.into(), hint: None, line: None, subject: None }
    }

    #[must_use]
    pub fn at(mut self, place: Place) -> Finding {
        self.place = Some(place);
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Finding {
        self.hint = Some(hint.into());
        self
    }

    #[must_use]
    pub fn showing(mut self, line: impl Into<String>) -> Finding {
        self.line = Some(line.into().into_boxed_str());
        self
    }

    #[must_use]
    pub fn about(mut self, subject: FindingSubject) -> Finding {
        self.subject = Some(Box::new(subject));
        self
    }

    /// Is it about this invoice, its customer, or more than one invoice or customer?
    pub fn concerns(&self, invoice: &str, customer: &str) -> bool {
        match self.subject.as_deref() {
            None => true,
            Some(FindingSubject::Invoice(id)) => id == invoice,
            Some(FindingSubject::Customer(id)) => id == customer,
        }
    }

    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, "; {hint}")?;
        }
        Ok(())
    }
}

/// `did you mean "…"?` for a word that is close to one of those that would be right (of the first thousand).
pub fn did_you_mean<'a>(word: &str, right: impl IntoIterator<Item = &'a str>) -> Option<String> {
    const LONGEST: usize = 40;
    let word = word.to_lowercase();
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    right
        .into_iter()
        .take(1000)
        .filter_map(|candidate| {
            let other = candidate.chars().count();
            let allowed = 1 + length.min(other) / 4;
            let may_be_close = length.abs_diff(other) <= allowed;
            let distance = may_be_close.then(|| strsim::damerau_levenshtein(&word, &candidate.to_lowercase()))?;
            (distance <= allowed).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| format!("did you mean {candidate:?}?"))
}

/// A text as messages show it: in quotation marks, control characters escaped, and not all of it where it is long.
pub fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}

/// What a reader gives back: the value, if there is no error, and everything that is wrong or odd.
#[derive(Clone, Debug)]
pub struct Reading<T> {
    /// What was read; `None` if any finding is an error.
    pub value: Option<T>,
    pub findings: Vec<Finding>,
}

impl<T> Reading<T> {
    /// A value with its findings; without the value where one of them is an error.
    pub fn new(value: Option<T>, findings: Vec<Finding>) -> Reading<T> {
        Reading { value: value.filter(|_| !any_error(&findings)), findings }
    }
}

/// The findings in the order of their places, each once.
pub fn by_place(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    findings.dedup();
    findings
}

pub fn any_error(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity() == Severity::Error)
}
