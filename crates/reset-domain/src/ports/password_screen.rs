//! Whether a new password is too easy to guess.

use crate::model::Password;

/// What the screen thinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenVerdict {
    /// Good enough.
    Fit,
    /// Too easy to guess.
    TooEasy,
}

/// Judges new passwords, knowing words that are easy to guess here.
/// Laws: the commonest passwords and the known words alone are too easy; long passphrases are fit.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait PasswordScreen: Send + Sync {
    /// Judges one.
    fn judge(&self, password: &Password, known_words: &[String]) -> ScreenVerdict;
}
