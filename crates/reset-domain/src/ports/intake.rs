//! Where submitted requests are put down, and where the worker picks them up.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::model::IntakeEntry;

/// What became of an append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// It is safe.
    Stored,
    /// So many wait already that it was not taken.
    Full,
}

/// Puts down what a visitor submits: one durable append, no look-up, the same work for everyone.
/// An adapter may gather simultaneous appends into one commit; it returns when the row is safe.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait Intake: Send + Sync {
    /// Puts one entry down, unless `limit` of them wait already.
    /// The limit guards the disk; several processes may overshoot it a little.
    async fn append(&self, entry: IntakeEntry, limit: u64) -> Result<Appended, StorageError>;
}

/// The worker's side of the intake.
#[async_trait]
pub trait IntakeRepository: Send {
    /// Takes at most `limit` of the entries of this time or before that nobody else is taking, oldest first;
    /// committing makes them gone for good.
    async fn take(&mut self, until: OffsetDateTime, limit: u32) -> Result<Vec<IntakeEntry>, StorageError>;

    /// How many wait.
    async fn count(&mut self) -> Result<u64, StorageError>;
}
