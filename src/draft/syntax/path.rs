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

/// Are blocks, or parentheses within a tag, nested deeper than anybody needs? (The parser would recurse as deep.)
pub(super) fn too_deep(text: &str) -> bool {
    let mut blocks = 0_usize;
    for part in text.split("{{").skip(1) {
        let tag = part.split("}}").next().unwrap_or_default();
        match tag.trim_start_matches(['{', '~', ' ']).as_bytes().first() {
            Some(b'#') => blocks += 1,
            Some(b'/') => blocks = blocks.saturating_sub(1),
            _ => {}
        }
        let mut depth = 0_usize;
        for byte in tag.bytes() {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > DEEPEST {
                return true;
            }
        }
        if blocks > DEEPEST {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests;
