//! The hasher beyond its laws: known answers, caps, failing entropy.

use std::time::Duration;

use reset_domain::ports::EntropyError;

use super::*;
use crate::SystemEntropy;

fn hasher() -> Argon2Hasher {
    Argon2Hasher::start(Argon2Settings::for_tests(), Arc::new(SystemEntropy)).unwrap()
}

fn password(text: &str) -> Password {
    Password::parse(text).unwrap()
}

fn hash(text: &str) -> PasswordHash {
    PasswordHash::parse(text).unwrap()
}

/// From the reference implementation's `test.c`.
const KNOWN: [&str; 3] = [
    "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
    "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
];

#[tokio::test]
async fn the_known_answers_of_the_reference_verify() {
    let hasher = hasher();
    for known in KNOWN {
        assert_eq!(hasher.verify(&password("password"), &hash(known)).await, Ok(Verdict::Match), "{known}");
        assert_eq!(
            hasher.verify(&password("passwore"), &hash(known)).await,
            Ok(Verdict::Mismatch),
            "{known}"
        );
    }
}

#[tokio::test]
async fn a_hash_is_a_phc_string_with_todays_parameters() {
    let hasher = Argon2Hasher::start(Argon2Settings::default(), Arc::new(SystemEntropy)).unwrap();
    for made in [hasher.hash(&password("a long enough password")).await.unwrap(), hasher.dummy()] {
        let mut parts = made.as_str().split('$').skip(1);
        assert_eq!(parts.next(), Some("argon2id"));
        assert_eq!(parts.next(), Some("v=19"));
        assert_eq!(parts.next(), Some("m=19456,t=2,p=1"));
        // 16 and 32 bytes in base64 without padding.
        assert_eq!(parts.next().map(str::len), Some(22));
        assert_eq!(parts.next().map(str::len), Some(43));
        assert_eq!(parts.next(), None);
    }
}

#[tokio::test]
async fn only_what_is_affordable_and_readable_is_verified() {
    let hasher = hasher();
    let tail = "c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    for refused in [
        format!("$argon2id$v=19$m=262145,t=1,p=1${tail}"),
        format!("$argon2id$v=19$m=4294967295,t=1,p=1${tail}"),
        format!("$argon2id$v=19$m=256,t=17,p=1${tail}"),
        format!("$argon2id$v=19$m=256,t=1,p=17${tail}"),
        format!("$argon2i$v=19$m=256,t=2,p=1${tail}"),
        format!("$argon2id$v=16$m=256,t=2,p=1${tail}"),
        format!("$argon2id$m=256,t=2,p=1${tail}"),
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ".to_owned(),
        "$argon2id$v=19$m=256,t=2,p=1".to_owned(),
        "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW".to_owned(),
        "$".to_owned(),
    ] {
        let verdict = hasher.verify(&password("password"), &hash(&refused)).await;
        assert!(matches!(verdict, Err(HasherError::Failed(_))), "{refused}: {verdict:?}");
        assert!(hasher.is_outdated(&hash(&refused)), "{refused}");
    }
    assert_eq!(hasher.memories_held(), 0);
}

#[tokio::test]
async fn what_was_made_otherwise_is_outdated() {
    let hasher = hasher();
    let today = hasher.hash(&password("password")).await.unwrap();
    assert!(!hasher.is_outdated(&today));
    assert!(!hasher.is_outdated(&hasher.dummy()));
    for known in KNOWN {
        assert!(hasher.is_outdated(&hash(known)), "{known}");
    }
    let short_salt = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    assert!(hasher.is_outdated(&hash(short_salt)));
}

#[tokio::test]
async fn memory_is_taken_at_the_first_hash_and_given_back_when_idle() {
    let settings = Argon2Settings::for_tests().with_idle(Duration::ZERO);
    let hasher = Argon2Hasher::start(settings, Arc::new(SystemEntropy)).unwrap();
    assert_eq!(hasher.memories_held(), 0);
    hasher.hash(&password("password")).await.unwrap();
    hasher.pool.wait_for_held(0);
}

#[tokio::test]
async fn without_entropy_there_is_neither_hasher_nor_hash() {
    struct Dry;
    impl Entropy for Dry {
        fn try_fill(&self, _: &mut [u8]) -> Result<(), EntropyError> {
            Err(EntropyError)
        }
    }
    let started = Argon2Hasher::start(Argon2Settings::for_tests(), Arc::new(Dry));
    assert!(matches!(started.err(), Some(HasherError::Failed(_))));
    let dry = Argon2Hasher { entropy: Arc::new(Dry), ..hasher() };
    assert!(matches!(dry.hash(&password("password")).await, Err(HasherError::Failed(_))));
}

#[test]
fn the_floor_and_the_cap_hold() {
    assert!(Argon2Settings::new(19_456, 2, 1).is_ok());
    assert!(Argon2Settings::new(262_144, 16, 16).is_ok());
    for memory in [0, 8, 19_455, 262_145] {
        assert_eq!(Argon2Settings::new(memory, 2, 1), Err(Argon2SettingsError::Memory));
    }
    for passes in [0, 1, 17] {
        assert_eq!(Argon2Settings::new(19_456, passes, 1), Err(Argon2SettingsError::Passes));
    }
    for lanes in [0, 17] {
        assert_eq!(Argon2Settings::new(19_456, 2, lanes), Err(Argon2SettingsError::Lanes));
    }
}
