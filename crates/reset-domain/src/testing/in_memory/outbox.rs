//! Letters that are owed.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::tables;
use super::unit_of_work::InMemoryUnitOfWork;
use crate::model::{Lease, Message, MessageId, MessageState, Settlement, UserId};
use crate::ports::{OutboxRepository, StorageError};

#[async_trait]
impl OutboxRepository for InMemoryUnitOfWork {
    async fn lookup(&mut self, id: MessageId) -> Result<Option<Message>, StorageError> {
        Ok(self.tables.outbox.get(&id).cloned())
    }

    async fn add(&mut self, messages: &[Message]) -> Result<(), StorageError> {
        for message in messages {
            let answer = tables::add(&mut self.tables.outbox, message.id, message);
            self.heed(answer)?;
        }
        Ok(())
    }

    async fn claim_due(
        &mut self,
        now: OffsetDateTime,
        lease: Lease,
        limit: u32,
    ) -> Result<Vec<Message>, StorageError> {
        let messages = self.tables.outbox.values_mut();
        let mut due: Vec<_> = messages
            .filter_map(|message| {
                let at = message.claimable_at().filter(|at| *at <= now)?;
                Some(((at, message.id), message))
            })
            .collect();
        due.sort_unstable_by_key(|(since, _)| *since);
        due.truncate(tables::so_many(limit));
        let claimed = due.into_iter().map(|(_, message)| {
            let revision = message.revision.next();
            *message = Message { revision, ..message.clone().claim(lease) };
            message.clone()
        });
        Ok(claimed.collect())
    }

    async fn replace(&mut self, message: &Message) -> Result<(), StorageError> {
        let answer = tables::replace(&mut self.tables.outbox, &message.id, message);
        self.heed(answer)
    }

    async fn list_owed(&mut self, user: UserId) -> Result<Vec<Message>, StorageError> {
        let is_owed = |message: &&Message| message.user == user && message.settled_at().is_none();
        let mut messages: Vec<_> = self.tables.outbox.values().filter(is_owed).cloned().collect();
        messages.sort_by_key(|message| (message.caused_at, message.id));
        Ok(messages)
    }

    async fn list(&mut self, limit: u32) -> Result<Vec<Message>, StorageError> {
        let mut messages: Vec<_> =
            self.tables.outbox.values().filter(|m| concerns_operators(m)).cloned().collect();
        messages.sort_by_key(|message| (message.caused_at, message.id));
        messages.truncate(tables::so_many(limit));
        Ok(messages)
    }

    async fn sweep(&mut self, settled_by: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let settled_at = |message: &Message| match message.state {
            MessageState::Settled { at, .. } => Some(at),
            MessageState::Due { .. } | MessageState::Claimed { .. } => None,
        };
        Ok(tables::sweep(&mut self.tables.outbox, settled_at, &settled_by, limit))
    }
}

/// Whether an operator may still do something about it.
const fn concerns_operators(message: &Message) -> bool {
    match message.state {
        MessageState::Due { .. } | MessageState::Claimed { .. } => true,
        MessageState::Settled { how, .. } => matches!(how, Settlement::GivenUp),
    }
}
