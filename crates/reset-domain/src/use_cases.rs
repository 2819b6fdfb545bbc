//! What people, the worker and operators do: one file each, each a method of [`ResetService`](crate::ResetService).
//!
//! A use case is a sequence of steps; a step is one unit of work and one commit.
//! Between `begin` and `commit` nothing is awaited but storage.
//! State, audit event and outbox message travel in the same unit of work.

mod change_address;
mod change_password;
mod confirm_application;
mod consider_requests;
mod deliver_outbox;
mod drop_letter;
mod follow_reset_link;
mod import_users;
mod inspect_reset_link;
mod list_accounts;
mod list_audit;
mod list_outbox;
mod list_users;
mod open_application;
mod register_account;
mod register_user;
mod request_reset_for;
mod resume_session;
mod retry_letter;
mod revoke_reset;
mod show_user;
mod sign_in;
mod sign_out;
mod step;
mod submit_reset_request;
mod suspend_account;
mod suspend_user;
mod sweep;
mod unlock_user;
mod verify;

pub use change_address::AddressOutcome;
pub use change_password::{ChangeOutcome, ChangePassword, PasswordRefusal};
pub use confirm_application::{ConfirmApplication, ConfirmOutcome};
pub use deliver_outbox::DeliverOutcome;
pub use drop_letter::LetterOutcome;
pub use follow_reset_link::FollowOutcome;
pub use import_users::{ImportLine, ImportMistake, ImportMode, ImportOutcome};
pub use inspect_reset_link::InspectOutcome;
pub use list_audit::AuditLine;
pub use open_application::{OpenApplication, OpenOutcome};
pub use register_account::{RegisterAccount, RegisterAccountOutcome};
pub use register_user::{RegisterUser, RegisterUserOutcome};
pub use request_reset_for::RequestForOutcome;
pub use resume_session::{ResumeOutcome, SignedInUser};
pub use show_user::{Shown, UserView};
pub use sign_in::{Incomplete, OpenedSession, SignIn, SignInOutcome};
pub use submit_reset_request::{Missing, SubmitOutcome, SubmitResetRequest};
pub use suspend_account::AccountOutcome;
pub use suspend_user::UserOutcome;
