//! Words in the source of a template: how a path is taken apart, and where a word stands.

/// How deep blocks and parentheses may be nested.
const DEEPEST: usize = 32;

pub(super) enum Scope {
    Here,
    /// So many levels up: `../`.
    Up(usize),
    /// At the top: `@root.`.
    Root,
    /// With what a block brings: `@first`.
    Local,
}

/// Takes a path such as `../invoice.extra.[Cost centre]` apart.
pub(super) fn take_apart(raw: &str) -> (Vec<String>, Scope) {
    let mut rest = raw;
    let mut up = 0;
    let mut scope = None;
    loop {
        if let Some(after) = rest.strip_prefix("@root.").or_else(|| rest.strip_prefix("@root/")) {
            (rest, scope) = (after, Some(Scope::Root));
        } else if let Some(after) = rest.strip_prefix("../") {
            (rest, up) = (after, up + 1);
        } else if let Some(after) = rest.strip_prefix("./").or_else(|| rest.strip_prefix("this.")).or_else(|| rest.strip_prefix("this/")) {
            rest = after;
        } else if let Some(after) = rest.strip_prefix('@') {
            (rest, scope) = (after, Some(Scope::Local));
        } else {
            break;
        }
    }
    let mut path = Vec::new();
    while !rest.is_empty() {
        let (name, after) = match rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
            Some((name, after)) => (name, after),
            None => rest.split_at(rest.find(['.', '/']).unwrap_or(rest.len())),
        };
        path.push(name.to_owned());
        rest = after.strip_prefix(['.', '/']).unwrap_or(after);
    }
    let scope = scope.unwrap_or(if up > 0 { Scope::Up(up) } else { Scope::Here });
    (path, scope)
}

/// Where the word next stands by itself.
pub(super) fn word_after(text: &str, word: &str, from: usize) -> Option<usize> {
    let of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '@' | '$' | ':');
    if word.is_empty() {
        return None;
    }
    text.get(from..)?.match_indices(word).map(|(at, _)| from + at).find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(of_word) && !after.is_some_and(of_word)
    })
}

/// Are blocks, branches of a block, or parentheses within a tag nested deeper than anybody needs? (The parser would recurse as deep.) What opens
/// is counted wherever it may stand, and what closes only where it surely does: so it is never deeper than it seems.
pub(super) fn too_deep(text: &str) -> bool {
    // Of each open block, how many branches it has so far: each lies in the one before.
    let mut blocks: Vec<usize> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("{{") {
        let is_escaped = rest[..at].ends_with('\\');
        let tag = &rest[at + 2..];
        let opened = tag.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '~'));
        if let Some(comment) = opened.strip_prefix('!').filter(|_| !is_escaped) {
            let end = if comment.starts_with("--") { "--" } else { "}}" };
            rest = comment.get(2..).and_then(|comment| comment.split_once(end)).map_or("", |(_, after)| after);
            continue;
        }
        let end = tag.find("}}").unwrap_or(tag.len());
        match opened.as_bytes().first() {
            Some(b'#') => blocks.push(1),
            Some(b'/') if !is_escaped => drop(blocks.pop()),
            Some(b'^') => blocks.last_mut().into_iter().for_each(|branches| *branches += 1),
            _ if opened.starts_with("else") => blocks.last_mut().into_iter().for_each(|branches| *branches += 1),
            _ => {}
        }
        if blocks.iter().sum::<usize>() > DEEPEST || parentheses(tag[..end].trim_start_matches('{')) > DEEPEST {
            return true;
        }
        rest = &tag[end..];
    }
    false
}

/// How deep the parentheses of a tag are nested, at most.
fn parentheses(tag: &str) -> usize {
    let (mut depth, mut deepest, mut quote) = (0_usize, 0, None);
    for byte in tag.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if quote.is_none() => depth = depth.saturating_sub(1),
            b'"' | b'\'' if quote.is_none() => quote = Some(byte),
            _ if quote == Some(byte) => quote = None,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests;
