//! Every template that the binary carries.

use super::scenario::{Scenario, decoded};
use collect::builtin;
use collect::channel::Channel;
use collect::draft::{Composer, Draft, Drafted, Drafting, NoFiles, Templates, drafts, in_order};
use collect::outbox::write_manifest;

fn every_template() -> Vec<(String, Channel)> {
    let (templates, findings) = Templates::read(builtin::templates(), None);
    assert_eq!(findings, []);
    templates.names().map(|(name, channel)| (name.to_owned(), channel)).collect()
}

fn text(draft: &Draft) -> &str {
    std::str::from_utf8(&draft.bytes).unwrap()
}

/// What every shipped template comes to, in a stage.
fn drafts_of_all(mut scenario: Scenario, stage: &str) -> Vec<(String, Channel, Draft)> {
    let all = every_template();
    for (name, channel) in &all {
        scenario = scenario.action(stage, *channel, Some(name));
    }
    let drafts = scenario.drafts();
    assert_eq!(drafts.len(), all.len());
    all.into_iter().zip(drafts).map(|((name, channel), draft)| (name, channel, draft)).collect()
}

#[test]
fn every_shipped_template_says_what_it_must_with_full_data() {
    for (name, channel, draft) in drafts_of_all(Scenario::full(), "final-notice") {
        assert_eq!(draft.missing, [""; 0], "{name}.{channel}");
        let text = decoded(text(&draft));
        for needed in ["INV-1875", "7,310.00 USD"] {
            assert!(text.contains(needed), "{name}.{channel} lacks {needed}:\n{text}");
        }
        assert!(!text.contains("{{") && !text.contains("missing:"), "{name}.{channel}:\n{text}");
    }
}

#[test]
fn every_shipped_template_can_do_with_the_least_data() {
    for (name, channel, draft) in drafts_of_all(Scenario::least().with("phone", "1"), "handoff") {
        let text = decoded(text(&draft));
        if channel == Channel::Letter {
            // Nobody can answer a letter from nobody.
            assert_eq!(draft.missing, ["sender.company"], "{name}.{channel}:\n{text}");
            continue;
        }
        assert_eq!(draft.missing, [""; 0], "{name}.{channel}:\n{text}");
        for hole in ["missing:", "Dear ,", "\n,", ": \n", "()", "****", "\n\n\n\n"] {
            assert!(!text.contains(hole), "{name}.{channel} has {hole:?}:\n{text}");
        }
    }
}

#[test]
fn the_email_of_a_program_is_an_unsent_draft_from_the_company() {
    let all = Scenario::full().action("first-overdue", Channel::Email, Some("first-overdue")).drafts();
    let [draft] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(draft.file, "automated/C-107_INV-1875_first-overdue_email.eml");
    assert_eq!((draft.to.as_str(), draft.subject.as_str()), ("accounts@tallow.example", "Invoice INV-1875 was due on 14 February 2026"));
    let (headers, body) = text(draft).split_once("\r\n\r\n").unwrap();
    let headers: Vec<&str> = headers.split("\r\n").collect();
    let boundary = headers.last().unwrap().trim().trim_start_matches("boundary=").trim_matches('"');
    let id = blake3::hash(b"INV-1875/first-overdue/email/1").to_hex();
    // The email that the ledger records with this ref.
    let before = blake3::hash(b"INV-1875/escalation/email/1").to_hex();
    assert_eq!(
        headers,
        [
            "Date: Tue, 31 Mar 2026 08:00:00 +0000",
            &format!("Message-ID: <{}@example.com>", &id[..32]),
            "From: \"Accounts Receivable\" <ar@example.com>",
            "To: \"Henry Tallow\" <accounts@tallow.example>",
            &format!("In-Reply-To: <{}@example.com>", &before[..32]),
            &format!("References: <{}@example.com>", &before[..32]),
            "Subject: Invoice INV-1875 was due on 14 February 2026",
            "X-Unsent: 1",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;",
            &format!(" boundary=\"{boundary}\""),
        ]
    );
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    let ["", plain, page, "--\r\n"] = parts.as_slice() else { panic!("{parts:?}") };
    let head = |kind: &str| format!("\r\nContent-Type: {kind}; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
    assert!(plain.starts_with(&(head("text/plain") + "Dear Henry Tallow,\r\n\r\nWe have not yet received")), "{plain}");
    assert!(page.starts_with(&head("text/html")) && page.contains("<p>Dear Henry Tallow,</p>"), "{page}");
    assert!(body.lines().all(|line| line.len() <= 76), "{body}");
}

#[test]
fn a_person_signs_with_their_own_name_and_address() {
    let all = Scenario::full().action("final-notice", Channel::Email, Some("final-notice")).drafts();
    let text = text(&all[0]);
    assert!(text.contains("From: \"Ruth Vale\" <ruth@example.com>\r\n") && !text.contains("Auto-Submitted"), "{text}");
    assert!(text.contains("Kind regards,\r\n\r\nRuth Vale\r\nExample Ltd\r\n"), "{text}");
}

#[test]
fn the_due_email_does_not_say_today_on_another_day() {
    let scenario = Scenario::full().action("first-overdue", Channel::Email, Some("due"));
    assert_eq!(scenario.drafts()[0].subject, "Invoice INV-1875 was due on 14 February 2026");
    let mut today = scenario;
    today.actions[0].days_past_due = 0;
    assert_eq!(today.drafts()[0].subject, "Invoice INV-1875 is due today");
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let mut scenario = Scenario::full();
    for (name, channel) in every_template() {
        scenario = scenario.action("final-notice", channel, Some(&name));
    }
    let (first, second) = (scenario.drafts(), scenario.drafts());
    assert_eq!(first, second);
    let list = |drafts: &[Draft]| {
        let mut bytes = Vec::new();
        write_manifest(drafts.iter().map(|draft| &draft.listed), &mut bytes).unwrap();
        bytes
    };
    assert_eq!(list(&first), list(&second));
    assert!(first.iter().all(|draft| draft.digest == blake3::hash(&draft.bytes).to_hex().as_str()));
}

#[test]
fn messages_may_be_composed_in_any_order() {
    let mut scenario = Scenario::full();
    for (name, channel) in every_template() {
        scenario = scenario.action("final-notice", channel, Some(&name));
    }
    let (plan, workflow, templates) = (scenario.plan(), scenario.workflow.clone(), Templates::of_project([], None).0);
    let composer = Composer {
        plan: &plan,
        workflow: &workflow,
        events: &scenario.events,
        fx: None,
        dossiers: &Default::default(),
        sender: &scenario.sender,
        templates: &templates,
        files: &NoFiles,
    };
    let drafting = Drafting::new(composer);
    let mut all: Vec<Drafted> = (0..drafting.bundles().len()).rev().map(|place| drafting.compose(place)).collect();
    all.reverse();
    drafting.name_rest(&mut all);
    assert_eq!(in_order(all), scenario.drafts());
}

#[test]
fn what_is_withheld_has_no_draft() {
    let scenario = Scenario::full().action("final-notice", Channel::Email, None);
    let mut plan = scenario.plan();
    let action = plan.actions()[0].clone();
    plan.change_actions(|actions| drop(actions.remove(0)));
    plan.withheld.push(collect::plan::Withheld { action, reason: collect::plan::Held::ContactLimit, free_on: None });
    let (templates, _) = Templates::of_project([], None);
    let (workflow, events, sender) = (&scenario.workflow, &scenario.events, &scenario.sender);
    assert_eq!(
        drafts(Composer {
            plan: &plan,
            workflow,
            events,
            fx: None,
            dossiers: &Default::default(),
            sender,
            templates: &templates,
            files: &NoFiles
        }),
        []
    );
}

#[test]
fn every_letter_has_margins_on_each_sheet_repeats_the_head_of_its_table_and_keeps_its_signature_company() {
    let letters: Vec<(&str, &str)> = builtin::templates().filter(|(file, _)| file.ends_with(".letter.hbs")).collect();
    assert!(letters.len() >= 8);
    for (file, text) in letters {
        for wanted in [
            "@page { margin: 15mm ",
            "thead { display: table-header-group; }",
            "tr, .end, li { break-inside: avoid; }",
            "padding: 0 0 0 25mm; }",
        ] {
            assert!(text.contains(wanted), "{file} lacks {wanted:?}");
        }
        let heads = text.matches("<thead><tr><th>").count();
        assert_eq!(heads, text.matches("<table>").count(), "{file}");
        // The last paragraph, the greeting and the signature stay together.
        let (_, end) = text.split_once("<div class=\"end\">\n<p>").unwrap();
        let (end, _) = end.split_once("</div>\n</div>\n</body>").unwrap();
        assert!(end.matches("<p>").count() >= 1 && end.matches("<p class=\"sign\">").count() == 1, "{file}: {end}");
    }
}
