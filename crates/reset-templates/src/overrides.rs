//! The files of an operator's own, which replace embedded ones.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::engine::EMBEDDED;
use crate::error::TemplatesError;

/// A file whose name has a slip in it would otherwise pass for one that is in use. What is no template may lie about.
pub(crate) fn refuse_superfluous(root: &Path, directory: &Path) -> Result<(), TemplatesError> {
    let unreadable = |source| TemplatesError::Unreadable { path: directory.to_owned(), source };
    for entry in std::fs::read_dir(directory).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        let counts = match extension.as_deref() {
            _ if is_hidden(&path) => true,
            _ if path.is_dir() => {
                refuse_superfluous(root, &path)?;
                true
            }
            Some("html" | "txt") => EMBEDDED.iter().any(|(name, _)| path == root.join(name)),
            Some("ftl") => {
                path.extension() == Some(OsStr::new("ftl")) && path.parent() == Some(&root.join("locales"))
            }
            _ => true,
        };
        if !counts {
            return Err(TemplatesError::Superfluous { path });
        }
    }
    Ok(())
}

/// Whether a name begins with a dot, as those do that editors leave behind.
pub(crate) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// The file that replaces a template, if there is one.
pub(crate) fn read(path: &Path) -> Result<Option<(PathBuf, String)>, TemplatesError> {
    match std::fs::read_to_string(path) {
        Ok(source) => Ok(Some((path.to_owned(), source))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(TemplatesError::Unreadable { path: path.to_owned(), source }),
    }
}
