//! `readmit user add`

use std::io::{self, IsTerminal, Read};

use anyhow::Context;
use reset_domain::use_cases::{PasswordRefusal, RegisterUser, RegisterUserOutcome};
use secrecy::SecretString;

use crate::cli::Shared;
use crate::cli::operate::{no_such_account, operate, printable, refused};
use crate::failure::Failure;
use crate::output;

/// A password longer than this is none, so no more is read.
const MOST_BYTES: u64 = 4_096;

/// The user to register.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The account they belong to
    #[arg(long, value_name = "ACCOUNT_ID")]
    account: String,
    /// What they sign in with
    #[arg(long)]
    username: String,
    /// What letters greet them with
    #[arg(long, default_value = "")]
    first_name: String,
    /// Where their letters go
    #[arg(long)]
    email: String,
    /// The language of their letters, such as en or de-CH
    #[arg(long)]
    locale: Option<String>,
    /// Read their first password from standard input: its first line
    #[arg(long)]
    password_stdin: bool,
}

impl Arguments {
    /// Runs the command.
    pub(crate) fn run(&self, shared: &Shared) -> Result<(), Failure> {
        let password = match self.password_stdin {
            true => Some(read_password()?),
            false => None,
        };
        let new = RegisterUser {
            account: &self.account,
            username: &self.username,
            first_name: &self.first_name,
            email: &self.email,
            locale: self.locale.as_deref(),
            password: password.as_ref(),
        };
        match operate(shared, async |service| service.register_user(new).await)? {
            RegisterUserOutcome::Registered(user) => {
                Ok(output::print(&format!("user {} is registered\n", user.username))?)
            }
            RegisterUserOutcome::NoSuchAccount => Err(no_such_account(&self.account)),
            RegisterUserOutcome::Taken => {
                let taken = printable(&self.username);
                Err(refused(format!(
                    "the username \"{taken}\" is taken: usernames are unique across accounts"
                )))
            }
            RegisterUserOutcome::Unfit(unfit) => Err(refused(format!("the {unfit}"))),
            RegisterUserOutcome::Password(refusal) => Err(refused(words(refusal))),
        }
    }
}

/// The first line of standard input, without its line end.
fn read_password() -> Result<SecretString, Failure> {
    if io::stdin().is_terminal() {
        return Err(Failure::Usage(
            "--password-stdin reads from a pipe: `readmit user add … < file`".to_owned(),
        ));
    }
    let mut text = String::with_capacity(usize::try_from(MOST_BYTES).unwrap_or_default());
    io::stdin()
        .lock()
        .take(MOST_BYTES)
        .read_to_string(&mut text)
        .context("standard input cannot be read as text")?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(Failure::Usage("standard input holds no password".to_owned()));
    }
    Ok(SecretString::from(line.to_owned()))
}

/// Why a first password is not fit.
const fn words(refusal: PasswordRefusal) -> &'static str {
    match refusal {
        PasswordRefusal::NewMissing => "standard input holds no password",
        PasswordRefusal::TooShort => "the password is shorter than password.min_length",
        PasswordRefusal::TooLong => "the password is longer than 1024 bytes",
        PasswordRefusal::TooEasy => "the password is too easy to guess",
        PasswordRefusal::ContainsName => "the password contains the user's name or username",
        PasswordRefusal::TemporaryShape => "the password has the shape of a temporary password",
        // These compare two passwords, and here is one.
        PasswordRefusal::CurrentMissing
        | PasswordRefusal::CurrentWrong
        | PasswordRefusal::SameAsCurrent
        | PasswordRefusal::DoNotMatch => "the password cannot be used",
    }
}
