//! A letter as it travels: MIME, two parts, every byte ASCII save in an address that needs SMTPUTF8.
//!
//! The message is a function of the letter alone: its boundary is fixed, its id and date are the letter's own.

use encodify::qp;
use mail_send::mail_builder::MessageBuilder;
use mail_send::mail_builder::headers::address::Address;
use mail_send::mail_builder::headers::content_type::ContentType;
use mail_send::mail_builder::headers::date::Date;
use mail_send::mail_builder::headers::message_id::MessageId;
use mail_send::mail_builder::headers::raw::Raw;
use mail_send::mail_builder::headers::text::Text;
use mail_send::mail_builder::mime::{BodyPart, MimePart};
use reset_domain::model::{EmailAddress, Letter};
use reset_templates::RenderedLetter;

/// Quoted-printable writes `=` as `=3D`, so that no line of a part can look like it (RFC 2045, section 6.7).
const BOUNDARY: &str = "=_readmit";

/// What stands in the headers of every letter.
pub(crate) struct Letterhead {
    /// The display name in `From`.
    pub(crate) portal_name: String,
    /// The right side of `Message-ID`.
    pub(crate) host: String,
    /// The address in `From`.
    pub(crate) from: EmailAddress,
    /// The address in `Reply-To`.
    pub(crate) reply_to: Option<EmailAddress>,
}

impl Letterhead {
    /// The whole message, its lines ending in CRLF.
    pub(crate) fn write(&self, letter: &Letter, rendered: &RenderedLetter) -> Vec<u8> {
        let name = Some(header_text(&self.portal_name)).filter(|name| !name.is_empty());
        let mut message = MessageBuilder::new().from(Address::new_address(name, self.from.as_str()));
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(reply_to.as_str());
        }
        let message = message
            .to(letter.to.as_str())
            .subject(Text::new(header_text(&rendered.subject)))
            .date(Date::new(letter.written_at.unix_timestamp()))
            .message_id(MessageId::new(format!("{}@{}", letter.id.hyphenated(), self.host)))
            .header("Auto-Submitted", Raw::new("auto-generated"))
            // Not "All": that would silence bounces too.
            .header("X-Auto-Response-Suppress", Raw::new("OOF, AutoReply"))
            .header("Content-Language", Raw::new(rendered.locale.as_str()))
            .body(MimePart::new(
                ContentType::new("multipart/alternative").attribute("boundary", BOUNDARY),
                vec![part("text/plain", &rendered.text), part("text/html", &rendered.html)],
            ));
        let mut bytes = Vec::new();
        message.serialize(&mut bytes);
        bytes
    }
}

/// A text part. Always quoted-printable, also where mail-builder would find base64 shorter:
/// an operator can read it in a queue, and no line end in a text can be mistaken for one of the dialogue.
fn part(kind: &'static str, text: &str) -> MimePart<'static> {
    let kind = ContentType::new(kind).attribute("charset", "utf-8");
    MimePart::new(kind, BodyPart::Text(qp::BODY.encode(text).into())).transfer_encoding("quoted-printable")
}

/// A text for a header: one line, and nothing in it that mail programs would decode (RFC 2047, section 2).
fn header_text(text: &str) -> String {
    one_line(text).replace("=?", "= ?")
}

/// A text without anything that ends a line or steers a terminal.
pub(crate) fn one_line(text: &str) -> String {
    let ends_line = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let pieces: Vec<_> = text.split(ends_line).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    pieces.join(" ")
}

/// The host of the portal's origin, as `EHLO` and `Message-ID` may say it; addresses as literals (RFC 5321, 4.1.3).
pub(crate) fn host_of(url: &str) -> String {
    let authority =
        url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', '#']).next().unwrap_or_default();
    if let Some(address) = authority.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
        return format!("[IPv6:{address}]");
    }
    let host = authority.split(':').next().unwrap_or_default();
    if host.parse::<std::net::Ipv4Addr>().is_ok() {
        return format!("[{host}]");
    }
    let host: String = host.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect();
    if host.is_empty() { "localhost".to_owned() } else { host }
}

/// The message with every line that begins with a dot given another one (RFC 5321, section 4.5.2).
pub(crate) fn dot_stuffed(message: &[u8]) -> Vec<u8> {
    let mut stuffed = Vec::with_capacity(message.len() + 16);
    let mut at_line_start = true;
    for byte in message {
        // A bare CR or LF counts too: some servers end a line there.
        if at_line_start && *byte == b'.' {
            stuffed.push(b'.');
        }
        at_line_start = matches!(byte, b'\r' | b'\n');
        stuffed.push(*byte);
    }
    if !stuffed.ends_with(b"\r\n") {
        stuffed.extend_from_slice(b"\r\n");
    }
    stuffed
}

#[cfg(test)]
mod tests;
