//! The graph of packages against deny.toml.

use anyhow::Result;
use spdx::{Expression, ParseMode};

use super::rules::Rules;
use crate::finding::{Finding, line_where};
use crate::graph::{Graph, Package};

const FILE: &str = "deny.toml";

/// Every package that deny.toml refuses; `text` is deny.toml, for its lines.
pub(crate) fn check(graph: &Graph, rules: &Rules, text: &str) -> Result<Vec<Finding>> {
    let mut findings = bans(graph, rules, text);
    for package in graph.packages() {
        findings.extend(source(package, rules, text));
        findings.extend(license(package, rules, text)?);
    }
    Ok(findings)
}

fn bans(graph: &Graph, rules: &Rules, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for banned in &rules.bans.deny {
        let refused: Vec<_> = graph
            .dependents(&banned.name)
            .map(|package| package.name.as_str())
            .filter(|name| !banned.wrappers.iter().any(|wrapper| wrapper == name))
            .collect();
        if !refused.is_empty() {
            let entry = format!("{{ crate = \"{}\"", banned.name);
            findings.push(Finding::new(
                FILE,
                line_where(text, |line| line.trim_start().starts_with(&entry)),
                format!("{} names {}, which is banned: {}", refused.join(", "), banned.name, banned.reason),
                "do without it, or go through what may name it",
            ));
        }
    }
    findings
}

fn license(package: &Package, rules: &Rules, text: &str) -> Result<Option<Finding>> {
    let finding = |what: &str| {
        Some(Finding::new(
            FILE,
            line_where(text, |line| line == "[licenses]"),
            format!("{} {} {what}", package.name, package.version),
            "take another package, or allow its license with a reason",
        ))
    };
    let Some(declared) = &package.license else {
        return Ok(finding("declares no license"));
    };
    let Ok(expression) = Expression::parse_mode(declared, ParseMode::LAX) else {
        return Ok(finding(&format!("declares {declared}, which is no SPDX expression")));
    };
    let allowed = rules.licenses.of(&package.name)?;
    if expression.evaluate(|wanted| allowed.iter().any(|license| license.satisfies(wanted))) {
        return Ok(None);
    }
    Ok(finding(&format!("is under {declared}, which is not allowed")))
}

/// A registry of the list, or the workspace itself; neither git nor folders elsewhere.
fn source(package: &Package, rules: &Rules, text: &str) -> Option<Finding> {
    let allowed = match &package.source {
        None => package.manifest.is_some(),
        Some(source) => rules.sources.allow_registry.iter().any(|registry| {
            source.strip_prefix("registry+").is_some_and(|url| url == registry)
                || source.strip_prefix("sparse+").is_some_and(|url| url == registry)
        }),
    };
    (!allowed).then(|| {
        Finding::new(
            FILE,
            line_where(text, |line| line == "[sources]"),
            format!(
                "{} {} comes from {}",
                package.name,
                package.version,
                package.source.as_deref().unwrap_or("a folder outside the workspace")
            ),
            "take it from crates.io",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Reach::{Product, Tests};

    /// The house's own rules: what is planted must be found by the file as it is.
    const RULES: &str = include_str!("../../../deny.toml");

    fn shown(graph: &Graph) -> Vec<String> {
        let rules = Rules::read(RULES).unwrap();
        check(graph, &rules, RULES).unwrap().iter().map(ToString::to_string).collect()
    }

    fn with_license(license: Option<&str>) -> Vec<String> {
        let mut graph = Graph::planted(&[("app", &[("a", Product)])]);
        graph.package_mut("a").license = license.map(str::to_owned);
        shown(&graph)
    }

    fn with_source(source: Option<&str>) -> Vec<String> {
        let mut graph = Graph::planted(&[("app", &[("a", Product)])]);
        graph.package_mut("a").source = source.map(str::to_owned);
        shown(&graph)
    }

    #[test]
    fn each_technology_through_its_adapter_is_no_finding() {
        let rules = Rules::read(RULES).unwrap();
        for banned in rules.bans.deny.iter().filter(|banned| !banned.wrappers.is_empty()) {
            for wrapper in &banned.wrappers {
                assert_eq!(shown(&Graph::planted(&[(wrapper, &[(&banned.name, Product)])])), [""; 0]);
            }
        }
    }

    #[test]
    fn an_arrow_turned_round_is_found() {
        for technology in ["argon2", "mail-send", "poem", "sea-orm", "sea-orm-migration"] {
            for reach in [Product, Tests] {
                let found = shown(&Graph::planted(&[("reset-domain", &[(technology, reach)])]));
                assert!(
                    found[0].contains(&format!("reset-domain names {technology}, which is banned")),
                    "{found:?}"
                );
                assert!(!found[0].starts_with("deny.toml:1:"), "the entry's own line: {found:?}");
            }
        }
    }

    #[test]
    fn what_is_never_taken_is_found_however_far_down() {
        for never in
            ["aws-lc-rs", "aws-lc-sys", "native-tls", "openssl", "openssl-sys", "rsa", "rustls-pemfile"]
        {
            let found = shown(&Graph::planted(&[
                ("app", &[("poem-extra", Product)]),
                ("poem-extra", &[(never, Product)]),
            ]));
            assert!(found.len() == 1 && found[0].contains(&format!("poem-extra names {never}")), "{found:?}");
        }
    }

    #[test]
    fn one_allowed_license_of_several_is_enough() {
        for license in [
            "MIT",
            "MIT/Apache-2.0",
            "Apache-2.0 / MIT",
            "GPL-2.0-only OR ISC",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
        ] {
            assert_eq!(with_license(Some(license)), [""; 0], "{license}");
        }
    }

    #[test]
    fn a_license_that_is_not_allowed_is_found() {
        for license in ["GPL-3.0-only", "MIT AND LGPL-2.1-or-later", "MPL-2.0", "no license at all"] {
            assert_eq!(with_license(Some(license)).len(), 1, "{license}");
        }
        assert!(with_license(None)[0].contains("declares no license"));
    }

    #[test]
    fn an_exception_holds_for_its_package_alone() {
        let mut graph = Graph::planted(&[("app", &[("sse-codec", Tests)])]);
        graph.package_mut("sse-codec").license = Some("MPL-2.0".to_owned());
        assert_eq!(shown(&graph), [""; 0]);
    }

    #[test]
    fn what_comes_from_elsewhere_is_found() {
        for source in [
            Some("git+https://github.com/rust-lang/crates.io-index"),
            Some("registry+https://registry.example"),
            None,
        ] {
            let found = with_source(source);
            assert!(found.len() == 1 && found[0].contains("comes from"), "{source:?}: {found:?}");
        }
    }
}
