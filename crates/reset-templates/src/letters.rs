//! The letters: subject, plain text and HTML of each.

use std::fmt;

use reset_domain::model::{LetterBody, Locale};

/// A letter as its reader gets it. Its text holds the secret, so it does not print.
#[derive(Clone)]
pub struct RenderedLetter {
    /// The subject: never a name, never a secret.
    pub subject: String,
    /// The plain part: lines of 72 columns, the link and the password each alone on one.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The language it is written in.
    pub locale: Locale,
}

impl fmt::Debug for RenderedLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RenderedLetter")
            .field("subject", &self.subject)
            .field("locale", &self.locale)
            .finish_non_exhaustive()
    }
}

/// Where the parts of a letter come from.
pub(crate) struct Stationery {
    /// The message that is the subject.
    pub(crate) subject: &'static str,
    /// The template of the plain part.
    pub(crate) text: &'static str,
    /// The template of the HTML part.
    pub(crate) html: &'static str,
}

/// The stationery for what a letter says.
pub(crate) const fn stationery(body: &LetterBody) -> Stationery {
    match body {
        LetterBody::ResetLink { .. } => Stationery {
            subject: "letter-request-subject",
            text: "letters/password-reset-request/body.txt",
            html: "letters/password-reset-request/body.html",
        },
        LetterBody::TemporaryPassword { .. } => Stationery {
            subject: "letter-temporary-subject",
            text: "letters/password-reset-notification/body.txt",
            html: "letters/password-reset-notification/body.html",
        },
        LetterBody::PasswordChanged { .. } => Stationery {
            subject: "letter-changed-subject",
            text: "letters/password-changed/body.txt",
            html: "letters/password-changed/body.html",
        },
        LetterBody::AddressChanged { .. } => Stationery {
            subject: "letter-address-subject",
            text: "letters/email-address-changed/body.txt",
            html: "letters/email-address-changed/body.html",
        },
    }
}
