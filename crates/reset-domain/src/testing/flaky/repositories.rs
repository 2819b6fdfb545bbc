//! Every repository of a flaky unit of work: a counted call, and then the inner one.

use async_trait::async_trait;
use time::OffsetDateTime;

use super::{FlakyUnitOfWork, Trouble};
use crate::model::{
    Account, AccountId, Attempt, AttemptKey, AuditEvent, Credentials, Device, DeviceDigest, IntakeEntry,
    Lease, Message, MessageId, ResetRequest, ResetRequestId, Session, SessionDigest, TokenDigest, User,
    UserId, Username,
};
use crate::ports::{
    AccountRepository, AttemptRepository, AuditFilter, AuditRepository, CredentialRepository,
    DeviceRepository, IntakeRepository, OutboxRepository, ResetRequestRepository, SessionRepository,
    StorageError, UserRepository,
};

/// Counts each call of a repository before the inner one hears of it.
macro_rules! counted {
    ($repository:ident by $accessor:ident {
        $(fn $call:ident($($argument:ident: $kind:ty),*) -> $answer:ty;)+
    }) => {
        #[async_trait]
        impl<T: Trouble> $repository for FlakyUnitOfWork<T> {
            $(async fn $call(&mut self, $($argument: $kind),*) -> Result<$answer, StorageError> {
                self.call().await?;
                self.inner.$accessor().$call($($argument),*).await
            })+
        }
    };
}

counted!(AccountRepository by accounts {
    fn lookup(id: &AccountId) -> Option<Account>;
    fn list() -> Vec<Account>;
    fn add(account: &Account) -> ();
    fn replace(account: &Account) -> ();
});

counted!(UserRepository by users {
    fn lookup(id: UserId) -> Option<User>;
    fn find_by_username(username: &Username) -> Option<User>;
    fn list(account: Option<&AccountId>) -> Vec<User>;
    fn add(user: &User) -> ();
    fn replace(user: &User) -> ();
});

counted!(CredentialRepository by credentials {
    fn lookup(user: UserId) -> Option<Credentials>;
    fn add(credentials: &Credentials) -> ();
    fn replace(credentials: &Credentials) -> ();
    fn sweep(expired_by: OffsetDateTime, limit: u32) -> u64;
});

counted!(IntakeRepository by intake {
    fn take(until: OffsetDateTime, limit: u32) -> Vec<IntakeEntry>;
    fn count() -> u64;
});

counted!(ResetRequestRepository by reset_requests {
    fn lookup(id: ResetRequestId) -> Option<ResetRequest>;
    fn find_by_token(digest: &TokenDigest) -> Option<ResetRequest>;
    fn list_open(user: UserId) -> Vec<ResetRequest>;
    fn add(requests: &[ResetRequest]) -> ();
    fn replace(request: &ResetRequest) -> ();
    fn sweep(created_by: OffsetDateTime, limit: u32) -> u64;
});

counted!(SessionRepository by sessions {
    fn lookup(digest: &SessionDigest) -> Option<Session>;
    fn add(session: &Session) -> ();
    fn replace(session: &Session) -> ();
    fn remove(digest: &SessionDigest) -> ();
    fn remove_all(user: UserId) -> u64;
    fn sweep(ended_by: OffsetDateTime, limit: u32) -> u64;
});

counted!(DeviceRepository by devices {
    fn lookup(digest: &DeviceDigest) -> Option<Device>;
    fn add(device: &Device) -> ();
    fn sweep(expired_by: OffsetDateTime, limit: u32) -> u64;
});

counted!(OutboxRepository by outbox {
    fn lookup(id: MessageId) -> Option<Message>;
    fn add(messages: &[Message]) -> ();
    fn claim_due(now: OffsetDateTime, lease: Lease, limit: u32) -> Vec<Message>;
    fn replace(message: &Message) -> ();
    fn list_owed(user: UserId) -> Vec<Message>;
    fn list(limit: u32) -> Vec<Message>;
    fn sweep(settled_by: OffsetDateTime, limit: u32) -> u64;
});

counted!(AuditRepository by audit_log {
    fn add(events: &[AuditEvent]) -> ();
    fn list(filter: AuditFilter) -> Vec<AuditEvent>;
    fn sweep(until: OffsetDateTime, limit: u32) -> u64;
});

counted!(AttemptRepository by attempt_log {
    fn add(attempts: &[Attempt]) -> ();
    fn list(key: AttemptKey, since: OffsetDateTime, limit: u32) -> Vec<OffsetDateTime>;
    fn clear(keys: &[AttemptKey]) -> ();
    fn sweep(until: OffsetDateTime, limit: u32) -> u64;
});
