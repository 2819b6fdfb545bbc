//! Links between files of the repository lead somewhere.

use std::path::{Component, Path, PathBuf};

use super::TextFile;
use crate::cargo;
use crate::finding::Finding;

/// All checks of Markdown.
pub(crate) fn check(files: &[TextFile]) -> Vec<Finding> {
    check_below(cargo::root(), files)
}

fn check_below(root: &Path, files: &[TextFile]) -> Vec<Finding> {
    let documents = files.iter().filter(|file| file.extension() == "md");
    documents
        .flat_map(|file| links(&file.text).into_iter().map(move |(line, target)| (file, line, target)))
        .filter(|(file, _, target)| !leads_somewhere(root, &file.path, target))
        .map(|(file, line, target)| {
            Finding::new(
                &file.path,
                line,
                format!("the link to {target} leads nowhere"),
                "name a file of the repository, from this file's folder",
            )
        })
        .collect()
}

/// The targets with their lines, code left out.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut fenced = false;
    let mut links = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("``");
            let marked = [("](", ')'), ("src=\"", '"'), ("href=\"", '"'), ("srcset=\"", '"')];
            for (opening, closing) in marked {
                let targets = prose.split(opening).skip(1).filter_map(|rest| rest.split(closing).next());
                links.extend(targets.map(|target| (index + 1, target.to_owned())));
            }
            links.extend(reference(&prose).map(|target| (index + 1, target.to_owned())));
        }
    }
    links
}

/// The target of a definition such as `[name]: target`.
fn reference(line: &str) -> Option<&str> {
    let (name, target) = line.strip_prefix('[')?.split_once("]: ")?;
    (!name.contains(['[', ']'])).then_some(target.trim())
}

fn leads_somewhere(root: &Path, from: &str, target: &str) -> bool {
    // A title may follow the target, and a heading be part of it.
    let target = target.split_whitespace().next().unwrap_or_default();
    let file = target.split('#').next().unwrap_or_default();
    let elsewhere = ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
    if elsewhere || (file.is_empty() && target.starts_with('#')) {
        return true;
    }
    let folder = Path::new(from).parent().unwrap_or(Path::new(""));
    match inside(&folder.join(file)) {
        Some(path) => !file.is_empty() && root.join(path).exists(),
        None => false,
    }
}

/// The path without `..`; none if it leaves the repository.
fn inside(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Normal(name) => plain.push(name),
            Component::CurDir => {}
            Component::ParentDir if plain.pop() => {}
            _ => return None,
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn shown(text: &str) -> Vec<String> {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("docs")).unwrap();
        fs::write(root.path().join("README.md"), "").unwrap();
        fs::write(root.path().join("docs/style.md"), "").unwrap();
        let file = TextFile { path: "docs/a.md".to_owned(), text: text.to_owned() };
        check_below(root.path(), &[file]).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn links_that_lead_somewhere_are_no_finding() {
        let text = "[a](style.md), [b](../README.md#top \"title\"), [c](#here), [d](https://example.org/x), [e](.)\n\
                    <img src=\"style.md\">\n[f]: ../README.md\n";
        assert_eq!(shown(text), [""; 0]);
    }

    #[test]
    fn links_that_lead_nowhere_are_found() {
        for link in ["[a](gone.md)", "![a](gone.png)", "<img src=\"gone.png\">", "[a]: gone.md", "[a]()"] {
            let found = shown(&format!("one\n{link}\n"));
            assert!(found.len() == 1 && found[0].starts_with("docs/a.md:2: "), "{link}: {found:?}");
        }
    }

    #[test]
    fn links_that_leave_the_repository_are_found() {
        assert_eq!(shown("[a](../../README.md) [b](/README.md)").len(), 2);
    }

    #[test]
    fn code_holds_no_links() {
        assert!(shown("`[a](gone.md)`\n```text\n[a](gone.md)\n```\n").is_empty());
    }
}
