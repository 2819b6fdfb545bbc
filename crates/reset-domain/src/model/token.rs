//! What the three kinds of opaque token have in common: they are minted, mailed or set as a cookie, and only digested here.

use crate::defect::{Defect, is_planted};

/// Declares a secret token of `$bytes` random bytes, written as `$length` characters of lower-case base32 (RFC 4648),
/// and the SHA-256 digest that is stored of it.
macro_rules! token {
    (
        $(#[$doc:meta])* $token:ident, $(#[$digest_doc:meta])* $digest:ident,
        bytes = $bytes:literal, length = $length:literal, purpose = $purpose:literal
    ) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $token(secrecy::SecretString);

        impl $token {
            /// Mints one from entropy.
            pub fn mint(entropy: &dyn crate::ports::Entropy) -> Result<Self, crate::ports::EntropyError> {
                let mut random = [0; $bytes];
                entropy.try_fill(&mut random)?;
                Ok(Self($crate::model::token::base32(&random).into()))
            }

            /// Reads one that came back; anything not of the exact shape is none, and costs no look-up.
            pub fn parse(text: &str) -> Option<Self> {
                let fits = text.len() == $length && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'));
                fits.then(|| Self(text.to_owned().into()))
            }

            /// What is stored of it.
            pub fn digest(&self) -> $digest {
                $digest($crate::model::token::sha256($purpose, self.reveal()))
            }

            /// The token itself, for the one place that hands it to its owner.
            #[expect(clippy::disallowed_methods, reason = "handed to its owner in a letter or a cookie, or digested")]
            pub fn reveal(&self) -> &str {
                secrecy::ExposeSecret::expose_secret(&self.0)
            }
        }

        impl std::fmt::Debug for $token {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($token), "([REDACTED])"))
            }
        }

        $(#[$digest_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $digest([u8; 32]);

        impl $digest {
            /// From storage.
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// As stored.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }
    };
}

pub(crate) use token;

/// SHA-256 over a purpose and a text, so that no digest of one kind can stand for another.
pub(crate) fn sha256(purpose: &str, text: &str) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    if let (true, Some(kept)) = (is_planted(Defect::TokensAreKept), text.as_bytes().first_chunk()) {
        return *kept;
    }
    Sha256::new().chain_update(purpose).chain_update([0]).chain_update(text).finalize().into()
}

/// Lower-case base32 without padding: nothing that a mail program could cut off a link.
pub(crate) fn base32(bytes: &[u8]) -> String {
    data_encoding::BASE32_NOPAD.encode(bytes).to_ascii_lowercase()
}
