//! The files of an operator's own, which replace embedded ones.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::engine::EMBEDDED;
use crate::error::TemplatesError;

/// The folders whose files are all meant to be used.
const FOLDERS: [&str; 4] = ["layouts", "letters", "locales", "pages"];

/// A file whose name has a slip in it would otherwise pass for one that is in use. What is no template may lie about.
pub(crate) fn refuse_superfluous(root: &Path, directory: &Path) -> Result<(), TemplatesError> {
    let unreadable = |source| TemplatesError::Unreadable { path: directory.to_owned(), source };
    for entry in std::fs::read_dir(directory).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if is_hidden(&path) {
            continue;
        }
        if path.is_dir() {
            refuse_superfluous(root, &path)?;
        } else if is_meant(root, &path) && !is_used(root, &path) {
            return Err(TemplatesError::Superfluous { path });
        }
    }
    Ok(())
}

/// Whether somebody who put a file there will expect it to do something: not a copy of before, not a note.
fn is_meant(root: &Path, path: &Path) -> bool {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let ends_in = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let in_folder = FOLDERS.iter().any(|folder| path.starts_with(root.join(folder)));
    ends_in(&[".html", ".txt", ".ftl"]) || (in_folder && !ends_in(&["~", ".bak", ".md", ".orig"]))
}

fn is_used(root: &Path, path: &Path) -> bool {
    let is_catalogue =
        path.extension() == Some(OsStr::new("ftl")) && path.parent() == Some(&root.join("locales"));
    is_catalogue || EMBEDDED.iter().any(|(name, _)| path == root.join(name))
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
