//! The languages in which the shipped workflow net30 writes to customers.

use super::scenario::{Scenario, decoded, placeholders};
use collect::builtin;
use collect::channel::Channel;
use collect::draft::Templates;
use collect::workflow::{self, TemplateNames};
use std::collections::BTreeSet;

/// A language, and the words with which its messages greet and end: with a contact, and without one.
const LANGUAGES: [(&str, [&str; 2], [&str; 2]); 3] = [
    ("de", ["Guten Tag Henry Tallow,", "Mit freundlichen Grüßen"], ["Guten Tag,", "Sehr geehrte Damen und Herren,"]),
    ("fr", ["Bonjour Henry Tallow,", "salutations distinguées"], ["Bonjour,", "Madame, Monsieur,"]),
    ("es", ["Estimado/a Henry Tallow:", "Atentamente,"], ["Estimados señores:", "Estimados señores:"]),
];

/// What net30 sends to customers: its emails, letters and sms.
fn messages() -> BTreeSet<(String, Channel)> {
    let names: TemplateNames = builtin::templates().filter_map(|(file, _)| Templates::name_of(file)).collect();
    let net30 = workflow::read(builtin::workflow("net30").unwrap(), "net30.yaml", &names).value.unwrap();
    let actions = net30.stages.iter().flat_map(|stage| &stage.actions).filter(|action| action.channel.is_message());
    actions.flat_map(|action| action.templates.iter().map(|name| (name.clone(), action.channel))).collect()
}

fn file(name: &str, language: &str, channel: Channel) -> String {
    if language.is_empty() { format!("{name}.{channel}.hbs") } else { format!("{name}.{language}.{channel}.hbs") }
}

fn source(file: &str) -> &'static str {
    builtin::templates().find(|(name, _)| *name == file).unwrap_or_else(|| panic!("{file} is not there")).1
}

#[test]
fn every_message_of_net30_is_there_in_every_language_and_asks_for_nothing_more() {
    let messages = messages();
    assert!(messages.len() >= 8, "{messages:?}");
    for (name, channel) in &messages {
        let english = placeholders(source(&file(name, "", *channel)));
        for (language, ..) in LANGUAGES {
            let file = file(name, language, *channel);
            let more: Vec<String> = placeholders(source(&file)).difference(&english).cloned().collect();
            assert_eq!(more, [""; 0], "{file} asks for what the English one does not");
        }
    }
}

#[test]
fn no_message_is_in_a_language_that_the_others_lack() {
    let messages = messages();
    for (name, _) in builtin::templates() {
        let parts: Vec<&str> = name.split('.').collect();
        if let [template, language, channel, _] = parts.as_slice() {
            if *template == "statement" {
                continue;
            }
            let is_known = LANGUAGES.iter().any(|(known, ..)| known == language);
            let channel = Channel::from_name(channel).unwrap();
            assert!(is_known && messages.contains(&((*template).to_owned(), channel)), "{name}");
        }
    }
}

/// Every message of net30 in a language.
fn written(scenario: Scenario, language: &str) -> Vec<(String, Channel, String)> {
    let mut scenario = scenario.with("language", language);
    for (name, channel) in messages() {
        scenario = scenario.action("final-notice", channel, Some(&name));
    }
    let drafts = scenario.drafts();
    let each = messages().into_iter().zip(drafts).map(|((name, channel), draft)| {
        assert_eq!(draft.missing, [""; 0], "{name}.{language}.{channel}");
        let text = decoded(std::str::from_utf8(&draft.bytes).unwrap());
        // Of a mail without its headers, in which the subject is encoded otherwise.
        let body = text.split_once("\n\n").filter(|_| channel == Channel::Email).map(|(_, body)| body.to_owned());
        (name, channel, format!("{}\n{}", draft.subject, body.unwrap_or(text)))
    });
    each.collect()
}

#[test]
fn every_message_is_in_the_customers_language_and_writes_dates_and_amounts_in_its_manner() {
    for (language, [greeting, ending], _) in LANGUAGES {
        for (name, channel, text) in written(Scenario::full(), language) {
            let ending = if language == "fr" && channel == Channel::Email { "Cordialement," } else { ending };
            let (date, amount) = match language {
                "de" => ("14.02.2026", "7.310,00 USD"),
                "fr" => ("14/02/2026", "7\u{A0}310,00 USD"),
                _ => ("14/02/2026", "7.310,00 USD"),
            };
            for wanted in ["INV-1875", greeting, ending, date, amount] {
                assert!(text.contains(wanted), "{name}.{language}.{channel} lacks {wanted:?}:\n{text}");
            }
            for english in ["7,310.00", "February", "Dear ", "Invoice ", "overdue", "regards"] {
                assert!(!text.contains(english), "{name}.{language}.{channel} has {english:?}:\n{text}");
            }
        }
    }
}

#[test]
fn every_message_can_do_without_a_name() {
    for (language, _, [email, letter]) in LANGUAGES {
        let least = Scenario { sender: Scenario::full().sender, ..Scenario::least() };
        for (name, channel, text) in written(least, language) {
            let greeting = if channel == Channel::Letter { letter } else { email };
            assert!(text.contains(greeting), "{name}.{language}.{channel}:\n{text}");
            for hole in ["Tag ,", "Bonjour ,", "a :", "\n\n\n\n"] {
                assert!(!text.contains(hole), "{name}.{language}.{channel} has {hole:?}:\n{text}");
            }
        }
    }
}
