use super::*;

#[test]
fn every_channel_has_its_own_template_for_actions_that_name_none() {
    for channel in crate::channel::Channel::ALL {
        let file = format!("default.{channel}.hbs");
        assert!(templates().any(|(name, text)| name == file && !text.is_empty()), "{file}");
    }
}

#[test]
fn words_have_a_topic_that_speaks_of_them() {
    assert!(WORDS.is_sorted(), "in order, so that none is there twice");
    for word in words() {
        let (topic, page) = topic(word).unwrap_or_else(|| panic!("{word} has no topic"));
        let plain = page.to_lowercase().replace(['-', '_', '\n'], " ");
        assert!(plain.contains(&word.replace('-', " ")), "{topic} does not speak of {word}");
        assert!(topics().all(|(name, _)| name != word), "{word} is a topic itself");
    }
}

#[test]
fn a_workflow_is_found_by_its_name_only() {
    assert!(workflows().any(|name| name == "net30"));
    assert!(workflow("net30").is_some_and(|text| text.contains("name: net30")));
    assert_eq!((workflow("net30.yaml"), workflow(""), workflow("README")), (None, None, None));
}
