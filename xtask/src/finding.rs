//! A finding: where a rule is broken, and what mends it.

use std::fmt;

use anyhow::{Result, bail};

use crate::say;

/// One broken rule, printed as `path:line: what; remedy`.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    what: String,
    remedy: String,
}

impl Finding {
    /// A finding at a line, counted from 1, of a file, named from the workspace's root.
    pub(crate) fn new(
        path: impl Into<String>,
        line: usize,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { path: path.into(), line, what: what.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}; {}", self.path, self.line, self.what, self.remedy)
    }
}

/// Prints all findings in the order of their files; fails if there are any.
pub(crate) fn report(mut findings: Vec<Finding>) -> Result<()> {
    findings.sort();
    for finding in &findings {
        say::line(finding);
    }
    match findings.len() {
        0 => Ok(()),
        1 => bail!("1 finding"),
        number => bail!("{number} findings"),
    }
}

/// The first line, counted from 1, that `wanted` accepts; 1 where none does.
pub(crate) fn line_where(text: &str, wanted: impl Fn(&str) -> bool) -> usize {
    text.lines().position(wanted).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_names_place_fault_and_remedy() {
        let finding = Finding::new("a/b.rs", 7, "too long", "split it");
        assert_eq!(finding.to_string(), "a/b.rs:7: too long; split it");
    }

    #[test]
    fn any_finding_fails_the_check() {
        assert!(report(Vec::new()).is_ok());
        assert!(report(vec![Finding::new("a", 1, "b", "c")]).is_err());
    }
}
