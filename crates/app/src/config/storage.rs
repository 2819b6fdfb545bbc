//! `[storage]`: where everything is kept.

use secrecy::SecretString;
use url::Url;

use super::outline::{Key, Outline};
use super::section::{Read, Section};
use super::values::{Flaw, choice};

/// The keys of `[storage]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "storage",
    about: "Where everything is kept.",
    keys: &[
        Key::with_default(
            "url",
            r#""sqlite://readmit.db""#,
            "sqlite://FILE, or postgres:// or mysql:// and USER:PASSWORD@HOST/DATABASE.",
        ),
        Key::optional("url_file", r#""/run/secrets/storage-url""#, "A file that holds storage.url instead."),
        Key::with_default(
            "migrate",
            r#""auto""#,
            r#"Whether serve and worker bring the schema up to date ("auto") or `readmit migrate` alone ("manual")."#,
        ),
    ],
};

/// Where everything is kept.
#[derive(Debug, Clone)]
pub(crate) struct Storage {
    /// `sqlite://…`, `postgres://…` or `mysql://…`; it may hold a password.
    pub(crate) url: SecretString,
    /// Who brings the schema up to date.
    pub(crate) migrate: Migrate,
}

/// Who brings the schema up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Migrate {
    /// `serve` and `worker`, at start.
    Auto,
    /// `readmit migrate` alone.
    Manual,
}

impl Storage {
    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let url = section.secret("url", "url_file", storage_url);
        let migrate =
            section.parsed("migrate", choice(&[("auto", Migrate::Auto), ("manual", Migrate::Manual)]));
        let url = url?.ok_or_else(|| section.missing("url"))?;
        Ok(Self { url, migrate: migrate? })
    }
}

/// Never repeats what was written: it may hold a password.
fn storage_url(text: &str) -> Result<String, Flaw> {
    const ADVICE: &str = "write sqlite://FILE, or postgres:// or mysql:// and USER:PASSWORD@HOST/DATABASE";
    let text = text.trim();
    let Some((scheme, rest)) = text.split_once("://") else {
        return Err(Flaw::new("is no storage address", ADVICE));
    };
    match scheme {
        "sqlite" if rest.trim_matches('/').is_empty() => Err(Flaw::new("names no file", ADVICE)),
        "sqlite" if rest.contains(":memory:") => {
            Err(Flaw::new("is forgotten when the program ends", "name a file"))
        }
        "sqlite" if rest.contains('?') => {
            Err(Flaw::new("has parameters", "leave them out").with_advice_alone())
        }
        "sqlite" => Ok(text.to_owned()),
        "postgres" | "postgresql" => on_a_server(text, ADVICE).map(|()| format!("postgres://{rest}")),
        "mysql" | "mariadb" => on_a_server(text, ADVICE).map(|()| format!("mysql://{rest}")),
        _ => Err(Flaw::new("has a scheme that is no kind of storage", ADVICE).with_advice_alone()),
    }
}

fn on_a_server(text: &str, advice: &str) -> Result<(), Flaw> {
    match Url::parse(text) {
        Ok(url) if url.path().trim_matches('/').is_empty() => {
            Err(Flaw::new("names no database", advice).with_advice_alone())
        }
        Ok(_) => Ok(()),
        Err(error) => Err(Flaw::new(
            format!("is no address of a database ({error})"),
            "percent-encode what is special in the password",
        )
        .with_advice_alone()),
    }
}
