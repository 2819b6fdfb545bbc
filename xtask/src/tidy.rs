//! `cargo xtask tidy`: the manners of the house that no compiler checks, all findings at once.

use anyhow::Result;

use crate::finding::report;
use crate::graph::Graph;

mod arrows;
mod code;
mod files;
mod links;
mod manifests;

use files::TextFile;

/// Reads every file of the repository and the graph of packages, and reports what it finds.
pub(crate) fn run() -> Result<()> {
    let files = files::tracked()?;
    let graph = Graph::of_workspace()?;
    let checks = [
        files::check(&files),
        code::check(&files),
        links::check(&files),
        manifests::check(&files),
        arrows::check(&graph, &files),
    ];
    report(checks.into_iter().flatten().collect())
}
