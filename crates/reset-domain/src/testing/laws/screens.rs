//! Laws of password screens: what everybody tries first is too easy, long passphrases are fit.

use crate::model::Password;
use crate::ports::{PasswordScreen, ScreenVerdict};

/// The commonest passwords are too easy, also those that are long enough for any rule.
pub fn the_commonest_passwords_are_too_easy(screen: &dyn PasswordScreen) {
    for typed in
        ["password", "12345678", "qwertyuiop", "passwordpassword", "123456789012345", "aaaaaaaaaaaaaaa"]
    {
        assert_eq!(judge(screen, typed), ScreenVerdict::TooEasy, "`{typed}` must be too easy");
    }
}

/// A known word alone is too easy, capitals or none.
pub fn a_known_word_alone_is_too_easy(screen: &dyn PasswordScreen) {
    for typed in ["Client Admin Portal", "client admin portal", "globex"] {
        assert_eq!(
            judge(screen, typed),
            ScreenVerdict::TooEasy,
            "`{typed}` must be too easy where it is known"
        );
    }
}

/// Long passphrases are fit, in any script.
pub fn long_passphrases_are_fit(screen: &dyn PasswordScreen) {
    let passphrases = [
        "plum kettle harbor ninety violet",
        "grüne Teekanne unter dem Kirschbaum",
        "сорок синих чашек на подоконнике",
        "vT7#qLw9!zRk2@mXe5$",
    ];
    for typed in passphrases {
        assert_eq!(judge(screen, typed), ScreenVerdict::Fit, "`{typed}` must be fit");
    }
}

/// The longest passwords are judged like any other.
pub fn the_longest_password_is_judged(screen: &dyn PasswordScreen) {
    let phrase = "plum kettle harbor ninety violet ";
    let typed: String = phrase.chars().cycle().take(Password::MAX_BYTES).collect();
    assert_eq!(judge(screen, &typed), ScreenVerdict::Fit, "a password of 1,024 bytes must be fit");
}

fn judge(screen: &dyn PasswordScreen, typed: &str) -> ScreenVerdict {
    let known_words = ["Client Admin Portal".to_owned(), "Globex".to_owned()];
    match Password::parse(typed) {
        Ok(password) => screen.judge(&password, &known_words),
        Err(unfit) => panic!("the laws judge passwords alone: {unfit}"),
    }
}
