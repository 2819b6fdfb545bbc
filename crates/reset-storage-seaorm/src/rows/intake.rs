//! Intake entries.

use reset_domain::model::{AccountId, Caller, IntakeEntry, IntakeId, Network, Username};
use reset_domain::ports::StorageError;

use super::{Table, micros};
use crate::entities::intake::Model;

const TABLE: Table = Table("intake");

pub(crate) fn read(row: &Model) -> Result<IntakeEntry, StorageError> {
    Ok(IntakeEntry {
        id: IntakeId::from_uuid(row.id),
        at: TABLE.instant("at", row.at)?,
        account: TABLE.parsed_if_any("account_id", row.account_id.as_deref(), AccountId::parse)?,
        username: TABLE.parsed_if_any("username", row.username.as_deref(), Username::parse)?,
        caller: Caller { network: TABLE.parsed("network", &row.network, Network::parse)? },
    })
}

pub(crate) fn write(entry: &IntakeEntry) -> Model {
    Model {
        id: entry.id.as_uuid(),
        at: micros(entry.at),
        account_id: entry.account.as_ref().map(|account| account.as_str().to_owned()),
        username: entry.username.as_ref().map(|username| username.as_str().to_owned()),
        network: entry.caller.network.to_string(),
    }
}
