//! Letters to send, and mailers to send them with.

use reset_domain::Policy;
use reset_domain::model::{EmailAddress, FirstName, Letter, LetterBody, ResetUrl, TemporaryPassword};
use reset_mail_smtp::{MailServer, MailSettings, SmtpMailer};
use reset_templates::{Portal, Templates};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::server::Server;

pub(crate) const LINK: &str = "https://portal.example.com/reset/3f2kq2v7m4x5c6t5w3n2d7h3j6p7r4b2";
pub(crate) const PASSWORD: &str = "k7qmw3tr9hxdp4vn";
pub(crate) const WRITTEN_AT: OffsetDateTime = datetime!(2026-11-23 14:12:03.5 UTC);

pub(crate) fn portal() -> Portal {
    Portal {
        support_email: Some("support@example.com".to_owned()),
        ..Portal::new("Client Admin Portal", "https://portal.example.com", &Policy::default())
    }
}

pub(crate) fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

pub(crate) fn letter(body: LetterBody) -> Letter {
    Letter {
        id: Uuid::from_u128(0x0193_57ab_0000_7000_8000_0000_0000_0001),
        to: address("ava@example.org"),
        first_name: Some(FirstName::parse("Ava").unwrap()),
        locale: None,
        written_at: WRITTEN_AT,
        body,
    }
}

/// "Password Reset Request".
pub(crate) fn link_letter() -> Letter {
    letter(LetterBody::ResetLink {
        url: ResetUrl::new(LINK.to_owned()),
        expires_at: WRITTEN_AT + Duration::minutes(30),
    })
}

/// "Password Reset Notification".
pub(crate) fn password_letter() -> Letter {
    letter(LetterBody::TemporaryPassword {
        password: TemporaryPassword::parse(PASSWORD).unwrap(),
        reset_at: WRITTEN_AT,
        expires_at: WRITTEN_AT + Duration::hours(24),
        sign_in_url: "https://portal.example.com/sign-in".to_owned(),
    })
}

pub(crate) fn settings(scheme: &str, server: &Server) -> MailSettings {
    let server = MailServer::parse(&format!("{scheme}://{}", server.address)).unwrap();
    MailSettings {
        reply_to: Some(address("support@example.com")),
        ..MailSettings::new(server, address("portal@example.com"))
    }
}

pub(crate) fn mailer_with(settings: MailSettings) -> SmtpMailer {
    SmtpMailer::new(settings, Templates::new(portal()).unwrap()).unwrap()
}

/// One that speaks to this server in clear.
pub(crate) fn mailer(server: &Server) -> SmtpMailer {
    mailer_with(settings("smtp", server))
}
