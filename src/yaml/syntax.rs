//! The words for a text that is not YAML.

use super::{Problems, Spot};
use crate::finding::Code;
use serde_yaml::granit_parser::{ErrorKind, ScanError};

/// Reports where a text stops being YAML, and why, as far as a reader who does not know the grammar can use it.
pub(super) fn report(problems: &Problems<'_>, error: &ScanError) {
    let mark = error.marker();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let spot = Spot { line: number(mark.line()).max(1), column: number(mark.col() + 1), width: 1 };
    let (message, hint) = words(error.kind());
    problems.report_with(Code::YamlSyntax, spot, message, hint.map(str::to_owned));
}

fn words(kind: &ErrorKind) -> (String, Option<&'static str>) {
    const INDENT: Option<&str> = Some("check the indentation: keys of one mapping start in the same column");
    const QUOTE: Option<&str> = Some("a text with a colon, a bracket or another special character needs quotes");
    let (message, hint) = match kind {
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation | ErrorKind::TabInPlainScalar => {
            ("a tab stands where YAML wants spaces", Some("indent with spaces"))
        }
        ErrorKind::UnclosedQuotedScalar => ("a quote is opened here and never closed", Some("close it")),
        ErrorKind::UnclosedFlowCollection { open } => return (format!("the bracket `{open}` is never closed"), Some("close it")),
        ErrorKind::UnexpectedEofFlowSequence | ErrorKind::UnexpectedEofFlowMapping | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            ("a bracket is never closed", Some("close it"))
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => return (format!("the bracket `{open}` is closed by `{close}`"), None),
        ErrorKind::MisplacedFlowCollectionEnd => ("a bracket is closed that was not opened", QUOTE),
        ErrorKind::ExpectedFlowMappingSeparator => ("a `,` or `}` is missing before this", QUOTE),
        ErrorKind::ExpectedFlowSequenceSeparator => ("a `,` or `]` is missing before this", QUOTE),
        ErrorKind::MappingValueNotAllowed => ("a `:` stands where no key can be", QUOTE),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("a key with a `:` is wanted here", INDENT)
        }
        ErrorKind::ExpectedBlockSequenceEntry => ("a `-` is wanted here", INDENT),
        ErrorKind::InvalidIndentation | ErrorKind::InvalidFlowScalarIndent | ErrorKind::InvalidQuotedScalarIndent => {
            ("the line is indented less than what it belongs to", INDENT)
        }
        ErrorKind::UnknownAnchor => ("an alias (`*name`) repeats what was not named before by `&name`", QUOTE),
        ErrorKind::RecursionLimitExceeded => {
            ("lists and mappings lie too deep in each other", Some("check the brackets and the indentation"))
        }
        other => return (format!("this is not YAML: {other}"), None),
    };
    (message.to_owned(), hint)
}
