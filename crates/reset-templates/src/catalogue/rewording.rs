//! Wording of an operator's own: `locales/<tag>.ftl` in the directory whose files replace the embedded ones.
//!
//! For a language that there is, it says anew what it says, and no more; for another one it is that language.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Catalogue, Catalogues, Language, ids, resource};
use crate::error::{MessageError, TemplatesError};

impl Catalogues {
    /// With what the directory rewords or adds.
    pub(crate) fn reworded(mut self, directory: &Path) -> Result<Self, TemplatesError> {
        let known = self.0.first().map(|english| english.ids.clone()).unwrap_or_default();
        for path in catalogues_in(&directory.join("locales"))? {
            let source = std::fs::read_to_string(&path)
                .map_err(|source| TemplatesError::Unreadable { path: path.clone(), source })?;
            let tag = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
            let file = path.display().to_string();
            let problem = |problem| MessageError::Broken { file: file.clone(), problem };
            let said = ids(&*resource(&file, &source)?);
            if let Some(unknown) = said.iter().find(|id| !known.contains(id)) {
                return Err(problem(format!("nothing asks for its message `{unknown}`")).into());
            }
            match self.0.iter_mut().find(|catalogue| catalogue.locale.as_str() == tag) {
                Some(catalogue) => catalogue.reword(&file, &source)?,
                None => match known.iter().find(|id| !said.contains(id)) {
                    Some(missing) => {
                        return Err(problem(format!(
                            "a new language says everything; `{missing}` is missing"
                        ))
                        .into());
                    }
                    None => self.0.push(Catalogue::parse(&file, &Language::plain(tag, tag, &source))?),
                },
            }
        }
        Ok(self)
    }
}

impl Catalogue {
    fn reword(&mut self, file: &str, source: &str) -> Result<(), MessageError> {
        let resource = resource(file, source)?;
        self.text.add_resource_overriding(Arc::clone(&resource));
        self.html.add_resource_overriding(resource);
        Ok(())
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
    paths.retain(|path| path.extension() == Some(OsStr::new("ftl")));
    paths.sort();
    Ok(paths)
}
