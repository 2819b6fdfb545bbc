//! `readmit mail …`

mod preview;

use clap::Subcommand;
use reset_domain::model::{Cause, Message, MessageState};
use serde::Serialize;

use super::Shared;
use super::operate::{operate, written};
use crate::failure::Failure;
use crate::output::{self, Format, Row};

/// As many as one screen of trouble needs; more is a matter for the audit log.
const MOST: u32 = 1_000;

/// Look at the letters that are owed, and at how letters look
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Example:\n  readmit mail queue\n  readmit mail preview password-reset-request --locale de"
)]
pub(crate) enum Command {
    /// List the letters that are owed or were given up, oldest first; there is never a secret in one
    #[command(after_help = "Example:\n  readmit mail queue --json")]
    Queue {
        #[command(flatten)]
        format: Format,
    },
    #[command(
        after_help = "Example:\n  readmit mail preview password-reset-request\n  readmit mail preview password-changed --locale fr --format html > letter.html"
    )]
    Preview(preview::Arguments),
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self, shared: &Shared) -> Result<(), Failure> {
        match self {
            Self::Queue { format } => {
                let messages = operate(shared, async |service| service.list_outbox(MOST).await)?;
                let rows: Vec<_> = messages.iter().map(MessageRow::of).collect();
                Ok(output::print_listing(&rows, *format)?)
            }
            Self::Preview(arguments) => arguments.run(shared),
        }
    }
}

#[derive(Serialize)]
struct MessageRow {
    id: String,
    letter: &'static str,
    to: String,
    state: &'static str,
    tries: u32,
    caused_at: String,
    next_at: Option<String>,
    give_up_at: String,
}

impl MessageRow {
    fn of(message: &Message) -> Self {
        Self {
            id: message.id.to_string(),
            letter: match message.cause {
                Cause::ResetLink { .. } => "Password Reset Request",
                Cause::TemporaryPassword { .. } => "Password Reset Notification",
                Cause::PasswordChanged => "Password Changed",
                Cause::AddressChanged => "Email Address Changed",
            },
            to: message.to.to_string(),
            state: match message.state {
                MessageState::Due { .. } => "owed",
                MessageState::Claimed { .. } => "being sent",
                MessageState::Settled { .. } => "given up",
            },
            tries: message.tries,
            caused_at: written(message.caused_at),
            next_at: message.claimable_at().map(written),
            give_up_at: written(message.give_up_at),
        }
    }
}

impl Row for MessageRow {
    const HEADINGS: &'static [&'static str] = &["ID", "LETTER", "TO", "STATE", "TRIES", "CAUSED", "NEXT TRY"];

    fn cells(&self) -> Vec<String> {
        let next = self.next_at.clone().unwrap_or_else(|| "never".to_owned());
        vec![
            self.id.clone(),
            self.letter.to_owned(),
            self.to.clone(),
            self.state.to_owned(),
            self.tries.to_string(),
            self.caused_at.clone(),
            next,
        ]
    }
}
