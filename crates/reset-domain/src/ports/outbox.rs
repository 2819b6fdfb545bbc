//! Letters that are owed.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::StorageError;
use crate::model::{Lease, Message, MessageId, Settlement, UserId};

/// Keeps the outbox.
#[async_trait]
pub trait OutboxRepository: Send {
    /// The message of this id.
    async fn lookup(&mut self, id: MessageId) -> Result<Option<Message>, StorageError>;

    /// More of them; `Conflict` where an id is taken.
    async fn add(&mut self, messages: &[Message]) -> Result<(), StorageError>;

    /// Claims at most `limit` of the messages that are claimable by now, longest claimable first, and returns them
    /// as claimed and stored. A settled message is never claimed, and one claimed by somebody else only when their
    /// lease is over.
    async fn claim_due(
        &mut self,
        now: OffsetDateTime,
        lease: Lease,
        limit: u32,
    ) -> Result<Vec<Message>, StorageError>;

    /// The changed one in place of the stored one, and the next revision;
    /// `Conflict` unless the stored revision is still the one that was read: a lost lease, a settled message.
    async fn replace(&mut self, message: &Message) -> Result<(), StorageError>;

    /// Settles messages alike, as they were read; `Conflict` unless each is still at the revision that was read.
    ///
    /// It does with [`replace`](Self::replace). An adapter that can should settle them by one statement.
    async fn settle(
        &mut self,
        messages: &[Message],
        how: Settlement,
        at: OffsetDateTime,
    ) -> Result<(), StorageError> {
        for message in messages {
            self.replace(&message.clone().settle(how, at)).await?;
        }
        Ok(())
    }

    /// The messages of a user that are not settled, oldest cause first.
    async fn list_owed(&mut self, user: UserId) -> Result<Vec<Message>, StorageError>;

    /// At most `limit` messages that are not settled or were given up, oldest cause first.
    async fn list(&mut self, limit: u32) -> Result<Vec<Message>, StorageError>;

    /// Forgets at most `limit` messages settled at or before this time; tells how many.
    async fn sweep(&mut self, settled_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError>;
}
