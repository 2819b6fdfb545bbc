//! From owed to fulfilled or closed.

use reset_domain::model::reset_request::LinkStanding;
use reset_domain::model::{
    ClosedReason, Epoch, MintedLink, ResetRequest, ResetRequestId, ResetRequestState, TokenDigest,
};
use reset_domain::testing::fixtures;
use time::{Duration, OffsetDateTime};

const START: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;
const END: OffsetDateTime = START.saturating_add(Duration::minutes(30));

fn digest(n: u8) -> TokenDigest {
    TokenDigest::from_bytes([n; 32])
}

fn link(n: u8) -> MintedLink {
    MintedLink { digest: digest(n), epoch: Epoch::FIRST, expires_at: END }
}

fn owed() -> ResetRequest {
    ResetRequest::owed_to(ResetRequestId::NIL, &fixtures::ava(), START)
}

fn standing(request: &ResetRequest, n: u8, now: OffsetDateTime) -> LinkStanding {
    request.standing(&digest(n), Epoch::FIRST, now)
}

#[test]
fn a_link_is_live_until_its_end_and_not_after() {
    let request = owed().mint(link(1));
    assert_eq!(standing(&request, 1, END - Duration::MICROSECOND), LinkStanding::Live);
    assert_eq!(standing(&request, 1, END), LinkStanding::Dead);
    assert_eq!(standing(&request, 2, START), LinkStanding::Dead, "a link nobody minted");
}

#[test]
fn a_link_dies_with_its_epoch() {
    let request = owed().mint(link(1));
    assert_eq!(request.standing(&digest(1), Epoch::FIRST.next(), START), LinkStanding::Dead);
}

#[test]
fn a_letter_tried_twice_has_two_links_and_either_may_be_followed() {
    let request = owed().mint(link(1)).mint(link(2));
    assert_eq!(standing(&request, 1, START), LinkStanding::Live);
    let followed = request.follow(START);
    assert_eq!(standing(&followed, 1, START), LinkStanding::Followed);
    assert_eq!(standing(&followed, 2, START), LinkStanding::Followed);
}

#[test]
fn followed_it_shows_the_same_page_within_its_life() {
    let fulfilled = owed().mint(link(1)).follow(START).fulfill(START);
    assert_eq!(standing(&fulfilled, 1, END - Duration::MICROSECOND), LinkStanding::Followed);
    assert_eq!(standing(&fulfilled, 1, END), LinkStanding::Dead);
    assert!(!fulfilled.is_open());
}

#[test]
fn a_refused_letter_takes_its_link_back() {
    let request = owed().mint(link(1)).mint(link(2)).take_back(&digest(2), START);
    assert_eq!(standing(&request, 2, START), LinkStanding::Dead);
    assert_eq!(standing(&request, 1, START), LinkStanding::Live);
    assert!(matches!(request.take_back(&digest(1), START).state, ResetRequestState::Owed { .. }));
    let followed = owed().mint(link(1)).follow(START);
    assert_eq!(followed.clone().take_back(&digest(1), START), followed, "a followed one stays followed");
}

#[test]
fn transitions_out_of_place_change_nothing() {
    let closed = owed().close(ClosedReason::Revoked, START);
    for after in [
        closed.clone().mint(link(1)),
        closed.clone().follow(START),
        closed.clone().fulfill(START),
        closed.clone().close(ClosedReason::Suspended, END),
    ] {
        assert_eq!(after, closed);
    }
    let waiting = owed();
    assert_eq!(waiting.clone().follow(START), waiting, "no link was minted yet");
    assert_eq!(waiting.clone().fulfill(START), waiting);
    let fulfilled = waiting.mint(link(1)).follow(START).fulfill(START);
    assert_eq!(fulfilled.clone().close(ClosedReason::Revoked, END), fulfilled);
}
