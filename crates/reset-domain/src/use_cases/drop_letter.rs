//! An operator drops a letter that is owed.

use super::step::retrying;
use crate::model::{Actor, AuditEvent, AuditKind, Message, MessageId, MessageState, Settlement};
use crate::ports::UnitOfWork;
use crate::{Fault, ResetService};

/// What became of an operation on a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterOutcome {
    /// Done; the message as it is now.
    Done(Message),
    /// There is no such letter, or it is past that.
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
        let is_over =
            matches!(message.state, MessageState::Settled { how, .. } if how != Settlement::GivenUp);
        if is_over {
            return Ok(LetterOutcome::NoSuchLetter);
        }
        let message = message.settle(Settlement::Dropped, self.now());
        uow.outbox().replace(&message).await?;
        let event = self.event(Actor::Operator, AuditKind::LetterDropped)?;
        let event = about(&mut *uow, &message, event).await?;
        uow.audit_log().add(&event).await?;
        uow.commit().await?;
        Ok(LetterOutcome::Done(message))
    }
}

/// An event about a letter: whose it is and which request it belongs to.
pub(super) async fn about(
    uow: &mut dyn UnitOfWork,
    message: &Message,
    event: AuditEvent,
) -> Result<AuditEvent, Fault> {
    let event = match uow.users().lookup(message.user).await? {
        Some(user) => event.of_user(&user),
        None => event,
    };
    Ok(match message.request() {
        Some(request) => event.of_request(request),
        None => event,
    })
}
