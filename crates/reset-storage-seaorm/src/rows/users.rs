//! Users.

use reset_domain::model::{AccountId, EmailAddress, FirstName, Locale, User, UserId, UserState, Username};
use reset_domain::ports::StorageError;

use super::{Table, micros};
use crate::entities::users::Model;

const TABLE: Table = Table("users");

pub(crate) fn read(row: &Model) -> Result<User, StorageError> {
    Ok(User {
        id: UserId::from_uuid(row.id),
        account: TABLE.parsed("account_id", &row.account_id, AccountId::parse)?,
        username: TABLE.parsed("username", &row.username, Username::parse)?,
        first_name: TABLE.parsed_if_any("first_name", row.first_name.as_deref(), FirstName::parse)?,
        email: TABLE.parsed("email", &row.email, EmailAddress::parse)?,
        locale: TABLE.parsed_if_any("locale", row.locale.as_deref(), Locale::parse)?,
        state: match TABLE.instant_if_any("suspended_at", row.suspended_at)? {
            None => UserState::Active,
            Some(since) => UserState::Suspended { since },
        },
        created_at: TABLE.instant("created_at", row.created_at)?,
        revision: TABLE.revision(row.revision)?,
    })
}

pub(crate) fn write(user: &User) -> Model {
    Model {
        id: user.id.as_uuid(),
        account_id: user.account.as_str().to_owned(),
        username: user.username.as_str().to_owned(),
        first_name: user.first_name.as_ref().map(|name| name.as_str().to_owned()),
        email: user.email.as_str().to_owned(),
        locale: user.locale.as_ref().map(|locale| locale.as_str().to_owned()),
        suspended_at: match user.state {
            UserState::Active => None,
            UserState::Suspended { since } => Some(micros(since)),
        },
        created_at: micros(user.created_at),
        revision: user.revision.get().into(),
    }
}
