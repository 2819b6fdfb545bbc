//! What the steps of several use cases have in common.

use time::OffsetDateTime;

use crate::model::{
    Account, AccountId, Actor, AuditEvent, AuditEventId, AuditKind, Cause, ClosedReason, Credentials,
    Message, MessageId, ResetRequest, ResetRequestId, User, UserId, Username,
};
use crate::ports::{StorageError, UnitOfWork};
use crate::{Fault, ResetService};

/// Counts how often a step began again because somebody else was faster.
pub(crate) struct Tries(u32);

impl Tries {
    /// Each conflict means that somebody else got ahead, so this many in a row are no accident but a defect.
    const MOST: u32 = 20;

    pub(crate) const fn new() -> Self {
        Self(0)
    }

    /// Whether to begin the step again.
    pub(crate) fn again(&mut self, fault: &Fault) -> bool {
        self.0 += 1;
        fault.is_conflict() && self.0 < Self::MOST
    }
}

/// Runs a step again, from its beginning, as long as somebody else was faster.
macro_rules! retrying {
    ($step:expr) => {{
        let mut tries = $crate::use_cases::step::Tries::new();
        loop {
            match $step.await {
                Err(fault) if tries.again(&fault) => {}
                result => break result,
            }
        }
    }};
}
pub(crate) use retrying;

impl ResetService {
    pub(crate) fn now(&self) -> OffsetDateTime {
        self.ports.clock.now()
    }

    pub(crate) async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        self.ports.storage.begin().await
    }

    /// An audit event of now; say who and why with its methods.
    pub(crate) fn event(&self, actor: Actor, kind: AuditKind) -> Result<AuditEvent, Fault> {
        let at = self.now();
        Ok(AuditEvent {
            id: AuditEventId::mint(at, &*self.ports.entropy)?,
            at,
            actor,
            kind,
            account: None,
            user: None,
            request: None,
            network: None,
            reason: None,
        })
    }

    /// A letter owed to a user from `at` on.
    pub(crate) fn owed(&self, user: &User, cause: Cause, at: OffsetDateTime) -> Result<Message, Fault> {
        let id = MessageId::mint(self.now(), &*self.ports.entropy)?;
        Ok(Message::owed(id, user.id, user.email.clone(), cause, at, self.policy.give_up))
    }

    /// A new request of a user, and the letter with its link from `at` on.
    pub(crate) fn requested(
        &self,
        user: &User,
        at: OffsetDateTime,
    ) -> Result<(ResetRequest, Message), Fault> {
        let now = self.now();
        let request = ResetRequest::owed_to(ResetRequestId::mint(now, &*self.ports.entropy)?, user, now);
        let message = self.owed(user, Cause::ResetLink { request: request.id }, at)?;
        Ok((request, message))
    }
}

/// Whether a user and their account are active, where nothing else is asked of them.
pub(crate) async fn may_get_in(uow: &mut dyn UnitOfWork, user: &User) -> Result<bool, Fault> {
    let account = uow.accounts().lookup(&user.account).await?;
    Ok(user.is_active() && account.as_ref().is_some_and(Account::is_active))
}

/// The credentials of a user, who has some from registration on, be they none to sign in with.
pub(crate) async fn credentials_of(uow: &mut dyn UnitOfWork, user: UserId) -> Result<Credentials, Fault> {
    let found = uow.credentials().lookup(user).await?;
    found.ok_or_else(|| StorageError::corrupt("a user has no row of credentials").into())
}

/// Whether nobody has claimed, settled or dropped a message since it was claimed here.
pub(crate) async fn is_still_ours(uow: &mut dyn UnitOfWork, message: &Message) -> Result<bool, Fault> {
    let stored = uow.outbox().lookup(message.id).await?;
    Ok(stored.is_some_and(|stored| stored.revision == message.revision))
}

/// The user whom an operator means.
pub(crate) async fn find_user(uow: &mut dyn UnitOfWork, username: &str) -> Result<Option<User>, Fault> {
    match Username::parse(username) {
        Ok(username) => Ok(uow.users().find_by_username(&username).await?),
        Err(_) => Ok(None),
    }
}

/// The account that an operator means.
pub(crate) async fn find_account(uow: &mut dyn UnitOfWork, id: &str) -> Result<Option<Account>, Fault> {
    match AccountId::parse(id) {
        Ok(id) => Ok(uow.accounts().lookup(&id).await?),
        Err(_) => Ok(None),
    }
}

/// Closes every open request of a user.
pub(crate) async fn close_requests(
    uow: &mut dyn UnitOfWork,
    user: UserId,
    reason: ClosedReason,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    for request in uow.reset_requests().list_open(user).await? {
        uow.reset_requests().replace(&request.close(reason, now)).await?;
    }
    Ok(())
}
