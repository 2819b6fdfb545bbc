//! The mail server's address, as `mail.url` writes it.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use super::MailSettingsError;

/// How a dialogue is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Not at all.
    Plain,
    /// TLS after a first exchange; without it nothing is sent.
    StartTls,
    /// TLS from the first byte.
    ImplicitTls,
}

impl Security {
    const fn scheme(self) -> &'static str {
        match self {
            Self::Plain => "smtp://",
            Self::StartTls => "smtp+starttls://",
            Self::ImplicitTls => "smtps://",
        }
    }

    const fn default_port(self) -> u16 {
        match self {
            Self::Plain => 25,
            Self::StartTls => 587,
            Self::ImplicitTls => 465,
        }
    }
}

/// Where the mail server is and how to speak to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailServer {
    security: Security,
    host: String,
    port: u16,
}

impl MailServer {
    /// Reads `smtp://host:port`, `smtp+starttls://host:port` or `smtps://host:port`;
    /// without a port it is 25, 587 or 465.
    ///
    /// # Errors
    /// Says what to write instead. What was written is not repeated, since it may hold a password.
    pub fn parse(url: &str) -> Result<Self, MailSettingsError> {
        let (security, rest) = [Security::Plain, Security::StartTls, Security::ImplicitTls]
            .into_iter()
            .find_map(|security| Some((security, url.trim().strip_prefix(security.scheme())?)))
            .ok_or(MailSettingsError::Scheme)?;
        if rest.contains('@') {
            return Err(MailSettingsError::SignInInUrl);
        }
        if rest.contains(['/', '?', '#']) {
            return Err(MailSettingsError::Path);
        }
        let (host, port) = split(rest)?;
        let port = match port {
            None => security.default_port(),
            Some(port) => port.parse().ok().filter(|port| *port != 0).ok_or(MailSettingsError::Port)?,
        };
        Ok(Self { security, host, port })
    }

    /// How dialogues with it are protected.
    pub const fn security(&self) -> Security {
        self.security
    }

    /// Its name, or its address without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Its port.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Whether it is this machine, so that nothing crosses a network.
    pub fn is_loopback(&self) -> bool {
        match self.host.parse::<IpAddr>() {
            Ok(address) => address.to_canonical().is_loopback(),
            Err(_) => self.host.eq_ignore_ascii_case("localhost"),
        }
    }
}

/// As `mail.url` writes it, the port always there.
impl fmt::Display for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.security.scheme();
        if self.host.contains(':') {
            write!(f, "{scheme}[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{scheme}{}:{}", self.host, self.port)
        }
    }
}

/// Host and port of an authority.
fn split(authority: &str) -> Result<(String, Option<&str>), MailSettingsError> {
    if let Some(bracketed) = authority.strip_prefix('[') {
        let (address, after) = bracketed.split_once(']').ok_or(MailSettingsError::Host)?;
        let address: Ipv6Addr = address.parse().map_err(|_| MailSettingsError::Host)?;
        let port = match after {
            "" => None,
            after => Some(after.strip_prefix(':').ok_or(MailSettingsError::Port)?),
        };
        return Ok((address.to_string(), port));
    }
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if host.is_empty() || 253 < host.len() || host.starts_with('.') || !host.chars().all(named) {
        return Err(MailSettingsError::Host);
    }
    Ok((host.to_owned(), port))
}
