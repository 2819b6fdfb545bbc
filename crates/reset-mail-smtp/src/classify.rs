//! What went wrong at which point of a dialogue, and what that means for the letter.

use mail_send::Error;
use reset_domain::model::{Letter, LetterBody};
use reset_domain::ports::DeliveryError;
use smtp_proto::Response;

use crate::message::one_line;

/// How far a dialogue has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Waiting for a connection, looking up the host, connecting.
    Connecting,
    /// Greeting and `EHLO`.
    Greeting,
    /// `STARTTLS` and the handshake.
    Encrypting,
    /// `AUTH`.
    SigningIn,
    /// `MAIL FROM`: nothing of a letter was sent before.
    Sender,
    /// `RCPT TO`.
    Recipient,
    /// `DATA` and the letter, but not yet its final dot: the server cannot have taken it.
    Content,
    /// The final dot was, or may have been, sent: the server may have taken it.
    Handed,
}

impl Stage {
    const fn name(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Greeting => "greeting",
            Self::Encrypting => "TLS",
            Self::SigningIn => "signing in",
            Self::Sender => "MAIL FROM",
            Self::Recipient => "RCPT TO",
            Self::Content => "DATA",
            Self::Handed => "after DATA",
        }
    }

    /// Whether a refusal here is about the letter, not about the connection.
    const fn is_about_the_letter(self) -> bool {
        matches!(self, Self::Sender | Self::Recipient | Self::Content | Self::Handed)
    }
}

/// What ended a dialogue.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The server's refusal, or the connection's.
    Smtp(Error),
    /// An address needs SMTPUTF8 and the server has it not.
    NoSmtpUtf8,
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Smtp(error)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Smtp(Error::Io(error))
    }
}

impl Trouble {
    /// Whether the connection is gone, or about to be (421).
    pub(crate) fn ends_the_connection(&self) -> bool {
        match self {
            Self::Smtp(Error::UnexpectedReply(reply)) => reply.code() == 421,
            Self::Smtp(_) => true,
            Self::NoSmtpUtf8 => false,
        }
    }

    /// Whether the server only put it off (4xx).
    pub(crate) fn is_for_now(&self) -> bool {
        matches!(self, Self::Smtp(Error::UnexpectedReply(reply)) if (400..500).contains(&reply.code()))
    }
}

/// What trouble at a stage means for the letter.
pub(crate) fn classify(stage: Stage, trouble: &Trouble, veil: &Veil) -> DeliveryError {
    let said = |what: &str| format!("{}: {what}", stage.name());
    match trouble {
        Trouble::NoSmtpUtf8 => {
            DeliveryError::Permanent(said("the address is not ASCII and the server does not offer SMTPUTF8"))
        }
        Trouble::Smtp(Error::UnexpectedReply(reply) | Error::AuthenticationFailed(reply)) => {
            let text = said(&veil.reply(reply));
            match reply.code() {
                // 53x is about who may speak or how, not about the letter: the operator can mend it, so letters wait.
                400..=499 | 530 | 534 | 535 | 538 => DeliveryError::Transient(text),
                500..=599 if stage.is_about_the_letter() => DeliveryError::Permanent(text),
                500..=599 => DeliveryError::Transient(text),
                _ => unclear(stage, text),
            }
        }
        Trouble::Smtp(error) => unclear(stage, said(&sentence(error))),
    }
}

/// What the passing of the deadline at a stage means for the letter.
pub(crate) fn out_of_time(stage: Stage) -> DeliveryError {
    unclear(stage, format!("{}: no answer within mail.timeout", stage.name()))
}

fn unclear(stage: Stage, text: String) -> DeliveryError {
    match stage {
        Stage::Handed => DeliveryError::Unknown(text),
        _ => DeliveryError::Transient(text),
    }
}

fn sentence(error: &Error) -> String {
    match error {
        Error::Io(error) => one_line(&error.to_string()),
        Error::Tls(error) => format!("{}{}", one_line(&error.to_string()), tls_hint(error)),
        Error::UnparseableReply => "the server closed the connection or sent what is no reply".to_owned(),
        Error::MissingStartTls => {
            "the server does not offer STARTTLS, and nothing is sent without".to_owned()
        }
        Error::UnsupportedAuthMechanism => "the server offers neither AUTH PLAIN nor AUTH LOGIN".to_owned(),
        Error::InvalidTLSName => "the host of mail.url is no name that a certificate can have".to_owned(),
        Error::Timeout => "no answer within mail.timeout".to_owned(),
        other => one_line(&other.to_string()),
    }
}

/// What an operator can do about a certificate.
fn tls_hint(error: &rustls::Error) -> &'static str {
    // The cause sits in types of rustls's own verifier, which it does not export.
    let cause = format!("{error:?}");
    if cause.contains("CaUsedAsEndEntity") {
        return "; the server's certificate is marked as an authority (openssl req -x509 does so): \
                make it with -addext basicConstraints=critical,CA:FALSE, or use a small authority and a leaf";
    }
    if cause.contains("UnknownIssuer") {
        return "; if the authority is your own, name its certificate in mail.ca_file";
    }
    ""
}

/// What a server's reply must not repeat into a log: the secret of the letter it answers.
pub(crate) struct Veil<'a>(Vec<&'a str>);

impl<'a> Veil<'a> {
    /// How much of the server's first line is told.
    const MOST: usize = 200;

    /// Over nothing.
    pub(crate) const fn none() -> Self {
        Self(Vec::new())
    }

    /// Over the secret of a letter. Spam filters quote what they dislike, and a link is what they dislike.
    pub(crate) fn over(letter: &'a Letter) -> Self {
        match &letter.body {
            LetterBody::ResetLink { url, .. } => {
                let url = url.reveal();
                Self(vec![url.rsplit_once('/').map_or(url, |(_, token)| token)])
            }
            LetterBody::TemporaryPassword { password, .. } => Self(vec![password.reveal()]),
            LetterBody::PasswordChanged { .. } | LetterBody::AddressChanged { .. } => Self::none(),
        }
    }

    /// Code and first line of a reply.
    pub(crate) fn reply(&self, reply: &Response<String>) -> String {
        let first = reply.message().lines().next().unwrap_or_default();
        let line: String = one_line(&self.hide(first)).chars().take(Self::MOST).collect();
        match reply.esc {
            [0, ..] => format!("{} {line}", reply.code()),
            [class, subject, detail] => format!("{} {class}.{subject}.{detail} {line}", reply.code()),
        }
    }

    fn hide(&self, text: &str) -> String {
        let mut hidden = text.to_owned();
        for secret in self.0.iter().filter(|secret| !secret.is_empty()) {
            // ASCII folding keeps the length, so that a place in one text is the same place in the other.
            while let Some(at) = hidden.to_ascii_lowercase().find(&secret.to_ascii_lowercase()) {
                hidden.replace_range(at..at + secret.len(), "…");
            }
        }
        hidden
    }
}

#[cfg(test)]
mod tests;
