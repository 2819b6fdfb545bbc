//! Manifests: dependencies in alphabetical order, none of the workspace's unused.

use std::collections::BTreeSet;

use super::TextFile;
use crate::finding::{Finding, line_where};

/// All checks of manifests.
pub(crate) fn check(files: &[TextFile]) -> Vec<Finding> {
    let manifests: Vec<_> =
        files.iter().filter(|file| file.path == ROOT || file.path.ends_with("/Cargo.toml")).collect();
    manifests.iter().flat_map(|file| order(file)).chain(unused(&manifests)).collect()
}

const ROOT: &str = "Cargo.toml";

/// In each table of dependencies, or in each part of it that a line `# --- …` opens.
fn order(file: &TextFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut in_table = false;
    let mut last = "";
    for (index, line) in file.text.lines().enumerate() {
        if line.starts_with('[') {
            in_table = line.trim_end().ends_with("dependencies]");
            last = "";
        } else if line.starts_with("# ---") {
            last = "";
        } else if in_table && line.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            if name < last {
                findings.push(Finding::new(
                    &file.path,
                    index + 1,
                    format!("{name} stands after {last}"),
                    "put dependencies in alphabetical order",
                ));
            }
            last = name;
        }
    }
    findings
}

fn unused(manifests: &[&TextFile]) -> Vec<Finding> {
    let Some(root) = manifests.iter().find(|file| file.path == ROOT) else { return Vec::new() };
    let mut offered = BTreeSet::new();
    let mut used = BTreeSet::new();
    for file in manifests {
        match file.text.parse::<toml::Table>() {
            Ok(mut table) => {
                if let Some(toml::Value::Table(mut workspace)) = table.remove("workspace") {
                    offered.extend(dependencies(&mut workspace));
                }
                used.extend(all_dependencies(table));
            }
            // Cargo itself refuses such a manifest, and says more about it.
            Err(_) => return Vec::new(),
        }
    }
    offered
        .difference(&used)
        .map(|name| {
            let line = line_where(&root.text, |line| {
                line.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with([' ', '=', '.']))
            });
            Finding::new(ROOT, line, format!("no package uses {name}"), "delete it")
        })
        .collect()
}

fn dependencies(table: &mut toml::Table) -> Vec<String> {
    match table.remove("dependencies") {
        Some(toml::Value::Table(dependencies)) => dependencies.into_iter().map(|(name, _)| name).collect(),
        _ => Vec::new(),
    }
}

/// The names in every table of dependencies, those of targets included.
fn all_dependencies(table: toml::Table) -> Vec<String> {
    let mut names = Vec::new();
    for (key, value) in table {
        let toml::Value::Table(value) = value else { continue };
        if key.ends_with("dependencies") {
            names.extend(value.into_iter().map(|(name, _)| name));
        } else {
            names.extend(all_dependencies(value));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<_> = files
            .iter()
            .map(|&(path, text)| TextFile { path: path.to_owned(), text: text.to_owned() })
            .collect();
        check(&files).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn dependencies_out_of_order_are_found_in_every_table() {
        for table in ["dependencies", "dev-dependencies", "target.'cfg(unix)'.build-dependencies"] {
            let text =
                format!("[package]\nname = \"a\"\n[{table}]\nb = \"1\"\na.workspace = true\nc = \"1\"\n");
            assert_eq!(
                shown(&[("x/Cargo.toml", &text)]),
                ["x/Cargo.toml:5: a stands after b; put dependencies in alphabetical order"]
            );
        }
    }

    #[test]
    fn each_table_and_each_part_has_an_order_of_its_own() {
        let text = "[dependencies]\nb = \"1\"\n# --- others\na = \"1\"\n[features]\nz = []\ny = []\n[dev-dependencies]\na = \"1\"\n";
        assert!(shown(&[("x/Cargo.toml", text)]).is_empty());
    }

    #[test]
    fn a_workspace_dependency_that_nobody_uses_is_found() {
        let root = "[workspace.dependencies]\na = \"1\"\nb = \"1\"\nb-macros = \"1\"\nc = \"1\"\n";
        let member = "[dependencies]\na.workspace = true\n[target.'cfg(unix)'.dev-dependencies]\nc.workspace = true\n\
                      [build-dependencies]\nb-macros.workspace = true\n";
        assert_eq!(
            shown(&[("Cargo.toml", root), ("x/Cargo.toml", member)]),
            ["Cargo.toml:3: no package uses b; delete it"]
        );
    }
}
