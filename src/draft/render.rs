//! Fills a template in, notes missing values, and leaves a visible gap for each.

use super::escape::{self, Escape};
use super::facts::MessageFacts;
use super::part::{CURRENCY, HOLDS, LINK, MISSING, NO_ADDRESS, Part, SHOW, VALUE, VERBATIM};
use super::placeholders::Placeholder;
use super::template_helper::Helper;
use super::value;
use handlebars::{Context, Handlebars, HelperDef, HelperResult, JsonValue as Value, Output, PathAndJson, RenderContext, Renderable};
use std::io;
use std::sync::LazyLock;

static REGISTRY: LazyLock<Handlebars<'static>> = LazyLock::new(|| {
    let mut registry = Handlebars::new();
    Helper::register_all(&mut registry);
    registry.register_helper(HOLDS, Box::new(Helper::And));
    registry.register_helper(SHOW, Box::new(Show));
    registry.register_helper(LINK, Box::new(Show));
    registry
});

pub(super) fn render(part: &Part, facts: &MessageFacts<'_>, escape: Escape) -> Rendered {
    let values = part.placeholders.iter().map(|placeholder| (placeholder.name(), facts.value(placeholder)));
    let currency = (CURRENCY.to_owned(), facts.invoice.terms.currency.code().into());
    let context = Context::from(Value::Object(values.chain([currency]).collect()));
    let mut rendered = Rendered { text: String::new(), escape, missing: Vec::new(), no_address: Vec::new(), error: None };
    let result = part.template.render(&REGISTRY, &context, &mut RenderContext::new(None), &mut rendered);
    rendered.error = result.err().map(|error| error.to_string());
    rendered
}

/// A template that was filled in.
#[derive(Clone, Debug)]
pub(super) struct Rendered {
    pub text: String,
    escape: Escape,
    /// What it wanted to show and is empty, each once.
    pub missing: Vec<Placeholder>,
    /// What it wanted to lead to and is no address for that, each once.
    pub no_address: Vec<Placeholder>,
    /// Why it ends before its end. No template that was checked does.
    pub error: Option<String>,
}

/// Values are escaped here, not by an escape function: in Markdown it depends on what stands before them.
impl Output for Rendered {
    fn write(&mut self, segment: &str) -> io::Result<()> {
        let mut characters = segment.chars();
        let mark = characters.next();
        let rest = characters.as_str();
        match mark {
            Some(VALUE) => escape::push(&mut self.text, rest, self.escape),
            Some(VERBATIM) => self.text.push_str(rest),
            Some(MISSING) => {
                escape::push(&mut self.text, &format!("[missing: {rest}]"), self.escape);
                note(rest, &mut self.missing);
            }
            Some(NO_ADDRESS) => note(rest, &mut self.no_address),
            _ => self.text.push_str(segment),
        }
        Ok(())
    }
}

fn note(name: &str, noted: &mut Vec<Placeholder>) {
    noted.extend(Placeholder::named(name).filter(|placeholder| !noted.contains(placeholder)));
}

struct Show;

impl HelperDef for Show {
    fn call<'reg: 'rc, 'rc>(
        &self,
        call: &handlebars::Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let shown = call.param(0).map_or(&Value::Null, PathAndJson::value);
        let placeholder = |index: usize| call.param(index).and_then(|parameter| parameter.value().as_str());
        let text = value::plain(shown);
        let (mark, text) = if text.is_empty() {
            (MISSING, placeholder(1))
        } else if call.name() == LINK && !escape::is_web_address(&text) {
            (NO_ADDRESS, placeholder(2))
        } else if value::is_markdown(shown) {
            (VERBATIM, Some(&*text))
        } else {
            (VALUE, Some(&*text))
        };
        if let Some(text) = text {
            out.write(&[mark.encode_utf8(&mut [0; 4]), text].concat())?;
        }
        Ok(())
    }
}
