//! `readmit user …`

mod add;
mod show;

use clap::Subcommand;
use reset_domain::model::User;
use reset_domain::use_cases::{AddressOutcome, UserOutcome};
use serde::Serialize;

use super::Shared;
use super::operate::{WrittenIds, no_such_account, no_such_user, operate, refused, user_state, written};
use crate::failure::Failure;
use crate::output::{self, Format, Row};

/// Register, list, show, move, suspend, resume and unlock users
#[derive(Debug, Subcommand)]
#[command(after_help = "Example:\n  readmit user list --account ACME-1042")]
pub(crate) enum Command {
    /// Register a user
    ///
    /// Without --password-stdin they have no password yet and get in by a reset.
    #[command(after_help = "Example:\n  readmit user add --account ACME-1042 --username ava.stone \
                            --first-name Ava --email ava@acme.example")]
    Add(add::Arguments),
    /// List the users, or those of one account
    #[command(after_help = "Example:\n  readmit user list --account ACME-1042 --json")]
    List {
        /// Only those of this account
        #[arg(long, value_name = "ACCOUNT_ID")]
        account: Option<String>,
        #[command(flatten)]
        format: Format,
    },
    /// Show one user: what they can sign in with (never what it is), and their open requests
    #[command(after_help = "Example:\n  readmit user show ava.stone")]
    Show {
        /// Who
        username: String,
        #[command(flatten)]
        format: Format,
    },
    /// Change where a user's letters go; closes open requests and tells the old address
    #[command(after_help = "Example:\n  readmit user set-email ava.stone ava@new.example")]
    SetEmail {
        /// Who
        username: String,
        /// The new address
        email: String,
    },
    /// Shut a user out: ends their sessions, requests and temporary passwords
    #[command(after_help = "Example:\n  readmit user suspend ava.stone")]
    Suspend {
        /// Who
        username: String,
    },
    /// Let a suspended user in again; what ended stays ended
    #[command(after_help = "Example:\n  readmit user resume ava.stone")]
    Resume {
        /// Who
        username: String,
    },
    /// Forget a user's refused sign-ins
    #[command(after_help = "Example:\n  readmit user unlock ava.stone")]
    Unlock {
        /// Who
        username: String,
    },
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self, shared: &Shared) -> Result<(), Failure> {
        match self {
            Self::Add(arguments) => arguments.run(shared),
            Self::List { account, format } => list(shared, account.as_deref(), *format),
            Self::Show { username, format } => show::run(shared, username, *format),
            Self::SetEmail { username, email } => set_email(shared, username, email),
            Self::Suspend { username } => {
                let outcome = operate(shared, async |service| service.suspend_user(username).await)?;
                tell(outcome, username, "suspended")
            }
            Self::Resume { username } => {
                let outcome = operate(shared, async |service| service.resume_user(username).await)?;
                tell(outcome, username, "resumed")
            }
            Self::Unlock { username } => {
                let outcome = operate(shared, async |service| service.unlock_user(username).await)?;
                tell(outcome, username, "unlocked")
            }
        }
    }
}

fn list(shared: &Shared, account: Option<&str>, format: Format) -> Result<(), Failure> {
    let (users, accounts) = operate(shared, async |service| {
        Ok((service.list_users(account).await?, WrittenIds::read(service).await?))
    })?;
    let Some(users) = users else {
        return Err(no_such_account(account.unwrap_or_default()));
    };
    let rows: Vec<_> = users.iter().map(|user| UserRow::of(user, &accounts)).collect();
    Ok(output::print_listing(&rows, format)?)
}

fn set_email(shared: &Shared, username: &str, email: &str) -> Result<(), Failure> {
    match operate(shared, async |service| service.change_address(username, email).await)? {
        AddressOutcome::Changed(user) => {
            let said = format!(
                "letters to {} go to {} from now on; the old address is told\n",
                user.username, user.email
            );
            Ok(output::print(&said)?)
        }
        AddressOutcome::Same(user) => {
            Ok(output::print(&format!("letters to {} go to {} already\n", user.username, user.email))?)
        }
        AddressOutcome::NoSuchUser => Err(no_such_user(username)),
        AddressOutcome::Unfit(unfit) => Err(refused(format!("the {unfit}"))),
    }
}

fn tell(outcome: UserOutcome, username: &str, done: &str) -> Result<(), Failure> {
    match outcome {
        UserOutcome::Done(user) => Ok(output::print(&format!("user {} is {done}\n", user.username))?),
        UserOutcome::NoSuchUser => Err(no_such_user(username)),
    }
}

#[derive(Serialize)]
struct UserRow {
    username: String,
    account_id: String,
    first_name: Option<String>,
    email: String,
    locale: Option<String>,
    state: &'static str,
    created_at: String,
}

impl UserRow {
    fn of(user: &User, accounts: &WrittenIds) -> Self {
        Self {
            username: user.username.to_string(),
            account_id: accounts.of(&user.account),
            first_name: user.first_name.as_ref().map(|name| name.as_str().to_owned()),
            email: user.email.to_string(),
            locale: user.locale.as_ref().map(ToString::to_string),
            state: user_state(user.state),
            created_at: written(user.created_at),
        }
    }
}

impl Row for UserRow {
    const HEADINGS: &'static [&'static str] = &["USERNAME", "ACCOUNT", "FIRST NAME", "EMAIL", "STATE"];

    fn cells(&self) -> Vec<String> {
        let first_name = self.first_name.clone().unwrap_or_default();
        vec![
            self.username.clone(),
            self.account_id.clone(),
            first_name,
            self.email.clone(),
            self.state.to_owned(),
        ]
    }
}
