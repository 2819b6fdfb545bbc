//! What is typed into password fields.

use proptest::prelude::*;
use reset_domain::model::{Password, TemporaryPassword, TypedPassword};
use reset_domain::testing::CountedEntropy;

fn minted() -> TemporaryPassword {
    TemporaryPassword::mint(&CountedEntropy::new()).unwrap()
}

#[test]
fn a_temporary_password_has_its_shape() {
    let entropy = CountedEntropy::new();
    for _ in 0..1_000 {
        let password = TemporaryPassword::mint(&entropy).unwrap();
        let text = password.reveal();
        assert_eq!(text.len(), 16);
        assert!(text.bytes().all(|b| b"bcdfghjkmnpqrstvwxyz23456789".contains(&b)), "{text}");
        assert_eq!(password.tag().as_str(), &text[..2]);
    }
}

#[test]
fn every_character_of_a_temporary_password_is_about_as_likely() {
    let entropy = CountedEntropy::new();
    let mut counts = std::collections::BTreeMap::<char, u32>::new();
    for _ in 0..7_000 {
        for c in TemporaryPassword::mint(&entropy).unwrap().reveal().chars() {
            *counts.entry(c).or_default() += 1;
        }
    }
    // 112,000 characters, 4,000 of each; five standard deviations are 311.
    assert_eq!(counts.len(), 28);
    assert!(counts.values().all(|n| (3_689..=4_311).contains(n)), "{counts:?}");
}

#[test]
fn a_temporary_password_is_accepted_as_people_type_it() {
    let password = minted();
    let text = password.reveal();
    let grouped = format!("{}-{} {}\u{a0}{}", &text[..4], &text[4..8], &text[8..12], &text[12..]);
    for typed in [text.to_owned(), text.to_uppercase(), format!(" {text}\n"), grouped] {
        assert_eq!(TemporaryPassword::parse(&typed).unwrap().reveal(), text, "{typed:?}");
        assert!(matches!(TypedPassword::parse(&typed).unwrap(), TypedPassword::Temporary(_)));
    }
}

#[test]
fn what_has_another_shape_is_no_temporary_password() {
    let text = minted().reveal().to_owned();
    for typed in
        [&text[1..], &format!("{text}b"), &text.replace(&text[..1], "a"), "violet harbour lantern quarry"]
    {
        assert!(TemporaryPassword::parse(typed).is_none(), "{typed:?}");
    }
    assert!(
        TemporaryPassword::parse(&format!("{}{text}", " ".repeat(100))).is_none(),
        "blanks have an end too"
    );
}

#[test]
fn a_password_is_normalized_and_nothing_else() {
    let composed = Password::parse("caf\u{e9} au lait").unwrap();
    let decomposed = Password::parse("cafe\u{301} au lait").unwrap();
    assert!(composed.same_as(&decomposed));
    assert!(!composed.same_as(&Password::parse("Caf\u{e9} au lait").unwrap()), "never folded");
    assert!(!composed.same_as(&Password::parse(" caf\u{e9} au lait").unwrap()), "never trimmed");
    assert_eq!(Password::parse("𝒜é漢").unwrap().length(), 3, "each character counts one");
}

#[test]
fn a_password_has_an_end() {
    assert!(Password::parse("").is_err());
    assert!(Password::parse(&"x".repeat(1_024)).is_ok());
    assert!(Password::parse(&"x".repeat(1_025)).is_err());
    assert!(Password::parse(&"x".repeat(1_000_000)).is_err());
    // U+FB2C grows to three characters under NFC, from 3 bytes to 6.
    assert!(Password::parse(&"\u{fb2c}".repeat(300)).is_err());
}

#[test]
fn secrets_do_not_print() {
    let password = minted();
    let typed = TypedPassword::Temporary(password.clone());
    let chosen = Password::parse("violet harbour").unwrap();
    let printed = format!("{password:?} {typed:?} {chosen:?}");
    assert!(!printed.contains(password.reveal()) && !printed.contains("violet"), "{printed}");
}

proptest! {
    #[test]
    fn nothing_that_is_typed_panics(text in "\\PC{0,80}") {
        let _ = TypedPassword::parse(&text);
    }
}
