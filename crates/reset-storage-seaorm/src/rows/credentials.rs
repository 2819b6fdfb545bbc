//! Credentials and their temporary passwords.

use reset_domain::model::{
    ChosenPassword, Credentials, Epoch, PasswordHash, ResetRequestId, TemporaryCredential, TemporaryState,
    TemporaryTag, UserId,
};
use reset_domain::ports::StorageError;
use sea_orm::{NotSet, Set};

use super::{Table, micros};
use crate::entities::{credentials, temporary_passwords};

const TABLE: Table = Table("credentials");
const TEMPORARY: Table = Table("temporary_passwords");

pub(crate) fn read(
    row: &credentials::Model,
    temporary: &[temporary_passwords::Model],
) -> Result<Credentials, StorageError> {
    Ok(Credentials {
        user: UserId::from_uuid(row.user_id),
        chosen: match (&row.chosen_hash, row.chosen_at) {
            (None, None) => None,
            (Some(hash), Some(at)) => Some(ChosenPassword {
                hash: TABLE.parsed("chosen_hash", hash, PasswordHash::parse)?,
                chosen_at: TABLE.instant("chosen_at", at)?,
            }),
            _ => return Err(TABLE.unreadable("chosen_at", None)),
        },
        temporary: temporary.iter().map(read_temporary).collect::<Result<_, _>>()?,
        epoch: Epoch::new(TABLE.counter("epoch", row.epoch)?),
        revision: TABLE.revision(row.revision)?,
    })
}

fn read_temporary(row: &temporary_passwords::Model) -> Result<TemporaryCredential, StorageError> {
    Ok(TemporaryCredential {
        tag: TEMPORARY.parsed("tag", &row.tag, TemporaryTag::parse)?,
        hash: TEMPORARY.parsed("hash", &row.hash, PasswordHash::parse)?,
        request: ResetRequestId::from_uuid(row.request_id),
        minted_at: TEMPORARY.instant("minted_at", row.minted_at)?,
        expires_at: TEMPORARY.instant("expires_at", row.expires_at)?,
        state: match TEMPORARY.instant_if_any("used_at", row.used_at)? {
            None => TemporaryState::Unused,
            Some(since) => TemporaryState::InUse { since },
        },
    })
}

pub(crate) fn write(credentials: &Credentials) -> credentials::Model {
    credentials::Model {
        user_id: credentials.user.as_uuid(),
        chosen_hash: credentials.chosen.as_ref().map(|chosen| chosen.hash.as_str().to_owned()),
        chosen_at: credentials.chosen.as_ref().map(|chosen| micros(chosen.chosen_at)),
        epoch: credentials.epoch.get().into(),
        revision: credentials.revision.get().into(),
    }
}

pub(crate) fn write_temporary(
    credentials: &Credentials,
) -> impl Iterator<Item = temporary_passwords::ActiveModel> {
    credentials.temporary.iter().map(|temporary| temporary_passwords::ActiveModel {
        id: NotSet,
        user_id: Set(credentials.user.as_uuid()),
        tag: Set(temporary.tag.as_str().to_owned()),
        hash: Set(temporary.hash.as_str().to_owned()),
        request_id: Set(temporary.request.as_uuid()),
        minted_at: Set(micros(temporary.minted_at)),
        expires_at: Set(micros(temporary.expires_at)),
        used_at: Set(match temporary.state {
            TemporaryState::Unused => None,
            TemporaryState::InUse { since } => Some(micros(since)),
        }),
    })
}
