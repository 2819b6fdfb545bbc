//! The graph of packages as the checks see it: plain values, so that a test can plant a fault.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand};

use crate::cargo;

/// Every package that the lock file names, with every feature of the workspace on.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    packages: BTreeMap<String, Package>,
}

/// One version of one package.
#[derive(Debug, Default)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// The SPDX expression that it declares.
    pub(crate) license: Option<String>,
    /// Where it comes from, none for a folder of this machine.
    pub(crate) source: Option<String>,
    /// Its manifest, named from the workspace's root, of members of the workspace alone.
    pub(crate) manifest: Option<String>,
    edges: Vec<Edge>,
}

#[derive(Debug)]
struct Edge {
    to: String,
    reach: Reach,
}

/// How far a dependency reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Built into whatever depends on the package.
    Product,
    /// Built for the package's own tests.
    Tests,
}

impl Graph {
    /// Asks cargo.
    pub(crate) fn of_workspace() -> Result<Self> {
        let metadata = MetadataCommand::new()
            .current_dir(cargo::root())
            .features(CargoOpt::AllFeatures)
            .other_options(vec!["--locked".to_owned()])
            .exec()
            .context("cargo does not resolve the workspace")?;
        Ok(Self::new(&metadata))
    }

    fn new(metadata: &Metadata) -> Self {
        let mut packages: BTreeMap<String, Package> = metadata
            .packages
            .iter()
            .map(|package| {
                let manifest = metadata
                    .workspace_members
                    .contains(&package.id)
                    .then(|| package.manifest_path.strip_prefix(&metadata.workspace_root).ok())
                    .flatten();
                let plain = Package {
                    name: package.name.to_string(),
                    version: package.version.to_string(),
                    license: package.license.clone(),
                    source: package.source.as_ref().map(ToString::to_string),
                    manifest: manifest.map(ToString::to_string),
                    edges: Vec::new(),
                };
                (package.id.repr.clone(), plain)
            })
            .collect();
        for node in metadata.resolve.iter().flat_map(|resolve| &resolve.nodes) {
            let Some(package) = packages.get_mut(&node.id.repr) else { continue };
            package.edges = node
                .deps
                .iter()
                .map(|dependency| {
                    let tests_only =
                        dependency.dep_kinds.iter().all(|kind| kind.kind == DependencyKind::Development);
                    let reach = if tests_only { Reach::Tests } else { Reach::Product };
                    Edge { to: dependency.pkg.repr.clone(), reach }
                })
                .collect();
        }
        Self { packages }
    }

    /// All packages.
    pub(crate) fn packages(&self) -> impl Iterator<Item = &Package> {
        self.packages.values()
    }

    /// The workspace's own packages with their manifests.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&Package, &str)> {
        self.packages().filter_map(|package| Some((package, package.manifest.as_deref()?)))
    }

    /// What a package names in its manifest, tests included, itself left out.
    pub(crate) fn dependencies<'a>(&'a self, package: &'a Package) -> impl Iterator<Item = &'a Package> {
        package
            .edges
            .iter()
            .filter_map(|edge| self.packages.get(&edge.to))
            .filter(|dependency| dependency.name != package.name)
    }

    /// Whether a package names another for its tests alone.
    pub(crate) fn is_for_tests(&self, package: &Package, dependency: &str) -> bool {
        package.edges.iter().any(|edge| {
            let is_it = self.packages.get(&edge.to).is_some_and(|package| package.name == dependency);
            is_it && edge.reach == Reach::Tests
        })
    }

    /// The packages that name `name` in their manifests.
    pub(crate) fn dependents<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Package> {
        self.packages()
            .filter(move |package| self.dependencies(package).any(|dependency| dependency.name == name))
    }

    /// The way from one package to another through what is built into the product, both ends included.
    pub(crate) fn way(&self, from: &str, to: &str) -> Option<Vec<&str>> {
        let mut seen = BTreeSet::new();
        let start = self.packages().find(|package| package.name == from)?;
        let mut open = vec![vec![start]];
        while let Some(way) = open.pop() {
            let last = way.last()?;
            if last.name == to {
                return Some(way.iter().map(|package| package.name.as_str()).collect());
            }
            for edge in last.edges.iter().filter(|edge| edge.reach == Reach::Product) {
                match self.packages.get(&edge.to) {
                    Some(next) if seen.insert(&edge.to) => {
                        open.push(way.iter().copied().chain([next]).collect());
                    }
                    _ => {}
                }
            }
        }
        None
    }
}

#[cfg(test)]
impl Graph {
    /// Members, by name, with what they depend on; a dependency that is no member comes from crates.io.
    pub(crate) fn planted(members: &[(&str, &[(&str, Reach)])]) -> Self {
        let mut graph = Self::default();
        for &(name, edges) in members {
            for &(to, _) in edges {
                graph.packages.entry(to.to_owned()).or_insert_with(|| Package {
                    name: to.to_owned(),
                    license: Some("MIT".to_owned()),
                    source: Some("registry+https://github.com/rust-lang/crates.io-index".to_owned()),
                    ..Package::default()
                });
            }
            let package = Package {
                name: name.to_owned(),
                license: Some("MIT".to_owned()),
                manifest: Some(format!("crates/{name}/Cargo.toml")),
                edges: edges.iter().map(|&(to, reach)| Edge { to: to.to_owned(), reach }).collect(),
                ..Package::default()
            };
            graph.packages.insert(name.to_owned(), package);
        }
        graph
    }

    /// One package, to be spoilt.
    pub(crate) fn package_mut(&mut self, name: &str) -> &mut Package {
        self.packages.get_mut(name).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_goes_through_the_product_and_not_through_tests() {
        let graph = Graph::planted(&[
            ("a", &[("b", Reach::Product), ("d", Reach::Tests)]),
            ("b", &[("c", Reach::Product)]),
        ]);
        assert_eq!(graph.way("a", "c"), Some(vec!["a", "b", "c"]));
        assert_eq!(graph.way("a", "d"), None);
        assert_eq!(graph.dependents("c").map(|package| package.name.as_str()).collect::<Vec<_>>(), ["b"]);
    }
}
