//! Opaque tokens and their digests.

use reset_domain::model::{DeviceToken, ResetToken, SessionToken};
use reset_domain::testing::CountedEntropy;

#[test]
fn a_token_reads_back_and_its_digest_is_its_own() {
    let entropy = CountedEntropy::new();
    let token = ResetToken::mint(&entropy).unwrap();
    assert_eq!(token.reveal().len(), 32);
    assert_eq!(ResetToken::parse(token.reveal()).unwrap().digest(), token.digest());
    assert_ne!(ResetToken::mint(&entropy).unwrap().digest(), token.digest());
}

#[test]
fn what_is_not_of_the_shape_is_no_token() {
    let token = ResetToken::mint(&CountedEntropy::new()).unwrap();
    let text = token.reveal();
    for other in [
        "",
        &text[1..],
        &format!("{text}a"),
        &text.to_uppercase(),
        &text.replace(&text[..1], "1"),
        "../../etc",
    ] {
        assert!(ResetToken::parse(other).is_none(), "{other:?}");
    }
}

#[test]
fn digests_of_one_text_differ_by_purpose() {
    let session = SessionToken::mint(&CountedEntropy::new()).unwrap();
    let device = DeviceToken::parse(session.reveal()).unwrap();
    assert_ne!(session.digest().as_bytes(), device.digest().as_bytes());
}

#[test]
fn a_form_token_is_its_sessions_own() {
    let entropy = CountedEntropy::new();
    let (mine, other) = (SessionToken::mint(&entropy).unwrap(), SessionToken::mint(&entropy).unwrap());
    let form = mine.form_token();
    assert!(mine.form_token().matches(form.as_str()));
    assert!(!other.form_token().matches(form.as_str()));
    assert!(!mine.form_token().matches(""));
    assert!(!mine.form_token().matches(mine.reveal()));
}

#[test]
fn tokens_do_not_print() {
    let token = ResetToken::mint(&CountedEntropy::new()).unwrap();
    assert!(!format!("{token:?}").contains(token.reveal()));
}
