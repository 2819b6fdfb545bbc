//! An operator looks at what happened.

use super::suspend_user::find_user;
use crate::model::AuditEvent;
use crate::ports::AuditFilter;
use crate::{Fault, ResetService};

impl ResetService {
    /// What happened in the time before now, to one user or to anybody, oldest first, at most the newest `limit`;
    /// `None` where there is no such user.
    pub async fn list_audit(
        &self,
        within: time::Duration,
        username: Option<&str>,
        limit: u32,
    ) -> Result<Option<Vec<AuditEvent>>, Fault> {
        let mut uow = self.begin().await?;
        let user = match username {
            None => None,
            Some(username) => match find_user(&mut *uow, username).await? {
                Some(user) => Some(user.id),
                None => return Ok(None),
            },
        };
        let since = self.now().checked_sub(within).unwrap_or(time::OffsetDateTime::UNIX_EPOCH);
        Ok(Some(uow.audit_log().list(AuditFilter { since, user, limit }).await?))
    }
}
