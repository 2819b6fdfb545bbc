//! Where the portal's pages are.

use crate::model::{ResetToken, ResetUrl};

/// Makes the absolute URLs that stand in letters; built from configuration alone, never from a request.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait Links: Send + Sync {
    /// The reset link of this token.
    fn reset(&self, token: &ResetToken) -> ResetUrl;

    /// The Sign In page.
    fn sign_in(&self) -> String;

    /// The Password Reset Request page.
    fn password_reset(&self) -> String;
}
