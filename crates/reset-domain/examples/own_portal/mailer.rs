//! A mailer that prints letters on the terminal.
#![expect(clippy::print_stdout, reason = "the terminal is where its letters go")]

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use reset_domain::model::{Letter, LetterBody};
use reset_domain::ports::{DeliveryError, Mailer, Receipt};

/// Prints each letter and keeps it, so that the person of the story can act on what it says.
///
/// The terminal stands for the person's mailbox. A real mailer never prints or logs what a letter says:
/// it holds a secret, and it is for one reader.
#[derive(Default)]
pub(crate) struct TerminalMailer {
    inbox: Mutex<Vec<Letter>>,
}

impl TerminalMailer {
    /// The link in the newest letter that has one.
    pub(crate) fn newest_link(&self) -> Option<String> {
        self.newest(|body| match body {
            LetterBody::ResetLink { url, .. } => Some(url.reveal().to_owned()),
            _ => None,
        })
    }

    /// The temporary password in the newest letter that has one.
    pub(crate) fn newest_temporary_password(&self) -> Option<String> {
        self.newest(|body| match body {
            LetterBody::TemporaryPassword { password, .. } => Some(password.reveal().to_owned()),
            _ => None,
        })
    }

    fn newest(&self, read: impl Fn(&LetterBody) -> Option<String>) -> Option<String> {
        let inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        inbox.iter().rev().find_map(|letter| read(&letter.body))
    }
}

#[async_trait]
impl Mailer for TerminalMailer {
    async fn deliver(&self, letter: &Letter) -> Result<Receipt, DeliveryError> {
        let (subject, lines) = words(&letter.body);
        let greeting = match &letter.first_name {
            Some(name) => format!("Hello {},", name.as_str()),
            None => "Hello,".to_owned(),
        };
        println!("    +-- To: {}", letter.to);
        println!("    |   Subject: {subject}");
        println!("    |");
        println!("    |   {greeting}");
        for line in lines {
            println!("    |   {line}");
        }
        println!("    +--");
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner).push(letter.clone());
        Ok(Receipt { reply: "printed".to_owned() })
    }
}

/// The subject of a letter, and what it says after the greeting. `reset-templates` has better words, in several languages.
fn words(body: &LetterBody) -> (&'static str, Vec<String>) {
    match body {
        LetterBody::ResetLink { url, expires_at } => (
            "Password Reset Request",
            vec![
                "Follow this link to reset your password:".to_owned(),
                url.reveal().to_owned(),
                format!("It works until {} UTC.", clock_time(*expires_at)),
            ],
        ),
        LetterBody::TemporaryPassword { password, expires_at, sign_in_url, .. } => (
            "Password Reset Notification",
            vec![
                "Your temporary password is:".to_owned(),
                password.reveal().to_owned(),
                format!("It works until {} UTC. Sign in at {sign_in_url}", clock_time(*expires_at)),
            ],
        ),
        LetterBody::PasswordChanged { reset_url, .. } => (
            "Password Changed",
            vec!["Your password was changed.".to_owned(), format!("If that was not you: {reset_url}")],
        ),
        LetterBody::AddressChanged { .. } => {
            ("Email Address Changed", vec!["Letters now go to another address.".to_owned()])
        }
    }
}

fn clock_time(at: time::OffsetDateTime) -> String {
    format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())
}
