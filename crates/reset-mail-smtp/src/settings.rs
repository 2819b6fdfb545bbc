//! What an operator says about the mail server.

mod server;

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use reset_domain::model::EmailAddress;
use secrecy::SecretString;

pub use server::{MailServer, Security};

/// Settings that cannot be followed. Each says what to write instead.
#[derive(Debug, thiserror::Error)]
pub enum MailSettingsError {
    /// The URL is not of one of the three forms.
    #[error("the mail server is written smtp://host:port, smtp+starttls://host:port or smtps://host:port")]
    Scheme,
    /// The URL holds a user name or a password.
    #[error("the URL of the mail server holds no sign-in; use mail.username and mail.password_file")]
    SignInInUrl,
    /// The URL goes on after the port.
    #[error("the URL of the mail server ends after the port: no path, no question mark")]
    Path,
    /// The host is no name and no address.
    #[error("the host of the mail server is not a host name or an address (IPv6 in brackets)")]
    Host,
    /// The port is no port.
    #[error("the port of the mail server is not a number from 1 to 65535")]
    Port,
    /// Letters would cross a network readable.
    #[error(
        "smtp:// is not encrypted: use smtp+starttls:// or smtps://, or mail.allow_plain = true for a relay on the \
         same private network"
    )]
    PlainToOtherHost,
    /// The sign-in would cross a network readable.
    #[error("a sign-in never goes to another host unencrypted: use smtp+starttls:// or smtps://")]
    SignInInClear,
    /// A deadline of nothing.
    #[error("mail.timeout must be longer than nothing")]
    Timeout,
    /// The file of certificate authorities cannot be read.
    #[error("{} cannot be read as PEM certificates", path.display())]
    CaFile {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// TLS cannot be set up.
    #[error("TLS cannot be set up")]
    Tls(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Where letters go first, and as whom.
#[derive(Clone)]
pub struct MailSettings {
    /// The mail server.
    pub server: MailServer,
    /// User name and password at the mail server, if it asks for them.
    pub credentials: Option<(String, SecretString)>,
    /// Who letters are from: `From` and the sender of the envelope.
    pub from: EmailAddress,
    /// Where answers go: an address that a person reads.
    pub reply_to: Option<EmailAddress>,
    /// For one letter's whole dialogue, connecting included.
    pub timeout: Duration,
    /// PEM certificates of authorities to trust besides the system's.
    pub ca_file: Option<PathBuf>,
    /// Whether letters may go unencrypted to another host; a sign-in never does.
    pub allow_plain: bool,
    /// How many connections are open at once, at most; 0 counts as 1.
    pub connections: usize,
}

impl MailSettings {
    /// No sign-in, 60 seconds for a letter, two connections, the system's authorities.
    pub fn new(server: MailServer, from: EmailAddress) -> Self {
        Self {
            server,
            credentials: None,
            from,
            reply_to: None,
            timeout: Duration::from_mins(1),
            ca_file: None,
            allow_plain: false,
            connections: 2,
        }
    }

    /// Whether they may be followed, as far as that shows without the network or a file.
    ///
    /// # Errors
    /// Letters or a sign-in would go to another host unencrypted, or the deadline is nothing.
    pub fn check(&self) -> Result<(), MailSettingsError> {
        let exposed = self.server.security() == Security::Plain && !self.server.is_loopback();
        if exposed && self.credentials.is_some() {
            return Err(MailSettingsError::SignInInClear);
        }
        if exposed && !self.allow_plain {
            return Err(MailSettingsError::PlainToOtherHost);
        }
        if self.timeout.is_zero() {
            return Err(MailSettingsError::Timeout);
        }
        Ok(())
    }
}

impl fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSettings")
            .field("server", &self.server)
            .field("signs_in", &self.credentials.is_some())
            .field("from", &self.from)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
