//! The language of pages and letters.

use std::fmt;

use super::Unfit;

/// A language tag in the shape of BCP 47: `en`, `de-CH`.
/// Whether there is a catalogue for it is for the templates to say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale(String);

impl Locale {
    /// Subtags of 1 to 8 ASCII letters and digits, joined by hyphens, 35 characters at most (RFC 5646, section 4.4.1).
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        let text = text.trim();
        let subtag = |s: &str| (1..=8).contains(&s.len()) && s.chars().all(|c| c.is_ascii_alphanumeric());
        if 35 < text.len()
            || !text.split('-').all(subtag)
            || !text.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            return Err(Unfit::new("locale", "is not a language tag such as en or de-CH"));
        }
        Ok(Self(text.to_owned()))
    }

    /// English, the language of last resort.
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// The tag as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
