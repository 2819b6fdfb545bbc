//! An operator suspends a user, or lets them in again.
//! Suspending ends sessions, closes requests and ends temporary passwords; resuming revives none of them.

use super::step::{close_requests, credentials_of, find_user, retrying};
use crate::model::{Actor, AuditKind, ClosedReason, User};
use crate::ports::UnitOfWork;
use crate::{Fault, ResetService};

/// What became of an operation on a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserOutcome {
    /// Done; the user as they are now.
    Done(User),
    /// There is no such user.
    NoSuchUser,
}

impl ResetService {
    /// Suspends a user.
    pub async fn suspend_user(&self, username: &str) -> Result<UserOutcome, Fault> {
        retrying!(self.suspend_one(username))
    }

    /// Lets a suspended user in again.
    pub async fn resume_user(&self, username: &str) -> Result<UserOutcome, Fault> {
        retrying!(self.resume_one(username))
    }

    async fn suspend_one(&self, username: &str) -> Result<UserOutcome, Fault> {
        let mut uow = self.begin().await?;
        let Some(user) = find_user(&mut *uow, username).await? else {
            return Ok(UserOutcome::NoSuchUser);
        };
        let user = user.suspend(self.now());
        uow.users().replace(&user).await?;
        self.end_everything(&mut *uow, &user).await?;
        let event = self.event(Actor::Operator, AuditKind::UserSuspended)?.of_user(&user);
        uow.audit_log().add(&[event]).await?;
        uow.commit().await?;
        Ok(UserOutcome::Done(user))
    }

    async fn resume_one(&self, username: &str) -> Result<UserOutcome, Fault> {
        let mut uow = self.begin().await?;
        let Some(user) = find_user(&mut *uow, username).await? else {
            return Ok(UserOutcome::NoSuchUser);
        };
        let user = user.resume();
        uow.users().replace(&user).await?;
        let event = self.event(Actor::Operator, AuditKind::UserResumed)?.of_user(&user);
        uow.audit_log().add(&[event]).await?;
        uow.commit().await?;
        Ok(UserOutcome::Done(user))
    }

    /// What a suspension ends, of a user or of each user of an account.
    pub(super) async fn end_everything(&self, uow: &mut dyn UnitOfWork, user: &User) -> Result<(), Fault> {
        uow.sessions().remove_all(user.id).await?;
        let credentials = credentials_of(uow, user.id).await?;
        uow.credentials().replace(&credentials.end_temporary()).await?;
        close_requests(uow, user.id, ClosedReason::Suspended, self.now()).await
    }
}
