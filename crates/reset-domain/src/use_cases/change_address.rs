//! An operator changes where a user's letters go.
//! It closes open requests, ends unused temporary passwords and tells the old address.

use super::step::{close_requests, credentials_of, find_user, retrying};
use crate::defect::{Defect, is_planted};
use crate::model::{Actor, AuditKind, Cause, ClosedReason, EmailAddress, Unfit, User};
use crate::{Fault, ResetService};

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressOutcome {
    /// Changed, and the old address will be told.
    Changed(User),
    /// It was that address already; nothing ended.
    Same(User),
    /// There is no such user.
    NoSuchUser,
    /// That is no address.
    Unfit(Unfit),
}

impl ResetService {
    /// Changes where a user's letters go.
    pub async fn change_address(&self, username: &str, email: &str) -> Result<AddressOutcome, Fault> {
        match EmailAddress::parse(email) {
            Ok(email) => retrying!(self.move_user(username, &email)),
            Err(unfit) => Ok(AddressOutcome::Unfit(unfit)),
        }
    }

    async fn move_user(&self, username: &str, email: &EmailAddress) -> Result<AddressOutcome, Fault> {
        let now = self.now();
        let mut uow = self.begin().await?;
        let Some(user) = find_user(&mut *uow, username).await? else {
            return Ok(AddressOutcome::NoSuchUser);
        };
        if &user.email == email {
            return Ok(AddressOutcome::Same(user));
        }
        // Owed before the move, so that it goes to the old address.
        uow.outbox().add(&[self.owed(&user, Cause::AddressChanged, now)?]).await?;
        let user = user.move_to(email.clone());
        uow.users().replace(&user).await?;
        let credentials = credentials_of(&mut *uow, user.id).await?;
        if !is_planted(Defect::LinkOutlivesItsAddress) {
            uow.credentials().replace(&credentials.end_unused()).await?;
        }
        // The epoch rose, so sessions end as well: the next sign-in finds the new state of things.
        uow.sessions().remove_all(user.id).await?;
        if !is_planted(Defect::LinkOutlivesItsAddress) {
            close_requests(&mut *uow, user.id, ClosedReason::AddressChanged, now).await?;
        }
        let event = self.event(Actor::Operator, AuditKind::AddressChanged)?.of_user(&user);
        uow.audit_log().add(&[event]).await?;
        uow.commit().await?;
        Ok(AddressOutcome::Changed(user))
    }
}
