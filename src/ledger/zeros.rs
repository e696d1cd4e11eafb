//! Ids that lost the zeros in front of them, as a spreadsheet shows numbers.

/// An id that a spreadsheet takes for a number, as it shows it: without the zeros in front.
pub fn without_zeros(id: &str) -> Option<&str> {
    let rest = id.strip_prefix('0')?.trim_start_matches('0');
    (!rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit())).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::without_zeros;

    #[test]
    fn what_a_spreadsheet_makes_of_zeros_is_known() {
        for (id, whole) in [("00042", Some("42")), ("42", None), ("000", None), ("0A7", None)] {
            assert_eq!(without_zeros(id), whole, "{id}");
        }
    }
}
