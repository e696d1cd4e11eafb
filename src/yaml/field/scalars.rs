//! The types that a scalar can be wanted as.

use super::Field;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::Code;
use crate::money::{Decimal, DecimalError};
use crate::yaml::{Value, quoted};
use std::ops::RangeInclusive;

impl<'a> Field<'a> {
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
        if text.trim().is_empty() {
            self.wants(Code::InvalidValue, "a text that is not empty", None);
            return None;
        }
        if text.chars().any(char::is_control) {
            self.wants(Code::InvalidValue, "a text of one line without control characters", None);
            return None;
        }
        Some(text)
    }

    /// An email address, as far as its form tells.
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
        if let Value::Scalar { text, quoted } = &self.node.value {
            let hint = match text.to_lowercase().as_str() {
                "true" if !quoted && text == "true" => return Some(true),
                "false" if !quoted && text == "false" => return Some(false),
                "true" | "yes" | "on" | "y" => Some("write `true`, without quotes".to_owned()),
                "false" | "no" | "off" | "n" => Some("write `false`, without quotes".to_owned()),
                _ => None,
            };
            self.wants(Code::WrongType, "true or false", hint);
        } else {
            self.wants(Code::WrongType, "true or false", None);
        }
        None
    }

    /// A date as in 2026-12-25.
    pub fn day(&self) -> Option<Day> {
        let day = self.scalar().and_then(Day::parse);
        if day.is_none() {
            let code = if self.scalar().is_some() { Code::BadDate } else { Code::WrongType };
            self.wants(code, "a date from 1970-01-01 to 2200-12-31, written as YYYY-MM-DD", None);
        }
        day
    }

    pub fn choice<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let found = self.scalar().and_then(|text| words.iter().find(|(word, _)| *word == text));
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let code = if self.scalar().is_some() { Code::InvalidValue } else { Code::WrongType };
            let hint = self.scalar().and_then(|text| self.problems.did_you_mean(text, names.iter().copied()));
            self.wants(code, &format!("one of {}", names.join(", ")), hint);
        }
        found.map(|(_, value)| *value)
    }

    pub fn channel(&self) -> Option<Channel> {
        let name = self.text()?;
        let channel = Channel::from_name(name);
        if channel.is_none() {
            let names = Channel::ALL.map(Channel::name);
            let hint = self.problems.did_you_mean(name, names).unwrap_or_else(|| format!("channels are {}", names.join(", ")));
            self.report(Code::UnknownChannel, format!("there is no channel {}", quoted(name)), Some(hint));
        }
        channel
    }
}
