//! An operator has a letter tried again at once, also one that was given up.

use time::OffsetDateTime;

use super::drop_letter::{LetterOutcome, about};
use super::step::retrying;
use crate::model::{Actor, AuditKind, Message, MessageId, MessageState, Settlement};
use crate::{Fault, ResetService};

impl ResetService {
    /// Makes a letter due now, and worth sending for as long again as at first.
    pub async fn retry_letter(&self, id: MessageId) -> Result<LetterOutcome, Fault> {
        retrying!(self.retry(id))
    }

    async fn retry(&self, id: MessageId) -> Result<LetterOutcome, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let Some(message) = uow.outbox().lookup(id).await? else {
            return Ok(LetterOutcome::NoSuchLetter);
        };
        if !may_be_retried(&message, now) {
            return Ok(LetterOutcome::NoSuchLetter);
        }
        let message = Message { give_up_at: now + self.policy.give_up, ..message.postpone(now) };
        uow.outbox().replace(&message).await?;
        let event = self.event(Actor::Operator, AuditKind::LetterRetried)?;
        let event = about(&mut *uow, &message, event).await?;
        uow.audit_log().add(&event).await?;
        uow.commit().await?;
        Ok(LetterOutcome::Done(message))
    }
}

/// One that waits, one that was given up, and one whose holder is gone; not one that is being sent.
fn may_be_retried(message: &Message, now: OffsetDateTime) -> bool {
    match message.state {
        MessageState::Due { .. } => true,
        MessageState::Claimed { lease } => lease.until <= now,
        MessageState::Settled { how, .. } => how == Settlement::GivenUp,
    }
}
