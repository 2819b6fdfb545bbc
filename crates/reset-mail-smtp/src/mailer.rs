//! The mailer: renders, seals, hands over, and says what became of it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reset_domain::model::{EmailAddress, Letter};
use reset_domain::ports::{DeliveryError, Mailer, Receipt};
use reset_templates::Templates;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tracing::instrument;

use crate::classify::{Stage, Veil, classify, out_of_time};
use crate::message::{Letterhead, dot_stuffed, host_of};
use crate::settings::{MailSettings, MailSettingsError};
use crate::transport::{Gate, Parcel, Shelf};

/// Carries letters to one mail server, over a few connections that it keeps from letter to letter.
pub struct SmtpMailer {
    templates: Templates,
    letterhead: Letterhead,
    gate: Gate,
    timeout: Duration,
    /// As many dialogues at once as there may be connections.
    turns: Semaphore,
    shelf: Arc<Shelf>,
}

impl SmtpMailer {
    /// Sets up TLS and reads certificates; opens no connection yet.
    ///
    /// # Errors
    /// The settings cannot be followed.
    pub fn new(settings: MailSettings, templates: Templates) -> Result<Self, MailSettingsError> {
        settings.check()?;
        let portal = templates.portal();
        let host = host_of(&portal.url);
        let gate = Gate::new(&settings, host.clone())?;
        let letterhead = Letterhead {
            portal_name: portal.name.clone(),
            host,
            from: settings.from,
            reply_to: settings.reply_to,
        };
        Ok(Self {
            templates,
            letterhead,
            gate,
            timeout: settings.timeout,
            turns: Semaphore::new(settings.connections.clamp(1, Semaphore::MAX_PERMITS)),
            shelf: Arc::default(),
        })
    }

    /// Connects, signs in, asks whether the server answers, and leaves: everything but a letter.
    /// Tells what the server said first.
    ///
    /// # Errors
    /// Whatever would keep a letter from being handed over.
    pub async fn probe(&self) -> Result<String, DeliveryError> {
        let mut stage = Stage::Connecting;
        let dialogue = async {
            let mut connection = self.gate.open(&mut stage).await?;
            connection.ping().await?;
            Ok(connection)
        };
        let connection = match timeout(self.timeout, dialogue).await {
            Ok(Ok(connection)) => connection,
            Ok(Err(trouble)) => return Err(classify(stage, &trouble, &Veil::none())),
            Err(_) => return Err(out_of_time(stage)),
        };
        let greeting = Veil::none().reply(connection.greeting());
        connection.close().await;
        Ok(greeting)
    }

    /// Closes the kept connections politely. A letter after that opens a new one.
    pub async fn close(&self) {
        self.shelf.close().await;
    }

    /// One letter's dialogue. What is certain is put down in `progress` at once, so that the deadline cannot blur it.
    async fn dialogue(
        &self,
        parcel: &Parcel<'_>,
        veil: &Veil<'_>,
        progress: &mut Progress,
    ) -> Result<Receipt, DeliveryError> {
        // Never closed, so it always gives a turn.
        let _turn = self.turns.acquire().await;
        let mut kept = self.shelf.take();
        loop {
            let was_kept = kept.is_some();
            let opened = match kept.take() {
                Some(connection) => Ok(connection),
                None => self.gate.open(&mut progress.stage).await,
            };
            let mut connection = opened.map_err(|trouble| classify(progress.stage, &trouble, veil))?;
            let trouble = match connection.hand_over(parcel, &mut progress.stage).await {
                Ok(reply) => {
                    self.shelf.keep(connection);
                    return Ok(Receipt { reply: veil.reply(&reply) });
                }
                Err(trouble) => trouble,
            };
            let is_gone = trouble.ends_the_connection();
            // The server closed it while it was kept, or has had enough letters on it, and has seen nothing of this
            // one: once more on a new connection.
            if was_kept && progress.stage == Stage::Sender && (is_gone || trouble.is_for_now()) {
                connection.close().await;
                continue;
            }
            let refusal = classify(progress.stage, &trouble, veil);
            progress.refusal = Some(refusal.clone());
            if !is_gone && connection.reset().await {
                self.shelf.keep(connection);
            }
            return Err(refusal);
        }
    }
}

/// How far a dialogue has come, for when the deadline cuts it off.
struct Progress {
    stage: Stage,
    refusal: Option<DeliveryError>,
}

#[async_trait]
impl Mailer for SmtpMailer {
    #[instrument(name = "mail.deliver", skip_all, fields(letter.id = %letter.id))]
    async fn deliver(&self, letter: &Letter) -> Result<Receipt, DeliveryError> {
        let rendered = self
            .templates
            .letter(letter)
            // The operator can mend a template, so the letter waits.
            .map_err(|error| DeliveryError::Transient(format!("rendering: {error}")))?;
        let content = dot_stuffed(&self.letterhead.write(letter, &rendered));
        let addresses = [Some(&self.letterhead.from), self.letterhead.reply_to.as_ref(), Some(&letter.to)];
        let parcel = Parcel {
            from: self.letterhead.from.as_str(),
            to: letter.to.as_str(),
            needs_smtputf8: addresses.into_iter().flatten().any(EmailAddress::needs_smtputf8),
            content: &content,
        };
        let veil = Veil::over(letter);
        let mut progress = Progress { stage: Stage::Connecting, refusal: None };
        match timeout(self.timeout, self.dialogue(&parcel, &veil, &mut progress)).await {
            Ok(ended) => ended,
            Err(_) => Err(progress.refusal.unwrap_or_else(|| out_of_time(progress.stage))),
        }
    }
}
