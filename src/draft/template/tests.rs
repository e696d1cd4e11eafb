use super::*;
use handlebars::template::TemplateElement;

#[test]
fn file_names_say_name_language_and_channel() {
    let key = |file| key_of(file).map_err(|finding| finding.to_string());
    assert_eq!(key("templates/pre-due.email.hbs"), Ok(("pre-due".into(), Channel::Email, String::new())));
    assert_eq!(Templates::name_of("templates/pre-due.de.email.hbs"), Some(("pre-due".into(), Channel::Email)));
    assert_eq!(Templates::name_of("templates/README.md"), None);
    assert_eq!(key("pre-due.pt-BR.sms.hbs"), Ok(("pre-due".into(), Channel::Sms, "pt-br".into())));
    assert_eq!(
        key("t/pre-due.emial.hbs"),
        Err("t/pre-due.emial.hbs:1: pre-due.emial.hbs: there is no channel \"emial\"; did you mean \"email\"?".into())
    );
    for wrong in ["a.hbs", ".email.hbs", "a b.email.hbs", "a.german.email.hbs", "a..email.hbs", "a.b.c.email.hbs"] {
        assert!(key(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_later_source_wins_and_a_language_falls_back() {
    let sources = [
        ("a.email.hbs", "Subject: shipped {{typo}}\n\nx\n"),
        ("templates/a.email.hbs", "Subject: own\n\nx\n"),
        ("templates/a.de.email.hbs", "Subject: deutsch\n\nx\n"),
    ];
    let (templates, findings) = Templates::read(sources, None);
    assert_eq!(findings, []);
    assert_eq!(templates.names().collect::<Vec<_>>(), [("a", Channel::Email)]);
    let subject = |language| match &templates.find(Some("a"), Channel::Email, language).unwrap().subject.template.elements[0] {
        TemplateElement::RawString(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!([subject("de"), subject("de-AT"), subject("fr"), subject("")], ["deutsch", "deutsch", "own", "own"]);
    assert!(templates.find(Some("a"), Channel::Sms, "").is_none());
    assert!(templates.find(None, Channel::Email, "").is_none());
}
