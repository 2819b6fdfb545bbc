//! Everything the product talks about: values with private fields and a `parse`, entities that change by transitions.

pub mod account;
pub mod application;
pub mod attempt;
pub mod audit;
pub mod caller;
pub mod credential;
pub mod device;
pub mod id;
pub mod intake;
pub mod letter;
pub mod locale;
pub mod outbox;
pub mod password;
pub mod person;
pub mod reset_request;
pub mod reset_token;
pub mod revision;
pub mod session;
pub mod token;
pub mod user;

pub use account::{Account, AccountId, AccountState};
pub use application::{Application, ApplicationId, Opens, PasswordRule};
pub use attempt::{Attempt, AttemptKey};
pub use audit::{Actor, AuditEvent, AuditKind};
pub use caller::{Caller, Network};
pub use credential::{ChosenPassword, Credentials, TemporaryCredential, TemporaryState};
pub use device::{Device, DeviceDigest, DeviceToken};
pub use id::{AuditEventId, IntakeId, MessageId, ResetRequestId, UserId};
pub use intake::IntakeEntry;
pub use letter::{Letter, LetterBody};
pub use locale::Locale;
pub use outbox::{Cause, Lease, Message, MessageState, Settlement};
pub use password::{Password, PasswordHash, TemporaryPassword, TemporaryTag, TypedPassword};
pub use person::Person;
pub use reset_request::{ClosedReason, MintedLink, ResetRequest, ResetRequestState};
pub use reset_token::{ResetToken, ResetUrl, TokenDigest};
pub use revision::{Epoch, Revision};
pub use session::{Confirmation, FormToken, Session, SessionDigest, SessionToken, Standing};
pub use user::{EmailAddress, FirstName, User, UserState, Username};

/// What a person, a file or a stored row said that cannot be such a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{what} {why}")]
pub struct Unfit {
    what: &'static str,
    why: &'static str,
}

impl Unfit {
    /// Names the value that was expected and what is wrong with what came; never repeats what came.
    pub const fn new(what: &'static str, why: &'static str) -> Self {
        Self { what, why }
    }

    /// What is wrong, without the name of the value: "is empty".
    pub const fn why(self) -> &'static str {
        self.why
    }
}
