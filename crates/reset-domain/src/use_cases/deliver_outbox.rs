//! The worker sends the letter that has been owed longest.
//! Claim, mint, commit, send, settle: no link arrives before it is valid, and nothing readable waits in a table.

mod look;
mod prepare;
mod settle;

use self::prepare::Prepared;
use super::step::retrying;
use crate::model::{Lease, Message};
use crate::ports::DeliveryError;
use crate::{Fault, ResetService};

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliverOutcome {
    /// No letter is due.
    Idle,
    /// The mail server took one.
    Delivered(Message),
    /// One was not taken, and why; it will be tried again, or was given up, as its state says.
    Failed(Message, DeliveryError),
    /// One was not sent: what it would say is no longer so, it is too late, or it has to wait.
    NotSent(Message),
    /// Somebody else took it over midway: our lease had run out.
    Lost(Message),
}

impl ResetService {
    /// Sends the letter that has been owed longest, if one is due.
    /// Each call is one try of one letter; call it from as many places as there are connections.
    pub async fn deliver_outbox(&self) -> Result<DeliverOutcome, Fault> {
        let Some(message) = retrying!(self.claim())? else {
            return Ok(DeliverOutcome::Idle);
        };
        let (letter, secret) = match self.prepare(&message).await {
            Ok(Prepared::Letter(letter, secret)) => (letter, secret),
            Ok(Prepared::NotSent(message)) => return Ok(DeliverOutcome::NotSent(*message)),
            Ok(Prepared::Lost) => return Ok(DeliverOutcome::Lost(message)),
            Err(fault) => {
                // Nothing went out: the next worker need not wait for the lease. If this fails too, it does.
                _ = self.release(&message, fault.is_passing()).await;
                return Err(fault);
            }
        };
        let result = self.ports.mailer.deliver(&letter).await;
        let settled = retrying!(self.settle(&message, &secret, result.as_ref().err()))?;
        Ok(match (settled, result) {
            (None, _) => DeliverOutcome::Lost(message),
            (Some(message), Ok(_)) => DeliverOutcome::Delivered(message),
            (Some(message), Err(error)) => DeliverOutcome::Failed(message, error),
        })
    }

    async fn release(&self, message: &Message, is_passing: bool) -> Result<(), Fault> {
        let mut uow = self.begin().await?;
        // A defect is not tried again at once for ever: its pause grows, and in the end it is given up.
        let released = match is_passing {
            true => message.clone().release(self.now()),
            false => message.clone().postpone(self.now() + message.pause()),
        };
        uow.outbox().replace(&released).await?;
        Ok(uow.commit().await?)
    }

    async fn claim(&self) -> Result<Option<Message>, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let lease = Lease { until: now + self.policy.lease };
        let Some(message) = uow.outbox().claim_due(now, lease).await? else {
            return Ok(None);
        };
        uow.commit().await?;
        Ok(Some(message))
    }
}
