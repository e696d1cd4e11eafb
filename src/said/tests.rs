//! The answers of `tests/answers.txt`, and what was understood of them.

use super::*;
use crate::money::Currency;
use chrono::NaiveDate;

/// What an answer says, by hand.
struct Expected {
    kind: String,
    invoices: Vec<String>,
    day: Option<NaiveDate>,
    /// `!`, `?` or `~`
    certain: char,
}

struct Answer {
    line: usize,
    asked: Asked,
    text: String,
    expected: Vec<Expected>,
    person: String,
}

fn candidate(digits: &str, balance: i128, thread: &[&str]) -> Candidate {
    Candidate {
        id: format!("RE-30{digits}"),
        balance,
        currency: Currency::from_code("EUR").unwrap(),
        open: true,
        due: None,
        in_thread: thread.contains(&digits),
    }
}

fn ids(list: &str) -> Vec<String> {
    list.split(',').filter(|id| *id != "-").map(|id| format!("RE-30{id}")).collect()
}

fn answers() -> Vec<Answer> {
    let source = include_str!("tests/answers.txt");
    let mut found: Vec<Answer> = Vec::new();
    for (at, line) in source.lines().enumerate().skip_while(|(_, line)| line.starts_with('#')) {
        if let Some(head) = line.strip_prefix("== ") {
            let [language, day, thread] = head.split(' ').collect::<Vec<_>>()[..] else { panic!("line {}", at + 1) };
            let thread: Vec<&str> = thread.split(',').collect();
            let invoices = [("417", 125_000), ("418", 230_050), ("502", 94_000), ("610", 648_000)];
            let asked = Asked {
                sent: day.parse().unwrap(),
                language: Tongue::from_code(language),
                day_first: Some(true),
                invoices: invoices.map(|(digits, balance)| candidate(digits, balance, &thread)).to_vec(),
            };
            found.push(Answer { line: at + 1, asked, text: String::new(), expected: Vec::new(), person: String::new() });
            continue;
        }
        let Some(answer) = found.last_mut() else { continue };
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["=", "person", person] => person.clone_into(&mut answer.person),
            ["=", kind, invoices, day, certain] => answer.expected.push(Expected {
                kind: kind.to_owned(),
                invoices: ids(invoices),
                day: day.parse().ok(),
                certain: certain.chars().next().unwrap(),
            }),
            _ => answer.text.push_str(&format!("{line}\n")),
        }
    }
    found
}

fn fits(expected: &Expected, said: &Said) -> bool {
    let day = said.until.or(said.date);
    expected.kind == said.kind.name()
        && (expected.invoices == said.invoices || !matches!(said.kind, SaidKind::Promise | SaidKind::PaidClaim | SaidKind::Dispute))
        && (expected.day == day)
}

/// What is wrong, and what could be better, of one answer.
fn judge(answer: &Answer, understood: &Understood) -> (Vec<String>, Vec<String>) {
    let (mut wrong, mut missing) = (Vec::new(), Vec::new());
    for said in understood.events.iter().filter(|said| said.certain) {
        if !answer.expected.iter().any(|expected| fits(expected, said) && expected.certain != '?') {
            wrong.push(format!("certain: {said:?}"));
        }
    }
    if answer.person == "yes" && !understood.needs_person {
        wrong.push("nobody has to read it".to_owned());
    }
    for expected in &answer.expected {
        match understood.events.iter().find(|said| fits(expected, said)) {
            Some(said) if expected.certain == '!' && !said.certain => {
                missing.push(format!("not certain: {} ({})", expected.kind, said.why))
            }
            // A condition may be told as a promise or as the dispute that it is about.
            None if expected.certain == '?'
                && understood.events.iter().any(|said| matches!(said.kind, SaidKind::Promise | SaidKind::Dispute | SaidKind::Question)) => {
            }
            None => missing.push(format!("not found: {}", expected.kind)),
            Some(_) => {}
        }
    }
    if answer.person == "no" && understood.needs_person {
        missing.push(format!("read for nothing: {}", understood.why));
    }
    (wrong, missing)
}

#[test]
fn answers_that_were_written_for_the_test() {
    let answers = answers();
    assert!(answers.len() >= 140, "{}", answers.len());
    let (mut errors, mut misses, mut told) = (0, 0, String::new());
    for answer in &answers {
        let understood = understand(&answer.text, &answer.asked);
        let (wrong, missing) = judge(answer, &understood);
        errors += wrong.len();
        misses += usize::from(!missing.is_empty());
        if !wrong.is_empty() || !missing.is_empty() {
            told.push_str(&format!("\nline {}: {}", answer.line, answer.text));
            wrong.iter().for_each(|wrong| told.push_str(&format!("    WRONG {wrong}\n")));
            missing.iter().for_each(|missing| told.push_str(&format!("    {missing}\n")));
            understood.clauses.iter().for_each(|clause| told.push_str(&format!("      [{}] {}\n", clause.class, clause.text)));
        }
    }
    assert!(errors == 0 && misses * 20 <= answers.len(), "{errors} wrong, {misses} of {} could be better:\n{told}", answers.len());
}
