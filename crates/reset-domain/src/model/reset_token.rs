//! The secret in a reset link.

use secrecy::{ExposeSecret, SecretString};

super::token::token! {
    /// The secret in a reset link: 160 random bits as 32 characters.
    ResetToken,
    /// What is stored of a reset token, and what it is found by.
    TokenDigest,
    bytes = 20, length = 32, purpose = "readmit.reset-link"
}

/// The link as it stands in a letter.
/// Made by the [`Links`](crate::ports::Links) port; it holds a secret, so it does not print.
#[derive(Clone)]
pub struct ResetUrl(SecretString);

impl ResetUrl {
    /// Wraps a finished URL.
    pub fn new(url: String) -> Self {
        Self(url.into())
    }

    /// The URL, for the letter that carries it.
    #[expect(clippy::disallowed_methods, reason = "rendered into the letter that carries the link")]
    pub fn reveal(&self) -> &str {
        self.0.expose_secret()
    }
}

impl std::fmt::Debug for ResetUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ResetUrl([REDACTED])")
    }
}
