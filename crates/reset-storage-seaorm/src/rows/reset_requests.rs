//! Reset requests and their links.

use reset_domain::model::{
    AccountId, ClosedReason, EmailAddress, Epoch, MintedLink, ResetRequest, ResetRequestId,
    ResetRequestState, TokenDigest, UserId,
};
use reset_domain::ports::StorageError;
use sea_orm::{NotSet, Set};

use super::{Table, micros};
use crate::entities::{reset_links, reset_requests};

/// A letter with a link is owed.
pub(crate) const OWED: &str = "owed";
/// A link was minted.
pub(crate) const LINK_SENT: &str = "link_sent";
/// A link was followed.
pub(crate) const FOLLOWED: &str = "followed";
const FULFILLED: &str = "fulfilled";
const CLOSED: &str = "closed";

const TABLE: Table = Table("reset_requests");
const LINKS: Table = Table("reset_links");

pub(crate) fn read(
    row: &reset_requests::Model,
    links: &[reset_links::Model],
) -> Result<ResetRequest, StorageError> {
    Ok(ResetRequest {
        id: ResetRequestId::from_uuid(row.id),
        user: UserId::from_uuid(row.user_id),
        account: TABLE.parsed("account_id", &row.account_id, AccountId::parse)?,
        address: TABLE.parsed("address", &row.address, EmailAddress::parse)?,
        created_at: TABLE.instant("created_at", row.created_at)?,
        state: read_state(row, links.iter().map(read_link).collect::<Result<_, _>>()?)?,
        revision: TABLE.revision(row.revision)?,
    })
}

fn read_state(
    row: &reset_requests::Model,
    links: Vec<MintedLink>,
) -> Result<ResetRequestState, StorageError> {
    let at = TABLE.instant_if_any("state_at", row.state_at)?;
    Ok(match (row.state.as_str(), at) {
        (OWED, Some(since)) => ResetRequestState::Owed { since },
        (LINK_SENT, None) => ResetRequestState::LinkSent { links },
        (FOLLOWED, Some(at)) => ResetRequestState::Followed { links, at },
        (FULFILLED, Some(at)) => ResetRequestState::Fulfilled { links, at },
        (CLOSED, Some(at)) => ResetRequestState::Closed { reason: read_reason(row)?, at },
        (OWED | LINK_SENT | FOLLOWED | FULFILLED | CLOSED, _) => {
            return Err(TABLE.unreadable("state_at", None));
        }
        _ => return Err(TABLE.unreadable("state", None)),
    })
}

fn read_reason(row: &reset_requests::Model) -> Result<ClosedReason, StorageError> {
    [
        ClosedReason::AnotherFollowed,
        ClosedReason::PasswordChosen,
        ClosedReason::Revoked,
        ClosedReason::Suspended,
        ClosedReason::AddressChanged,
    ]
    .into_iter()
    .find(|reason| row.closed_reason.as_deref() == Some(reason_name(*reason)))
    .ok_or_else(|| TABLE.unreadable("closed_reason", None))
}

const fn reason_name(reason: ClosedReason) -> &'static str {
    match reason {
        ClosedReason::AnotherFollowed => "another_followed",
        ClosedReason::PasswordChosen => "password_chosen",
        ClosedReason::Revoked => "revoked",
        ClosedReason::Suspended => "suspended",
        ClosedReason::AddressChanged => "address_changed",
    }
}

fn read_link(row: &reset_links::Model) -> Result<MintedLink, StorageError> {
    Ok(MintedLink {
        digest: TokenDigest::from_bytes(LINKS.digest("digest", &row.digest)?),
        epoch: Epoch::new(LINKS.counter("epoch", row.epoch)?),
        expires_at: LINKS.instant("expires_at", row.expires_at)?,
    })
}

pub(crate) fn write(request: &ResetRequest) -> reset_requests::Model {
    let (state, state_at, closed_reason) = match &request.state {
        ResetRequestState::Owed { since } => (OWED, Some(*since), None),
        ResetRequestState::LinkSent { .. } => (LINK_SENT, None, None),
        ResetRequestState::Followed { at, .. } => (FOLLOWED, Some(*at), None),
        ResetRequestState::Fulfilled { at, .. } => (FULFILLED, Some(*at), None),
        ResetRequestState::Closed { reason, at } => (CLOSED, Some(*at), Some(reason_name(*reason))),
    };
    reset_requests::Model {
        id: request.id.as_uuid(),
        user_id: request.user.as_uuid(),
        account_id: request.account.as_str().to_owned(),
        address: request.address.as_str().to_owned(),
        created_at: micros(request.created_at),
        state: state.to_owned(),
        state_at: state_at.map(micros),
        closed_reason: closed_reason.map(str::to_owned),
        revision: request.revision.get().into(),
    }
}

pub(crate) fn write_links(request: &ResetRequest) -> impl Iterator<Item = reset_links::ActiveModel> {
    request.links().iter().map(|link| reset_links::ActiveModel {
        id: NotSet,
        digest: Set(link.digest.as_bytes().to_vec()),
        request_id: Set(request.id.as_uuid()),
        epoch: Set(link.epoch.get().into()),
        expires_at: Set(micros(link.expires_at)),
    })
}
