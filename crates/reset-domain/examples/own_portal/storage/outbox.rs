//! Letters that are owed.

use async_trait::async_trait;
use reset_domain::model::{Lease, Message, MessageId, MessageState, Settlement, UserId};
use reset_domain::ports::{OutboxRepository, StorageError};
use time::OffsetDateTime;

use super::unit_of_work::OwnUnitOfWork;

#[async_trait]
impl OutboxRepository for OwnUnitOfWork {
    async fn lookup(&mut self, id: MessageId) -> Result<Option<Message>, StorageError> {
        Ok(self.tables.outbox.lookup(&id))
    }

    async fn add(&mut self, messages: &[Message]) -> Result<(), StorageError> {
        let done = messages.iter().all(|message| self.tables.outbox.add(message));
        self.conflict_unless(done)
    }

    async fn claim_due(
        &mut self,
        now: OffsetDateTime,
        lease: Lease,
        limit: u32,
    ) -> Result<Vec<Message>, StorageError> {
        let messages = self.tables.outbox.rows.iter_mut();
        let mut due: Vec<_> =
            messages.filter(|message| message.claimable_at().is_some_and(|at| at <= now)).collect();
        due.sort_by_key(|message| (message.claimable_at(), message.id));
        let claimed = due.into_iter().take(limit as usize).map(|message| {
            // A claim is a change: whoever held the message before can no longer settle it.
            let revision = message.revision.next();
            *message = Message { revision, ..message.clone().claim(lease) };
            message.clone()
        });
        Ok(claimed.collect())
    }

    async fn replace(&mut self, message: &Message) -> Result<(), StorageError> {
        let done = self.tables.outbox.replace(message);
        self.conflict_unless(done)
    }

    async fn list_owed(&mut self, user: UserId) -> Result<Vec<Message>, StorageError> {
        let mut messages = self.tables.outbox.rows.clone();
        messages.retain(|message| message.user == user && message.settled_at().is_none());
        messages.sort_by_key(|message| (message.caused_at, message.id));
        Ok(messages)
    }

    async fn list(&mut self, limit: u32) -> Result<Vec<Message>, StorageError> {
        let mut messages = self.tables.outbox.rows.clone();
        messages.retain(|message| match message.state {
            MessageState::Due { .. } | MessageState::Claimed { .. } => true,
            MessageState::Settled { how, .. } => how == Settlement::GivenUp,
        });
        messages.sort_by_key(|message| (message.caused_at, message.id));
        messages.truncate(limit as usize);
        Ok(messages)
    }

    async fn sweep(&mut self, settled_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let settled_at = |message: &Message| match message.state {
            MessageState::Settled { at, .. } => Some(at),
            MessageState::Due { .. } | MessageState::Claimed { .. } => None,
        };
        Ok(self.tables.outbox.sweep(settled_at, settled_by, limit))
    }
}
