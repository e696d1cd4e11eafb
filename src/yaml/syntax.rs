//! The words for a text that is not YAML.

use super::granit_parser::{ErrorKind, ScanError};
use super::{Problems, Spot};
use crate::finding::Code;

/// Reports where a text stops being YAML, and why, as far as a reader who does not know the grammar can use it.
pub(super) fn report(problems: &Problems<'_>, error: &ScanError) {
    let (message, hint) = words(error.kind());
    let spot = place(problems.text(), error);
    problems.report_with(Code::YamlSyntax, spot, message, hint.map(str::to_owned));
}

/// Where the parser stopped; for a tab that it stopped around, the tab.
fn place(text: &str, error: &ScanError) -> Spot {
    let mark = error.marker();
    let (mut line, mut column) = (mark.line().max(1), mark.col() + 1);
    let (passed, rest) = mark.byte_offset().and_then(|offset| text.split_at_checked(offset)).unwrap_or_default();
    if is_about_tab(error.kind()) && passed.ends_with('\t') {
        column = column.saturating_sub(1).max(1);
    } else if let (true, Some((before, _))) = (is_about_tab(error.kind()), rest.split_once('\t')) {
        let own = before.rsplit('\n').next().unwrap_or(before);
        line += before.matches('\n').count();
        column = own.chars().count() + if own.len() == before.len() { column } else { 1 };
    }
    Spot::new(line, column, 1)
}

fn is_about_tab(kind: &ErrorKind) -> bool {
    use ErrorKind::{TabInBlockIndentation, TabInIndentation, TabInPlainScalar, TabNotAllowed};
    matches!(kind, TabNotAllowed | TabInBlockIndentation | TabInIndentation | TabInPlainScalar)
}

fn words(kind: &ErrorKind) -> (String, Option<&'static str>) {
    const INDENT: Option<&str> = Some("check the indentation: keys of one mapping start in the same column");
    const QUOTE: Option<&str> = Some("a text with a colon, a bracket or another special character needs quotes");
    let (message, hint) = match kind {
        kind if is_about_tab(kind) => ("there is a tab; YAML needs spaces", Some("indent with spaces")),
        ErrorKind::UnclosedQuotedScalar => ("a quote is opened here and never closed", Some("close it")),
        ErrorKind::UnclosedFlowCollection { open } => return (format!("the bracket `{open}` is never closed"), Some("close it")),
        ErrorKind::UnexpectedEofFlowSequence | ErrorKind::UnexpectedEofFlowMapping | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            ("a bracket is never closed", Some("close it"))
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => return (format!("the bracket `{open}` is closed by `{close}`"), None),
        ErrorKind::MisplacedFlowCollectionEnd => ("a bracket is closed that was not opened", QUOTE),
        ErrorKind::ExpectedFlowMappingSeparator => ("a `,` or `}` is missing before this", QUOTE),
        ErrorKind::ExpectedFlowSequenceSeparator => ("a `,` or `]` is missing before this", QUOTE),
        ErrorKind::MappingValueNotAllowed => ("there is a `:` where no key is possible", QUOTE),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("a key with a `:` is needed here", INDENT)
        }
        ErrorKind::ExpectedBlockSequenceEntry => ("a `-` is needed here", INDENT),
        ErrorKind::InvalidQuotedScalarIndent => (
            "a quoted text continues here with less indentation than its beginning",
            Some("close the quote on the line before, or indent this one"),
        ),
        ErrorKind::InvalidColonPlacement | ErrorKind::FlowMappingValueAdjacentCollection => {
            ("there is a `:` where no key is possible", Some("close the bracket before it, or put the text in quotes"))
        }
        ErrorKind::InvalidIndentation | ErrorKind::InvalidFlowScalarIndent => ("the line is indented less than what it belongs to", INDENT),
        ErrorKind::UnknownAnchor => ("an alias (`*name`) has no earlier `&name`", QUOTE),
        ErrorKind::RecursionLimitExceeded => ("lists and mappings are nested too deeply", Some("check the brackets and the indentation")),
        other => return (format!("this is not YAML: {other}"), None),
    };
    (message.to_owned(), hint)
}
