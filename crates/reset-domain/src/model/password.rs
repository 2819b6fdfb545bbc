//! What people type into password fields, and what is stored of it.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;

use super::Unfit;
use crate::defect::{Defect, is_planted};
use crate::ports::{Entropy, EntropyError};

/// A password as it was typed, in NFC (NIST SP 800-63B-4, section 3.1.1.2); never trimmed, folded or cut.
#[derive(Clone)]
pub struct Password(SecretString);

impl Password {
    /// The longest, in bytes after normalization: what hashing may be asked to chew.
    pub const MAX_BYTES: usize = 1024;

    /// Normalizes what was typed; nothing and more than 1,024 bytes are no password.
    pub fn parse(typed: &str) -> Result<Self, Unfit> {
        const WHAT: &str = "password";
        if typed.is_empty() {
            return Err(Unfit::new(WHAT, "is empty"));
        }
        if is_planted(Defect::LongPasswordsAreTaken) {
            return Ok(Self(typed.nfc().collect::<String>().into()));
        }
        // NFC never makes a text longer than three times its bytes; this bounds the work before it is done.
        if Self::MAX_BYTES * 3 < typed.len() {
            return Err(Unfit::new(WHAT, "is longer than 1024 bytes"));
        }
        let mut normal = String::with_capacity(typed.len() * 3);
        normal.extend(typed.nfc());
        if Self::MAX_BYTES < normal.len() {
            return Err(Unfit::new(WHAT, "is longer than 1024 bytes"));
        }
        Ok(Self(normal.into()))
    }

    /// How many Unicode characters it has; each counts one.
    pub fn length(&self) -> usize {
        self.reveal().chars().count()
    }

    /// Whether both are the same, in time that does not tell where they differ.
    pub fn same_as(&self, other: &Self) -> bool {
        self.reveal().as_bytes().ct_eq(other.reveal().as_bytes()).into()
    }

    /// The password itself, for hashing and screening.
    #[expect(clippy::disallowed_methods, reason = "hashed, screened or compared; never kept")]
    pub fn reveal(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password([REDACTED])")
    }
}

/// The first two characters of a temporary password, kept readable like the prefix of an API key:
/// they pick the one hash to verify.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TemporaryTag(String);

impl TemporaryTag {
    /// Two characters of the alphabet of temporary passwords.
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        let fits = text.len() == 2 && text.bytes().all(|b| TemporaryPassword::ALPHABET.contains(&b));
        match fits {
            true => Ok(Self(text.to_owned())),
            false => Err(Unfit::new("tag", "is not two characters of the alphabet")),
        }
    }

    /// The two characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password that the product mailed: 16 characters, of which 14 are secret (67 bits).
#[derive(Clone)]
pub struct TemporaryPassword(SecretString);

impl TemporaryPassword {
    /// No vowels, so no words; no 0, 1, i, l, o, which look alike.
    pub const ALPHABET: &'static [u8; 28] = b"bcdfghjkmnpqrstvwxyz23456789";
    /// How many characters it has.
    pub const LENGTH: usize = 16;

    /// Mints one; each character is equally likely.
    pub fn mint(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let mut text = String::with_capacity(Self::LENGTH);
        let mut random = [0; 32];
        while text.len() < Self::LENGTH {
            entropy.try_fill(&mut random)?;
            // 252 is the largest multiple of 28 in a byte: what is above would favor some characters.
            let letters =
                random.iter().filter(|b| **b < 252).filter_map(|b| Self::ALPHABET.get(usize::from(*b % 28)));
            text.extend(letters.take(Self::LENGTH - text.len()).map(|b| char::from(*b)));
        }
        Ok(Self(text.into()))
    }

    /// Reads what was typed or pasted: blanks and hyphens between do not matter, nor do capitals.
    pub fn parse(typed: &str) -> Option<Self> {
        // A text much longer than four groups is none, whatever is between.
        if Self::LENGTH * 4 < typed.len() {
            return None;
        }
        let mut text = String::with_capacity(typed.len());
        text.extend(
            typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_lowercase()),
        );
        let fits = text.len() == Self::LENGTH && text.bytes().all(|b| Self::ALPHABET.contains(&b));
        fits.then(|| Self(text.into()))
    }

    /// Which of a user's temporary passwords it would be.
    pub fn tag(&self) -> TemporaryTag {
        TemporaryTag(self.reveal().chars().take(2).collect())
    }

    /// As a password, for hashing.
    pub fn as_password(&self) -> Password {
        Password(self.0.clone())
    }

    /// The temporary password itself, for the letter that carries it.
    #[expect(clippy::disallowed_methods, reason = "rendered into the letter that carries it, or hashed")]
    pub fn reveal(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for TemporaryPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TemporaryPassword([REDACTED])")
    }
}

/// What was typed into a password field, told apart by its shape alone.
/// A password of the temporary shape can never be chosen, so the shape says which proof is meant.
#[derive(Debug, Clone)]
pub enum TypedPassword {
    /// It has the shape of a temporary password.
    Temporary(TemporaryPassword),
    /// It has not.
    Chosen(Password),
}

impl TypedPassword {
    /// Tells the shape of what was typed.
    pub fn parse(typed: &str) -> Result<Self, Unfit> {
        match TemporaryPassword::parse(typed) {
            Some(temporary) => Ok(Self::Temporary(temporary)),
            None => Password::parse(typed).map(Self::Chosen),
        }
    }

    /// As a password, for hashing.
    pub fn as_password(&self) -> Password {
        match self {
            Self::Temporary(temporary) => temporary.as_password(),
            Self::Chosen(password) => password.clone(),
        }
    }
}

/// What is stored of a password: a PHC string.
/// Not a secret like the password, but nothing to print either.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Wraps a PHC string; whether it is one of a known kind is for the hasher to say.
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        match text.starts_with('$') {
            true => Ok(Self(text.to_owned())),
            false => Err(Unfit::new("password hash", "is not a PHC string")),
        }
    }

    /// The PHC string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}
