//! An operator drops a letter that is owed.

use super::step::retrying;
use crate::model::{Actor, AuditKind, Message, MessageId, Settlement};
use crate::{Fault, ResetService};

/// What became of an operation on a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterOutcome {
    /// Done; the message as it is now.
    Done(Message),
    /// It is being sent just now, or it is over.
    PastThat,
    /// There is no such letter.
    NoSuchLetter,
}

impl ResetService {
    /// Drops a letter: it will not be sent. One that is over already stays as it is.
    pub async fn drop_letter(&self, id: MessageId) -> Result<LetterOutcome, Fault> {
        retrying!(self.drop_one(id))
    }

    async fn drop_one(&self, id: MessageId) -> Result<LetterOutcome, Fault> {
        let mut uow = self.begin().await?;
        let Some(message) = uow.outbox().lookup(id).await? else {
            return Ok(LetterOutcome::NoSuchLetter);
        };
        if !message.concerns_operators() {
            return Ok(LetterOutcome::PastThat);
        }
        let message = message.settle(Settlement::Dropped, self.now());
        uow.outbox().replace(&message).await?;
        let event = self.event(Actor::Operator, AuditKind::LetterDropped)?;
        let user = uow.users().lookup(message.user).await?;
        let event = event.of_letter(&message, user.as_ref());
        uow.audit_log().add(&[event]).await?;
        uow.commit().await?;
        Ok(LetterOutcome::Done(message))
    }
}
