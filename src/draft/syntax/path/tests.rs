use super::*;

#[test]
fn a_path_may_be_written_in_several_ways() {
    for raw in ["invoice.extra.PO", "invoice/extra/PO", "this.invoice.extra.PO", "./invoice.extra.[PO]", "@root.invoice.extra.PO"] {
        assert_eq!(take_apart(raw).0, ["invoice", "extra", "PO"], "{raw}");
    }
    assert_eq!(take_apart("invoice.extra.[Cost. centre]").0, ["invoice", "extra", "Cost. centre"]);
    assert!(matches!(take_apart("../../as_of").1, Scope::Up(2)));
    assert!(matches!(take_apart("@first").1, Scope::Local));
}

#[test]
fn a_word_is_found_where_it_stands_alone() {
    let text = "as_offset {{invoice.as_of}} {{as_of}}";
    assert_eq!(word_after(text, "as_of", 0), Some(30));
    assert_eq!(word_after(text, "as_of", 31), None);
}

#[test]
fn nesting_has_a_limit_and_plain_parentheses_do_not_count() {
    assert!(too_deep(&"{{#if as_of}}".repeat(40)));
    assert!(too_deep(&format!("{{{{money {}", "(".repeat(40))));
    for odd in [
        "{{else if as_of}}",
        "{{\t#if as_of}}",
        "{{#if as_of}}{{!-- {{/if}} --}}",
        "{{#if as_of}}{{! {{/if}} }}",
        "{{#if as_of}}\\{{/if}}",
        "{{~#if as_of~}}",
    ] {
        assert!(too_deep(&format!("{{{{#if as_of}}}}{}", odd.repeat(40))), "{odd}");
    }
    assert!(too_deep(&format!("{{{{upper {}as_of{}}}}}", "(default \")\" ".repeat(40), ")".repeat(40))));
    assert!(!too_deep(&"{{#if as_of}}x{{else}}{{!-- {{#if --}}y{{/if}}".repeat(400)));
    assert!(!too_deep(&"{{#if as_of}}x{{/if}}".repeat(400)));
    assert!(!too_deep(&format!("{} {{{{as_of}}}} {}", "(".repeat(400), "{".repeat(401))));
}
