//! The portal's cookies: the session, the device, a notice for the next page, and the language.

use poem::Response;
use poem::http::{HeaderMap, HeaderValue, header};
use reset_domain::model::{DeviceToken, Locale, SessionToken};

use crate::security_headers::Transport;

/// 400 days: how long a device is known, and the longest that browsers keep a cookie.
const LONG: u64 = 34_560_000;

/// A notice that is not shown within a minute is no longer one.
const SHORT: u64 = 60;

/// Which cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cookie {
    Session,
    Device,
    Notice,
    Language,
}

/// What the next page is to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notice {
    Changed,
    SignedOut,
    SessionEnded,
}

impl Notice {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::SignedOut => "signed-out",
            Self::SessionEnded => "session-ended",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Changed, Self::SignedOut, Self::SessionEnded]
            .into_iter()
            .find(|notice| notice.as_str() == text)
    }
}

/// What a browser showed as its session.
pub(crate) enum ShownSession {
    /// Nothing.
    Nothing,
    /// Something that is no token.
    Nonsense,
    /// A token, of a session that may have ended.
    Token(SessionToken),
}

impl ShownSession {
    /// The token, if it is one.
    pub(crate) const fn token(&self) -> Option<&SessionToken> {
        match self {
            Self::Token(token) => Some(token),
            Self::Nothing | Self::Nonsense => None,
        }
    }
}

/// Reads and writes the cookies, under the names that fit the transport:
/// browsers take `__Host-` cookies with `Secure` alone (RFC 6265bis, section 4.1.3.2).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cookies(Transport);

impl Cookies {
    /// The cookies of a portal that is reached this way.
    pub(crate) const fn new(transport: Transport) -> Self {
        Self(transport)
    }

    /// The session that was shown.
    pub(crate) fn session(self, headers: &HeaderMap) -> ShownSession {
        match self.get(headers, Cookie::Session) {
            None | Some("") => ShownSession::Nothing,
            Some(text) => SessionToken::parse(text).map_or(ShownSession::Nonsense, ShownSession::Token),
        }
    }

    /// The device that was shown.
    pub(crate) fn device(self, headers: &HeaderMap) -> Option<DeviceToken> {
        self.get(headers, Cookie::Device).and_then(DeviceToken::parse)
    }

    /// The notice that is due.
    pub(crate) fn notice(self, headers: &HeaderMap) -> Option<Notice> {
        self.get(headers, Cookie::Notice).and_then(Notice::parse)
    }

    /// The language that was chosen before.
    pub(crate) fn language(self, headers: &HeaderMap) -> Option<&str> {
        self.get(headers, Cookie::Language)
    }

    /// Gives the browser a session; it ends with the browser, or on the server.
    pub(crate) fn open_session(self, response: Response, token: &SessionToken) -> Response {
        self.put(response, Cookie::Session, token.reveal(), None)
    }

    /// Takes the session from the browser.
    pub(crate) fn end_session(self, response: Response) -> Response {
        self.put(response, Cookie::Session, "", Some(0))
    }

    /// Makes the browser known.
    pub(crate) fn know_device(self, response: Response, token: &DeviceToken) -> Response {
        self.put(response, Cookie::Device, token.reveal(), Some(LONG))
    }

    /// Has the next page say something.
    pub(crate) fn notify(self, response: Response, notice: Notice) -> Response {
        self.put(response, Cookie::Notice, notice.as_str(), Some(SHORT))
    }

    /// The page has said it.
    pub(crate) fn notified(self, response: Response) -> Response {
        self.put(response, Cookie::Notice, "", Some(0))
    }

    /// Keeps the language.
    pub(crate) fn keep_language(self, response: Response, locale: &Locale) -> Response {
        self.put(response, Cookie::Language, locale.as_str(), Some(LONG))
    }

    const fn name(self, cookie: Cookie) -> &'static str {
        match (cookie, self.0) {
            (Cookie::Session, Transport::Https) => "__Host-readmit",
            (Cookie::Session, Transport::Http) => "readmit",
            (Cookie::Device, Transport::Https) => "__Host-readmit-device",
            (Cookie::Device, Transport::Http) => "readmit-device",
            (Cookie::Notice, Transport::Https) => "__Host-readmit-notice",
            (Cookie::Notice, Transport::Http) => "readmit-notice",
            (Cookie::Language, _) => "readmit-lang",
        }
    }

    fn get(self, headers: &HeaderMap, cookie: Cookie) -> Option<&str> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(name, value)| (name == self.name(cookie)).then_some(value))
    }

    fn put(self, mut response: Response, cookie: Cookie, value: &str, seconds: Option<u64>) -> Response {
        let mut line = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", self.name(cookie));
        if self.0 == Transport::Https {
            line.push_str("; Secure");
        }
        if let Some(seconds) = seconds {
            line.push_str("; Max-Age=");
            line.push_str(&seconds.to_string());
        }
        // Tokens, notices and locales are plain ASCII, so the line always is a header's value.
        if let Ok(mut line) = HeaderValue::try_from(line) {
            line.set_sensitive(true);
            response.headers_mut().append(header::SET_COOKIE, line);
        }
        response
    }
}
