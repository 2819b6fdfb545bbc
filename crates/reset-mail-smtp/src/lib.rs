//! The `Mailer` port over SMTP, on mail-send: letters become MIME, travel on kept connections,
//! and every reply of the server becomes "taken", "not for now", "never" or "nobody can tell".

mod classify;
#[cfg(any(test, feature = "fuzzing"))]
#[expect(clippy::missing_panics_doc, reason = "a fuzzer's entry point panics where a property is broken")]
pub mod fuzzing;
mod mailer;
mod message;
mod settings;
mod transport;

pub use mailer::SmtpMailer;
pub use settings::{MailServer, MailSettings, MailSettingsError, Security};
