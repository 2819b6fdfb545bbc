//! An operator asks for a reset of one user: the same letters as a visitor's request, and no throttle.

use super::step::{find_user, may_get_in, retrying};
use crate::model::{Actor, AuditKind, User};
use crate::{Fault, ResetService};

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestForOutcome {
    /// A letter with a link is owed.
    Requested(User),
    /// The user or their account is suspended.
    Suspended(User),
    /// There is no such user.
    NoSuchUser,
}

impl ResetService {
    /// Owes a letter with a link to this user.
    pub async fn request_reset_for(&self, username: &str) -> Result<RequestForOutcome, Fault> {
        retrying!(self.request_for(username))
    }

    async fn request_for(&self, username: &str) -> Result<RequestForOutcome, Fault> {
        let mut uow = self.begin().await?;
        let Some(user) = find_user(&mut *uow, username).await? else {
            return Ok(RequestForOutcome::NoSuchUser);
        };
        if !may_get_in(&mut *uow, &user).await? {
            return Ok(RequestForOutcome::Suspended(user));
        }
        // As in considering: whoever suspends the user at the same time is met here.
        uow.users().replace(&user).await?;
        let (request, letter) = self.requested(&user, self.now())?;
        let id = request.id;
        uow.reset_requests().add(&[request]).await?;
        uow.outbox().add(&[letter]).await?;
        let event = self.event(Actor::Operator, AuditKind::ResetRequested)?.of_user(&user).of_request(id);
        uow.audit_log().add(&[event]).await?;
        uow.commit().await?;
        Ok(RequestForOutcome::Requested(user))
    }
}
