//! Audit events.

use reset_domain::model::{
    AccountId, Actor, AuditEvent, AuditEventId, AuditKind, Network, ResetRequestId, UserId,
};
use reset_domain::ports::StorageError;

use super::{Table, micros};
use crate::entities::audit_events::Model;

const TABLE: Table = Table("audit_events");

pub(crate) fn read(row: Model) -> Result<AuditEvent, StorageError> {
    Ok(AuditEvent {
        id: AuditEventId::from_uuid(row.id),
        at: TABLE.instant("at", row.at)?,
        actor: TABLE.parsed("actor", &row.actor, Actor::parse)?,
        kind: TABLE.parsed("kind", &row.kind, AuditKind::parse)?,
        account: TABLE.parsed_if_any("account_id", row.account_id.as_deref(), AccountId::parse)?,
        user: row.user_id.map(UserId::from_uuid),
        request: row.request_id.map(ResetRequestId::from_uuid),
        network: TABLE.parsed_if_any("network", row.network.as_deref(), Network::parse)?,
        reason: row.reason.map(Into::into),
    })
}

pub(crate) fn write(event: &AuditEvent) -> Model {
    Model {
        id: event.id.as_uuid(),
        at: micros(event.at),
        actor: event.actor.as_str().to_owned(),
        kind: event.kind.as_str().to_owned(),
        account_id: event.account.as_ref().map(|account| account.as_str().to_owned()),
        user_id: event.user.map(|user| user.as_uuid()),
        request_id: event.request.map(|request| request.as_uuid()),
        network: event.network.map(|network| network.to_string()),
        reason: event.reason.as_deref().map(str::to_owned),
    }
}
