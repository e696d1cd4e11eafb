//! The answers of `tests/answers.txt` and `tests/replies.txt`, and what was understood of them.

use super::*;
use crate::money::Currency;
use chrono::NaiveDate;

/// What an answer says, by hand.
struct SaidByHand {
    kind: String,
    invoices: Vec<String>,
    day: Option<NaiveDate>,
    /// `!`, `?` or `~`
    certain: char,
}

struct WrittenAnswer {
    file: &'static str,
    line: usize,
    asked: Asked,
    text: String,
    expected: Vec<SaidByHand>,
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

fn answers() -> Vec<WrittenAnswer> {
    [("answers.txt", include_str!("tests/answers.txt")), ("replies.txt", include_str!("tests/replies.txt"))]
        .into_iter()
        .flat_map(|(file, source)| answers_of(file, source))
        .collect()
}

fn answers_of(file: &'static str, source: &str) -> Vec<WrittenAnswer> {
    let mut found: Vec<WrittenAnswer> = Vec::new();
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
            found.push(WrittenAnswer { file, line: at + 1, asked, text: String::new(), expected: Vec::new(), person: String::new() });
            continue;
        }
        let Some(answer) = found.last_mut() else { continue };
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["=", "person", person] => person.clone_into(&mut answer.person),
            ["=", kind, invoices, day, certain] => answer.expected.push(SaidByHand {
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

fn fits(expected: &SaidByHand, said: &Said) -> bool {
    let day = said.until.or(said.date);
    expected.kind == said.kind.name()
        && (expected.invoices == said.invoices || !matches!(said.kind, SaidKind::Promise | SaidKind::PaidClaim | SaidKind::Dispute))
        && (expected.day == day)
}

/// What is wrong, and what could be better, of one answer.
fn judge(answer: &WrittenAnswer, understood: &Understood) -> (Vec<String>, Vec<String>) {
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
    assert!(answers.len() >= 900, "{}", answers.len());
    let (mut errors, mut misses, mut told) = (0, 0, String::new());
    for answer in &answers {
        let understood = understand(&answer.text, &answer.asked);
        let (wrong, missing) = judge(answer, &understood);
        errors += wrong.len();
        misses += usize::from(!missing.is_empty());
        if !wrong.is_empty() || !missing.is_empty() {
            told.push_str(&format!("\n{} line {}: {}", answer.file, answer.line, answer.text));
            wrong.iter().for_each(|wrong| told.push_str(&format!("    WRONG {wrong}\n")));
            missing.iter().for_each(|missing| told.push_str(&format!("    {missing}\n")));
            understood.clauses.iter().for_each(|clause| told.push_str(&format!("      [{}] {}\n", clause.class, clause.text)));
        }
    }
    assert!(errors == 0 && misses * 20 <= answers.len(), "{errors} wrong, {misses} of {} could be better:\n{told}", answers.len());
}

#[test]
fn sentences_of_one_kind_are_of_that_kind() {
    let asked = |language: &str| Asked {
        sent: "2026-03-10".parse().unwrap(),
        language: Tongue::from_code(language),
        day_first: Some(true),
        invoices: vec![candidate("417", 125_000, &["417"])],
    };
    let (mut count, mut sure, mut told) = (0, 0, String::new());
    for line in include_str!("tests/kinds.txt").lines().filter(|line| !line.starts_with('#')) {
        let (head, text) = line.split_once(" | ").unwrap();
        let (kind, language) = head.split_once(' ').unwrap();
        let understood = understand(text, &asked(language));
        let day = match kind {
            "promise" => "2026-03-13".parse().ok(),
            "paid_claim" => "2026-03-09".parse().ok(),
            _ => None,
        };
        let of_the_kind = |said: &&Said| said.kind.name() == kind && (day.is_none() || day == said.until.or(said.date));
        count += 1;
        sure += usize::from(understood.events.iter().filter(of_the_kind).any(|said| said.certain));
        let wrong = understood.events.iter().any(|said| said.certain && !of_the_kind(&said));
        if wrong || understood.events.iter().filter(of_the_kind).count() != 1 {
            told.push_str(&format!(
                "{line}: {:?}\n",
                understood.events.iter().map(|said| (said.kind, said.certain, &said.why)).collect::<Vec<_>>()
            ));
        }
    }
    assert!(count >= 400, "{count}");
    assert!(told.is_empty(), "of {count}:\n{told}");
    assert!(sure >= 220, "only {sure} of {count} are certain");
}

/// What makes a promise less than certain when it is added, in each language: to its sentence, or as a sentence of its own.
const TURNS: [(Tongue, [&str; 4]); 6] = [
    (
        Tongue::English,
        [" if our bank agrees.", ", provided the goods arrive.", " or so, hopefully.", ". But only once you have sent us the contract."],
    ),
    (
        Tongue::German,
        [", wenn die Bank zustimmt.", ", vorausgesetzt die Ware kommt.", ", hoffentlich.", ". Aber erst, sobald der Vertrag da ist."],
    ),
    (
        Tongue::French,
        [
            " si la banque est d'accord.",
            ", à condition que la marchandise arrive.",
            ", sauf imprévu.",
            ". Mais seulement dès que vous aurez envoyé le contrat.",
        ],
    ),
    (
        Tongue::Spanish,
        [
            " si el banco está de acuerdo.",
            ", siempre que llegue la mercancía.",
            ", salvo imprevistos.",
            ". Pero solo cuando nos envíen el contrato.",
        ],
    ),
    (Tongue::Dutch, [", als de bank akkoord gaat.", ", mits de goederen komen.", ", hopelijk.", ". Maar pas als u het contract stuurt."]),
    (
        Tongue::Italian,
        [
            " se la banca è d'accordo.",
            ", a condizione che la merce arrivi.",
            ", salvo imprevisti.",
            ". Ma solo quando ci inviate il contratto.",
        ],
    ),
];

#[test]
fn a_condition_or_a_hedge_leaves_nothing_certain() {
    let mut tried = 0;
    for answer in answers() {
        let [only] = &answer.expected[..] else { continue };
        // One sentence, so that the words are added to the promise.
        let sentence = answer.text.trim().trim_end_matches(['.', '!']);
        if only.kind != "promise" || only.certain != '!' || sentence.contains('\n') || sentence.contains(". ") {
            continue;
        }
        let turns = TURNS.iter().find(|(tongue, _)| Some(*tongue) == answer.asked.language).map(|(_, turns)| turns).unwrap();
        for turn in turns {
            let text = format!("{sentence}{turn}");
            let understood = understand(&text, &answer.asked);
            assert!(understood.events.iter().all(|said| !said.certain) && understood.needs_person, "{text}: {understood:#?}");
            tried += 1;
        }
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn what_is_no_answer_is_read_without_harm() {
    let asked = answers().remove(0).asked;
    let long = "Wir zahlen am 2. März 1.250,00 EUR, wenn nicht, dann bis Freitag. ".repeat(500);
    for text in [
        "",
        " \n\t\n",
        ">",
        "\u{0}\u{301}\u{fffd}",
        "...!!!???",
        "1.",
        "2.2.2.2.2/3/4-5",
        "€ € 12,,3 EUR EUR",
        "RE-",
        "RE-30417RE-30418/19/20",
        "ß̈ İ ﬁ",
        &long,
    ] {
        let understood = understand(text, &asked);
        assert!(understood.needs_person, "{text:?}: {understood:?}");
        assert!(understood.events.iter().all(|said| !said.certain), "{text:?}");
    }
}

#[test]
fn the_quoted_lines_are_not_the_customers_words() {
    let asked = answers().remove(0).asked;
    let understood = understand("> We will pay RE-30417 on Friday.\n> Is that right?\n", &asked);
    assert!(understood.events.is_empty() && understood.needs_person, "{understood:?}");
}

#[test]
fn an_event_names_no_invoice_that_is_no_candidate() {
    for answer in answers() {
        let known = |id: &String| answer.asked.invoices.iter().any(|candidate| candidate.id == *id);
        let understood = understand(&answer.text, &answer.asked);
        assert!(understood.events.iter().all(|said| said.invoices.iter().all(known)), "{}", answer.text);
        // The words that an event rests on stand in the text.
        assert!(understood.events.iter().all(|said| answer.text.contains(&said.quote)), "{}", answer.text);
    }
}
