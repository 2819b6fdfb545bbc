//! What each letter is told.

use jiff::tz::TimeZone;
use reset_domain::model::{FirstName, Letter, LetterBody};
use serde::Serialize;

use crate::catalogue::Words;
use crate::error::MessageError;
use crate::time_words::moment;

/// What a letter is told.
#[derive(Serialize)]
pub(crate) struct LetterContext<'a> {
    subject: &'a str,
    first_name: Option<&'a str>,
    #[serde(flatten)]
    body: BodyContext<'a>,
}

/// What a letter is about.
#[derive(Serialize)]
#[serde(untagged)]
enum BodyContext<'a> {
    ResetLink { link: &'a str, expires_at: String },
    TemporaryPassword { password: &'a str, reset_at: String, expires_at: String, sign_in_url: &'a str },
    PasswordChanged { changed_at: String, reset_url: &'a str },
    AddressChanged { changed_at: String },
}

impl<'a> LetterContext<'a> {
    /// Reveals the secret of a letter to its template, and puts times into words.
    pub(crate) fn new(
        letter: &'a Letter,
        subject: &'a str,
        words: &Words,
        zone: &TimeZone,
    ) -> Result<Self, MessageError> {
        let said = |at| moment(words, zone, at).map(|moment| moment.words);
        let body = match &letter.body {
            LetterBody::ResetLink { url, expires_at } => {
                BodyContext::ResetLink { link: url.reveal(), expires_at: said(*expires_at)? }
            }
            LetterBody::TemporaryPassword { password, reset_at, expires_at, sign_in_url } => {
                BodyContext::TemporaryPassword {
                    password: password.reveal(),
                    reset_at: said(*reset_at)?,
                    expires_at: said(*expires_at)?,
                    sign_in_url,
                }
            }
            LetterBody::PasswordChanged { changed_at, reset_url } => {
                BodyContext::PasswordChanged { changed_at: said(*changed_at)?, reset_url }
            }
            LetterBody::AddressChanged { changed_at } => {
                BodyContext::AddressChanged { changed_at: said(*changed_at)? }
            }
        };
        let first_name = letter.first_name.as_ref().map(FirstName::as_str);
        Ok(Self { subject, first_name, body })
    }
}
