//! A screen that knows a handful of passwords.

use crate::model::Password;
use crate::ports::{PasswordScreen, ScreenVerdict};

/// A screen that finds too easy what stands in a short list or is a known word, capitals aside.
#[derive(Debug, Clone, Copy, Default)]
pub struct ListScreen;

impl ListScreen {
    /// What it finds too easy whatever the known words are.
    pub const TOO_EASY: &'static [&'static str] = &[
        "123456",
        "12345678",
        "123456789",
        "123456789012345",
        "aaaaaaaaaaaaaaa",
        "iloveyou",
        "letmein",
        "password",
        "password1",
        "passwordpassword",
        "qwerty",
        "qwertyuiop",
        "qwertyuiopasdfgh",
    ];
}

impl PasswordScreen for ListScreen {
    fn judge(&self, password: &Password, known_words: &[String]) -> ScreenVerdict {
        let folded = password.reveal().to_lowercase();
        let is_listed = Self::TOO_EASY.contains(&folded.as_str());
        let is_known = known_words.iter().any(|word| word.to_lowercase() == folded);
        if is_listed || is_known {
            return ScreenVerdict::TooEasy;
        }
        ScreenVerdict::Fit
    }
}
