//! An operator forgets a user's refused sign-ins, so that the ceiling on failures no longer holds them up.

use super::step::{find_user, retrying};
use super::suspend_user::UserOutcome;
use crate::model::{Actor, AttemptKey, AuditKind};
use crate::{Fault, ResetService};

impl ResetService {
    /// Forgets a user's refused sign-ins; pauses of single networks run out by themselves.
    pub async fn unlock_user(&self, username: &str) -> Result<UserOutcome, Fault> {
        retrying!(self.unlock(username))
    }

    async fn unlock(&self, username: &str) -> Result<UserOutcome, Fault> {
        let mut uow = self.begin().await?;
        let Some(user) = find_user(&mut *uow, username).await? else {
            return Ok(UserOutcome::NoSuchUser);
        };
        uow.attempt_log().clear(&[AttemptKey::sign_in(user.username.as_str())]).await?;
        let event = self.event(Actor::Operator, AuditKind::UserUnlocked)?.of_user(&user);
        uow.audit_log().add(&[event]).await?;
        uow.commit().await?;
        Ok(UserOutcome::Done(user))
    }
}
