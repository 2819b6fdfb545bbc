//! A mailer that keeps letters as values.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::model::{EmailAddress, Letter};
use crate::ports::{DeliveryError, Mailer, Receipt};

/// A mailer that keeps letters as values, for tests to read; clones are the same mailbox.
#[derive(Debug, Clone, Default)]
pub struct Mailbox(Arc<Mutex<Inside>>);

#[derive(Debug, Default)]
struct Inside {
    letters: Vec<Letter>,
    answers: VecDeque<Answer>,
}

/// What a delivery is answered with instead of a receipt.
#[derive(Debug)]
enum Answer {
    Refuse(DeliveryError),
    KeepAndLoseReply,
    Hang,
}

impl Mailbox {
    /// An empty one that takes whatever comes.
    pub fn new() -> Self {
        Self::default()
    }

    /// All letters that arrived and were not taken out, oldest first.
    pub fn letters(&self) -> Vec<Letter> {
        self.inside().letters.clone()
    }

    /// Those to one address, oldest first.
    pub fn letters_to(&self, address: &EmailAddress) -> Vec<Letter> {
        self.inside().letters.iter().filter(|letter| &letter.to == address).cloned().collect()
    }

    /// Takes all letters out, oldest first.
    pub fn take(&self) -> Vec<Letter> {
        std::mem::take(&mut self.inside().letters)
    }

    /// Does not keep the next letter and answers with this; said twice, it goes for the next two.
    pub fn refuse_next(&self, error: DeliveryError) {
        self.inside().answers.push_back(Answer::Refuse(error));
    }

    /// Keeps the next letter and answers `Unknown` all the same, as when the reply is lost.
    pub fn keep_and_lose_reply_next(&self) {
        self.inside().answers.push_back(Answer::KeepAndLoseReply);
    }

    /// Keeps the next letter and never answers, as when the process is about to die.
    pub fn hang_next(&self) {
        self.inside().answers.push_back(Answer::Hang);
    }

    /// Forgets what was to go wrong: from now on it takes whatever comes.
    pub fn accept_all(&self) {
        self.inside().answers.clear();
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Mailer for Mailbox {
    async fn deliver(&self, letter: &Letter) -> Result<Receipt, DeliveryError> {
        let answer = self.inside().answers.pop_front();
        if let Some(Answer::Refuse(error)) = answer {
            return Err(error);
        }
        let kept = {
            let mut inside = self.inside();
            inside.letters.push(letter.clone());
            inside.letters.len()
        };
        match answer {
            Some(Answer::Hang) => std::future::pending().await,
            Some(_) => Err(DeliveryError::Unknown("the reply was lost".to_owned())),
            None => Ok(Receipt { reply: format!("kept as letter {kept}") }),
        }
    }
}
