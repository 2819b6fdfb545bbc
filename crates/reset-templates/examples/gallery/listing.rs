//! What was written: `samples.json`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Serialize;

/// Everything in the folder.
#[derive(Default, Serialize)]
pub(crate) struct Listing {
    /// The languages.
    pub(crate) locales: Vec<LocaleEntry>,
    /// Texts that are the same in every language.
    pub(crate) names: Vec<String>,
    /// What pages load.
    pub(crate) assets: Vec<AssetEntry>,
    /// Every state of every page.
    pub(crate) pages: Vec<PageEntry>,
    /// Every letter.
    pub(crate) letters: Vec<LetterEntry>,
}

/// A language.
#[derive(Serialize)]
pub(crate) struct LocaleEntry {
    tag: String,
    /// Whether it is made from English.
    pseudo: bool,
    /// How many messages it says.
    messages: usize,
    /// Those of English that it does not say.
    missing: Vec<String>,
}

/// What pages load.
#[derive(Serialize)]
pub(crate) struct AssetEntry {
    pub(crate) path: String,
    pub(crate) bytes: usize,
}

/// A page in one of its states.
#[derive(Serialize)]
pub(crate) struct PageEntry {
    pub(crate) name: String,
    pub(crate) locale: String,
    pub(crate) file: String,
    /// As it is sent, with assets under the portal's root.
    pub(crate) bytes: usize,
    /// How many lines its summary of errors has to have.
    pub(crate) problems: usize,
}

/// A letter.
#[derive(Serialize)]
pub(crate) struct LetterEntry {
    pub(crate) name: String,
    pub(crate) locale: String,
    pub(crate) html: String,
    pub(crate) text: String,
    pub(crate) subject: String,
}

impl LocaleEntry {
    /// Compares its catalogue with the English one.
    pub(crate) fn of(tag: &str) -> std::io::Result<Self> {
        let pseudo = ["en-XA", "ar-XB"].contains(&tag);
        let (english, own) = (messages("en")?, messages(if pseudo { "en" } else { tag })?);
        Ok(Self {
            tag: tag.to_owned(),
            pseudo,
            messages: own.len(),
            missing: english.difference(&own).cloned().collect(),
        })
    }
}

fn messages(tag: &str) -> std::io::Result<BTreeSet<String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("locales/{tag}.ftl"));
    let source = fs::read_to_string(file)?;
    let ids = source.lines().filter_map(|line| line.split_once(" =").map(|(id, _)| id));
    Ok(ids.filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase())).map(str::to_owned).collect())
}
