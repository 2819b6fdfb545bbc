//! An operator asks for a reset of one user: the same letters as a visitor's request, and no throttle.

use super::step::{may_get_in, retrying};
use super::suspend_user::{UserOutcome, find_user};
use crate::model::{Actor, AuditKind};
use crate::{Fault, ResetService};

impl ResetService {
    /// Owes a letter with a link to this user; one who may not get in counts as none.
    pub async fn request_reset_for(&self, username: &str) -> Result<UserOutcome, Fault> {
        retrying!(self.request_for(username))
    }

    async fn request_for(&self, username: &str) -> Result<UserOutcome, Fault> {
        let mut uow = self.begin().await?;
        let Some(user) = find_user(&mut *uow, username).await? else {
            return Ok(UserOutcome::NoSuchUser);
        };
        if !may_get_in(&mut *uow, &user).await? {
            return Ok(UserOutcome::NoSuchUser);
        }
        let request = self.open_request(&mut *uow, &user, self.now()).await?;
        let event =
            self.event(Actor::Operator, AuditKind::ResetRequested)?.of_user(&user).of_request(request);
        uow.audit_log().add(&event).await?;
        uow.commit().await?;
        Ok(UserOutcome::Done(user))
    }
}
