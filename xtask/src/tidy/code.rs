//! Rust source: how modules open, and what never stands in them.

use super::TextFile;
use crate::finding::Finding;

/// What is refused, and what to do instead.
const REFUSED: [(&str, &str); 6] = [
    ("#[allow(", "write #[expect(…, reason = \"…\")]"),
    ("#![allow(", "write #![expect(…, reason = \"…\")]"),
    ("#[ignore", "make the test pass, or compile it by a feature"),
    ("dbg!(", "delete it"),
    ("todo!(", "write the code"),
    ("unimplemented!(", "write the code"),
];

/// All checks of Rust source.
pub(crate) fn check(files: &[TextFile]) -> Vec<Finding> {
    let sources = files.iter().filter(|file| file.extension() == "rs");
    sources.flat_map(|file| opening(file).into_iter().chain(refused(file))).collect()
}

fn opening(file: &TextFile) -> Option<Finding> {
    let opens = file.text.lines().next().is_some_and(|line| line.starts_with("//! "));
    (!opens).then(|| {
        Finding::new(&file.path, 1, "the module does not open with `//!`", "say in a sentence what it is for")
    })
}

fn refused(file: &TextFile) -> impl Iterator<Item = Finding> {
    file.text.lines().enumerate().flat_map(move |(index, line)| {
        let code = code_of(line);
        REFUSED.into_iter().filter(move |(what, _)| stands_in(&code, what)).map(move |(what, remedy)| {
            Finding::new(&file.path, index + 1, format!("`{what}` is refused"), remedy)
        })
    })
}

/// Whether the code holds the words, and not at the end of a longer name.
fn stands_in(code: &str, words: &str) -> bool {
    code.match_indices(words).any(|(at, _)| {
        let before = code.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

/// The line without comments and without what stands in string literals.
/// Literals over several lines are taken for code: what is refused should not stand there either.
fn code_of(line: &str) -> String {
    let mut code = String::new();
    let mut characters = line.chars().peekable();
    let mut in_string = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' if in_string => {
                characters.next();
            }
            '"' => in_string = !in_string,
            _ if in_string => {}
            '\'' if characters.peek() == Some(&'"') => {
                characters.next();
            }
            '/' if characters.peek() == Some(&'/') => break,
            _ => code.push(character),
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let file = TextFile { path: "a.rs".to_owned(), text: text.to_owned() };
        check(&[file]).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_module_that_does_not_open_with_its_sentence_is_found() {
        assert!(shown("//! A module.\n").is_empty());
        for text in ["", "use std::fs;\n", "/// An item.\n", "\n//! Late.\n"] {
            assert!(shown(text)[0].starts_with("a.rs:1: the module does not open"), "{text:?}");
        }
    }

    #[test]
    fn everything_refused_is_found_at_its_line() {
        for (what, remedy) in REFUSED {
            let found = shown(&format!("//! A module.\nfn f() {{\n    {what}x)]\n}}\n"));
            assert_eq!(found, [format!("a.rs:3: `{what}` is refused; {remedy}")]);
        }
    }

    #[test]
    fn comments_literals_and_longer_names_are_no_finding() {
        for (what, _) in REFUSED {
            assert!(shown(&format!("//! {what}\n// {what}\nlet a = \"\\\"{what}\"; // {what}\n")).is_empty());
        }
        assert!(shown("//! A module.\nmy_todo!(x)\n").is_empty());
    }

    #[test]
    fn code_after_a_quote_character_is_still_code() {
        let (what, _) = REFUSED[3];
        assert_eq!(shown(&format!("//! A module.\nlet quote = '\"'; {what}quote)\n")).len(), 1);
    }
}
