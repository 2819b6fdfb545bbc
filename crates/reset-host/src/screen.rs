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
        // A name of several words is guessed whole and word by word.
        let words = known_words.iter().flat_map(|known| known.split(|c: char| !c.is_alphanumeric()));
        let known: Vec<&str> =
            known_words.iter().map(String::as_str).chain(words).filter(|word| !word.is_empty()).collect();
        let fit = Self::FIT <= zxcvbn(&start, &known).score();
        if fit { ScreenVerdict::Fit } else { ScreenVerdict::TooEasy }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(password: &str, known: &[&str]) -> ScreenVerdict {
        let known: Vec<String> = known.iter().map(|word| (*word).to_owned()).collect();
        ZxcvbnScreen.judge(&Password::parse(password).unwrap(), &known)
    }

    #[test]
    fn long_and_easy_is_too_easy() {
        for easy in ["passwordpassword", "qwertyuiopasdfgh", "aaaaaaaaaaaaaaaaaaaa", "123456789012345678"] {
            assert_eq!(judge(easy, &[]), ScreenVerdict::TooEasy, "{easy}");
        }
    }

    #[test]
    fn a_known_name_is_too_easy_whole_run_together_and_word_by_word() {
        let known = ["Zephyrine Quastelbury", "Wrexlow Portal"];
        for easy in ["Zephyrine Quastelbury", "zephyrinequastelbury", "Quastelbury2024", "wrexlowportal"] {
            assert_eq!(judge(easy, &known), ScreenVerdict::TooEasy, "{easy}");
        }
        assert_eq!(judge("zephyrinequastelbury", &[]), ScreenVerdict::Fit);
    }

    #[test]
    fn what_nobody_would_guess_is_fit() {
        for fit in
            ["correct giraffe battery lampshade", "Бабушка печёт пироги в субботу", "k7qm w3tr 9hxd p4vn zz"]
        {
            assert_eq!(judge(fit, &["Ava"]), ScreenVerdict::Fit, "{fit}");
        }
    }

    #[test]
    fn only_the_first_hundred_characters_count() {
        let easy = "a".repeat(100) + "correct giraffe battery lampshade";
        assert_eq!(judge(&easy, &[]), ScreenVerdict::TooEasy);
    }
}
