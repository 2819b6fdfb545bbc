//! Files as a whole: which must be there, how they are named, how long they are, what never stands in them.

use std::path::Path;

use anyhow::Result;
use xshell::cmd;

use crate::cargo;
use crate::finding::{Finding, line_where};

/// A file of text, named from the workspace's root.
#[derive(Debug)]
pub(crate) struct TextFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl TextFile {
    /// What follows the last dot of its name, if anything does.
    pub(crate) fn extension(&self) -> &str {
        Path::new(&self.path).extension().and_then(|extension| extension.to_str()).unwrap_or_default()
    }
}

/// What is written by hand and read whole; a change log grows.
const WRITTEN: [&str; 7] = ["css", "html", "js", "md", "mjs", "rs", "toml"];
const LONGEST: usize = 600;
const UNBOUNDED: &str = "CHANGELOG.md";

const NEEDED: [&str; 3] = ["CHANGELOG.md", "README.md", "docs/architecture.md"];

const TEST_COMMAND: &str = "cargo xtask test";
const NAMES_TEST_COMMAND: [&str; 2] = [".ci/run", "README.md"];

/// Folders of one machine; in halves, so that this file passes.
const MACHINE: [&str; 3] = [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/")];

/// What git tracks or would track.
pub(crate) fn tracked() -> Result<Vec<TextFile>> {
    let shell = cargo::shell()?;
    let names = cmd!(shell, "git ls-files -z --cached --others --exclude-standard").quiet().read()?;
    let mut names: Vec<&str> = names.split('\0').filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    Ok(names
        .into_iter()
        .filter_map(|path| {
            // Deleted files and those that are no text have nothing to check.
            let text = std::fs::read_to_string(cargo::root().join(path)).ok()?;
            Some(TextFile { path: path.to_owned(), text })
        })
        .collect())
}

/// All checks of whole files.
pub(crate) fn check(files: &[TextFile]) -> Vec<Finding> {
    let each = files.iter().flat_map(|file| [length(file), name(file)].into_iter().flatten());
    each.chain(files.iter().flat_map(machine_paths)).chain(needed(files)).chain(test_command(files)).collect()
}

fn length(file: &TextFile) -> Option<Finding> {
    if file.path == UNBOUNDED || !WRITTEN.contains(&file.extension()) {
        return None;
    }
    let lines = file.text.lines().count();
    (LONGEST < lines).then(|| {
        Finding::new(
            &file.path,
            LONGEST + 1,
            format!("the file has {lines} lines"),
            format!("split it: {LONGEST} are allowed, 300 are the aim"),
        )
    })
}

fn name(file: &TextFile) -> Option<Finding> {
    let folder = file.path.strip_suffix("/mod.rs")?;
    Some(Finding::new(&file.path, 1, "the module is a mod.rs", format!("name it {folder}.rs")))
}

fn machine_paths(file: &TextFile) -> impl Iterator<Item = Finding> {
    file.text.lines().enumerate().filter_map(move |(index, line)| {
        let found = MACHINE.into_iter().find(|folder| names_folder(line, folder))?;
        Some(Finding::new(
            &file.path,
            index + 1,
            format!("a path of one machine, below {found}"),
            "name it from the repository's root, or take a temporary folder",
        ))
    })
}

/// Whether an absolute path below the folder begins somewhere in the line, and no URL merely has it inside.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + folder.len()..).and_then(|text| text.chars().next());
        let goes_on = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        !before.is_some_and(|c| goes_on(c) || "/-}>*~".contains(c)) && after.is_some_and(goes_on)
    })
}

fn needed(files: &[TextFile]) -> impl Iterator<Item = Finding> {
    NEEDED
        .into_iter()
        .filter(|path| !files.iter().any(|file| file.path == *path))
        .map(|path| Finding::new(path, 1, "the file is missing", "write it"))
}

fn test_command(files: &[TextFile]) -> impl Iterator<Item = Finding> {
    NAMES_TEST_COMMAND
        .into_iter()
        .filter(|path| !files.iter().any(|file| file.path == *path && file.text.contains(TEST_COMMAND)))
        .map(|path| Finding::new(path, 1, format!("`{TEST_COMMAND}` does not stand here"), "name it"))
}

/// The line of a file, counted from 1, that `wanted` accepts.
pub(crate) fn line_in(files: &[TextFile], path: &str, wanted: impl Fn(&str) -> bool) -> usize {
    files.iter().find(|file| file.path == path).map_or(1, |file| line_where(&file.text, wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> TextFile {
        TextFile { path: path.to_owned(), text: text.to_owned() }
    }

    fn complete() -> Vec<TextFile> {
        let mut files: Vec<_> = NEEDED.iter().map(|path| file(path, TEST_COMMAND)).collect();
        files.push(file(".ci/run", TEST_COMMAND));
        files
    }

    fn shown(planted: TextFile) -> Vec<String> {
        let mut files = complete();
        files.push(planted);
        check(&files).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_complete_house_has_no_finding() {
        assert_eq!(check(&complete()), []);
    }

    #[test]
    fn a_file_of_601_lines_is_found_and_one_of_600_is_not() {
        assert!(shown(file("a.rs", &"x\n".repeat(600))).is_empty());
        let found = shown(file("a.rs", &"x\n".repeat(601)));
        assert!(found[0].starts_with("a.rs:601: the file has 601 lines; split it"), "{found:?}");
        assert!(shown(file("a.snap", &"x\n".repeat(601))).is_empty());
    }

    #[test]
    fn a_mod_rs_is_found() {
        assert_eq!(shown(file("a/b/mod.rs", "")), ["a/b/mod.rs:1: the module is a mod.rs; name it a/b.rs"]);
    }

    #[test]
    fn a_machine_path_is_found_and_a_path_of_the_portal_is_not() {
        for folder in MACHINE {
            let found = shown(file("a.md", &format!("one\nin `{folder}someone`\n")));
            assert!(found.len() == 1 && found[0].starts_with("a.md:2: "), "{found:?}");
        }
        let home = MACHINE[0];
        assert!(
            shown(file("a.md", &format!("https://portal.example{home}x, `{home}`, /var{home}x"))).is_empty()
        );
    }

    #[test]
    fn a_missing_document_is_found() {
        let mut files = complete();
        files.retain(|file| file.path != "docs/architecture.md");
        assert_eq!(
            check(&files),
            [Finding::new("docs/architecture.md", 1, "the file is missing", "write it")]
        );
    }

    #[test]
    fn a_ci_run_without_the_test_command_is_found() {
        let mut files = complete();
        files.last_mut().unwrap().text = "cargo test".to_owned();
        assert_eq!(check(&files).len(), 1);
        assert!(check(&files)[0].to_string().starts_with(".ci/run:1: "));
    }
}
