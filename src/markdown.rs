//! What our own references use of Markdown, for those who read them elsewhere than in a browser.

/// The text with the words of its links, and without where they lead. Other brackets stay.
pub fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out += before;
        let link = after.split_once("](").filter(|(words, _)| !words.contains(['[', ']']));
        match link.and_then(|(words, target)| Some((words, target.split_once(')')?.1))) {
            Some((words, after)) => {
                out += words;
                rest = after;
            }
            None => {
                out.push('[');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_links_stay_and_so_do_lists_in_brackets() {
        assert_eq!(without_links("See [the file](x.md#y): `[a, b]`, [`z`](z)."), "See the file: `[a, b]`, `z`.");
        assert_eq!(without_links("[open [and](not closed"), "[open [and](not closed");
    }
}
