//! Rows and the model's values, each way: the only place where a stored value may be found corrupt.

use reset_domain::model::{Revision, Unfit};
use reset_domain::ports::StorageError;
use time::OffsetDateTime;

pub(crate) mod accounts;
pub(crate) mod attempts;
pub(crate) mod audit_events;
pub(crate) mod credentials;
pub(crate) mod devices;
pub(crate) mod intake;
pub(crate) mod outbox;
pub(crate) mod reset_requests;
pub(crate) mod sessions;
pub(crate) mod users;

/// An instant as it is stored: microseconds since 1970 in UTC; what is finer is dropped.
pub(crate) fn micros(instant: OffsetDateTime) -> i64 {
    let micros = instant.unix_timestamp_nanos().div_euclid(1_000);
    i64::try_from(micros).unwrap_or(i64::MAX) // never: the years of this type end long before
}

/// Names the table whose columns are read. What cannot be read is named too, but never shown.
struct Table(&'static str);

/// Which stored value no longer parses.
#[derive(Debug, thiserror::Error)]
#[error("{table}.{column} cannot be read")]
struct Unreadable {
    table: &'static str,
    column: &'static str,
    #[source]
    why: Option<Unfit>,
}

impl Table {
    fn unreadable(&self, column: &'static str, why: Option<Unfit>) -> StorageError {
        StorageError::corrupt(Unreadable { table: self.0, column, why })
    }

    fn parsed<T>(
        &self,
        column: &'static str,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, Unfit>,
    ) -> Result<T, StorageError> {
        parse(text).map_err(|why| self.unreadable(column, Some(why)))
    }

    fn parsed_if_any<T>(
        &self,
        column: &'static str,
        text: Option<&str>,
        parse: impl FnOnce(&str) -> Result<T, Unfit>,
    ) -> Result<Option<T>, StorageError> {
        text.map(|text| self.parsed(column, text, parse)).transpose()
    }

    fn instant(&self, column: &'static str, micros: i64) -> Result<OffsetDateTime, StorageError> {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000)
            .map_err(|_| self.unreadable(column, None))
    }

    fn instant_if_any(
        &self,
        column: &'static str,
        micros: Option<i64>,
    ) -> Result<Option<OffsetDateTime>, StorageError> {
        micros.map(|micros| self.instant(column, micros)).transpose()
    }

    fn counter(&self, column: &'static str, value: i64) -> Result<u32, StorageError> {
        u32::try_from(value).map_err(|_| self.unreadable(column, None))
    }

    fn revision(&self, value: i64) -> Result<Revision, StorageError> {
        self.counter("revision", value).map(Revision::new)
    }

    fn digest(&self, column: &'static str, bytes: &[u8]) -> Result<[u8; 32], StorageError> {
        bytes.try_into().map_err(|_| self.unreadable(column, None))
    }
}
