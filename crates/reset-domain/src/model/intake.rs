//! What a visitor submitted, until it has been considered.

use time::OffsetDateTime;

use super::{AccountId, Caller, IntakeId, Username};

/// What a visitor submitted.
///
/// A name that could be nobody's is not kept: people type passwords into username fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakeEntry {
    /// Orders entries by time.
    pub id: IntakeId,
    /// When it was submitted.
    pub at: OffsetDateTime,
    /// The Account ID, if what was typed could be one.
    pub account: Option<AccountId>,
    /// The username, if what was typed could be one.
    pub username: Option<Username>,
    /// Who submitted it.
    pub caller: Caller,
}
