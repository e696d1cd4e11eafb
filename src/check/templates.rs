//! Finds messages that are incomplete for every invoice, and customers' languages without a template.

use super::{CheckSubject, LedgerFacts};
use crate::channel::Channel;
use crate::finding::{Code, Finding};
use std::collections::{BTreeMap, BTreeSet};

/// A template that the workflow sends: its name (none: the channel's own) and channel, and the line of the first that does.
type Sent<'a> = BTreeMap<(Option<&'a str>, Channel), u32>;

pub(super) fn check(subject: &CheckSubject<'_>) -> Vec<Finding> {
    let Some(facts) = subject.facts.filter(|facts| facts.invoices > 0) else { return Vec::new() };
    let sent = sent(subject);
    unfilled(subject, facts, &sent).into_iter().chain(languages(subject, facts, &sent)).collect()
}

/// What goes to customers. Sheets for colleagues show what there is.
fn sent<'a>(subject: &CheckSubject<'a>) -> Sent<'a> {
    let mut sent = Sent::new();
    let mut add = |name: Option<&'a str>, channel: Channel, line: u32| {
        if channel.is_message() {
            sent.entry((name, channel)).or_insert(line);
        }
    };
    for action in subject.workflow.stage_lists().flatten().flat_map(|stage| &stage.actions) {
        if action.templates.is_empty() {
            add(None, action.channel, action.line);
        }
        action.templates.iter().for_each(|name| add(Some(name), action.channel, action.line));
    }
    let broken = &subject.workflow.overrides.promise.broken;
    if broken.owner.is_some() {
        // Without a name it is the one for broken promises, if the channel has that.
        let usual = subject.templates.names().any(|template| template == ("broken-promise", broken.channel)).then_some("broken-promise");
        add(broken.template.as_deref().or(usual), broken.channel, broken.line);
    }
    sent
}

fn shown(name: Option<&str>, channel: Channel) -> String {
    format!("{}.{channel}", name.unwrap_or("default"))
}

fn unfilled(subject: &CheckSubject<'_>, facts: &LedgerFacts, sent: &Sent<'_>) -> Vec<Finding> {
    let languages: Vec<&str> = facts.languages.keys().map(String::as_str).chain([""]).collect();
    let mut missing: BTreeMap<(String, String), (BTreeSet<String>, u32)> = BTreeMap::new();
    for ((name, channel), line) in sent {
        for needed in languages.iter().flat_map(|language| subject.templates.needs(*name, *channel, language)) {
            if !facts.filled.contains(&needed.column) {
                let entry = missing.entry((needed.placeholder, needed.column)).or_insert_with(|| (BTreeSet::new(), *line));
                entry.0.insert(shown(*name, *channel));
                entry.1 = entry.1.min(*line);
            }
        }
    }
    let found = missing.into_iter().map(|((placeholder, column), (templates, line))| {
        let templates = templates.into_iter().collect::<Vec<_>>().join(", ");
        let message = format!(
            "{{{{{placeholder}}}}} of {templates} is empty for every invoice of the ledger: every such message must be completed by hand"
        );
        let hint = format!(
            "fill or map the column {column:?}, or write {{{{default {placeholder} \"…\"}}}} or {{{{#if {placeholder}}}}} in the template"
        );
        subject.finding(Code::UnfilledPlaceholder, line, message).hint(hint)
    });
    found.collect()
}

/// Templates without a language are written in one, which nothing names. English is taken for it: the built-in ones are.
fn languages(subject: &CheckSubject<'_>, facts: &LedgerFacts, sent: &Sent<'_>) -> Vec<Finding> {
    let is_english = |language: &str| language.split('-').next() == Some("en");
    let mut found = Vec::new();
    if let Some(line) = sent.values().min() {
        for (cell, count) in &facts.no_languages {
            let say = if *count == 1 { "1 invoice says".to_owned() } else { format!("{count} invoices say") };
            let message = format!("{say} that the customer's language is {cell:?}, which is not a language code");
            let hint = "write a code such as de, fr or pt-BR; until then the language in another row of the customer counts, or none";
            found.push(subject.finding(Code::MissingLanguage, *line, message).hint(hint));
        }
    }
    if let Some(language) = subject.workflow.drafts.language.as_deref().filter(|language| !is_english(language)) {
        let lacking = sent.iter().filter(|((name, channel), _)| !subject.templates.speaks(*name, *channel, language));
        let lacking: Vec<(String, u32)> = lacking.map(|((name, channel), line)| (shown(*name, *channel), *line)).collect();
        if let Some(line) = lacking.iter().map(|(_, line)| *line).min() {
            let names: Vec<&str> = lacking.iter().map(|(name, _)| name.as_str()).collect();
            let message = format!("drafts.language is {language:?}, but there is no version in it of {}", names.join(", "));
            let hint = "add templates in that language; until then these messages are written with the version without a language";
            found.push(subject.finding(Code::MissingLanguage, line, message).hint(hint));
        }
    }
    for (language, count) in facts.languages.iter().filter(|(language, _)| !is_english(language)) {
        let lacking: Vec<_> = sent.iter().filter(|((name, channel), _)| !subject.templates.speaks(*name, *channel, language)).collect();
        let Some(line) = lacking.iter().map(|(_, line)| **line).min() else { continue };
        let names: Vec<String> = lacking.iter().map(|((name, channel), _)| shown(*name, *channel)).collect();
        let invoices = if *count == 1 { "1 invoice is".to_owned() } else { format!("{count} invoices are") };
        let message =
            format!("{invoices} for customers whose language is {language:?}, but there is no version in it of {}", names.join(", "));
        let (name, channel) = lacking[0].0;
        let hint = format!(
            "add templates/{}.{}.{channel}.hbs and so on; until then they get the version without a language",
            name.unwrap_or("default"),
            language.to_ascii_lowercase()
        );
        found.push(subject.finding(Code::MissingLanguage, line, message).hint(hint));
    }
    found
}
