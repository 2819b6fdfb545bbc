//! `[mail]`: who carries the letters.

use std::path::PathBuf;

use reset_domain::model::EmailAddress;
use reset_mail_smtp::{MailServer, Security};
use secrecy::SecretString;
use time::Duration;

use super::outline::{Key, Outline};
use super::section::{Read, Section};
use super::values::{Flaw, LONGEST, duration, fit, line, readable_file};

/// The keys of `[mail]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "mail",
    about: "Who carries the letters.",
    keys: &[
        Key::required(
            "url",
            r#""smtp+starttls://mail.example.com:587""#,
            "smtps://HOST:PORT, smtp+starttls://HOST:PORT (never in clear), or smtp://HOST:PORT (in clear, this machine only).",
        ),
        Key::required(
            "from",
            r#""no-reply@example.com""#,
            "The address letters come from; portal.name stands before it.",
        ),
        Key::optional("username", r#""readmit""#, "Who signs in to the mail server."),
        Key::optional("password", r#""…""#, "Its password; better in a file of its own, see below."),
        Key::optional(
            "password_file",
            r#""/run/secrets/mail-password""#,
            "A file that holds mail.password instead.",
        ),
        Key::with_default(
            "allow_plain",
            "false",
            "Lets smtp:// go to another machine in clear, for a relay on the same private network; never with a password.",
        ),
        Key::with_default("timeout", r#""60s""#, "For one letter's whole dialogue with the mail server."),
        Key::optional(
            "ca_file",
            r#""/etc/ssl/mail-ca.pem""#,
            "A certificate authority to trust besides the system's.",
        ),
        Key::with_default("give_up", r#""12h""#, "How long after its cause a letter is still worth sending."),
    ],
};

/// Who carries the letters.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    /// The mail server.
    pub(crate) server: MailServer,
    /// Who signs in to it, if anybody.
    pub(crate) sign_in: Option<MailSignIn>,
    /// Whether letters may go to another machine in clear; a password never does.
    pub(crate) allow_plain: bool,
    /// The address letters come from.
    pub(crate) from: EmailAddress,
    /// For one letter's whole dialogue.
    pub(crate) timeout: Duration,
    /// A certificate authority to trust besides the system's; the file could be read.
    pub(crate) ca_file: Option<PathBuf>,
    /// How long after its cause a letter is still worth sending.
    pub(crate) give_up: Duration,
}

/// Who signs in to the mail server.
#[derive(Debug, Clone)]
pub(crate) struct MailSignIn {
    /// The name.
    pub(crate) username: String,
    /// The password.
    pub(crate) password: SecretString,
}

impl Mail {
    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let url = section.parsed("url", mail_server);
        let from = section.parsed("from", fit(EmailAddress::parse));
        let username = section.optional("username", line);
        let password = section.secret("password", "password_file", |text| Ok(text.to_owned()));
        let allow_plain = section.flag("allow_plain");
        let timeout = section.parsed("timeout", duration(Duration::SECOND..=Duration::HOUR));
        let ca_file = section.optional("ca_file", readable_file);
        let give_up = section.parsed("give_up", duration(Duration::SECOND..=LONGEST));

        let is_exposed =
            url.as_ref().is_ok_and(|server| server.security() == Security::Plain && !server.is_loopback());
        let sign_in = match (username?, password?) {
            (None, None) => None,
            (Some(_), _) if is_exposed => {
                return Err(section.note(
                    "username",
                    Flaw::new(
                        "would cross the network in clear, and the password with it",
                        "use smtps:// or smtp+starttls:// in mail.url",
                    )
                    .with_advice_alone(),
                ));
            }
            (Some(username), Some(password)) => Some(MailSignIn { username, password }),
            (Some(_), None) => {
                let flaw = Flaw::new("stands without a password", "write mail.password_file as well")
                    .with_advice_alone();
                return Err(section.note("username", flaw));
            }
            (None, Some(_)) => {
                let key = if section.is_written("password") { "password" } else { "password_file" };
                let flaw =
                    Flaw::new("stands without a username", "write mail.username as well").with_advice_alone();
                return Err(section.note(key, flaw));
            }
        };
        let allow_plain = allow_plain?;
        if is_exposed && !allow_plain {
            return Err(section.note(
                "url",
                Flaw::new(
                    "would carry letters to another machine in clear",
                    "use smtps:// or smtp+starttls://, or write mail.allow_plain = true where the network is private",
                )
                .with_advice_alone(),
            ));
        }
        Ok(Self {
            server: url?,
            sign_in,
            allow_plain,
            from: from?,
            timeout: timeout?,
            ca_file: ca_file?,
            give_up: give_up?,
        })
    }
}

/// Never repeats what was written: people put passwords into such addresses.
fn mail_server(text: &str) -> Result<MailServer, Flaw> {
    MailServer::parse(text).map_err(|error| Flaw::new(error.to_string(), "write for example"))
}
