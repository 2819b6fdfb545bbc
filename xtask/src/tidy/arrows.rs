//! Arrows: which package may know which, and where each technology lives.

use super::TextFile;
use super::files::line_in;
use crate::finding::Finding;
use crate::graph::{Graph, Package};

/// Whom each package may name in its manifest, tests included.
const ARROWS: [(&str, &[&str]); 8] = [
    ("reset-domain", &[]),
    ("reset-templates", &["reset-domain"]),
    ("reset-host", &["reset-domain"]),
    ("reset-storage-seaorm", &["reset-domain"]),
    ("reset-mail-smtp", &["reset-domain", "reset-templates"]),
    ("reset-http-poem", &["reset-domain", "reset-templates"]),
    (
        "app",
        &[
            DOMAIN,
            "reset-host",
            "reset-http-poem",
            "reset-mail-smtp",
            "reset-storage-seaorm",
            "reset-templates",
        ],
    ),
    ("xtask", &[]),
];

/// The one package that may name each technology.
const TECHNOLOGIES: [(&str, &str); 8] = [
    ("argon2", "reset-host"),
    ("hyper", "reset-http-poem"),
    ("hyper-util", "reset-http-poem"),
    ("mail-send", "reset-mail-smtp"),
    ("poem", "reset-http-poem"),
    ("sea-orm", "reset-storage-seaorm"),
    ("sea-orm-migration", "reset-storage-seaorm"),
    ("sqlx", "reset-storage-seaorm"),
];

/// What a package may name for its tests alone, though it lives elsewhere.
const IN_TESTS: [(&str, &str); 3] = [
    // The program is measured beside the bare hash and a bare page.
    ("app", "argon2"),
    ("app", "poem"),
    // The program's tests make a database each on the server they are given.
    ("app", "sqlx"),
];

const DOMAIN: &str = "reset-domain";

/// What is not in the domain's tree, however far down.
const ABSENT: [&str; 8] = ["argon2", "hyper", "mail-send", "poem", "rustls", "sea-orm", "sqlx", "tokio"];

/// All checks of arrows.
pub(crate) fn check(graph: &Graph, files: &[TextFile]) -> Vec<Finding> {
    let mut findings: Vec<_> = graph
        .members()
        .flat_map(|(package, manifest)| {
            named(graph, package)
                .filter(|(dependency, _)| {
                    let excepted = IN_TESTS.contains(&(&package.name, dependency));
                    !(excepted && graph.is_for_tests(package, dependency))
                })
                .filter_map(move |(dependency, member)| {
                    let (what, remedy) = refusal(&package.name, dependency, member)?;
                    let line = line_in(files, manifest, |line| names(line, dependency));
                    Some(Finding::new(manifest, line, what, remedy))
                })
                .chain(unknown(package, manifest))
        })
        .collect();
    findings.extend(impurities(graph, files));
    findings
}

fn named<'a>(graph: &'a Graph, package: &'a Package) -> impl Iterator<Item = (&'a str, bool)> {
    graph.dependencies(package).map(|dependency| (dependency.name.as_str(), dependency.manifest.is_some()))
}

fn refusal(package: &str, dependency: &str, member: bool) -> Option<(String, String)> {
    let what = format!("{package} names {dependency}");
    if member {
        let allowed = ARROWS.iter().find(|(name, _)| *name == package).map(|(_, allowed)| *allowed)?;
        let remedy = match allowed {
            [] => "it may name no package of the house".to_owned(),
            _ => format!("it may name {}", allowed.join(", ")),
        };
        return (!allowed.contains(&dependency)).then_some((what, remedy));
    }
    let owner = TECHNOLOGIES.iter().find(|(name, _)| *name == dependency).map(|(_, owner)| *owner)?;
    (owner != package).then(|| (what, format!("{dependency} lives in {owner}; go through a port")))
}

fn unknown(package: &Package, manifest: &str) -> Option<Finding> {
    let known = ARROWS.iter().any(|(name, _)| *name == package.name);
    (!known).then(|| {
        Finding::new(
            manifest,
            1,
            format!("nothing says whom {} may name", package.name),
            "give it a line in the table of xtask/src/tidy/arrows.rs",
        )
    })
}

fn impurities(graph: &Graph, files: &[TextFile]) -> impl Iterator<Item = Finding> {
    let manifest = graph
        .members()
        .find(|(package, _)| package.name == DOMAIN)
        .map_or("Cargo.toml", |(_, manifest)| manifest);
    ABSENT.into_iter().filter_map(move |technology| {
        let way = graph.way(DOMAIN, technology)?;
        let line = line_in(files, manifest, |line| way.get(1).is_some_and(|first| names(line, first)));
        Some(Finding::new(
            manifest,
            line,
            format!("the domain depends on {technology}: {}", way.join(" -> ")),
            "move what needs it into an adapter",
        ))
    })
}

/// Whether a line of a manifest is about this dependency.
fn names(line: &str, dependency: &str) -> bool {
    line.strip_prefix(dependency).is_some_and(|rest| rest.starts_with([' ', '=', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Reach::{self, Product, Tests};

    fn shown(members: &[(&str, &[(&str, Reach)])]) -> Vec<String> {
        check(&Graph::planted(members), &[]).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn arrows_of_the_table_are_no_finding() {
        let members: Vec<(&str, Vec<(&str, Reach)>)> = ARROWS
            .iter()
            .map(|(name, allowed)| (*name, allowed.iter().map(|to| (*to, Product)).collect()))
            .collect();
        let members: Vec<_> = members.iter().map(|(name, edges)| (*name, edges.as_slice())).collect();
        assert_eq!(shown(&members), [""; 0]);
    }

    #[test]
    fn an_arrow_turned_round_is_found_even_in_tests() {
        for reach in [Product, Tests] {
            let found = shown(&[("reset-domain", &[("reset-templates", reach)]), ("reset-templates", &[])]);
            assert_eq!(
                found,
                ["crates/reset-domain/Cargo.toml:1: reset-domain names reset-templates; \
                  it may name no package of the house"]
            );
        }
    }

    #[test]
    fn adapters_that_know_each_other_are_found() {
        let found = shown(&[("reset-host", &[("reset-mail-smtp", Product)]), ("reset-mail-smtp", &[])]);
        assert!(found.len() == 1 && found[0].contains("it may name reset-domain"), "{found:?}");
    }

    #[test]
    fn the_finding_names_the_line_of_the_manifest() {
        let graph = Graph::planted(&[("reset-domain", &[("reset-host", Product)]), ("reset-host", &[])]);
        let manifest = TextFile {
            path: "crates/reset-domain/Cargo.toml".to_owned(),
            text: "[dependencies]\nreset-host.workspace = true\n".to_owned(),
        };
        let found = check(&graph, &[manifest]);
        assert!(found[0].to_string().starts_with("crates/reset-domain/Cargo.toml:2: "), "{found:?}");
    }

    #[test]
    fn a_package_without_a_line_in_the_table_is_found() {
        assert!(
            shown(&[("reset-storage-files", &[])])[0]
                .contains("nothing says whom reset-storage-files may name")
        );
    }

    #[test]
    fn each_technology_is_found_outside_its_home_and_only_there() {
        for (technology, home) in TECHNOLOGIES {
            assert!(shown(&[(home, &[(technology, Product)])]).is_empty());
            let found = shown(&[("app", &[(technology, Product)])]);
            assert!(found.len() == 1 && found[0].contains(&format!("lives in {home}")), "{found:?}");
        }
    }

    #[test]
    fn an_exception_is_for_tests_alone() {
        for (package, technology) in IN_TESTS {
            assert!(shown(&[(package, &[(technology, Tests)])]).is_empty());
            assert_eq!(shown(&[(package, &[(technology, Product)])]).len(), 1);
        }
        assert_eq!(shown(&[("app", &[("mail-send", Tests)])]).len(), 1);
    }

    #[test]
    fn a_technology_deep_in_the_domain_is_found_with_the_way_there() {
        for technology in ABSENT {
            let found = shown(&[("reset-domain", &[("uuid", Product)]), ("uuid", &[(technology, Product)])]);
            let way = format!("reset-domain -> uuid -> {technology}");
            assert!(found.iter().any(|finding| finding.contains(&way)), "{found:?}");
        }
    }

    #[test]
    fn a_technology_of_the_domains_tests_is_no_finding() {
        assert!(shown(&[("reset-domain", &[("tokio", Tests)])]).is_empty());
    }
}
