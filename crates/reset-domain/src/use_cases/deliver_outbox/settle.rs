//! What a try came to, written down by the holder of the lease and nobody else.

use time::OffsetDateTime;

use super::prepare::Secret;
use crate::defect::{Defect, is_planted};
use crate::model::{Actor, AuditKind, Message, Settlement};
use crate::ports::{DeliveryError, UnitOfWork};
use crate::use_cases::step::{credentials_of, is_still_ours};
use crate::{Fault, ResetService};

impl ResetService {
    /// Writes down what a try came to; `None` when somebody else holds the message now.
    /// A try that was certainly refused takes its secret back; one whose outcome is unknown leaves it good.
    pub(super) async fn settle(
        &self,
        message: &Message,
        secret: &Secret,
        error: Option<&DeliveryError>,
    ) -> Result<Option<Message>, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        if !is_still_ours(&mut *uow, message).await? {
            return Ok(None);
        }
        let (settled, kind, reason) = match error {
            None => {
                fulfill(&mut *uow, message, secret, now).await?;
                (message.clone().settle(Settlement::Delivered, now), AuditKind::LetterDelivered, None)
            }
            Some(DeliveryError::Permanent(_)) => {
                take_back(&mut *uow, message, secret, now).await?;
                (message.clone().settle(Settlement::GivenUp, now), AuditKind::LetterGivenUp, Some("refused"))
            }
            Some(DeliveryError::Transient(_)) => {
                take_back(&mut *uow, message, secret, now).await?;
                again_or_never(message, now, "not taken for now")
            }
            Some(DeliveryError::Unknown(_)) => {
                if is_planted(Defect::LostReplyTakesBack) {
                    take_back(&mut *uow, message, secret, now).await?;
                }
                again_or_never(message, now, "outcome unknown")
            }
        };
        uow.outbox().replace(&settled).await?;
        let event = self.event(Actor::Worker, kind)?;
        let event = match reason {
            Some(reason) => event.because(reason),
            None => event,
        };
        let user = uow.users().lookup(message.user).await?;
        uow.audit_log().add(&event.of_letter(message, user.as_ref())).await?;
        uow.commit().await?;
        Ok(Some(settled))
    }
}

/// After a pause, unless that is too late.
fn again_or_never(
    message: &Message,
    now: OffsetDateTime,
    reason: &'static str,
) -> (Message, AuditKind, Option<&'static str>) {
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
