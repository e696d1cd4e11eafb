//! The files of invoices that emails carry.

/// So many megabytes of files a message carries where nothing else is said: what mail servers let through.
pub const USUAL_MEGABYTES: u32 = 10;

/// What `drafts.attach` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attach {
    /// Where the files of an invoice lie.
    pub files: Vec<FilePattern>,
    /// Does an email wait for somebody where a file is missing?
    pub required: bool,
    /// So many megabytes at most in one message.
    pub most_mb: u32,
}

impl Default for Attach {
    fn default() -> Attach {
        Attach { files: Vec::new(), required: false, most_mb: USUAL_MEGABYTES }
    }
}

/// A path below the project's folder, with columns of the invoice in braces: `pdf/{invoice_id}.pdf`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePattern {
    pieces: Vec<PatternPiece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum PatternPiece {
    Text(String),
    Column(String),
}

impl FilePattern {
    /// Error: what is wrong with it.
    pub fn parse(text: &str) -> Result<FilePattern, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (column, after) = after.split_once('}').ok_or_else(|| format!("{text:?} has a `{{` without a `}}`"))?;
            if column.trim().is_empty() || column.contains('{') {
                return Err(format!("{text:?} has braces without the name of a column"));
            }
            pieces.extend((!before.is_empty()).then(|| PatternPiece::Text(before.to_owned())));
            pieces.push(PatternPiece::Column(column.trim().to_owned()));
            rest = after;
        }
        pieces.extend((!rest.is_empty()).then(|| PatternPiece::Text(rest.to_owned())));
        let pattern = FilePattern { pieces };
        match pattern.path(|_| Some("x")).ok().and_then(|path| path_inside(&path)) {
            Some(_) if pattern.columns().next().is_some() => Ok(pattern),
            Some(_) => Err(format!("{text:?} names no column of the invoice, so all invoices would have the same file")),
            None => Err(format!("{text:?} leads out of the project's folder")),
        }
    }

    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            PatternPiece::Column(column) => Some(column.as_str()),
            PatternPiece::Text(_) => None,
        })
    }

    /// The path for an invoice with these values. What a file's name cannot have, such as `/`, is written as `-`.
    /// Error: the column that is empty.
    pub fn path<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> Result<String, &str> {
        let mut path = String::new();
        for piece in &self.pieces {
            match piece {
                PatternPiece::Text(text) => path.push_str(text),
                PatternPiece::Column(column) => match value(column).map(str::trim) {
                    None | Some("") => return Err(column),
                    Some(value) => path.extend(value.chars().map(|c| if is_of_names(c) { c } else { '-' })),
                },
            }
        }
        Ok(path)
    }
}

/// May a file's name have it, on every system?
pub fn is_of_names(c: char) -> bool {
    !c.is_control() && !"/\\:*?\"<>|".contains(c)
}

/// A path with `/` between its parts, if it stays below the folder that it starts from.
pub fn path_inside(path: &str) -> Option<String> {
    let path = path.trim().replace('\\', "/");
    let leads_out = |part: &str| part.is_empty() || part == ".." || part.contains(':');
    let parts: Vec<&str> = path.split('/').filter(|part| *part != ".").collect();
    (!parts.is_empty() && !parts.iter().any(|part| leads_out(part))).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{FilePattern, path_inside};

    #[test]
    fn a_pattern_is_filled_in_with_columns_of_the_invoice() {
        let pattern = FilePattern::parse("pdf/{customer_id}/RE {invoice_id}.pdf").unwrap();
        let value = |column: &str| Some(if column == "invoice_id" { "2026/0042" } else { " C-1 " });
        assert_eq!(pattern.path(value).unwrap(), "pdf/C-1/RE 2026-0042.pdf");
        assert_eq!(pattern.path(|column| (column == "invoice_id").then_some("7")), Err("customer_id"));
    }

    #[test]
    fn a_pattern_that_cannot_be_meant_is_refused() {
        for (text, why) in [
            ("pdf/{invoice_id", "without a `}`"),
            ("pdf/{}.pdf", "without the name of a column"),
            ("terms.pdf", "names no column"),
            ("/home/{invoice_id}.pdf", "leads out of"),
            ("../{invoice_id}.pdf", "leads out of"),
            ("C:\\pdf\\{invoice_id}.pdf", "leads out of"),
        ] {
            let wrong = FilePattern::parse(text).unwrap_err();
            assert!(wrong.contains(why), "{text}: {wrong}");
        }
    }

    #[test]
    fn a_path_stays_below_its_folder() {
        assert_eq!(path_inside("pdf\\1.pdf").as_deref(), Some("pdf/1.pdf"));
        assert_eq!(path_inside("./pdf/1.pdf").as_deref(), Some("pdf/1.pdf"));
        for path in ["", "/etc/passwd", "a/../../b", "\\\\server\\share", "D:1.pdf", "a//b"] {
            assert_eq!(path_inside(path), None, "{path}");
        }
    }
}
