//! Mistakes in templates: found when they are loaded, wherever they stand, all at once.

use super::scenario::Scenario;
use collect::channel::Channel;
use collect::draft::Templates;
use collect::finding::Code;
use collect::ledger::Columns;
use proptest::prelude::*;

fn findings(file: &str, source: &str) -> Vec<(Code, String)> {
    let columns = Columns::new(["invoice_id", "customer_name", "PO number", "limit"].map(str::to_owned).into());
    let (_, findings) = Templates::read([(file, source)], Some(&columns));
    findings.into_iter().map(|finding| (finding.code, finding.to_string())).collect()
}

#[test]
fn a_typo_is_found_in_every_position() {
    for (source, place) in [
        ("{{custmer.name}}", "1:3"),
        ("a\n  é {{ custmer.name }}", "2:8"),
        ("{{#if custmer.name}}x{{/if}}", "1:7"),
        ("{{#if as_of}}{{custmer.name}}{{/if}}", "1:16"),
        ("{{#if as_of}}{{else}}{{custmer.name}}{{/if}}", "1:24"),
        ("{{#if as_of}}{{else if custmer.name}}x{{/if}}", "1:24"),
        ("{{#unless custmer.name}}x{{/unless}}", "1:11"),
        ("{{#each history}}{{../custmer.name}}{{/each}}", "1:20"),
        ("{{#each history}}x{{else}}{{custmer.name}}{{/each}}", "1:29"),
        ("{{upper custmer.name}}", "1:9"),
        ("{{default as_of custmer.name}}", "1:17"),
        ("{{upper (default custmer.name as_of)}}", "1:18"),
        ("{{#if (eq as_of custmer.name)}}x{{/if}}", "1:17"),
        ("{{customer.name}} custmer.name {{custmer.name}}", "1:34"),
        ("{{#nowhere}}{{custmer.name}}{{/nowhere}}", "1:15"),
    ] {
        let found = findings("t.sms.hbs", source);
        let typo = found.iter().find(|(_, text)| text.contains("custmer.name")).unwrap_or_else(|| panic!("{source}: {found:?}"));
        let name = if source.contains("../custmer") { "../custmer.name" } else { "custmer.name" };
        let wanted = format!("t.sms.hbs:{place}: there is no placeholder {name:?}; did you mean \"customer.name\"?");
        assert_eq!(typo, &(Code::UnknownPlaceholder, wanted), "{source}");
    }
}

#[test]
fn everything_that_does_not_exist_is_named() {
    for (source, code, message) in [
        ("{{mony invoice.balance}}", Code::UnknownPlaceholder, "1:3: there is no helper \"mony\"; did you mean \"money\"?"),
        (
            "{{money}}",
            Code::UnknownPlaceholder,
            "1:3: there is no placeholder \"money\"; the helper money needs a parameter: {{money invoice.balance}} or {{money invoice.balance \"1.234,56\"}}",
        ),
        ("{{#fi as_of}}{{/fi}}", Code::UnknownPlaceholder, "1:4: there is no block \"fi\"; did you mean \"if\"?"),
        ("{{#each history}}{{waht}}{{/each}}", Code::UnknownPlaceholder, "1:20: there is no placeholder \"waht\"; did you mean \"what\"?"),
        (
            "{{#each history}}{{invoice.id}}{{/each}}",
            Code::UnknownPlaceholder,
            "1:20: there is no placeholder \"invoice.id\"; inside {{#each history}} write ../invoice.id",
        ),
        ("{{../invoice.id}}", Code::UnknownPlaceholder, "1:3: there is no placeholder \"../invoice.id\"; there is nothing above"),
        (
            "{{invoice.extra.Limit}}",
            Code::UnknownPlaceholder,
            "1:3: there is no placeholder \"invoice.extra.Limit\"; did you mean \"limit\"?",
        ),
        (
            "{{invoice.limit}}",
            Code::UnknownPlaceholder,
            "1:3: there is no placeholder \"invoice.limit\"; a column of the ledger is invoice.extra.limit",
        ),
        ("{{money invoice.balance digits=2}}", Code::UnknownPlaceholder, "1:25: there is no option \"digits\""),
        (
            "{{money customer.name}}",
            Code::TemplateSyntax,
            "1:3: money needs an amount; write {{money invoice.balance}} or {{money invoice.balance \"1.234,56\"}}",
        ),
        (
            "{{money invoice.balance \"de\"}}",
            Code::TemplateSyntax,
            "1:3: this is not a format of amounts; write 1234.56 in the way you want: \"1.234,56\" or \"1 234,56\"",
        ),
        (
            "{{date as_of \"%H\"}}",
            Code::TemplateSyntax,
            "1:3: this is not a format for a date; write it like \"%d.%m.%Y\" or \"%-d %B %Y\"",
        ),
        (
            "{{plural 3}}",
            Code::TemplateSyntax,
            "1:3: plural cannot take 1 parameters; write {{plural invoice.days_past_due \"day\" \"days\"}}",
        ),
        ("{{{customer.name}}}", Code::TemplateSyntax, "1:1: three braces would insert a value without escaping; write it with two: {{…}}"),
        ("{{> footer}}", Code::TemplateSyntax, "1:1: a template cannot include another; copy what is needed from it"),
        (
            "{{#each customer.name}}{{/each}}",
            Code::TemplateSyntax,
            "1:4: this is not a list; the lists are customer.address, sender.address, history, invoices, also_due, totals, others, account.items, account.credits, accounts, accounts.others and statement.movements",
        ),
        ("{{history}}", Code::TemplateSyntax, "1:3: a list cannot be shown directly; write {{#each history}}…{{/each}}"),
        ("{{invoices}}", Code::TemplateSyntax, "1:3: a list cannot be shown directly; write {{#each invoices}}…{{/each}}"),
        (
            "{{#each invoices}}{{what}}{{/each}}",
            Code::UnknownPlaceholder,
            "1:21: there is no placeholder \"what\"; an entry has id, amount, balance, asked, disputed, currency, issue_date, due_date, days_past_due, payment_link, stage, why, action",
        ),
        (
            "{{#each invoices}}{{#each totals}}{{/each}}{{/each}}",
            Code::UnknownPlaceholder,
            "1:27: there is no placeholder \"totals\"; inside {{#each invoices}} write ../totals",
        ),
        ("{{upper history}}", Code::TemplateSyntax, "1:9: a list cannot be shown directly; write {{#each history}}…{{/each}}"),
        ("a {{#if as_of}}b{{/each}}", Code::TemplateSyntax, "1:17: the block \"if\" is closed as \"each\"; close it with {{/if}}"),
    ] {
        assert_eq!(findings("t.sms.hbs", source), [(code, format!("t.sms.hbs:{message}"))], "{source}");
    }
    for broken in [
        "{{invoice.id",
        "{{#if as_of}}",
        "{{/if}}",
        "{{else}}",
        "{{}}",
        "{{#if}}x{{/if}}",
        "{{#each history as |h|}}{{/each}}",
        "{{history}}",
    ] {
        assert!(!findings("t.sms.hbs", broken).is_empty(), "{broken}");
    }
}

#[test]
fn an_email_says_its_subject_and_places_count_from_the_files_top() {
    let hint = "; begin with \"Subject: …\", then an empty line, then the message";
    assert_eq!(
        findings("t.email.hbs", "Hello\n"),
        [(Code::TemplateSyntax, format!("t.email.hbs:1: an email must begin with its subject{hint}"))]
    );
    assert_eq!(
        findings("t.email.hbs", "Subject: a\nb\n"),
        [(Code::TemplateSyntax, format!("t.email.hbs:2: there must be an empty line between subject and message{hint}"))]
    );
    let columns = None;
    let (_, found) = Templates::read([("t.email.hbs", "\u{FEFF}Subject: {{as_off}}\r\n\r\nx\r\n {{inv.id}}\r\n")], columns);
    let places: Vec<(String, Option<&str>)> = found.iter().map(|f| (f.place.as_ref().unwrap().to_string(), f.line.as_deref())).collect();
    assert_eq!(places, [("t.email.hbs:1:12".to_owned(), Some("Subject: {{as_off}}")), ("t.email.hbs:4:4".to_owned(), Some(" {{inv.id}}"))]);
}

#[test]
fn all_mistakes_of_all_templates_are_found_at_once() {
    let (templates, found) = Templates::read(
        [("b.sms.hbs", "{{x}}{{y}}"), ("a.sms.hbs", "{{z}}"), ("c.sms.hbs", "fine"), ("d.fax.hbs", ""), ("README.md", "{{")],
        None,
    );
    let places: Vec<String> = found.iter().map(|finding| finding.place.as_ref().unwrap().to_string()).collect();
    assert_eq!(places, ["a.sms.hbs:1:3", "b.sms.hbs:1:3", "b.sms.hbs:1:8", "d.fax.hbs:1"]);
    assert_eq!(templates.names().map(|(name, _)| name).collect::<Vec<_>>(), ["c"]);
}

#[test]
fn nesting_without_end_is_refused_before_it_is_parsed() {
    for source in
        ["{{#if as_of}}".repeat(100_000), format!("{{{{upper {}", "(".repeat(100_000)), format!("{{{{upper {}", "[".repeat(100_000))]
    {
        assert_eq!(findings("t.sms.hbs", &source)[0].0, Code::TemplateSyntax);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_source_makes_the_reader_panic(pieces in proptest::collection::vec(
        prop_oneof![
            Just("{{".to_owned()), Just("}}".into()), Just("{{{".into()), Just("}}}".into()), Just("{{{{raw}}}}".into()), Just("{{{{/raw}}}}".into()),
            Just("#if ".into()), Just("/if".into()), Just("{{#if as_of}}".into()), Just("{{/if}}".into()), Just("{{else}}".into()),
            Just("{{else if as_of}}".into()), Just("{{~else~}}".into()), Just("{{^}}".into()), Just("{{#each history}}".into()), Just("{{/each}}".into()),
            Just("{{#each history as |a b|}}".into()), Just("{{~".into()), Just("~}}".into()), Just("(".into()), Just(")".into()), Just("as_of ".into()),
            Just("../".into()), Just("@root.".into()), Just("[".into()), Just("]".into()), Just("\"".into()), Just("'it\\'s'".into()), Just("a=".into()),
            Just("upper ".into()), Just("{{> x}}".into()), Just("{{#> x}}".into()), Just("{{/x}}".into()), Just("{{#*inline \"x\"}}".into()),
            Just("{{/inline}}".into()), Just("{{!-- ".into()), Just("--}}".into()), Just("\n".into()), Just("\\".into()), Just("é".into()), "[ -~]{0,3}"
        ], 0..14)
    ) {
        findings("t.email.hbs", &pieces.concat());
    }
}

#[test]
fn a_value_may_not_stand_where_a_page_would_run_it() {
    for (source, place) in [
        ("<script>{{customer.name}}</script>", "1:9: a value is not possible in a script or style sheet"),
        ("<p onclick=\"f({{customer.name}})\">", "1:15: a value is not possible in a script or style sheet"),
        ("<p>\n<a href={{customer.name}}>", "2:9: a value is not possible in a tag without quotation marks around it"),
        ("<{{customer.name}}>", "1:2: a value is not possible in a tag without quotation marks around it"),
        (
            "<p {{#if as_of}}title=\"{{else}}onclick=\"{{/if}}{{customer.name}}\">",
            "1:4: the branches of this block end at different places of the page",
        ),
        ("{{#if as_of}}<p style='{{/if}}{{customer.name}}", "1:31: a value is not possible in a script or style sheet"),
    ] {
        let found = findings("t.letter.hbs", source);
        assert!(found.iter().any(|(code, text)| *code == Code::TemplateSyntax && text.contains(place)), "{source}: {found:?}");
    }
    assert_eq!(
        findings("t.letter.hbs", "<p class=\"a\" title=\"{{customer.name}}\">{{#if as_of}}<b>{{else}}<i>{{/if}}{{customer.name}}"),
        []
    );
    assert_eq!(findings("t.sms.hbs", "<script>{{customer.name}}"), [], "only letters are pages");
}

#[test]
fn whether_something_is_missing_is_foreseen_from_what_a_template_shows_and_asks() {
    // The customer has no contact and no payment link.
    let cases = [
        ("{{customer.contact}}", true),
        ("{{#if customer.contact}}{{customer.contact}}{{else}}Hello{{/if}}", false),
        ("{{#unless customer.contact}}Hello{{else}}{{upper customer.contact}}{{/unless}}", false),
        ("{{#if (and customer.contact invoice.id)}}{{customer.contact}}{{/if}}", false),
        ("{{#if (or customer.contact invoice.id)}}{{customer.contact}}{{/if}}", true),
        ("{{#if invoice.payment_link}}{{invoice.payment_link}}{{else}}{{invoice.payment_link}}{{/if}}", true),
        ("{{#unless invoice.id}}{{customer.contact}}{{/unless}}", false),
        ("{{#if invoice.id}}{{#if customer.contact}}x{{/if}}{{customer.contact}}{{/if}}", true),
        ("{{#each invoices}}{{payment_link}}{{../customer.contact}}{{/each}}", true),
        ("{{#each history}}{{note}}{{/each}}{{default customer.contact \"you\"}}", false),
        ("{{default customer.contact invoice.payment_link}}", true),
        ("{{default invoice.payment_link customer.contact invoice.id}}", false),
        ("{{plural invoice.days_past_due \"\" \"\"}}", true),
        ("{{word customer.contact}} {{eq invoice.id \"x\"}}", true),
        ("{{money invoice.balance}} {{date invoice.due_date}} {{date invoice.issue_date}}", false),
    ];
    for (text, is_missing) in cases {
        let template = format!("Subject: {{{{invoice.id}}}}\n\n{text}\n");
        let scenario = Scenario::least().with("email", "ap@example.com").action("final-notice", Channel::Email, Some("a"));
        // Its files are compared with those that are foreseen.
        let drafts = scenario.drafts_with(&[("a.email.hbs", &template)]);
        assert_eq!(!drafts[0].missing.is_empty(), is_missing, "{text}: {:?}", drafts[0].missing);
        assert!(drafts[0].file.ends_with(if is_missing { ".md" } else { ".eml" }));
    }
}

#[test]
fn whether_a_link_leads_anywhere_is_foreseen() {
    let page = |text: &str| format!("<!DOCTYPE html>\n<html><body>\n{text}\n</body></html>\n");
    let asked = page("{{#if invoice.payment_link}}<a href=\"{{invoice.payment_link}}\">pay</a>{{/if}}");
    let unasked = page("<a href=\"{{invoice.payment_link}}\">pay</a>");
    let cases = [(&asked, "", false), (&unasked, "", true)];
    let of_links = [("https://pay.example/1", false), ("pay.example/1", true)];
    let more = of_links.iter().flat_map(|(link, is_missing)| [(&asked, *link, *is_missing), (&unasked, *link, *is_missing)]);
    for (template, link, is_missing) in cases.into_iter().chain(more) {
        let scenario = Scenario::least().with("customer_name", "Acme").with("payment_link", link);
        let drafts = scenario.action("final-notice", Channel::Letter, Some("a")).drafts_with(&[("a.letter.hbs", template)]);
        assert_eq!(!drafts[0].missing.is_empty(), is_missing, "{link:?} {template}: {:?}", drafts[0].missing);
    }
}
