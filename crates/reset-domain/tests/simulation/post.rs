//! The post: slow, forgetful, and now and then it brings the same letter twice.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use reset_domain::model::{Letter, LetterBody};
use reset_domain::ports::{DeliveryError, Mailer, Receipt};

use crate::luck::Luck;
use crate::weather::{Weather, pause};

/// What a letter brought that opens something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Secret {
    /// The token of a link.
    Link(String),
    /// A temporary password.
    Temporary(String),
    /// Nothing.
    None,
}

/// A letter in somebody's mailbox.
#[derive(Debug, Clone)]
pub(crate) struct Arrived {
    /// Whose mailbox.
    pub(crate) to: String,
    /// What it brought.
    pub(crate) secret: Secret,
}

/// Takes letters to mailboxes; clones are the same post.
#[derive(Clone)]
pub(crate) struct Post {
    luck: Luck,
    weather: Weather,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl Post {
    /// A post in this weather.
    pub(crate) fn new(luck: Luck, weather: Weather) -> Self {
        Self { luck, weather, arrived: Arc::default() }
    }

    /// Everything that has arrived, oldest first.
    pub(crate) fn arrived(&self) -> MutexGuard<'_, Vec<Arrived>> {
        self.arrived.lock().unwrap()
    }

    /// What has arrived in these mailboxes, oldest first.
    pub(crate) fn secrets_of(&self, addresses: &[&str]) -> Vec<Secret> {
        let theirs = |arrived: &&Arrived| addresses.contains(&arrived.to.as_str());
        self.arrived().iter().filter(theirs).map(|arrived| arrived.secret.clone()).collect()
    }

    fn keep(&self, letter: &Letter) {
        let secret = match &letter.body {
            LetterBody::ResetLink { url, .. } => {
                Secret::Link(url.reveal().rsplit('/').next().unwrap().to_owned())
            }
            LetterBody::TemporaryPassword { password, .. } => Secret::Temporary(password.reveal().to_owned()),
            LetterBody::PasswordChanged { .. } | LetterBody::AddressChanged { .. } => Secret::None,
        };
        self.arrived().push(Arrived { to: letter.to.as_str().to_owned(), secret });
    }
}

#[async_trait]
impl Mailer for Post {
    async fn deliver(&self, letter: &Letter) -> Result<Receipt, DeliveryError> {
        for _ in 0..self.luck.below(12) {
            pause().await;
        }
        if self.weather.strikes(10) {
            return Err(DeliveryError::Transient("451 later".to_owned()));
        }
        if self.weather.strikes(40) {
            return Err(DeliveryError::Permanent("550 never".to_owned()));
        }
        if self.weather.strikes(20) {
            return Err(DeliveryError::Unknown("the reply was lost, and the letter".to_owned()));
        }
        self.keep(letter);
        if self.weather.strikes(20) {
            self.keep(letter);
        }
        pause().await;
        if self.weather.strikes(10) {
            return Err(DeliveryError::Unknown("the reply was lost".to_owned()));
        }
        Ok(Receipt::default())
    }
}
