//! An operator looks at what happened.

use std::collections::BTreeMap;

use super::step::find_user;
use crate::model::{AuditEvent, UserId, Username};
use crate::ports::{AuditFilter, UnitOfWork};
use crate::{Fault, ResetService};

/// An event, and the name its user goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// What happened.
    pub event: AuditEvent,
    /// The username of the event's user today, if it tells of one who is there.
    pub username: Option<Username>,
}

impl ResetService {
    /// What happened in the time before now, to one user or to anybody, oldest first, at most the newest `limit`;
    /// `None` where there is no such user.
    pub async fn list_audit(
        &self,
        within: time::Duration,
        username: Option<&str>,
        limit: u32,
    ) -> Result<Option<Vec<AuditLine>>, Fault> {
        let mut uow = self.begin().await?;
        let user = match username {
            None => None,
            Some(username) => match find_user(&mut *uow, username).await? {
                Some(user) => Some(user.id),
                None => return Ok(None),
            },
        };
        let since = self.now().checked_sub(within).unwrap_or(time::OffsetDateTime::UNIX_EPOCH);
        let events = uow.audit_log().list(AuditFilter { since, user, limit }).await?;
        let names = names_of(&mut *uow, &events).await?;
        let line = |event: AuditEvent| {
            let username = event.user.and_then(|id| names.get(&id).cloned());
            AuditLine { event, username }
        };
        Ok(Some(events.into_iter().map(line).collect()))
    }
}

/// Each user is looked up once, however much happened to them.
async fn names_of(
    uow: &mut dyn UnitOfWork,
    events: &[AuditEvent],
) -> Result<BTreeMap<UserId, Username>, Fault> {
    let mut names = BTreeMap::new();
    for id in events.iter().filter_map(|event| event.user) {
        if names.contains_key(&id) {
            continue;
        }
        if let Some(user) = uow.users().lookup(id).await? {
            names.insert(id, user.username);
        }
    }
    Ok(names)
}
