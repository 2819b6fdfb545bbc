//! Attempts.

use reset_domain::model::Attempt;
use reset_domain::ports::StorageError;
use sea_orm::{NotSet, Set};
use time::OffsetDateTime;

use super::{Table, micros};
use crate::entities::attempts::{ActiveModel, Model};

const TABLE: Table = Table("attempts");

pub(crate) fn read_time(row: &Model) -> Result<OffsetDateTime, StorageError> {
    TABLE.instant("at", row.at)
}

pub(crate) fn write(attempt: &Attempt) -> ActiveModel {
    ActiveModel { id: NotSet, key: Set(attempt.key.as_bytes().to_vec()), at: Set(micros(attempt.at)) }
}
