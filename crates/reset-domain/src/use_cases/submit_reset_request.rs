//! A visitor says which account and username are theirs.
//! What they say is put down and nobody is looked up, so the answer is the same for everybody.

use crate::model::{AccountId, Caller, IntakeEntry, IntakeId, Username};
use crate::ports::Appended;
use crate::{Fault, ResetService};

/// What a visitor typed into Password Reset Request.
#[derive(Debug, Clone, Copy)]
pub struct SubmitResetRequest<'a> {
    /// As it was typed.
    pub account_id: &'a str,
    /// As it was typed.
    pub username: &'a str,
    /// Who typed it.
    pub caller: Caller,
}

/// Which field was left empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The Account ID.
    AccountId,
    /// The username.
    Username,
    /// Both.
    Both,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubmitOutcome {
    /// It was put down. Nothing is said about whether it matches anybody.
    Submitted,
    /// Something was not filled in; nothing was put down.
    Incomplete(Missing),
    /// Too many wait to be considered; the same for everybody.
    Full,
}

impl ResetService {
    /// Puts down what a visitor asks for. Looks nobody up.
    pub async fn submit_reset_request(&self, asked: SubmitResetRequest<'_>) -> Result<SubmitOutcome, Fault> {
        let blank = |text: &str| text.trim().is_empty();
        match (blank(asked.account_id), blank(asked.username)) {
            (true, true) => return Ok(SubmitOutcome::Incomplete(Missing::Both)),
            (true, false) => return Ok(SubmitOutcome::Incomplete(Missing::AccountId)),
            (false, true) => return Ok(SubmitOutcome::Incomplete(Missing::Username)),
            (false, false) => {}
        }
        let at = self.now();
        let entry = IntakeEntry {
            id: IntakeId::mint(at, &*self.ports.entropy)?,
            at,
            account: AccountId::parse(asked.account_id).ok(),
            username: Username::parse(asked.username).ok(),
            caller: asked.caller,
        };
        match self.ports.intake.append(entry, self.policy.intake_limit).await? {
            Appended::Stored => Ok(SubmitOutcome::Submitted),
            Appended::Full => Ok(SubmitOutcome::Full),
        }
    }
}
