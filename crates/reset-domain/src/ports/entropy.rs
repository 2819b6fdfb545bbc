//! Luck.

/// The source of randomness failed; nothing was minted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the source of randomness failed")]
pub struct EntropyError;

/// Gives bytes that nobody can foretell. Laws: every byte is filled, and no two fillings are alike.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait Entropy: Send + Sync {
    /// Fills the whole buffer, or fails and leaves it undefined.
    fn try_fill(&self, buffer: &mut [u8]) -> Result<(), EntropyError>;
}
