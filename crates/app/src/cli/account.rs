//! `readmit account …`

use clap::Subcommand;
use reset_domain::model::Account;
use reset_domain::use_cases::{AccountOutcome, RegisterAccount, RegisterAccountOutcome};
use serde::Serialize;

use super::Shared;
use super::operate::{account_state, no_such_account, operate, refused, written};
use crate::failure::Failure;
use crate::output::{self, Format, Row};

/// Register, list, suspend and resume accounts
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  readmit account add ACME-1042 --name \"Acme\"")]
pub(crate) enum Command {
    /// Register an account: a company whose people use the portal
    #[command(after_help = "Example:\n  readmit account add ACME-1042 --name \"Acme\"")]
    Add {
        /// What its people type as Account ID; case, blanks and hyphens do not matter
        account_id: String,
        /// The company's name
        #[arg(long)]
        name: String,
    },
    /// List the accounts
    #[command(after_help = "Example:\n  readmit account list --json")]
    List {
        #[command(flatten)]
        format: Format,
    },
    /// Shut all users of an account out: ends their sessions, requests and temporary passwords
    #[command(after_help = "Example:\n  readmit account suspend ACME-1042")]
    Suspend {
        /// Which one
        account_id: String,
    },
    /// Let the users of a suspended account in again; what ended stays ended
    #[command(after_help = "Example:\n  readmit account resume ACME-1042")]
    Resume {
        /// Which one
        account_id: String,
    },
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self, shared: &Shared) -> Result<(), Failure> {
        match self {
            Self::Add { account_id, name } => add(shared, account_id, name),
            Self::List { format } => list(shared, *format),
            Self::Suspend { account_id } => {
                let outcome = operate(shared, async |service| service.suspend_account(account_id).await)?;
                tell(outcome, account_id, "suspended")
            }
            Self::Resume { account_id } => {
                let outcome = operate(shared, async |service| service.resume_account(account_id).await)?;
                tell(outcome, account_id, "resumed")
            }
        }
    }
}

fn add(shared: &Shared, id: &str, name: &str) -> Result<(), Failure> {
    let new = RegisterAccount { id, name };
    match operate(shared, async |service| service.register_account(new).await)? {
        RegisterAccountOutcome::Registered(account) => {
            Ok(output::print(&format!("account {} is registered\n", account.written_id))?)
        }
        RegisterAccountOutcome::Taken(account) => {
            Err(refused(format!("there is an account {} already", account.written_id)))
        }
        RegisterAccountOutcome::Unfit(unfit) => Err(refused(format!("the {unfit}"))),
    }
}

fn list(shared: &Shared, format: Format) -> Result<(), Failure> {
    let accounts = operate(shared, async |service| service.list_accounts().await)?;
    let rows: Vec<_> = accounts.iter().map(AccountRow::of).collect();
    Ok(output::print_listing(&rows, format)?)
}

fn tell(outcome: AccountOutcome, id: &str, done: &str) -> Result<(), Failure> {
    match outcome {
        AccountOutcome::Done(account) => {
            Ok(output::print(&format!("account {} is {done}\n", account.written_id))?)
        }
        AccountOutcome::NoSuchAccount => Err(no_such_account(id)),
    }
}

#[derive(Serialize)]
struct AccountRow {
    account_id: String,
    name: String,
    state: &'static str,
    created_at: String,
}

impl AccountRow {
    fn of(account: &Account) -> Self {
        Self {
            account_id: account.written_id.clone(),
            name: account.name.clone(),
            state: account_state(account.state),
            created_at: written(account.created_at),
        }
    }
}

impl Row for AccountRow {
    const HEADINGS: &'static [&'static str] = &["ACCOUNT ID", "NAME", "STATE", "CREATED"];

    fn cells(&self) -> Vec<String> {
        vec![self.account_id.clone(), self.name.clone(), self.state.to_owned(), self.created_at.clone()]
    }
}
