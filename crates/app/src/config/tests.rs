//! Configurations, right and wrong.

mod defaults;
mod layers;
mod mistakes;
mod planted;

use std::ffi::OsString;
use std::io::Write;

use secrecy::{ExposeSecret, SecretString};
use tempfile::NamedTempFile;

use super::{Config, Mistake};

/// As little as will do.
const SMALLEST: &str = r#"
[portal]
url = "https://portal.example.com"
[mail]
url = "smtps://mail.example.com"
from = "no-reply@example.com"
"#;

fn read(text: &str) -> Result<Config, Vec<Mistake>> {
    Config::read(text, [])
}

fn read_with(text: &str, variables: &[(&str, &str)]) -> Result<Config, Vec<Mistake>> {
    Config::read(text, variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value))))
}

fn only(mistakes: Vec<Mistake>) -> Mistake {
    assert_eq!(mistakes.len(), 1, "{mistakes:#?}");
    mistakes.into_iter().next().unwrap()
}

fn file_with(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

#[expect(clippy::disallowed_methods, reason = "a test compares it")]
fn exposed(secret: &SecretString) -> &str {
    secret.expose_secret()
}
