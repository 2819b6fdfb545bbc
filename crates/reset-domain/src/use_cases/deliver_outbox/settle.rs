//! What a try came to, written down by the holder of the lease and nobody else.

use std::slice;

use time::OffsetDateTime;

use super::DeliverOutcome;
use super::prepare::Secret;
use crate::defect::{Defect, is_planted};
use crate::model::{Actor, AuditKind, Message, Settlement, User};
use crate::ports::{DeliveryError, UnitOfWork};
use crate::use_cases::step::{credentials_of, is_still_ours, retrying};
use crate::{Fault, ResetService};

/// A letter that the mail server was given, and what it said.
pub(super) struct Sent {
    pub(super) message: Message,
    /// What was minted for it.
    pub(super) secret: Secret,
    /// Whose letter it is.
    pub(super) user: User,
    pub(super) result: Result<(), DeliveryError>,
}

/// A message as it is from then on, and the event that tells of it.
type Conclusion = (Message, AuditKind, Option<&'static str>);

impl ResetService {
    /// Writes down what the tries came to.
    pub(super) async fn settle(&self, sent: Vec<Sent>) -> Result<Vec<DeliverOutcome>, Fault> {
        let settled = match self.settle_all(&sent).await {
            // One of them is somebody else's now or cannot be read: one by one, the others are settled all the same.
            Err(fault) if fault.is_conflict() || fault.is_corrupt() => self.settle_each(&sent).await?,
            settled => settled?.into_iter().map(Some).collect(),
        };
        let outcome = |(sent, settled): (Sent, Option<Message>)| match (settled, sent.result) {
            (None, _) => DeliverOutcome::Lost(sent.message),
            (Some(message), Ok(())) => DeliverOutcome::Delivered(message),
            (Some(message), Err(error)) => DeliverOutcome::Failed(message, error),
        };
        Ok(sent.into_iter().zip(settled).map(outcome).collect())
    }

    async fn settle_all(&self, sent: &[Sent]) -> Result<Vec<Message>, Fault> {
        if sent.is_empty() {
            return Ok(Vec::new());
        }
        let mut uow = self.begin().await?;
        let settled = self.settle_in(&mut *uow, sent).await?;
        uow.commit().await?;
        Ok(settled)
    }

    async fn settle_each(&self, sent: &[Sent]) -> Result<Vec<Option<Message>>, Fault> {
        let mut settled = Vec::with_capacity(sent.len());
        let mut trouble = None;
        for sent in sent {
            match retrying!(self.settle_one(sent)) {
                Ok(it) => settled.push(it),
                Err(fault) => trouble = Some(fault),
            }
        }
        trouble.map_or(Ok(settled), Err)
    }

    /// `None` when somebody else holds the message now.
    async fn settle_one(&self, sent: &Sent) -> Result<Option<Message>, Fault> {
        let mut uow = self.begin().await?;
        if !is_still_ours(&mut *uow, &sent.message).await? {
            return Ok(None);
        }
        let settled = self.settle_in(&mut *uow, slice::from_ref(sent)).await?.pop();
        uow.commit().await?;
        Ok(settled)
    }

    async fn settle_in(&self, uow: &mut dyn UnitOfWork, sent: &[Sent]) -> Result<Vec<Message>, Fault> {
        let now = self.now();
        let taken = sent.iter().filter(|sent| sent.result.is_ok());
        let taken: Vec<_> = taken.map(|sent| sent.message.clone()).collect();
        uow.outbox().settle(&taken, Settlement::Delivered, now).await?;
        let (mut settled, mut events) = (Vec::new(), Vec::new());
        for sent in sent {
            let (message, kind, reason) = self.conclude(uow, sent, now).await?;
            let event = self.event(Actor::Worker, kind)?.of_letter(&message, Some(&sent.user));
            events.push(match reason {
                Some(reason) => event.because(reason),
                None => event,
            });
            settled.push(message);
        }
        uow.audit_log().add(&events).await?;
        Ok(settled)
    }

    /// A try that was certainly refused takes its secret back; one whose outcome is unknown leaves it good.
    async fn conclude(
        &self,
        uow: &mut dyn UnitOfWork,
        sent: &Sent,
        now: OffsetDateTime,
    ) -> Result<Conclusion, Fault> {
        let Sent { message, secret, result, .. } = sent;
        let conclusion = match result {
            Ok(()) => {
                fulfill(uow, message, secret, now).await?;
                let settled = message.clone().settle(Settlement::Delivered, now);
                return Ok((settled, AuditKind::LetterDelivered, None));
            }
            Err(DeliveryError::Permanent(_)) => {
                take_back(uow, message, secret, now).await?;
                (message.clone().settle(Settlement::GivenUp, now), AuditKind::LetterGivenUp, Some("refused"))
            }
            Err(DeliveryError::Transient(_)) => {
                take_back(uow, message, secret, now).await?;
                again_or_never(message, now, "not taken for now")
            }
            Err(DeliveryError::Unknown(_)) => {
                if is_planted(Defect::LostReplyTakesBack) {
                    take_back(uow, message, secret, now).await?;
                }
                again_or_never(message, now, "outcome unknown")
            }
        };
        uow.outbox().replace(&conclusion.0).await?;
        Ok(conclusion)
    }
}

/// After a pause, unless that is too late.
fn again_or_never(message: &Message, now: OffsetDateTime, reason: &'static str) -> Conclusion {
    let at = now + message.pause();
    match at < message.give_up_at && !is_planted(Defect::NotForNowMeansNever) {
        true => (message.clone().postpone(at), AuditKind::LetterPostponed, Some(reason)),
        false => {
            (message.clone().settle(Settlement::GivenUp, now), AuditKind::LetterGivenUp, Some("too late"))
        }
    }
}

/// The mail server took the temporary password: its request is fulfilled.
async fn fulfill(
    uow: &mut dyn UnitOfWork,
    message: &Message,
    secret: &Secret,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let (Secret::Temporary(_), Some(id)) = (secret, message.request()) else {
        return Ok(());
    };
    if let Some(request) = uow.reset_requests().lookup(id).await? {
        uow.reset_requests().replace(&request.fulfill(now)).await?;
    }
    Ok(())
}

/// What was certainly not delivered is nobody's: it ends.
async fn take_back(
    uow: &mut dyn UnitOfWork,
    message: &Message,
    secret: &Secret,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    match (secret, message.request()) {
        (Secret::Link(digest), Some(id)) => {
            if let Some(request) = uow.reset_requests().lookup(id).await? {
                uow.reset_requests().replace(&request.take_back(digest, now)).await?;
            }
        }
        (Secret::Temporary(hash), _) => {
            let credentials = credentials_of(uow, message.user).await?;
            uow.credentials().replace(&credentials.take_back(hash)).await?;
        }
        (Secret::Link(_) | Secret::None, _) => {}
    }
    Ok(())
}
