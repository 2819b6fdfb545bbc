//! Whether a new password is too easy to guess.

use reset_domain::model::Password;
use reset_domain::ports::{PasswordScreen, ScreenVerdict};

/// A screen that knows a few passwords everybody knows. Real portals use `ZxcvbnScreen` of `reset-host`.
pub(crate) struct ShortListScreen;

impl ShortListScreen {
    const TOO_EASY: [&str; 7] = [
        "12345678",
        "123456789012345",
        "aaaaaaaaaaaaaaa",
        "password",
        "passwordpassword",
        "qwertyuiop",
        "qwertyuiopasdfgh",
    ];
}

impl PasswordScreen for ShortListScreen {
    fn judge(&self, password: &Password, known_words: &[String]) -> ScreenVerdict {
        let folded = password.reveal().to_lowercase();
        let mut easy =
            known_words.iter().map(|word| word.to_lowercase()).chain(Self::TOO_EASY.map(str::to_owned));
        match easy.any(|easy| easy == folded) {
            true => ScreenVerdict::TooEasy,
            false => ScreenVerdict::Fit,
        }
    }
}
