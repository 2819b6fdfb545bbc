//! An operator has a letter tried again at once, also one that was given up.

use super::drop_letter::LetterOutcome;
use super::step::retrying;
use crate::model::{Actor, AuditKind, MessageId};
use crate::{Fault, ResetService};

impl ResetService {
    /// Makes a letter due now, and worth sending for as long again as at first.
    pub async fn retry_letter(&self, id: MessageId) -> Result<LetterOutcome, Fault> {
        retrying!(self.retry(id))
    }

    async fn retry(&self, id: MessageId) -> Result<LetterOutcome, Fault> {
        let mut uow = self.begin().await?;
        let Some(message) = uow.outbox().lookup(id).await? else {
            return Ok(LetterOutcome::NoSuchLetter);
        };
        let Some(message) = message.retry(self.now(), self.policy.give_up) else {
            return Ok(LetterOutcome::PastThat);
        };
        uow.outbox().replace(&message).await?;
        let user = uow.users().lookup(message.user).await?;
        let event = self.event(Actor::Operator, AuditKind::LetterRetried)?;
        uow.audit_log().add(&[event.of_letter(&message, user.as_ref())]).await?;
        uow.commit().await?;
        Ok(LetterOutcome::Done(message))
    }
}
