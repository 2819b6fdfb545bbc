//! Wording of an operator's own: `locales/<tag>.ftl` in the directory whose files replace the embedded ones.
//!
//! For a language that there is, it says anew what it says, and no more; for another one it is that language.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::draft::Draft;
use super::{Catalogue, Catalogues, Language};
use crate::error::{MessageError, TemplatesError};
use crate::overrides::is_hidden;

impl Catalogues {
    /// With what the directory rewords or adds.
    pub(crate) fn reworded(mut self, directory: &Path) -> Result<Self, TemplatesError> {
        let asked_for = self.asked_for();
        for path in catalogues_in(&directory.join("locales"))? {
            let text = std::fs::read_to_string(&path)
                .map_err(|source| TemplatesError::Unreadable { path: path.clone(), source })?;
            let draft = Draft::read(&path.display().to_string(), &text)?;
            draft.examine(&asked_for)?;
            let tag = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
            let known = |catalogue: &&mut Catalogue| catalogue.locale.as_str().eq_ignore_ascii_case(tag);
            if let Some(catalogue) = self.0.iter_mut().find(known) {
                catalogue.reword(&draft);
            } else {
                complete(&draft, asked_for.keys())?;
                self.0.push(Catalogue::new(&draft, &Language::plain(tag, tag, &text))?);
            }
        }
        Ok(self)
    }
}

impl Catalogue {
    fn reword(&mut self, draft: &Draft) {
        self.text.add_resource_overriding(Arc::clone(&draft.resource));
        self.html.add_resource_overriding(Arc::clone(&draft.resource));
    }
}

/// How many missing messages are named: enough to go on with, and to see that a name is not meant as a language.
const NAMED: usize = 10;

fn complete<'a>(draft: &Draft, wanted: impl Iterator<Item = &'a String>) -> Result<(), MessageError> {
    let missing: Vec<_> = wanted.filter(|id| !draft.messages.contains_key(*id)).collect();
    let named: Vec<_> = missing.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
    let more = match missing.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match named.is_empty() {
        true => Ok(()),
        false => Err(MessageError::Broken {
            file: draft.file.clone(),
            problem: format!("a new language says everything; missing: {}{more}", named.join(", ")),
        }),
    }
}

/// The Fluent files of a directory, which need not be there, in the order of their names.
fn catalogues_in(directory: &Path) -> Result<Vec<PathBuf>, TemplatesError> {
    let unreadable = |source| TemplatesError::Unreadable { path: directory.to_owned(), source };
    let entries = match std::fs::read_dir(directory) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(unreadable)?,
    };
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(unreadable)?;
    paths.retain(|path| path.extension() == Some(OsStr::new("ftl")) && !is_hidden(path));
    paths.sort();
    Ok(paths)
}
