//! Laws of password hashers: a hash verifies its own password and no other.

use crate::model::{Password, PasswordHash};
use crate::ports::{PasswordHasher, Verdict};

/// A hash verifies its own password, in any script and up to the last byte allowed.
pub async fn a_hash_verifies_its_own_password(hasher: &dyn PasswordHasher) {
    let longest = "0123456789abcdef".repeat(Password::MAX_BYTES / 16);
    for typed in ["correct pony battery", " blanks around ", "пароль 🦊 𝒜 é", "nul\0inside", longest.as_str()]
    {
        let hash = hash(hasher, typed).await;
        assert_eq!(verify(hasher, typed, &hash).await, Verdict::Match, "a hash must verify its own password");
    }
}

/// A hash verifies no other password, however alike: nothing is folded, trimmed or cut.
pub async fn a_hash_verifies_no_other_password(hasher: &dyn PasswordHasher) {
    let long = "0123456789abcdef".repeat(Password::MAX_BYTES / 16 - 1);
    let pairs = [
        ("correct pony battery".to_owned(), "Correct pony battery".to_owned()),
        ("correct pony battery".to_owned(), "correct pony battery ".to_owned()),
        ("correct pony battery".to_owned(), "correct pony batter".to_owned()),
        ("nul\0inside".to_owned(), "nul".to_owned()),
        ("nul\0inside".to_owned(), "nul\0outside".to_owned()),
        (format!("{long}x"), format!("{long}y")),
    ];
    for (typed, other) in pairs {
        let hash = hash(hasher, &typed).await;
        let verdict = verify(hasher, &other, &hash).await;
        assert_eq!(verdict, Verdict::Mismatch, "a hash must not verify another password");
    }
}

/// Two hashes of one password differ.
pub async fn two_hashes_of_one_password_differ(hasher: &dyn PasswordHasher) {
    let (first, second) =
        (hash(hasher, "correct pony battery").await, hash(hasher, "correct pony battery").await);
    assert_ne!(first, second, "each hash must have a salt of its own");
}

/// A hash does not hold its password.
pub async fn a_hash_does_not_hold_its_password(hasher: &dyn PasswordHasher) {
    let hash = hash(hasher, "correct-pony-battery").await;
    assert!(!hash.as_str().contains("correct-pony-battery"), "a hash must not hold its password");
}

/// The dummy verifies nothing.
pub async fn the_dummy_verifies_nothing(hasher: &dyn PasswordHasher) {
    let dummy = hasher.dummy();
    for typed in ["dummy", "password", "correct pony battery", dummy.as_str()] {
        assert_eq!(verify(hasher, typed, &dummy).await, Verdict::Mismatch, "the dummy must verify nothing");
    }
}

/// A hash that nobody can read is a failure, and no mismatch.
pub async fn an_unreadable_hash_is_a_failure(hasher: &dyn PasswordHasher) {
    let Ok(unreadable) = PasswordHash::parse("$nobody$can$read$this") else {
        panic!("any text that begins with a dollar sign is a hash until somebody verifies against it");
    };
    let answer = hasher.verify(&password("correct pony battery"), &unreadable).await;
    assert!(answer.is_err(), "a hash that nobody can read must be a failure, and was {answer:?}");
}

fn password(typed: &str) -> Password {
    match Password::parse(typed) {
        Ok(password) => password,
        Err(unfit) => panic!("the laws hash passwords alone: {unfit}"),
    }
}

async fn hash(hasher: &dyn PasswordHasher, typed: &str) -> PasswordHash {
    match hasher.hash(&password(typed)).await {
        Ok(hash) => hash,
        Err(error) => panic!("a password must be hashed: {error}"),
    }
}

async fn verify(hasher: &dyn PasswordHasher, typed: &str, hash: &PasswordHash) -> Verdict {
    match hasher.verify(&password(typed), hash).await {
        Ok(verdict) => verdict,
        Err(error) => panic!("a password must be verified against a hash of the same hasher: {error}"),
    }
}
