//! What ends what.

use reset_domain::model::credential::Proof;
use reset_domain::model::{
    Credentials, PasswordHash, ResetRequestId, TemporaryCredential, TemporaryState, TemporaryTag, UserId,
};
use time::{Duration, OffsetDateTime};

const START: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

fn hash(name: &str) -> PasswordHash {
    PasswordHash::parse(&format!("$test${name}")).unwrap()
}

fn temporary(tag: &str, minted_at: OffsetDateTime) -> TemporaryCredential {
    TemporaryCredential {
        tag: TemporaryTag::parse(tag).unwrap(),
        hash: hash(tag),
        request: ResetRequestId::NIL,
        minted_at,
        expires_at: minted_at + Duration::hours(24),
        state: TemporaryState::Unused,
    }
}

fn with_two() -> Credentials {
    Credentials::none(UserId::NIL)
        .choose(hash("chosen"), START)
        .mint(temporary("bb", START))
        .mint(temporary("cc", START + Duration::HOUR))
}

#[test]
fn minting_ends_nothing() {
    let before = Credentials::none(UserId::NIL).choose(hash("chosen"), START);
    let after = before.clone().mint(temporary("bb", START));
    assert_eq!((&after.chosen, after.epoch), (&before.chosen, before.epoch));
    assert_eq!(after.proof(&hash("chosen"), START), Some(Proof::Chosen));
}

#[test]
fn a_first_use_ends_the_chosen_one_and_all_other_temporary_ones() {
    let before = with_two();
    let after = before.clone().first_use(&hash("bb"), START);
    assert_eq!(after.proof(&hash("chosen"), START), None);
    assert_eq!(after.proof(&hash("cc"), START), None);
    assert!(
        matches!(after.proof(&hash("bb"), START), Some(Proof::Temporary { .. })),
        "it works any number of times"
    );
    assert!(before.epoch < after.epoch, "sessions end");
}

#[test]
fn choosing_ends_every_temporary_one() {
    let after = with_two().choose(hash("new"), START);
    assert!(after.temporary.is_empty());
    assert_eq!(after.proof(&hash("chosen"), START), None);
    assert_eq!(after.proof(&hash("new"), START), Some(Proof::Chosen));
}

#[test]
fn a_temporary_one_ends_at_its_end_and_not_before() {
    let credentials = with_two();
    let end = START + Duration::hours(24);
    let just_before = end - Duration::MICROSECOND;
    assert!(matches!(credentials.proof(&hash("bb"), just_before), Some(Proof::FirstUse { .. })));
    assert_eq!(credentials.proof(&hash("bb"), end), Some(Proof::Expired));
}

#[test]
fn an_expired_one_is_kept_a_week_to_be_told() {
    let credentials = with_two();
    let end = START + Duration::hours(24);
    let week = Duration::days(7);
    assert!(
        credentials
            .clone()
            .forget_expired(end + week - Duration::SECOND)
            .has_tag(&TemporaryTag::parse("bb").unwrap())
    );
    assert!(!credentials.forget_expired(end + week).has_tag(&TemporaryTag::parse("bb").unwrap()));
}

#[test]
fn three_are_live_at_most() {
    let mut credentials = Credentials::none(UserId::NIL);
    for (n, tag) in ["bb", "cc", "dd"].into_iter().enumerate() {
        let at = START + Duration::hours(i64::try_from(n).unwrap());
        assert_eq!(credentials.room_at(at), at, "there is room for number {n}");
        credentials = credentials.mint(temporary(tag, at));
    }
    let now = START + Duration::hours(3);
    assert_eq!(credentials.room_at(now), START + Duration::hours(24), "room when the first one expires");
    let later = START + Duration::hours(24);
    assert_eq!(credentials.room_at(later), later);
}

#[test]
fn a_refused_letter_takes_its_password_back_but_never_a_used_one() {
    assert_eq!(with_two().take_back(&hash("bb")).proof(&hash("bb"), START), None);
    let used = with_two().first_use(&hash("bb"), START).take_back(&hash("bb"));
    assert!(used.proof(&hash("bb"), START).is_some());
}

#[test]
fn an_address_change_ends_unused_ones_alone() {
    let used = with_two().first_use(&hash("bb"), START).mint(temporary("dd", START)).end_unused();
    assert!(used.proof(&hash("bb"), START).is_some());
    assert_eq!(used.proof(&hash("dd"), START), None);
    assert!(with_two().end_unused().chosen.is_some(), "the chosen one stays");
}

#[test]
fn a_suspension_ends_every_temporary_one() {
    let after = with_two().first_use(&hash("bb"), START).end_temporary();
    assert!(after.temporary.is_empty());
}
