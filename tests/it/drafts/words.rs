//! What placeholders, helpers and languages come to.

use super::scenario::Scenario;
use collect::action_id::ActionId;
use collect::channel::Channel;
use collect::plan::{ActionKind, Reason};

fn sms(template: &str) -> String {
    Scenario::full().text("own.sms.hbs", template).trim_end().to_owned()
}

#[test]
fn helpers_write_amounts_dates_and_words() {
    for (template, text) in [
        ("{{invoice.balance}} {{invoice.due_date}}", "7310.00 2026-02-14"),
        ("{{money invoice.amount}}", "10,310.00 USD"),
        ("{{money invoice.extra.limit}}", "50,000.50 USD"),
        ("{{money invoice.amount \"1.234,56\"}} {{money invoice.extra.limit \"1 234,56\"}}", "10.310,00 USD 50\u{A0}000,50 USD"),
        ("{{date invoice.due_date}} {{date as_of \"%d.%m.%y\"}}", "14 February 2026 31.03.26"),
        ("{{plural invoice.days_past_due \"day\" \"days\"}}", "days"),
        ("{{upper customer.name}}", "TALLOW & SONS"),
        (
            "{{word action.id}}; {{word sender.company}}{{#if (word customer.name)}}yes{{else}}, no{{/if}}",
            "INV-1875/final-notice/sms/1; \"Example Ltd\", no",
        ),
        ("{{default customer.language \"none\"}}", "none"),
        ("{{default customer.language customer.name}}", "Tallow & Sons"),
        ("{{money (default promise.amount invoice.balance)}}", "1,500.00 USD"),
        ("{{invoice.extra.[PO number]}}", "4711"),
        ("{{#if (and (eq invoice.currency \"USD\") (not customer.language))}}yes{{else}}no{{/if}}", "yes"),
        ("{{#unless (or customer.language promise.date)}}a{{else if (ne as_of as_of)}}b{{else}}c{{/unless}}", "c"),
        ("{{stage.name}}, {{stage.next.name}} {{stage.next.day}} {{stage.next.date}}", "Final notice, Handoff 60 2026-04-15"),
        ("{{dispute.reason}} {{promise.date}}", "pricing 2026-03-20"),
        ("{{owner.name}} {{owner.email}} {{sender.company}}", "Ruth Vale ruth@example.com Example Ltd"),
    ] {
        assert_eq!(sms(template), text, "{template}");
    }
}

#[test]
fn the_history_is_told_in_order_and_ends_on_the_day_of_the_plan() {
    let told = sms("{{#each history}}{{#if @first}}{{../invoice.id}}\n{{/if}}{{@index}} {{date}} {{what}} / {{by}} / {{note}}\n{{/each}}");
    assert_eq!(
        told,
        "INV-1875\n\
         0 2026-03-06 reminder sent by email (escalation) / Dana / \n\
         1 2026-03-09 called / Dana / Left a message\n\
         2 2026-03-10 paid 3,000.00 USD /  / On account\n\
         3 2026-03-12 promised 1,500.00 USD for 2026-03-20 / Dana / \n\
         4 2026-03-23 disputed (pricing) /  / \n\
         5 2026-03-25 paid 900.00 USD on account, without an invoice /  / No reference"
    );
    assert_eq!(Scenario::least().text("own.sms.hbs", "{{#each history}}x{{else}}nothing{{/each}}"), "nothing\n");
}

#[test]
fn a_customer_reads_their_own_language() {
    let own = [("own.sms.hbs", "Hello"), ("own.de.sms.hbs", "Guten Tag"), ("own.pt-BR.sms.hbs", "Bom dia")];
    for (language, text) in
        [("", "Hello"), ("de", "Guten Tag"), ("de-CH", "Guten Tag"), ("pt_br", "Bom dia"), ("pt", "Hello"), ("nl", "Hello")]
    {
        let scenario = Scenario::full().with("language", language).action("final-notice", Channel::Sms, Some("own"));
        assert_eq!(scenario.drafts_with(&own)[0].bytes, format!("{text}\n").into_bytes(), "{language}");
    }
}

#[test]
fn a_message_with_a_gap_becomes_a_sheet_that_names_it() {
    let template = "Subject: Your order {{invoice.extra.[PO number]}}\n\nDear {{customer.contact}},\n\n{{#if sender.phone}}x{{/if}}```\n";
    let scenario = Scenario::full().with("contact", " ").with("PO number", "").action("final-notice", Channel::Email, Some("own"));
    let draft = scenario.drafts_with(&[("own.email.hbs", template)]).remove(0);
    assert_eq!(draft.missing, ["invoice.extra.PO number", "customer.contact"]);
    assert_eq!(draft.file, "ar-manager/C-107_INV-1875_final-notice_email.md");
    assert_eq!(draft.channel, Channel::Email);
    assert_eq!(
        String::from_utf8(draft.bytes).unwrap(),
        "# Complete this message: email to Tallow & Sons, invoice INV-1875\n\n\
         It cannot be sent yet. Missing:\n\n\
         - invoice.extra.PO number (from the column PO number of the invoices)\n\
         - customer.contact (from the column contact of the invoices)\n\n\
         Add it there and run draft again, or complete the message by hand and send it.\n\n\
         To: accounts@tallow.example\n\n\
         Subject: Your order \\[missing: invoice.extra.PO number\\]\n\n\
         ````text\nDear [missing: customer.contact],\n\nx```\n````\n\n\
         After sending it, record it (or use `collect record` for all drafts of the day):\n\n    \
         collect log email INV-1875 --ref INV-1875/final-notice/email/1\n"
    );
}

#[test]
fn a_message_to_nowhere_is_never_dropped() {
    for (column, cell, channel, missing) in [
        ("email", "", Channel::Email, "customer.email"),
        ("email", "a@tallow.example; b@tallow", Channel::Email, "customer.email"),
        ("phone", "", Channel::Sms, "customer.phone"),
    ] {
        let scenario = Scenario::full().with(column, cell).action("final-notice", channel, None);
        let draft = scenario.drafts().remove(0);
        assert_eq!((draft.missing.as_slice(), draft.to.as_str()), ([missing.to_owned()].as_slice(), ""), "{cell:?}");
        let text = String::from_utf8(draft.bytes.clone()).unwrap();
        assert!(draft.file.ends_with(".md") && text.contains("7,310.00 USD"), "{text}");
    }
}

#[test]
fn a_letter_with_a_gap_is_shown_without_its_markup() {
    let scenario = Scenario::full().with("contact", "").action("final-notice", Channel::Letter, Some("own"));
    let draft = scenario.drafts_with(&[("own.letter.hbs", "<body><p>Dear {{customer.contact}},</p></body>")]).remove(0);
    assert!(String::from_utf8(draft.bytes).unwrap().contains("\n```text\nDear [missing: customer.contact],\n```\n"));
}

#[test]
fn what_a_customer_did_has_its_own_sheet() {
    let mut scenario = Scenario::full();
    for (kind, word, channel, why) in [
        (
            ActionKind::Dispute,
            "dispute",
            Channel::Task,
            Reason::Dispute { since: scenario_day(), reason: Some("service".into()), part: None, overdue_after: None },
        ),
        (ActionKind::Reply, "reply", Channel::Task, Reason::Reply { since: scenario_day() }),
        (
            ActionKind::BrokenPromise,
            "broken-promise",
            Channel::Call,
            Reason::BrokenPromise { promised: scenario_day(), amount: None, currency: collect::money::Currency::from_code("USD").unwrap() },
        ),
    ] {
        scenario = scenario.action("final-notice", channel, None);
        let action = scenario.actions.last_mut().unwrap();
        (action.id, action.kind, action.why) = (ActionId::of_override("INV-1875", word, 1), kind, why);
    }
    let firsts: Vec<String> =
        scenario.drafts().iter().map(|draft| String::from_utf8_lossy(&draft.bytes).lines().next().unwrap().to_owned()).collect();
    assert_eq!(
        firsts,
        [
            "# Settle the dispute: Tallow & Sons, invoice INV-1875 (service)",
            "# Answer the reply: Tallow & Sons, invoice INV-1875",
            "# Call: the promise for 30 March 2026 was not kept",
        ]
    );
    let paths: Vec<String> = scenario.drafts().into_iter().map(|draft| draft.listed.file).collect();
    assert_eq!(paths[2], "ar-manager/C-107_INV-1875_broken-promise_call.md");
}

fn scenario_day() -> collect::calendar::Day {
    super::scenario::day("2026-03-30")
}

#[test]
fn a_template_that_does_not_exist_asks_to_be_written() {
    let draft = Scenario::full().action("final-notice", Channel::Sms, Some("nowhere")).drafts().remove(0);
    assert_eq!(draft.missing, ["template nowhere.sms"]);
}
