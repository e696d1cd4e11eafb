//! The types that a scalar can be wanted as.

use super::YamlField;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::Code;
use crate::money::{Decimal, DecimalError};
use crate::yaml::Value;
use std::ops::RangeInclusive;

impl<'a> YamlField<'a> {
    /// Any text, empty or of several lines; only lists, mappings and nothing at all are refused.
    pub fn any_text(&self) -> Option<&'a str> {
        let text = self.scalar();
        if text.is_none() {
            self.wants(Code::WrongType, "a text", None);
        }
        text
    }

    /// A text of one line that is not empty; numbers and dates are taken as they are written.
    pub fn text(&self) -> Option<&'a str> {
        let text = self.any_text()?;
        let wanted = if text.trim().is_empty() {
            "a text that is not empty"
        } else if text.chars().any(char::is_control) {
            "a text of one line without control characters"
        } else {
            return Some(text);
        };
        self.wants(Code::InvalidValue, wanted, None);
        None
    }

    pub fn email(&self) -> Option<&'a str> {
        let text = self.text()?;
        let is_address = text.split_once('@').is_some_and(|(user, domain)| {
            let is_part = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@<>,;:\"()[]\\".contains(c));
            is_part(user) && is_part(domain)
        });
        if !is_address {
            self.wants(Code::InvalidValue, "an email address such as ar@example.com", None);
        }
        is_address.then_some(text)
    }

    /// A text of any number of lines, without white space around it.
    pub fn prose(&self) -> Option<&'a str> {
        let text = self.any_text()?;
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.wants(Code::InvalidValue, "a text without control characters", None);
            return None;
        }
        Some(text.trim())
    }

    /// Is it written as a whole number, without quotes?
    pub fn is_whole_number(&self) -> bool {
        let Value::Scalar { text, quoted } = &self.node.value else { return false };
        !quoted && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// A whole number in a range.
    pub fn integer(&self, range: RangeInclusive<i64>) -> Option<i64> {
        let wanted = match *range.end() {
            i64::MAX => format!("a whole number from {}", range.start()),
            end => format!("a whole number from {} to {end}", range.start()),
        };
        let Value::Scalar { text, quoted } = &self.node.value else {
            self.wants(Code::WrongType, &wanted, None);
            return None;
        };
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let is_plain = is_number && (digits == "0" || !digits.starts_with('0'));
        if !is_plain || *quoted {
            let hint = (is_number && *quoted).then_some("leave the quotes out");
            let hint = hint.or((is_number && !is_plain).then_some("leave the leading zeros out"));
            self.wants(Code::WrongType, &wanted, hint.map(str::to_owned));
            return None;
        }
        let number = text.parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            self.wants(Code::InvalidValue, &wanted, None);
        }
        number
    }

    /// A whole number in a range of small ones.
    pub fn count(&self, range: RangeInclusive<u32>) -> Option<u32> {
        let number = self.integer(i64::from(*range.start())..=i64::from(*range.end()))?;
        u32::try_from(number).ok()
    }

    /// An exact decimal such as 12.50, for which something holds; `wanted` says what.
    pub fn decimal(&self, wanted: &str, holds: impl Fn(Decimal) -> bool) -> Option<Decimal> {
        match self.scalar().map(str::parse::<Decimal>) {
            Some(Ok(decimal)) if holds(decimal) => return Some(decimal),
            Some(Ok(_)) => self.wants(Code::InvalidValue, wanted, None),
            Some(Err(DecimalError::TooLong)) => {
                let hint = "at most 12 digits before and 8 after the point";
                self.wants(Code::InvalidValue, wanted, Some(hint.to_owned()));
            }
            Some(Err(DecimalError::Malformed)) => {
                self.wants(Code::WrongType, wanted, Some("write it as in 1234.50, with no sign, group or exponent".to_owned()));
            }
            None => self.wants(Code::WrongType, wanted, None),
        }
        None
    }

    /// `true` or `false`, and no other word for them.
    pub fn boolean(&self) -> Option<bool> {
        let word = self.scalar().unwrap_or_default();
        let is_quoted = matches!(self.node.value, Value::Scalar { quoted: true, .. });
        let meant = match word.to_lowercase().as_str() {
            "true" | "yes" | "on" | "y" => Some(true),
            "false" | "no" | "off" | "n" => Some(false),
            _ => None,
        };
        if !is_quoted && matches!(word, "true" | "false") {
            return meant;
        }
        self.wants(Code::WrongType, "true or false", meant.map(|meant| format!("write `{meant}`, without quotes")));
        None
    }

    /// A date as in 2026-12-25.
    pub fn day(&self) -> Option<Day> {
        let day = self.scalar().and_then(Day::parse);
        if day.is_none() {
            self.wants(self.wrong(Code::BadDate), "a date from 1970-01-01 to 2200-12-31, written as YYYY-MM-DD", None);
        }
        day
    }

    /// The code for a scalar that is wrong, or for a list or mapping in the place of one.
    fn wrong(&self, scalar: Code) -> Code {
        if self.scalar().is_some() { scalar } else { Code::WrongType }
    }

    pub fn choice<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let found = self.scalar().and_then(|text| words.iter().find(|(word, _)| *word == text));
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let hint = self.scalar().and_then(|text| self.problems.did_you_mean(text, names.iter().copied()));
            self.wants(self.wrong(Code::InvalidValue), &format!("one of {}", names.join(", ")), hint);
        }
        found.map(|(_, value)| *value)
    }

    pub fn channel(&self) -> Option<Channel> {
        let channel = Channel::from_name(self.text()?);
        if channel.is_none() {
            self.unknown(Code::UnknownChannel, "channel", Channel::ALL.map(Channel::name), "channels are");
        }
        channel
    }
}
