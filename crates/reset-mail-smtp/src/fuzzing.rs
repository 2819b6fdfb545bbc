//! Entry points of the fuzzer: each panics when a letter or the reading of a reply has not its properties.

use mail_parser::MessageParser;
use mail_send::Error;
use reset_domain::model::{EmailAddress, Letter, LetterBody, Locale};
use reset_domain::ports::DeliveryError;
use reset_templates::RenderedLetter;
use smtp_proto::Response;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::classify::{Stage, Veil, classify};
use crate::message::{Letterhead, dot_stuffed, one_line};

/// The headers of every letter, in their order.
const HEADERS: [&str; 10] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
];

/// A letter whose name of the portal, subject and text are anything: a mail program reads what was written.
pub fn letter(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut pieces = text.splitn(3, '\u{1}');
    let mut piece = || pieces.next().unwrap_or_default().to_owned();
    let (portal_name, subject, body) = (piece(), piece(), piece());
    let (Ok(address), Ok(locale)) = (EmailAddress::parse("ava@acme.example"), Locale::parse("en")) else {
        return;
    };
    let head = Letterhead {
        portal_name,
        host: "portal.example.com".to_owned(),
        from: address.clone(),
        reply_to: None,
    };
    let letter = Letter {
        id: Uuid::nil(),
        to: address,
        first_name: None,
        locale: None,
        written_at: OffsetDateTime::UNIX_EPOCH,
        body: LetterBody::AddressChanged { changed_at: OffsetDateTime::UNIX_EPOCH },
    };
    let rendered = RenderedLetter { subject, text: body.clone(), html: body.clone(), locale };
    let bytes = head.write(&letter, &rendered);
    assert!(bytes.is_ascii(), "a byte that is not ASCII");
    for (at, byte) in bytes.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let after = bytes.get(at + 1);
        assert!(*byte != b'\n' || before == Some(&b'\r'), "a line feed alone");
        assert!(*byte != b'\r' || after == Some(&b'\n'), "a carriage return alone");
    }
    let longest = bytes.split(|byte| *byte == b'\n').map(<[u8]>::len).max().unwrap_or_default();
    assert!(longest <= 999, "a line of {longest} bytes (RFC 5321, section 4.5.3.1.6)");
    let Some(message) = MessageParser::default().parse(&bytes) else {
        assert!(bytes.is_empty(), "a mail program cannot read it");
        return;
    };
    let headers: Vec<_> = message.headers_raw().map(|(name, _)| name.to_ascii_lowercase()).collect();
    let mut wanted: Vec<_> = HEADERS.iter().map(|name| name.to_ascii_lowercase()).collect();
    let mut found = headers.clone();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted, "headers that nobody wrote");
    let said = one_line(&rendered.subject);
    assert_eq!(without_blanks(message.subject().unwrap_or_default()), without_blanks(&said));
    let read = message.body_text(0).unwrap_or_default();
    let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").trim_end().to_owned();
    assert_eq!(lines(&read), lines(&body), "the text is another one");
    un_stuffed(&bytes);
}

/// Mail programs fold blanks in headers as they like.
fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What a server makes of a stuffed message is the message (RFC 5321, section 4.5.2).
fn un_stuffed(bytes: &[u8]) {
    let stuffed = dot_stuffed(bytes);
    let lines = stuffed.split_inclusive(|byte| *byte == b'\n');
    let mut again = Vec::with_capacity(bytes.len());
    for line in lines {
        assert_ne!(line, b".\r\n", "the message ends in its middle");
        again.extend_from_slice(line.strip_prefix(b".").unwrap_or(line));
    }
    assert!(again == bytes || again.strip_suffix(b"\r\n") == Some(bytes), "the message is another one");
}

/// A reply at any stage: what is told is one short line, and no reply makes a lost letter of one that may have arrived.
pub fn reply(data: &[u8]) {
    const STAGES: [Stage; 8] = [
        Stage::Connecting,
        Stage::Greeting,
        Stage::Encrypting,
        Stage::SigningIn,
        Stage::Sender,
        Stage::Recipient,
        Stage::Content,
        Stage::Handed,
    ];
    let [high, low, class, subject, detail, stage, message @ ..] = data else {
        return;
    };
    let code = u16::from_be_bytes([*high, *low]) % 1_000;
    let message = String::from_utf8_lossy(message).into_owned();
    let reply = Response { code, esc: [*class, *subject, *detail], message };
    let stage = STAGES.get(usize::from(*stage) % STAGES.len()).copied().unwrap_or(Stage::Handed);
    let error = classify(stage, &Error::UnexpectedReply(reply).into(), &Veil::none());
    let (DeliveryError::Transient(text) | DeliveryError::Permanent(text) | DeliveryError::Unknown(text)) =
        &error;
    assert!(!text.chars().any(char::is_control), "{text:?}");
    assert!(text.chars().count() < 300, "{text:?}");
    match (code, stage) {
        (500..=599, Stage::Sender | Stage::Recipient | Stage::Content | Stage::Handed) => {
            let is_operators = matches!(code, 530 | 534 | 535 | 538);
            assert_eq!(is_operators, matches!(error, DeliveryError::Transient(_)), "{error:?}");
        }
        (400..=599, _) => assert!(matches!(error, DeliveryError::Transient(_)), "{error:?}"),
        (_, Stage::Handed) => assert!(matches!(error, DeliveryError::Unknown(_)), "{error:?}"),
        _ => assert!(matches!(error, DeliveryError::Transient(_)), "{error:?}"),
    }
}

#[cfg(test)]
mod tests {
    use reset_domain::testing::try_seeds_and_mutants;

    #[test]
    fn a_mail_program_reads_what_was_written() {
        try_seeds_and_mutants(env!("CARGO_MANIFEST_DIR"), "letter", super::letter);
    }

    #[test]
    fn a_reply_means_what_its_code_and_stage_say() {
        try_seeds_and_mutants(env!("CARGO_MANIFEST_DIR"), "reply", super::reply);
    }
}
