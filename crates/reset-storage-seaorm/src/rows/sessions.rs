//! Sessions and their confirmations.

use reset_domain::model::{ApplicationId, Confirmation, Epoch, Session, SessionDigest, Standing, UserId};
use reset_domain::ports::StorageError;
use sea_orm::{NotSet, Set};

use super::{Table, micros};
use crate::entities::{session_confirmations, sessions};

const TABLE: Table = Table("sessions");
const CONFIRMATIONS: Table = Table("session_confirmations");

pub(crate) fn read(
    row: &sessions::Model,
    confirmations: &[session_confirmations::Model],
) -> Result<Session, StorageError> {
    Ok(Session {
        digest: SessionDigest::from_bytes(TABLE.digest("digest", &row.digest)?),
        user: UserId::from_uuid(row.user_id),
        epoch: Epoch::new(TABLE.counter("epoch", row.epoch)?),
        standing: match TABLE.instant_if_any("temporary_expires_at", row.temporary_expires_at)? {
            None => Standing::Chosen,
            Some(expires_at) => Standing::Temporary { expires_at },
        },
        opened_at: TABLE.instant("opened_at", row.opened_at)?,
        seen_at: TABLE.instant("seen_at", row.seen_at)?,
        ends_at: TABLE.instant("ends_at", row.ends_at)?,
        confirmations: confirmations.iter().map(read_confirmation).collect::<Result<_, _>>()?,
        revision: TABLE.revision(row.revision)?,
    })
}

fn read_confirmation(row: &session_confirmations::Model) -> Result<Confirmation, StorageError> {
    Ok(Confirmation {
        application: CONFIRMATIONS.parsed("application_id", &row.application_id, ApplicationId::parse)?,
        at: CONFIRMATIONS.instant("at", row.at)?,
    })
}

pub(crate) fn write(session: &Session) -> sessions::Model {
    sessions::Model {
        digest: session.digest.as_bytes().to_vec(),
        user_id: session.user.as_uuid(),
        epoch: session.epoch.get().into(),
        temporary_expires_at: match session.standing {
            Standing::Chosen => None,
            Standing::Temporary { expires_at } => Some(micros(expires_at)),
        },
        opened_at: micros(session.opened_at),
        seen_at: micros(session.seen_at),
        ends_at: micros(session.ends_at),
        revision: session.revision.get().into(),
    }
}

pub(crate) fn write_confirmations(
    session: &Session,
) -> impl Iterator<Item = session_confirmations::ActiveModel> {
    session.confirmations.iter().map(|confirmation| session_confirmations::ActiveModel {
        id: NotSet,
        session_digest: Set(session.digest.as_bytes().to_vec()),
        application_id: Set(confirmation.application.as_str().to_owned()),
        at: Set(micros(confirmation.at)),
    })
}
