//! A user signs out: the session ends here, not only in the browser.

use super::step::retrying;
use crate::model::{Actor, AuditKind, Caller, SessionToken};
use crate::{Fault, ResetService};

impl ResetService {
    /// Ends a session; one that has ended already stays so.
    pub async fn sign_out(&self, token: &SessionToken, caller: Caller) -> Result<(), Fault> {
        retrying!(self.end_session(token, caller))
    }

    async fn end_session(&self, token: &SessionToken, caller: Caller) -> Result<(), Fault> {
        let mut uow = self.begin().await?;
        let digest = token.digest();
        let Some(session) = uow.sessions().lookup(&digest).await? else {
            return Ok(());
        };
        uow.sessions().remove(&digest).await?;
        let event = self.event(Actor::User, AuditKind::SignedOut)?.from(caller.network);
        let event = match uow.users().lookup(session.user).await? {
            Some(user) => event.of_user(&user),
            None => event,
        };
        uow.audit_log().add(&event).await?;
        Ok(uow.commit().await?)
    }
}
