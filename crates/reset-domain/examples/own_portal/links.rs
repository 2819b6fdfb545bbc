//! Where the portal's pages are.

use reset_domain::model::{ResetToken, ResetUrl};
use reset_domain::ports::Links;

/// Links below one base URL, which a real portal reads from its configuration and never from a request.
pub(crate) struct PortalLinks;

impl PortalLinks {
    const BASE: &str = "https://portal.acme.example";

    /// The token of a reset link, as the portal's router would cut it out of the path.
    pub(crate) fn token_of(link: &str) -> Option<&str> {
        link.strip_prefix(Self::BASE)?.strip_prefix("/reset/")
    }
}

impl Links for PortalLinks {
    fn reset(&self, token: &ResetToken) -> ResetUrl {
        ResetUrl::new(format!("{}/reset/{}", Self::BASE, token.reveal()))
    }

    fn sign_in(&self) -> String {
        format!("{}/sign-in", Self::BASE)
    }

    fn password_reset(&self) -> String {
        format!("{}/password-reset", Self::BASE)
    }
}
