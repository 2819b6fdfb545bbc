//! How easy a new password is to guess, as zxcvbn estimates it.

use reset_domain::model::Password;
use reset_domain::ports::{PasswordScreen, ScreenVerdict};
use zxcvbn::{Score, zxcvbn};

/// Judges with zxcvbn, which knows the common lists, keyboard walks, dates, names and how people vary them.
#[derive(Debug, Clone, Copy, Default)]
pub struct ZxcvbnScreen;

impl ZxcvbnScreen {
    /// How many characters are looked at: the estimate costs more than linearly in them.
    const LOOKED_AT: usize = 100;
    /// More than 100 million guesses.
    const FIT: Score = Score::Three;
}

impl PasswordScreen for ZxcvbnScreen {
    fn judge(&self, password: &Password, known_words: &[String]) -> ScreenVerdict {
        let start: String = password.reveal().chars().take(Self::LOOKED_AT).collect();
        // A name of several words is guessed whole, run together and word by word.
        let run_together: Vec<String> =
            known_words.iter().map(|known| known.chars().filter(|c| c.is_alphanumeric()).collect()).collect();
        let known: Vec<&str> = known_words
            .iter()
            .flat_map(|known| known.split(|c: char| !c.is_alphanumeric()))
            .chain(known_words.iter().map(String::as_str))
            .chain(run_together.iter().map(String::as_str))
            .filter(|word| !word.is_empty())
            .collect();
        match Self::FIT <= zxcvbn(&start, &known).score() {
            true => ScreenVerdict::Fit,
            false => ScreenVerdict::TooEasy,
        }
    }
}
