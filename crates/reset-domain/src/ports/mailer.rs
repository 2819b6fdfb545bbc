//! Who carries letters.

use async_trait::async_trait;

use crate::model::Letter;

/// Proof that a mail server took responsibility for a letter (RFC 5321, section 4.2.5).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Receipt {
    /// What the server said, for the log; often its queue id.
    pub reply: String,
}

/// A letter was not, or perhaps not, taken. The text says why, for operators; it holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryError {
    /// It was certainly not taken, and may be another time: no connection, a 4xx reply.
    #[error("not taken for now: {0}")]
    Transient(String),
    /// It was certainly not taken and never will be: a 5xx reply.
    #[error("refused: {0}")]
    Permanent(String),
    /// Nobody can tell: the reply was lost after the letter had gone over.
    #[error("outcome unknown: {0}")]
    Unknown(String),
}

/// Carries letters. Laws: what it takes arrives whole and once; what it refuses has not been delivered;
/// it answers within a deadline of its own; neither its errors nor its logs hold what the letter says.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands one letter to the mail server.
    async fn deliver(&self, letter: &Letter) -> Result<Receipt, DeliveryError>;
}
