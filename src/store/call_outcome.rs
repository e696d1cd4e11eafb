//! What came of a call.

/// The result of a call, as the column `outcome` of an events file has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallOutcome {
    /// Somebody answered.
    Reached,
    /// Somebody answered who decides about the payment.
    RightPerson,
    /// Nobody answered, and a message was left.
    Voicemail,
    NoAnswer,
    /// It is the number of somebody else.
    WrongNumber,
    /// A word that is none of these.
    Other,
}

impl CallOutcome {
    /// Those that have a word of their own, in the order in which they are told.
    pub const ALL: [CallOutcome; 5] =
        [CallOutcome::Reached, CallOutcome::RightPerson, CallOutcome::Voicemail, CallOutcome::NoAnswer, CallOutcome::WrongNumber];

    /// As files write it.
    pub fn name(self) -> &'static str {
        match self {
            CallOutcome::Reached => "reached",
            CallOutcome::RightPerson => "right_person",
            CallOutcome::Voicemail => "voicemail",
            CallOutcome::NoAnswer => "no_answer",
            CallOutcome::WrongNumber => "wrong_number",
            CallOutcome::Other => "other",
        }
    }

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            CallOutcome::Reached => "reached",
            CallOutcome::RightPerson => "right person",
            CallOutcome::Voicemail => "voicemail",
            CallOutcome::NoAnswer => "no answer",
            CallOutcome::WrongNumber => "wrong number",
            CallOutcome::Other => "other",
        }
    }

    /// What a cell says: `no_answer`, `No answer` and `NO-ANSWER` are one. Nothing, if it is empty.
    pub fn from_cell(text: &str) -> Option<CallOutcome> {
        let is_same = |name: &str| {
            let letters = |letter: char| if matches!(letter, ' ' | '-') { '_' } else { letter.to_ascii_lowercase() };
            text.chars().map(letters).eq(name.chars())
        };
        match CallOutcome::ALL.into_iter().find(|outcome| is_same(outcome.name())) {
            Some(outcome) => Some(outcome),
            None => (!text.is_empty()).then_some(CallOutcome::Other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_however_they_are_written() {
        for outcome in CallOutcome::ALL {
            assert_eq!(CallOutcome::from_cell(outcome.name()), Some(outcome));
            assert_eq!(CallOutcome::from_cell(outcome.words()), Some(outcome));
        }
        assert_eq!(CallOutcome::from_cell("NO-Answer"), Some(CallOutcome::NoAnswer));
        assert_eq!(CallOutcome::from_cell("noanswer"), Some(CallOutcome::Other));
        assert_eq!(CallOutcome::from_cell(""), None);
    }
}
