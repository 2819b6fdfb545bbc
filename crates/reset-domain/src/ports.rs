//! What the domain asks of the world. Each port has laws in `testing::laws`; an adapter is finished when it obeys them.

mod accounts;
mod attempt_log;
mod audit_log;
mod clock;
mod credentials;
mod devices;
mod entropy;
mod intake;
mod links;
mod mailer;
mod outbox;
mod password_hasher;
mod password_screen;
mod reset_requests;
mod sessions;
mod storage;
mod users;

pub use accounts::AccountRepository;
pub use attempt_log::AttemptRepository;
pub use audit_log::{AuditFilter, AuditRepository};
pub use clock::Clock;
pub use credentials::CredentialRepository;
pub use devices::DeviceRepository;
pub use entropy::{Entropy, EntropyError};
pub use intake::{Appended, Intake, IntakeRepository};
pub use links::Links;
pub use mailer::{DeliveryError, Mailer, Receipt};
pub use outbox::OutboxRepository;
pub use password_hasher::{HasherError, PasswordHasher, Verdict};
pub use password_screen::{PasswordScreen, ScreenVerdict};
pub use reset_requests::ResetRequestRepository;
pub use sessions::SessionRepository;
pub use storage::{Storage, StorageError, StorageErrorKind, UnitOfWork};
pub use users::UserRepository;

#[cfg(feature = "mocks")]
pub use self::{
    clock::MockClock, entropy::MockEntropy, intake::MockIntake, links::MockLinks, mailer::MockMailer,
    password_hasher::MockPasswordHasher, password_screen::MockPasswordScreen, storage::MockStorage,
};
