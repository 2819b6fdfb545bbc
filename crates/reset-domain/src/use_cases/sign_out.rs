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
        let user = uow.users().lookup(session.user).await?;
        let event = self.event(Actor::User, AuditKind::SignedOut)?.of_user_if_known(user.as_ref());
        let event = event.from(caller.network);
        uow.audit_log().add(&[event]).await?;
        Ok(uow.commit().await?)
    }
}
