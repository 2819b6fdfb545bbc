//! What each reply and each failure means at each stage.

use reset_domain::model::{EmailAddress, ResetUrl, TemporaryPassword};
use time::OffsetDateTime;
use uuid::Uuid;

use super::*;

fn reply(code: u16, esc: [u8; 3], message: &str) -> Response<String> {
    Response { code, esc, message: message.to_owned() }
}

fn refused(stage: Stage, code: u16) -> DeliveryError {
    classify(stage, &Error::UnexpectedReply(reply(code, [0; 3], "no")).into(), &Veil::none())
}

fn letter(body: LetterBody) -> Letter {
    Letter {
        id: Uuid::nil(),
        to: EmailAddress::parse("ava@example.com").unwrap(),
        first_name: None,
        locale: None,
        written_at: OffsetDateTime::UNIX_EPOCH,
        body,
    }
}

const BEFORE_A_LETTER: [Stage; 4] = [Stage::Connecting, Stage::Greeting, Stage::Encrypting, Stage::SigningIn];
const OF_A_LETTER: [Stage; 4] = [Stage::Sender, Stage::Recipient, Stage::Content, Stage::Handed];

#[test]
fn a_refusal_is_final_only_where_it_is_about_the_letter() {
    for stage in BEFORE_A_LETTER {
        assert!(matches!(refused(stage, 554), DeliveryError::Transient(_)), "{stage:?}");
    }
    for stage in OF_A_LETTER {
        assert!(matches!(refused(stage, 550), DeliveryError::Permanent(_)), "{stage:?}");
    }
}

#[test]
fn a_refusal_for_now_and_a_missing_sign_in_let_the_letter_wait() {
    for stage in BEFORE_A_LETTER.into_iter().chain(OF_A_LETTER) {
        for code in [421, 450, 451, 452, 454, 530, 534, 535, 538] {
            assert!(matches!(refused(stage, code), DeliveryError::Transient(_)), "{stage:?} {code}");
        }
    }
}

#[test]
fn what_is_no_answer_is_unknown_once_the_letter_was_handed_over() {
    let lost = || Trouble::from(Error::UnparseableReply);
    for stage in BEFORE_A_LETTER.into_iter().chain([Stage::Sender, Stage::Recipient, Stage::Content]) {
        assert!(matches!(classify(stage, &lost(), &Veil::none()), DeliveryError::Transient(_)), "{stage:?}");
        assert!(matches!(out_of_time(stage), DeliveryError::Transient(_)), "{stage:?}");
        assert!(matches!(refused(stage, 250), DeliveryError::Transient(_)), "{stage:?}");
    }
    assert!(matches!(classify(Stage::Handed, &lost(), &Veil::none()), DeliveryError::Unknown(_)));
    assert!(matches!(out_of_time(Stage::Handed), DeliveryError::Unknown(_)));
    assert!(matches!(refused(Stage::Handed, 354), DeliveryError::Unknown(_)));
}

#[test]
fn a_reply_is_told_by_code_and_first_line_cut_and_cleaned() {
    let told = |message: &str| Veil::none().reply(&reply(550, [5, 1, 1], message));
    assert_eq!(told("no such user\nask postmaster"), "550 5.1.1 no such user");
    assert_eq!(told("no\u{1b}[31m such\0 user"), "550 5.1.1 no [31m such user");
    assert_eq!(told(&"x".repeat(999)), format!("550 5.1.1 {}", "x".repeat(200)));
    assert_eq!(Veil::none().reply(&reply(451, [0; 3], "later")), "451 later");
}

#[test]
fn a_reply_that_quotes_the_letter_is_told_without_its_secret() {
    let token = "3f2kq2v7m4x5c6t5w3n2d7h3j6p7r4b2";
    let url = format!("https://portal.example.com/reset/{token}");
    let link = letter(LetterBody::ResetLink {
        url: ResetUrl::new(url.clone()),
        expires_at: OffsetDateTime::UNIX_EPOCH,
    });
    for quote in [url.clone(), url.to_ascii_uppercase(), format!("é{token}{token}")] {
        let told = Veil::over(&link).reply(&reply(554, [5, 7, 1], &format!("listed: {quote} sorry")));
        assert!(!told.to_ascii_lowercase().contains(token), "{told}");
        assert!(told.ends_with("sorry"), "{told}");
    }
    let password = "k7qmw3tr9hxdp4vn";
    let temporary = letter(LetterBody::TemporaryPassword {
        password: TemporaryPassword::parse(password).unwrap(),
        reset_at: OffsetDateTime::UNIX_EPOCH,
        expires_at: OffsetDateTime::UNIX_EPOCH,
        sign_in_url: String::new(),
    });
    // Hidden before the line is cut, or the first half of it would remain.
    let told = Veil::over(&temporary).reply(&reply(554, [0; 3], &format!("{}{password}", "x".repeat(190))));
    assert!(!told.contains("k7"), "{told}");
}
