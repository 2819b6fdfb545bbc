//! Messages of the outbox.

use reset_domain::model::{
    Cause, EmailAddress, Lease, Message, MessageId, MessageState, ResetRequestId, Settlement, UserId,
};
use reset_domain::ports::StorageError;

use sea_orm::Set;
use time::OffsetDateTime;

use super::{Table, micros};
use crate::entities::outbox::{ActiveModel, Model};

/// How a message ended that operators hear of.
pub(crate) const GIVEN_UP: &str = settlement_name(Settlement::GivenUp);

const DUE: &str = "due";
const CLAIMED: &str = "claimed";
const SETTLED: &str = "settled";

const RESET_LINK: &str = "reset_link";
const TEMPORARY_PASSWORD: &str = "temporary_password";
const PASSWORD_CHANGED: &str = "password_changed";
const ADDRESS_CHANGED: &str = "address_changed";

const TABLE: Table = Table("outbox");

pub(crate) fn read(row: &Model) -> Result<Message, StorageError> {
    Ok(Message {
        id: MessageId::from_uuid(row.id),
        user: UserId::from_uuid(row.user_id),
        to: TABLE.parsed("address", &row.address, EmailAddress::parse)?,
        cause: read_cause(row)?,
        caused_at: TABLE.instant("caused_at", row.caused_at)?,
        give_up_at: TABLE.instant("give_up_at", row.give_up_at)?,
        tries: TABLE.counter("tries", row.tries)?,
        state: read_state(row)?,
        revision: TABLE.revision(row.revision)?,
    })
}

fn read_cause(row: &Model) -> Result<Cause, StorageError> {
    let request = row.request_id.map(ResetRequestId::from_uuid);
    Ok(match (row.cause.as_str(), request) {
        (RESET_LINK, Some(request)) => Cause::ResetLink { request },
        (TEMPORARY_PASSWORD, Some(request)) => Cause::TemporaryPassword { request },
        (PASSWORD_CHANGED, None) => Cause::PasswordChanged,
        (ADDRESS_CHANGED, None) => Cause::AddressChanged,
        (RESET_LINK | TEMPORARY_PASSWORD | PASSWORD_CHANGED | ADDRESS_CHANGED, _) => {
            return Err(TABLE.unreadable("request_id", None));
        }
        _ => return Err(TABLE.unreadable("cause", None)),
    })
}

fn read_state(row: &Model) -> Result<MessageState, StorageError> {
    let claimable_at = TABLE.instant_if_any("claimable_at", row.claimable_at)?;
    let settled_at = TABLE.instant_if_any("settled_at", row.settled_at)?;
    Ok(match (row.state.as_str(), claimable_at, settled_at) {
        (DUE, Some(at), None) => MessageState::Due { at },
        (CLAIMED, Some(until), None) => MessageState::Claimed { lease: Lease { until } },
        (SETTLED, None, Some(at)) => MessageState::Settled { how: read_settlement(row)?, at },
        (DUE | CLAIMED, _, _) => return Err(TABLE.unreadable("claimable_at", None)),
        (SETTLED, _, _) => return Err(TABLE.unreadable("settled_at", None)),
        _ => return Err(TABLE.unreadable("state", None)),
    })
}

fn read_settlement(row: &Model) -> Result<Settlement, StorageError> {
    [Settlement::Delivered, Settlement::GivenUp, Settlement::NotNeeded, Settlement::Dropped]
        .into_iter()
        .find(|how| row.settled_how.as_deref() == Some(settlement_name(*how)))
        .ok_or_else(|| TABLE.unreadable("settled_how", None))
}

const fn settlement_name(how: Settlement) -> &'static str {
    match how {
        Settlement::Delivered => "delivered",
        Settlement::GivenUp => "given_up",
        Settlement::NotNeeded => "not_needed",
        Settlement::Dropped => "dropped",
    }
}

/// What a claim changes alike in whatever it claims.
pub(crate) fn claim(lease: Lease) -> ActiveModel {
    ActiveModel {
        state: Set(CLAIMED.to_owned()),
        claimable_at: Set(Some(micros(lease.until))),
        ..ActiveModel::default()
    }
}

/// What settling changes alike in whatever is settled.
pub(crate) fn settle(how: Settlement, at: OffsetDateTime) -> ActiveModel {
    ActiveModel {
        state: Set(SETTLED.to_owned()),
        claimable_at: Set(None),
        settled_at: Set(Some(micros(at))),
        settled_how: Set(Some(settlement_name(how).to_owned())),
        ..ActiveModel::default()
    }
}

pub(crate) fn write(message: &Message) -> Model {
    let (state, settled_at, settled_how) = match message.state {
        MessageState::Due { .. } => (DUE, None, None),
        MessageState::Claimed { .. } => (CLAIMED, None, None),
        MessageState::Settled { how, at } => (SETTLED, Some(micros(at)), Some(settlement_name(how))),
    };
    let cause = match message.cause {
        Cause::ResetLink { .. } => RESET_LINK,
        Cause::TemporaryPassword { .. } => TEMPORARY_PASSWORD,
        Cause::PasswordChanged => PASSWORD_CHANGED,
        Cause::AddressChanged => ADDRESS_CHANGED,
    };
    Model {
        id: message.id.as_uuid(),
        user_id: message.user.as_uuid(),
        address: message.to.as_str().to_owned(),
        cause: cause.to_owned(),
        request_id: message.request().map(|request| request.as_uuid()),
        caused_at: micros(message.caused_at),
        give_up_at: micros(message.give_up_at),
        tries: message.tries.into(),
        state: state.to_owned(),
        claimable_at: message.claimable_at().map(micros),
        settled_at,
        settled_how: settled_how.map(str::to_owned),
        revision: message.revision.get().into(),
    }
}
