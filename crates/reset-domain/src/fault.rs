//! What goes wrong beneath the product. An expected result, such as a wrong password, is an outcome and no fault.

use crate::ports::{EntropyError, HasherError, StorageError, StorageErrorKind};

/// Infrastructure failed; nothing of the step that failed was kept.
/// Log it once, at the boundary, with its whole chain: it holds no secret.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The store failed.
    #[error("storage failed")]
    Storage(#[from] StorageError),
    /// Hashing failed, or too much of it was asked for.
    #[error("hashing failed")]
    Hasher(#[from] HasherError),
    /// There was no entropy.
    #[error("no entropy")]
    Entropy(#[from] EntropyError),
}

impl Fault {
    /// Whether trying again later is worth it: the store is away, or too much is asked at once.
    pub const fn is_passing(&self) -> bool {
        match self {
            Self::Storage(error) => {
                matches!(error.kind(), StorageErrorKind::Unavailable | StorageErrorKind::Conflict)
            }
            Self::Hasher(HasherError::Overloaded) => true,
            Self::Hasher(HasherError::Failed(_)) | Self::Entropy(_) => false,
        }
    }

    /// Whether somebody else was faster; the step may begin again.
    pub(crate) fn is_conflict(&self) -> bool {
        matches!(self, Self::Storage(error) if error.kind() == StorageErrorKind::Conflict)
    }

    /// Whether something stored cannot be read; that stays so until an operator sees to it.
    pub(crate) fn is_corrupt(&self) -> bool {
        matches!(self, Self::Storage(error) if error.kind() == StorageErrorKind::Corrupt)
    }
}
