//! Which lines of several statements are the same entry.
//!
//! Within a format, an entry is told apart by all that it says. Across formats account, day, amount and sign identify: equal lines are counted,
//! and the larger count holds.

use super::BankLine;
use super::folding::letters;
use super::payers::account;
use hashbrown::HashMap;

/// Where a line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineKey {
    /// The file and, within it, the statement.
    pub statement: usize,
    /// The format: of two that have the same entry, the lower has more details.
    pub format: usize,
}

/// What became of lines: for each, the place of the line that stands for it, which may be itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SameLines {
    pub stands_for: Vec<usize>,
}

/// So many characters at the end of an account are the same in every format: an IBAN ends with the account's number.
const ACCOUNT_END: usize = 4;

/// The end of an account, by which it is known in every format.
pub fn account_end(text: &str) -> String {
    let account = account(text);
    let account = account.trim_end_matches(|char: char| !char.is_ascii_digit());
    let begin = account.char_indices().rev().nth(ACCOUNT_END - 1).map_or(0, |(at, _)| at);
    account[begin..].to_owned()
}

/// May two texts be one account? An IBAN ends with the account's number, which others write with fewer zeros, or cut.
fn is_same_account(one: &str, other: &str) -> bool {
    let number = |text: &str| {
        let account = account(text);
        let end = account.trim_end_matches(|char: char| !char.is_ascii_digit()).to_owned();
        let begin = end.rfind(|char: char| !char.is_ascii_digit()).map_or(0, |at| at + 1);
        end[begin..].trim_start_matches('0').to_owned()
    };
    let (one, other) = (number(one), number(other));
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.ends_with(&short)
}

/// One entry of the bank: the lines that are it.
struct EntrySlot {
    lines: Vec<usize>,
    texts: Vec<String>,
}

/// Finds the lines that are one entry. `keys` are those of the lines.
pub fn same_lines(lines: &[BankLine], keys: &[LineKey]) -> SameLines {
    let mut groups: HashMap<(String, i32, i64, &str), Vec<usize>> = HashMap::new();
    for (place, line) in lines.iter().enumerate() {
        let key = (account_end(&line.account), line.date.number(), line.amount, line.currency.code());
        groups.entry(key).or_default().push(place);
    }
    let mut stands_for: Vec<usize> = (0..lines.len()).collect();
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let mut statements: Vec<(usize, usize)> = group.iter().map(|place| (keys[*place].format, keys[*place].statement)).collect();
        statements.sort_unstable();
        statements.dedup();
        let mut slots: Vec<EntrySlot> = Vec::new();
        for (format, statement) in statements {
            let own: Vec<usize> =
                group.iter().copied().filter(|place| keys[*place].statement == statement && keys[*place].format == format).collect();
            place_in_slots(&own, lines, keys, &mut slots);
        }
        for slot in slots {
            let first = slot.lines[0];
            slot.lines.iter().for_each(|place| stands_for[*place] = first);
        }
    }
    SameLines { stands_for }
}

/// Puts the lines of one statement into slots, each into one of its own.
fn place_in_slots(own: &[usize], lines: &[BankLine], keys: &[LineKey], slots: &mut Vec<EntrySlot>) {
    let text = |place: usize| letters(&format!("{}{}", lines[place].payer, lines[place].text));
    let mut is_taken = vec![false; slots.len()];
    let mut left = Vec::new();
    // First those that say the same, then the others in order.
    for place in own {
        let words = text(*place);
        let format = keys[*place].format;
        let is_it = |slot: &EntrySlot| {
            slot.texts.contains(&words)
                && slot.lines.iter().all(|line| is_same_account(&lines[*line].account, &lines[*place].account))
                && slot.lines.iter().filter(|line| keys[**line].format == format).all(|line| lines[*line].bank_id == lines[*place].bank_id)
        };
        match (0..is_taken.len()).find(|at| !is_taken[*at] && is_it(&slots[*at])) {
            Some(at) => {
                is_taken[at] = true;
                slots[at].lines.push(*place);
            }
            None => left.push((*place, words)),
        }
    }
    for (place, words) in left {
        let format = keys[place].format;
        // Of the same format they would have said the same.
        let is_of_account = |line: &usize| is_same_account(&lines[*line].account, &lines[place].account);
        let may_be_it = |slot: &EntrySlot| slot.lines.iter().all(|line| keys[*line].format != format && is_of_account(line));
        let free = (0..is_taken.len()).filter(|at| !is_taken[*at] && may_be_it(&slots[*at]));
        match free.max_by_key(|at| (slots[*at].texts.iter().any(|text| is_cut(text, &words)), std::cmp::Reverse(*at))) {
            Some(at) => {
                is_taken[at] = true;
                slots[at].lines.push(place);
                slots[at].texts.push(words);
            }
            None => slots.push(EntrySlot { lines: vec![place], texts: vec![words] }),
        }
    }
}

/// Does one text begin as the other does?
fn is_cut(one: &str, other: &str) -> bool {
    let common = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    common >= one.len().min(other.len()).min(12) && common > 0
}
