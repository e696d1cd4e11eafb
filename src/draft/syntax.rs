//! Checks the source of a template: everything in it that does not exist is found here, with its place.

mod context;
mod expression;
mod html;
mod path;

use super::part::{HOLDS, LINK, Part, SHOW};
use super::placeholders::{self, Placeholder, ValueKind};
use super::template_helper::Helper;
use super::value;
use crate::calendar::Day;
use crate::finding::{Code, Finding, Place, did_you_mean};
use crate::ledger::Columns;
use crate::money::AmountStyle;
use crate::report::listed;
use context::{Context, Guard};
use expression::Expression;
use handlebars::template::{HelperTemplate, Parameter, Subexpression, Template, TemplateElement};
use handlebars::{JsonValue as Value, Path, TemplateError, TemplateErrorReason};
use html::{HtmlSpot, Page};
use path::{Scope, take_apart, too_deep, word_after};
use std::collections::HashMap;

/// The longest source of a template, in bytes.
const LONGEST: usize = 256 * 1024;

/// The source of a template, or of a part of one that begins on some line of its file.
#[derive(Clone, Copy)]
pub(super) struct TemplateSource<'a> {
    pub file: &'a str,
    /// The whole file; lines end in `\n`.
    pub whole: &'a str,
    /// The part of it that is meant.
    pub text: &'a str,
    /// The number of its first line, from 1.
    pub first_line: u32,
    /// How many characters of that line come before it.
    pub skipped: u32,
}

/// Checks a template and prepares it for rendering: every path is written from the root of the values, every value is shown by [`SHOW`] or
/// [`LINK`], every condition is asked by [`HOLDS`]. What has findings is not fit to be rendered.
pub(super) fn read(source: TemplateSource<'_>, columns: Option<&Columns>, findings: &mut Vec<Finding>) -> Part {
    let page = source.file.ends_with(".letter.hbs").then(Page::new);
    let starts = std::iter::once(0).chain(source.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut reader = Reader { source, starts, columns, findings, cursor: 0, page, part: Part::default() };
    if source.text.len() > LONGEST || too_deep(source.text) {
        let what = if source.text.len() > LONGEST { "a template of more than 256 KiB" } else { "blocks or parentheses nested too deeply" };
        let place = reader.place(0, 0);
        reader.syntax(place, what, "make it simpler");
        return Part::default();
    }
    if let Some(at) = source.text.find("{{{{") {
        let place = reader.place(at, 4);
        reader.syntax(place, "four braces would keep what follows from being checked", "write two");
        return Part::default();
    }
    match Template::compile(source.text) {
        Ok(mut template) => {
            reader.elements(&mut template, Context { tag: 0, list: None, asked: None, always: true });
            Part { template, ..reader.part }
        }
        Err(error) => {
            reader.broken(&error);
            Part::default()
        }
    }
}

struct Reader<'a, 'f> {
    source: TemplateSource<'a>,
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
    columns: Option<&'a Columns>,
    findings: &'f mut Vec<Finding>,
    /// Everything before it was looked at: a name that occurs again is the next one.
    cursor: usize,
    /// The page as far as it has been read, for a template that is one.
    page: Option<Page>,
    /// What was found so far; its template is put in at the end.
    part: Part,
}

impl Reader<'_, '_> {
    fn elements(&mut self, template: &mut Template, context: Context<'_>) {
        for (index, element) in template.elements.iter_mut().enumerate() {
            let tag = match template.mapping.get(index) {
                Some(mapping) => self.offset(mapping.0, mapping.1),
                None => context.tag,
            };
            let context = Context { tag, ..context };
            match element {
                TemplateElement::RawString(text) => {
                    if let Some(page) = &mut self.page {
                        page.read(text);
                    }
                }
                TemplateElement::Comment(_) => {}
                TemplateElement::Expression(tag) => {
                    let value = self.call(tag, context);
                    let value = value.filter(|value| self.is_single(value, context));
                    self.shown(tag, value, context);
                }
                TemplateElement::HelperBlock(block) => self.block(block, context),
                TemplateElement::HtmlExpression(_) => {
                    let place = self.place(tag, 3);
                    self.syntax(place, "three braces would insert a value without escaping", "write it with two: {{…}}");
                }
                TemplateElement::PartialExpression(_) | TemplateElement::PartialBlock(_) => {
                    let place = self.place(tag, 3);
                    self.syntax(place, "a template cannot include another", "copy what is needed from it");
                }
                _ => {
                    let place = self.place(tag, 3);
                    self.syntax(place, "decorators are not supported", "remove it");
                }
            }
        }
    }

    /// A value where it may stand.
    fn shown(&mut self, tag: &mut HelperTemplate, value: Option<Expression>, context: Context<'_>) {
        let spot = self.page.as_mut().map_or(HtmlSpot::Text, Page::show);
        if let HtmlSpot::Nothing(place) = spot {
            let at = self.place(context.tag, 3);
            self.syntax(
                at,
                &format!("a value is not possible {place}"),
                "show it in the text, or in an attribute such as href=\"…\" or title=\"…\"",
            );
            return;
        }
        let Some(value) = value else { return };
        if context.always {
            value.collect_needed(&mut self.part.needed);
        }
        let placeholder = value.first_placeholder().map_or(Value::Null, |placeholder| placeholder.name().into());
        let missing = if value.may_be_empty() { Value::Null } else { placeholder.clone() };
        self.note_unasked(&value, spot == HtmlSpot::Address, context);
        let shown = if tag.params.is_empty() {
            tag.name.clone()
        } else {
            Parameter::Subexpression(Subexpression::new(tag.name.clone(), std::mem::take(&mut tag.params), HashMap::new()))
        };
        tag.name = Parameter::Name(if spot == HtmlSpot::Address { LINK } else { SHOW }.to_owned());
        tag.params = vec![shown, Parameter::Literal(missing), Parameter::Literal(placeholder)];
    }

    fn block(&mut self, block: &mut HelperTemplate, context: Context<'_>) {
        let name = block.name.as_name().unwrap_or_default().to_owned();
        let place = self.find(&name, context.tag);
        if block.block_param.is_some() {
            let place = place.clone();
            self.syntax(place, "names between bars, as in {{#each … as |name|}}, are not supported", "write the names directly");
        }
        self.options(block, context);
        match (name.as_str(), block.params.as_mut_slice()) {
            ("each", [list]) => {
                let list = self.list(list, place, context);
                self.inside(block, Context { list: Some(&list), ..context }, &[]);
            }
            ("if" | "unless", [condition]) => {
                let asked = self.parameter(condition, context);
                if asked.is_some() {
                    let asked = Subexpression::new(Parameter::Name(HOLDS.to_owned()), vec![condition.clone()], HashMap::new());
                    *condition = Parameter::Subexpression(asked);
                }
                self.inside(block, context, &asked.as_ref().map(Expression::holding).unwrap_or_default());
            }
            ("if" | "unless" | "each", _) => {
                self.syntax(place, &format!("{name} takes one parameter"), &format!("write {{{{#{name} …}}}}"));
            }
            _ => {
                let blocks = ["if", "unless", "each"];
                let advice = did_you_mean(&name, blocks).unwrap_or_else(|| format!("there are {}", blocks.join(", ")));
                self.unknown(place, &format!("there is no block {name:?}"), Some(advice));
                self.inside(block, context, &[]);
            }
        }
    }

    /// The list that a block goes through; where it is none, one that lets the rest be checked.
    fn list(&mut self, parameter: &mut Parameter, place: Place, context: Context<'_>) -> Placeholder {
        let list = self.parameter(parameter, context);
        let found = match &list {
            Some(Expression::Place(placeholder)) if placeholder.kind() == ValueKind::List => Some(placeholder.clone()),
            _ => None,
        };
        if list.is_some() && (found.is_none() || context.list.is_some()) {
            let message = if found.is_some() { "a list cannot be gone through inside a list" } else { "this is not a list" };
            let lists: Vec<String> = placeholders::LISTS.iter().map(|(list, _)| list.name()).collect();
            self.syntax(place, message, &format!("the lists are {}", listed(&lists)));
        }
        self.part.lists.extend(found.clone());
        found.unwrap_or(Placeholder::History)
    }

    /// Both parts of a block, which asks whether these are there. What follows `{{else}}` of a list is outside of it.
    fn inside(&mut self, block: &mut HelperTemplate, context: Context<'_>, asked: &[&Placeholder]) {
        let name = block.name.as_name();
        let inner = Guard { holds: asked.to_vec(), around: context.asked };
        let outside = Context { always: false, ..context };
        let holding = Context { asked: Some(&inner), ..outside };
        let other = Context { list: context.list.filter(|_| name != Some("each")), ..outside };
        let (context, outer) = if name == Some("unless") { (outside, Context { asked: Some(&inner), ..other }) } else { (holding, other) };
        let before = self.page.clone();
        if let Some(part) = &mut block.template {
            self.elements(part, context);
        }
        let behind = std::mem::replace(&mut self.page, before);
        if let Some(part) = &mut block.inverse {
            self.elements(part, outer);
        }
        let other = std::mem::replace(&mut self.page, behind);
        if self.page.as_ref().zip(other.as_ref()).is_some_and(|(page, other)| !page.agrees(other)) {
            let place = self.place(context.tag, 3);
            self.syntax(
                place,
                "the branches of this block end at different places of the page",
                "close each tag and each quotation mark in its own branch",
            );
        }
        if let (Some(page), Some(other)) = (&mut self.page, &other) {
            page.join(other);
        }
    }

    /// A tag or a parenthesis: a placeholder, or a helper and what it is given.
    fn call(&mut self, tag: &mut HelperTemplate, context: Context<'_>) -> Option<Expression> {
        if tag.params.is_empty() && tag.hash.is_empty() {
            return self.parameter(&mut tag.name, context);
        }
        let name = tag.name.as_name().unwrap_or_default().to_owned();
        let place = self.find(&name, context.tag);
        let parameters: Vec<Option<Expression>> = tag.params.iter_mut().map(|parameter| self.parameter(parameter, context)).collect();
        self.options(tag, context);
        let Some(helper) = Helper::named(&name) else {
            let advice = did_you_mean(&name, Helper::names());
            self.unknown(place, &format!("there is no helper {name:?}"), advice);
            return None;
        };
        let parameters: Vec<Expression> = parameters.into_iter().collect::<Option<_>>()?;
        let asks = matches!(helper, Helper::And | Helper::Or | Helper::Not);
        if !asks && !parameters.iter().all(|parameter| self.is_single(parameter, context)) {
            return None;
        }
        self.fits(helper, &name, &parameters, place).then_some(Expression::Call(helper, parameters))
    }

    /// Can the helper work with these?
    fn fits(&mut self, helper: Helper, name: &str, parameters: &[Expression], place: Place) -> bool {
        let (usage, least, most) = helper.usage();
        if !(least..=most).contains(&parameters.len()) {
            let number = parameters.len();
            self.syntax(place, &format!("{name} cannot take {number} parameters"), &format!("write {usage}"));
            return false;
        }
        if let Some((kind, called)) = helper.wants()
            && parameters[0].kind().is_none_or(|given| given != kind && !(given == ValueKind::Cell && kind != ValueKind::Number))
        {
            self.syntax(place, &format!("{name} needs {called}"), &format!("write {usage}"));
            return false;
        }
        if let (Helper::Date, Some(format)) = (helper, parameters.get(1)) {
            let works = matches!(format, Expression::Text(format) if value::date(Day::FIRST, Some(format)).is_some());
            if !works {
                self.syntax(place, "this is not a format for a date", "write it like \"%d.%m.%Y\" or \"%-d %B %Y\"");
                return false;
            }
        }
        if let (Helper::Money, Some(sample)) = (helper, parameters.get(1)) {
            let works = matches!(sample, Expression::Text(sample) if AmountStyle::from_sample(sample).is_some());
            if !works {
                self.syntax(place, "this is not a format of amounts", "write 1234.56 in the way you want: \"1.234,56\" or \"1 234,56\"");
                return false;
            }
        }
        true
    }

    /// Is it something that can be shown, not a list?
    fn is_single(&mut self, value: &Expression, context: Context<'_>) -> bool {
        let single = value.kind() != Some(ValueKind::List);
        if !single {
            let list = value.first_placeholder().unwrap_or(&Placeholder::History).name();
            let place = self.find_without_moving(&list, context.tag);
            self.syntax(place, "a list cannot be shown directly", &format!("write {{{{#each {list}}}}}…{{{{/each}}}}"));
        }
        single
    }

    /// No helper and no block has options.
    fn options(&mut self, tag: &mut HelperTemplate, context: Context<'_>) {
        let mut options: Vec<(&String, &mut Parameter)> = tag.hash.iter_mut().collect();
        options.sort_by_key(|(name, _)| *name);
        for (name, value) in options {
            let place = self.find_without_moving(name, context.tag);
            self.unknown(place, &format!("there is no option {name:?}"), None);
            self.parameter(value, context);
        }
    }

    /// What a parameter stands for. Its path is rewritten, so that it means the same whatever block it stands in.
    fn parameter(&mut self, parameter: &mut Parameter, context: Context<'_>) -> Option<Expression> {
        let expression = match parameter {
            Parameter::Name(path) => self.path(path, context),
            Parameter::Path(Path::Relative((_, raw)) | Path::Local((_, _, raw))) => self.path(raw, context),
            Parameter::Literal(literal) if literal.is_array() || literal.is_object() => {
                let place = self.place(context.tag, 2);
                self.syntax(place, "lists and objects cannot be written here", "write a text or a placeholder");
                None
            }
            Parameter::Literal(literal) => Some(Expression::Text(match literal {
                text if text.is_string() => text.as_str().unwrap_or_default().to_owned(),
                no if no.is_null() || no == false => String::new(),
                other => other.to_string(),
            })),
            Parameter::Subexpression(inner) => {
                let TemplateElement::Expression(tag) = inner.element.as_mut() else { return None };
                let expression = self.call(tag, context);
                if tag.params.is_empty() {
                    // Parentheses around a name alone are those of no helper.
                    *parameter = tag.name.clone();
                }
                return expression;
            }
            _ => {
                let place = self.place(context.tag, 2);
                self.syntax(place, "this is not supported", "write a text or a placeholder");
                None
            }
        }?;
        if let Expression::Place(placeholder) = &expression
            && !self.part.placeholders.contains(placeholder)
        {
            self.part.placeholders.push(placeholder.clone());
        }
        *parameter = expression.as_parameter()?;
        Some(expression)
    }

    fn path(&mut self, raw: &str, context: Context<'_>) -> Option<Expression> {
        let place = self.find(raw, context.tag);
        let (path, scope) = take_apart(raw);
        let name = path.join(".");
        let found = match (scope, context.list) {
            (Scope::Local, list) => placeholders::LOCAL
                .iter()
                .find(|known| list.is_some() && known[1..] == *name)
                .map(|known| Expression::Entry(known))
                .ok_or_else(|| Some("inside {{#each …}} you can use @first, @last and @index".to_owned())),
            (Scope::Here, Some(list)) => {
                let entry = list.entry_names().iter().find(|known| path.len() == 1 && **known == name);
                entry.map(|known| Expression::Entry(known)).ok_or_else(|| Some(placeholders::entry_advice(list, &path)))
            }
            (Scope::Up(levels), list) if levels > usize::from(list.is_some()) => Err(Some("there is nothing above".to_owned())),
            _ => placeholders::find(&path, self.columns).map(Expression::Place),
        };
        if let Ok(Expression::Place(placeholder)) = &found
            && let Some((message, hint)) = placeholder.misplaced(self.source.file)
        {
            self.syntax(place, message, hint);
            return None;
        }
        match found {
            Ok(expression) => Some(expression),
            Err(advice) => {
                let helper = Helper::named(raw).map(|helper| format!("the helper {raw} needs a parameter: {}", helper.usage().0));
                self.unknown(place, &format!("there is no placeholder {raw:?}"), helper.or(advice));
                None
            }
        }
    }

    fn broken(&mut self, error: &TemplateError) {
        let offset = error.pos().map_or(0, |(line, column)| self.offset(line, column));
        let place = self.place(offset, 0);
        let (message, hint) = match error.reason() {
            TemplateErrorReason::MismatchingClosedHelper(open, close) => {
                (format!("the block {open:?} is closed as {close:?}"), format!("close it with {{{{/{open}}}}}"))
            }
            TemplateErrorReason::InvalidParam(parameter) => {
                (format!("{parameter} cannot be read"), "write a placeholder, or a text in quotes".to_owned())
            }
            _ => {
                let at_end = offset >= self.source.text.trim_end().len();
                let message = if at_end { "the template ends while a block is still open" } else { "this cannot be read" };
                (message.to_owned(), "check that every {{ has its }} and every {{#…}} its {{/…}}".to_owned())
            }
        };
        self.syntax(place, &message, &hint);
    }

    fn syntax(&mut self, place: Place, message: &str, hint: &str) {
        self.report(Finding::new(Code::TemplateSyntax, message).hint(hint), place);
    }

    fn unknown(&mut self, place: Place, message: &str, advice: Option<String>) {
        let finding = Finding::new(Code::UnknownPlaceholder, message);
        self.report(if let Some(advice) = advice { finding.hint(advice) } else { finding }, place);
    }

    fn report(&mut self, finding: Finding, place: Place) {
        let line = self.source.whole.lines().nth(place.line.saturating_sub(1) as usize).unwrap_or_default();
        let finding = finding.at(place).showing(line);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Where a word stands that the tag holds, after all that was looked at before.
    fn find(&mut self, word: &str, tag: usize) -> Place {
        let from = self.cursor.max(tag);
        let place = self.find_without_moving(word, from);
        if let Some(offset) = word_after(self.source.text, word, from) {
            self.cursor = offset + word.len();
        }
        place
    }

    fn find_without_moving(&self, word: &str, from: usize) -> Place {
        match word_after(self.source.text, word, from) {
            Some(offset) => self.place(offset, word.chars().count()),
            None => self.place(from.min(self.source.text.len()), 0),
        }
    }

    fn place(&self, offset: usize, width: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let column = self.source.text.get(self.starts[line]..offset).unwrap_or_default().chars().count() as u32 + 1;
        let line = line as u32;
        let skipped = if line == 0 { self.source.skipped } else { 0 };
        Place { file: self.source.file.to_owned(), line: self.source.first_line + line, column: column + skipped, width: width as u32 }
    }

    /// Where a line and column, both from 1, lie in the text.
    fn offset(&self, line: usize, column: usize) -> usize {
        let text = self.source.text;
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(text.len());
        text[start..].char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| start + at)
    }
}
