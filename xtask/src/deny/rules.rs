//! deny.toml, as much of it as is checked here.

use anyhow::{Result, anyhow};
use serde::Deserialize;
use spdx::{Licensee, ParseMode};

/// The sections that need no network.
#[derive(Debug, Deserialize)]
pub(crate) struct Rules {
    pub(crate) bans: Bans,
    pub(crate) licenses: Licenses,
    pub(crate) sources: Sources,
}

/// Packages that are refused.
#[derive(Debug, Deserialize)]
pub(crate) struct Bans {
    pub(crate) deny: Vec<Banned>,
}

/// One refused package.
#[derive(Debug, Deserialize)]
pub(crate) struct Banned {
    #[serde(rename = "crate")]
    pub(crate) name: String,
    /// The packages that may name it all the same.
    #[serde(default)]
    pub(crate) wrappers: Vec<String>,
    pub(crate) reason: String,
}

/// Licenses that are accepted.
#[derive(Debug, Deserialize)]
pub(crate) struct Licenses {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

/// More licenses for one package.
#[derive(Debug, Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

/// Where packages may come from.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Sources {
    pub(crate) allow_registry: Vec<String>,
}

impl Rules {
    /// Reads the text of deny.toml.
    pub(crate) fn read(text: &str) -> Result<Self> {
        Ok(toml::from_str(text)?)
    }
}

impl Licenses {
    /// The licenses that a package may be taken under.
    pub(crate) fn of(&self, package: &str) -> Result<Vec<Licensee>> {
        let exceptions = self.exceptions.iter().filter(|exception| exception.name == package);
        self.allow
            .iter()
            .chain(exceptions.flat_map(|exception| &exception.allow))
            .map(|license| {
                Licensee::parse_mode(license, ParseMode::STRICT)
                    .map_err(|error| anyhow!("deny.toml: {license} is no SPDX license: {error}"))
            })
            .collect()
    }
}
