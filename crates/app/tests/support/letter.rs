//! A letter as a mail program reads it.

use mail_parser::{MessageParser, MimeHeaders};

/// What came in one SMTP transaction.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    /// The envelope's sender.
    pub(crate) from: String,
    /// The envelope's recipients.
    pub(crate) to: Vec<String>,
    /// The message as it was sent, dots unstuffed.
    pub(crate) raw: Vec<u8>,
    /// Its headers, decoded.
    pub(crate) headers: Vec<(String, String)>,
    /// The kinds of its parts, the whole first.
    pub(crate) kinds: Vec<String>,
    /// The subject, decoded.
    subject: String,
    /// The text part.
    pub(crate) text: String,
    /// The HTML part.
    pub(crate) html: String,
}

impl Letter {
    /// Reads a message.
    pub(crate) fn read(from: String, to: Vec<String>, raw: Vec<u8>) -> Self {
        let message = MessageParser::default().parse(&raw).unwrap();
        let kinds = message.parts.iter().map(|part| {
            let kind = part.content_type().unwrap();
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default())
        });
        let headers = message.headers_raw().map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
        Self {
            kinds: kinds.collect(),
            headers: headers.collect(),
            subject: message.subject().unwrap_or_default().to_owned(),
            text: message.body_text(0).unwrap_or_default().replace("\r\n", "\n"),
            html: message.body_html(0).unwrap_or_default().into_owned(),
            from,
            to,
            raw,
        }
    }

    /// A header that stands there once.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(header, _)| header.eq_ignore_ascii_case(name));
        match (found.next(), found.next()) {
            (Some((_, value)), None) => value,
            _ => panic!("not exactly one {name} in {:?}", self.headers),
        }
    }

    /// The subject.
    pub(crate) fn subject(&self) -> &str {
        &self.subject
    }

    /// The reset link, which stands alone on a line.
    pub(crate) fn link(&self) -> &str {
        self.only_line("a reset link", |line| line.starts_with("http") && line.contains("/reset/"))
    }

    /// The temporary password, which stands alone on a line.
    pub(crate) fn temporary_password(&self) -> &str {
        const ALPHABET: &str = "bcdfghjkmnpqrstvwxyz23456789";
        self.only_line("a temporary password", |line| {
            line.len() == 16 && line.chars().all(|letter| ALPHABET.contains(letter))
        })
    }

    fn only_line(&self, what: &str, fits: impl Fn(&str) -> bool) -> &str {
        let mut lines = self.text.lines().filter(|line| !line.contains(' ') && fits(line));
        match (lines.next(), lines.next()) {
            (Some(line), None) => line,
            _ => panic!("not exactly one line with {what} in:\n{}", self.text),
        }
    }
}
