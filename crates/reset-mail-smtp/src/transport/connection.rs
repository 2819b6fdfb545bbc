//! One connection: opening, handing over a letter, closing.

use std::time::Duration;

use mail_send::smtp::AssertReply;
use mail_send::smtp::message::Parameters;
use mail_send::{Credentials, Error, SmtpClient};
use reset_domain::defect::{Defect, is_planted};
use secrecy::SecretString;
use smtp_proto::{AUTH_LOGIN, AUTH_PLAIN, EXT_SMTP_UTF8, EXT_START_TLS, EhloResponse, Response};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::tls;
use crate::classify::{Stage, Trouble};
use crate::settings::{MailServer, MailSettings, MailSettingsError, Security};

/// How long a goodbye may take.
const GOODBYE: Duration = Duration::from_secs(2);

/// What bytes travel on, encrypted or not.
trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// The way to the mail server.
pub(crate) struct Gate {
    server: MailServer,
    tls: Option<TlsConnector>,
    credentials: Option<(String, SecretString)>,
    helo: String,
    timeout: Duration,
}

impl Gate {
    pub(crate) fn new(settings: &MailSettings, helo: String) -> Result<Self, MailSettingsError> {
        let tls = match settings.server.security() {
            Security::Plain => None,
            Security::StartTls | Security::ImplicitTls => Some(tls::connector(settings.ca_file.as_deref())?),
        };
        Ok(Self {
            server: settings.server.clone(),
            tls,
            credentials: settings.credentials.clone(),
            helo,
            timeout: settings.timeout,
        })
    }

    /// A new connection, greeted, encrypted and signed in as the settings say.
    pub(crate) async fn open(&self, stage: &mut Stage) -> Result<Connection, Trouble> {
        *stage = Stage::Connecting;
        let stream = TcpStream::connect((self.server.host(), self.server.port())).await?;
        // Body and final dot are written apart; Nagle's algorithm would hold the dot back for 40 ms.
        stream.set_nodelay(true)?;
        let client = SmtpClient { stream, timeout: self.timeout };
        let (client, greeting) = match (&self.tls, self.server.security()) {
            (None, _) | (_, Security::Plain) => self.greet(boxed(client), stage).await?,
            (Some(tls), Security::ImplicitTls) => {
                *stage = Stage::Encrypting;
                let client = client.into_tls(tls, self.server.host()).await?;
                self.greet(boxed(client), stage).await?
            }
            (Some(tls), Security::StartTls) => self.start_tls(client, tls, stage).await?,
        };
        self.sign_in(client, greeting, stage).await
    }

    async fn greet(
        &self,
        mut client: SmtpClient<Box<dyn Wire>>,
        stage: &mut Stage,
    ) -> Result<(SmtpClient<Box<dyn Wire>>, Response<String>), Trouble> {
        *stage = Stage::Greeting;
        let greeting = client.read().await?.into_positive_completion()?;
        Ok((client, greeting))
    }

    async fn start_tls(
        &self,
        mut client: SmtpClient<TcpStream>,
        tls: &TlsConnector,
        stage: &mut Stage,
    ) -> Result<(SmtpClient<Box<dyn Wire>>, Response<String>), Trouble> {
        *stage = Stage::Greeting;
        let greeting = client.read().await?.into_positive_completion()?;
        let offer = client.ehlo(&self.helo).await?;
        *stage = Stage::Encrypting;
        if is_planted(Defect::MailFallsBackToPlain) {
            return Ok((boxed(client), greeting));
        }
        if !offer.has_capability(EXT_START_TLS) {
            return Err(Error::MissingStartTls.into());
        }
        let client = client.start_tls(tls, self.server.host()).await?;
        Ok((boxed(client), greeting))
    }

    async fn sign_in(
        &self,
        mut client: SmtpClient<Box<dyn Wire>>,
        greeting: Response<String>,
        stage: &mut Stage,
    ) -> Result<Connection, Trouble> {
        *stage = Stage::Greeting;
        let mut offer = client.ehlo(&self.helo).await?;
        if let Some((username, password)) = &self.credentials {
            *stage = Stage::SigningIn;
            offer.auth_mechanisms = known_mechanisms(&offer);
            client.authenticate(credentials(username, password), &offer).await?;
        }
        Ok(Connection { client, takes_smtputf8: offer.has_capability(EXT_SMTP_UTF8), greeting })
    }
}

/// A letter ready to go.
pub(crate) struct Parcel<'a> {
    /// The sender of the envelope.
    pub(crate) from: &'a str,
    /// Its one recipient.
    pub(crate) to: &'a str,
    /// Whether an address in it is not ASCII.
    pub(crate) needs_smtputf8: bool,
    /// The message, dots stuffed, ending in CRLF.
    pub(crate) content: &'a [u8],
}

/// A connection that takes letters.
pub(crate) struct Connection {
    client: SmtpClient<Box<dyn Wire>>,
    takes_smtputf8: bool,
    greeting: Response<String>,
}

impl Connection {
    /// Hands one letter over; the stage tells how far it came.
    pub(crate) async fn hand_over(
        &mut self,
        parcel: &Parcel<'_>,
        stage: &mut Stage,
    ) -> Result<Response<String>, Trouble> {
        *stage = Stage::Sender;
        let mut parameters = Parameters::new();
        if parcel.needs_smtputf8 {
            if !self.takes_smtputf8 {
                return Err(Trouble::NoSmtpUtf8);
            }
            parameters.add("SMTPUTF8");
        }
        self.client.mail_from(parcel.from, &parameters).await?;
        *stage = Stage::Recipient;
        self.client.rcpt_to(parcel.to, &Parameters::new()).await?;
        *stage = Stage::Content;
        self.client.cmd("DATA\r\n").await?.assert_code(354)?;
        self.client.stream.write_all(parcel.content).await?;
        self.client.stream.flush().await?;
        *stage = Stage::Handed;
        self.client.stream.write_all(b".\r\n").await?;
        self.client.stream.flush().await?;
        Ok(self.client.read().await?.into_positive_completion()?)
    }

    /// Makes it fit for another letter after a refusal; whether it is.
    pub(crate) async fn reset(&mut self) -> bool {
        self.client.rset().await.is_ok()
    }

    /// Whether the server still answers.
    pub(crate) async fn ping(&mut self) -> Result<(), Trouble> {
        Ok(self.client.noop().await?)
    }

    /// What the server said first.
    pub(crate) fn greeting(&self) -> &Response<String> {
        &self.greeting
    }

    /// Says goodbye.
    pub(crate) async fn close(mut self) {
        self.client.timeout = GOODBYE;
        // A server that does not answer a goodbye has nothing of ours.
        drop(self.client.quit().await);
    }
}

fn boxed<T: Wire + 'static>(client: SmtpClient<T>) -> SmtpClient<Box<dyn Wire>> {
    SmtpClient { stream: Box::new(client.stream), timeout: client.timeout }
}

/// mail-send would begin with mechanisms it was not built for.
fn known_mechanisms(offer: &EhloResponse<String>) -> u64 {
    offer.auth_mechanisms & (AUTH_PLAIN | AUTH_LOGIN)
}

#[expect(clippy::disallowed_methods, reason = "sent to the mail server that it is the password of")]
fn credentials<'a>(username: &'a str, password: &'a SecretString) -> Credentials<&'a str> {
    Credentials::new(username, secrecy::ExposeSecret::expose_secret(password))
}
