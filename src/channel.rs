//! The ways in which a customer is reached, or a colleague asked.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    Email,
    /// A phone call to the customer.
    Call,
    Letter,
    Sms,
    /// Work inside the company; no contact with the customer.
    Task,
}

impl Channel {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Channel; 5] = [Channel::Email, Channel::Call, Channel::Letter, Channel::Sms, Channel::Task];

    /// The word in workflows, ledgers and file names.
    pub fn name(self) -> &'static str {
        match self {
            Channel::Email => "email",
            Channel::Call => "call",
            Channel::Letter => "letter",
            Channel::Sms => "sms",
            Channel::Task => "task",
        }
    }

    pub fn from_name(name: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.name() == name)
    }

    /// Does it put something before the customer's eyes: email, letter or sms? These are what contact limits count.
    pub fn is_message(self) -> bool {
        matches!(self, Channel::Email | Channel::Letter | Channel::Sms)
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
