//! The catalogues say everything that is asked of them, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use reset_templates::Templates;

use crate::portal;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn ids(locale: &str) -> BTreeSet<String> {
    let source = fs::read_to_string(root().join(format!("locales/{locale}.ftl"))).unwrap();
    let id = |line: &str| {
        let (id, _) = line.split_once(" =")?;
        id.starts_with(|c: char| c.is_ascii_lowercase()).then(|| id.to_owned())
    };
    source.lines().filter_map(id).collect()
}

fn read_all(directory: &Path, extensions: &[&str]) -> String {
    let mut text = String::new();
    for path in fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            text.push_str(&read_all(&path, extensions));
        } else if path.extension().is_some_and(|given| extensions.iter().any(|extension| given == *extension))
        {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
    text
}

fn templates() -> String {
    read_all(&root().join("templates"), &["html", "txt"])
}

#[test]
fn templates_ask_for_known_messages_only() {
    let (templates, known) = (templates(), ids("en"));
    let mut asked = 0;
    for call in ["t(\"", "with_support(\""] {
        for after in templates.split(call).skip(1) {
            let id = after.split_once('"').unwrap().0;
            // `text("username", …)` ends like a call of `t`, but names a field.
            if !["username", "account_id"].contains(&id) {
                assert!(known.contains(id), "there is no message {id}");
                asked += 1;
            }
        }
    }
    assert!(100 < asked, "only {asked} calls found: is the search right?");
}

#[test]
fn every_message_is_asked_for() {
    let asked = templates() + &read_all(&root().join("src"), &["rs"]);
    let unused: Vec<_> = ids("en").into_iter().filter(|id| !asked.contains(&format!("\"{id}\""))).collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}

#[test]
fn every_language_says_every_message() {
    let templates = Templates::new(portal()).unwrap();
    for locale in templates.locales() {
        assert_eq!(ids(locale.as_str()), ids("en"), "{locale}");
    }
}

#[test]
fn every_catalogue_is_embedded() {
    let files: BTreeSet<String> = fs::read_dir(root().join("locales"))
        .unwrap()
        .map(|entry| {
            PathBuf::from(entry.unwrap().file_name()).file_stem().unwrap().to_str().unwrap().to_owned()
        })
        .collect();
    let templates = Templates::new(portal()).unwrap();
    assert_eq!(files, templates.locales().map(ToString::to_string).collect());
}

#[test]
fn english_is_plain() {
    let source = fs::read_to_string(root().join("locales/en.ftl")).unwrap();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        let text = line.split_once('=').map_or(line, |(_, text)| text);
        for sentence in text.split_inclusive(['.', ':', '?']) {
            let words = sentence.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
            assert!(words.count() <= 25, "{sentence}");
        }
        for word in ["please", "invalid", "oops", "forbidden"] {
            assert!(!text.to_lowercase().contains(word), "{text}");
        }
    }
}
