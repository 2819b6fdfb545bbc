//! An operator takes a reset back: open requests and unused temporary passwords end.

use super::step::{close_requests, credentials_of, find_user, retrying};
use super::suspend_user::UserOutcome;
use crate::model::{Actor, AuditKind, ClosedReason};
use crate::{Fault, ResetService};

impl ResetService {
    /// Ends a user's open requests and unused temporary passwords; the epoch rises, so sessions end too.
    pub async fn revoke_reset(&self, username: &str) -> Result<UserOutcome, Fault> {
        retrying!(self.revoke(username))
    }

    async fn revoke(&self, username: &str) -> Result<UserOutcome, Fault> {
        let mut uow = self.begin().await?;
        let Some(user) = find_user(&mut *uow, username).await? else {
            return Ok(UserOutcome::NoSuchUser);
        };
        let credentials = credentials_of(&mut *uow, user.id).await?;
        uow.credentials().replace(&credentials.end_unused()).await?;
        uow.sessions().remove_all(user.id).await?;
        close_requests(&mut *uow, user.id, ClosedReason::Revoked, self.now()).await?;
        let event = self.event(Actor::Operator, AuditKind::ResetRevoked)?.of_user(&user);
        uow.audit_log().add(&[event]).await?;
        uow.commit().await?;
        Ok(UserOutcome::Done(user))
    }
}
