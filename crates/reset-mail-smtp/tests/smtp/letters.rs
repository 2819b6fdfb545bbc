//! What travels: headers, parts, dots, and nothing that anybody could slip in.

use mail_parser::{HeaderName, Message, MessageParser, MimeHeaders};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reset_domain::model::{FirstName, Letter};
use reset_domain::ports::Mailer;
use reset_mail_smtp::{MailSettings, SmtpMailer};
use reset_templates::{Portal, RenderedLetter, Templates};

use super::desk::{LINK, PASSWORD, address, link_letter, mailer, password_letter, portal, settings};
use super::server::{Server, Setup};

async fn sent(letter: &Letter) -> Vec<u8> {
    let server = Server::start(Setup::default()).await;
    mailer(&server).deliver(letter).await.unwrap();
    server.seen().taken.pop().unwrap().raw
}

fn parsed(raw: &[u8]) -> Message<'_> {
    MessageParser::default().parse(raw).unwrap()
}

/// A header as it was written, however often it stands there.
fn raw_headers<'a>(message: &'a Message<'_>, name: &'a str) -> Vec<&'a str> {
    message
        .headers_raw()
        .filter(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
        .collect()
}

#[tokio::test]
async fn the_headers_are_those_of_the_design() {
    let raw = sent(&link_letter()).await;
    let message = parsed(&raw);
    for (name, value) in [
        ("From", "\"Client Admin Portal\" <portal@example.com>"),
        ("Reply-To", "<support@example.com>"),
        ("To", "<ava@example.org>"),
        ("Subject", "Password Reset Request"),
        ("Date", "Mon, 23 Nov 2026 14:12:03 +0000"),
        ("Message-ID", "<019357ab-0000-7000-8000-000000000001@portal.example.com>"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
        ("Content-Language", "en"),
        ("MIME-Version", "1.0"),
    ] {
        assert_eq!(raw_headers(&message, name), [value], "{name}");
    }
    for absent in ["Cc", "Bcc", "Sender", "Precedence", "List-Unsubscribe"] {
        assert!(raw_headers(&message, absent).is_empty(), "{absent}");
    }
}

#[tokio::test]
async fn text_comes_first_and_both_parts_are_quoted_printable_utf8() {
    let mut letter = password_letter();
    letter.first_name = Some(FirstName::parse("Βασιλική Παπαδοπούλου-Οικονόμου").unwrap());
    let raw = sent(&letter).await;
    let message = parsed(&raw);
    assert_eq!(
        message.content_type().map(|kind| (kind.ctype(), kind.subtype())),
        Some(("multipart", Some("alternative")))
    );
    let kinds: Vec<_> = message
        .parts
        .iter()
        .skip(1)
        .map(|part| {
            let kind = part.content_type().unwrap();
            (
                kind.subtype().unwrap(),
                kind.attribute("charset").unwrap(),
                part.content_transfer_encoding().unwrap(),
            )
        })
        .collect();
    assert_eq!(kinds, [("plain", "utf-8", "quoted-printable"), ("html", "utf-8", "quoted-printable")]);
    assert!(raw.is_ascii());
    assert!(
        raw.split(|byte| *byte == b'\n')
            .all(|line| line.len() <= 78 && line.last().is_none_or(|end| *end == b'\r'))
    );
    assert!(message.body_text(0).unwrap().contains("Βασιλική"));
}

#[tokio::test]
async fn link_and_password_stand_alone_on_their_line() {
    for (letter, secret) in [(link_letter(), LINK), (password_letter(), PASSWORD)] {
        let raw = sent(&letter).await;
        let text = parsed(&raw).body_text(0).unwrap().into_owned();
        assert_eq!(text.lines().filter(|line| *line == secret).count(), 1, "{text}");
    }
}

#[tokio::test]
async fn lines_that_begin_with_a_dot_arrive_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let body = folder.path().join("letters/password-reset-request");
    std::fs::create_dir_all(&body).unwrap();
    std::fs::write(body.join("body.txt"), ".\n..\n.begins with a dot\n\n{{ letter.link }}\n").unwrap();
    let templates = Portal { templates: Some(folder.path().to_owned()), ..portal() };
    let templates = Templates::new(templates).unwrap();
    let expected = templates.letter(&link_letter()).unwrap().text;
    assert!(expected.starts_with(".\n..\n.begins"), "{expected}");

    let server = Server::start(Setup::default()).await;
    SmtpMailer::new(settings("smtp", &server), templates).unwrap().deliver(&link_letter()).await.unwrap();
    let seen = server.seen();
    assert!(String::from_utf8_lossy(&seen.on_the_wire).contains("\r\n..\r\n...\r\n..begins with a dot\r\n"));
    let raw = &seen.taken.first().unwrap().raw;
    assert_eq!(parsed(raw).body_text(0).unwrap().replace("\r\n", "\n").trim_end(), expected.trim_end());
}

#[tokio::test]
async fn a_portal_name_cannot_slip_a_header_in() {
    let server = Server::start(Setup::default()).await;
    let name = "Portal\r\nBcc: eve@evil.example\r\n\r\nHi \"<eve@evil.example>\", \0\u{2028}x";
    let templates = Templates::new(Portal { name: name.to_owned(), ..portal() }).unwrap();
    SmtpMailer::new(settings("smtp", &server), templates).unwrap().deliver(&link_letter()).await.unwrap();
    let seen = server.seen();
    let taken = seen.taken.first().unwrap();
    assert_eq!(taken.to, ["RCPT TO:<ava@example.org>"]);
    let message = parsed(&taken.raw);
    assert!(raw_headers(&message, "Bcc").is_empty());
    let from = message.from().unwrap();
    assert_eq!(from.iter().count(), 1);
    assert_eq!(from.first().unwrap().address(), Some("portal@example.com"));
    assert_eq!(
        from.first().unwrap().name(),
        Some("Portal Bcc: eve@evil.example Hi \"<eve@evil.example>\", x")
    );
    assert_eq!(message.to().unwrap().iter().count(), 1);
}

#[test]
fn whatever_the_names_a_letter_arrives_as_it_was_written() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let names =
        ("\\PC{1,50}".prop_filter_map("no first name", |name| FirstName::parse(&name).ok()), any::<String>());
    let mut runner = TestRunner::new(Config { cases: 128, failure_persistence: None, ..Config::default() });
    runner
        .run(&names, |(first_name, portal_name)| {
            let letter = Letter { first_name: Some(first_name), ..password_letter() };
            let (raw, rendered) = runtime.block_on(sent_by(&portal_name, &letter));
            let message = parsed(&raw);
            prop_assert_eq!(message.subject(), Some(rendered.subject.as_str()));
            let arrived = message.body_text(0).unwrap().replace("\r\n", "\n");
            prop_assert_eq!(arrived.trim_end_matches('\n'), rendered.text.trim_end_matches('\n'));
            let to: Vec<_> = message.header_values(HeaderName::To).collect();
            prop_assert_eq!(to.len(), 1);
            let to: Vec<_> = message.to().unwrap().iter().filter_map(|to| to.address()).collect();
            prop_assert_eq!(to, ["ava@example.org"]);
            prop_assert!(message.cc().is_none() && message.bcc().is_none());
            Ok(())
        })
        .unwrap();
}

async fn sent_by(portal_name: &str, letter: &Letter) -> (Vec<u8>, RenderedLetter) {
    let server = Server::start(Setup::default()).await;
    let templates = Templates::new(Portal { name: portal_name.to_owned(), ..portal() }).unwrap();
    let rendered = templates.letter(letter).unwrap();
    let settings = MailSettings { from: address("portal@example.com"), ..settings("smtp", &server) };
    SmtpMailer::new(settings, templates).unwrap().deliver(letter).await.unwrap();
    (server.seen().taken.pop().unwrap().raw, rendered)
}
