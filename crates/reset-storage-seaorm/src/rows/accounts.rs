//! Accounts.

use reset_domain::model::{Account, AccountId, AccountState};
use reset_domain::ports::StorageError;

use super::{Table, micros};
use crate::entities::accounts::Model;

const TABLE: Table = Table("accounts");

pub(crate) fn read(row: Model) -> Result<Account, StorageError> {
    Ok(Account {
        id: TABLE.parsed("id", &row.id, AccountId::parse)?,
        written_id: row.written_id,
        name: row.name,
        state: match TABLE.instant_if_any("suspended_at", row.suspended_at)? {
            None => AccountState::Active,
            Some(since) => AccountState::Suspended { since },
        },
        created_at: TABLE.instant("created_at", row.created_at)?,
        revision: TABLE.revision(row.revision)?,
    })
}

pub(crate) fn write(account: &Account) -> Model {
    Model {
        id: account.id.as_str().to_owned(),
        written_id: account.written_id.clone(),
        name: account.name.clone(),
        suspended_at: match account.state {
            AccountState::Active => None,
            AccountState::Suspended { since } => Some(micros(since)),
        },
        created_at: micros(account.created_at),
        revision: account.revision.get().into(),
    }
}
