//! Links of a portal that is nowhere.

use crate::model::{ResetToken, ResetUrl};
use crate::ports::Links;

/// Links below `https://portal.example.com`.
#[derive(Debug, Clone, Copy, Default)]
pub struct FixedLinks;

impl FixedLinks {
    /// What each reset link begins with; the token follows.
    pub const RESET: &'static str = "https://portal.example.com/reset/";
}

impl Links for FixedLinks {
    fn reset(&self, token: &ResetToken) -> ResetUrl {
        ResetUrl::new(format!("{}{}", Self::RESET, token.reveal()))
    }

    fn sign_in(&self) -> String {
        "https://portal.example.com/sign-in".to_owned()
    }

    fn password_reset(&self) -> String {
        "https://portal.example.com/password-reset".to_owned()
    }
}
