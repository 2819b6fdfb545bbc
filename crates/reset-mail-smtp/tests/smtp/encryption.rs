//! TLS, certificates and signing in.

use reset_domain::ports::{DeliveryError, Mailer};
use reset_mail_smtp::{MailSettings, MailSettingsError, SmtpMailer};
use reset_templates::Templates;

use super::certificates::Authority;
use super::desk::{link_letter, mailer_with, portal, settings};
use super::server::{Act, Point, Server, Setup};

async fn server(authority: &Authority, scheme: &str) -> Server {
    Server::start(Setup {
        tls: Some(authority.acceptor.clone()),
        implicit: scheme == "smtps",
        offers: vec!["AUTH DIGEST-MD5 CRAM-MD5 LOGIN PLAIN"],
        acts: Vec::new(),
    })
    .await
}

/// Settings that believe this authority and sign in.
fn believing(authority: &Authority, scheme: &str, server: &Server) -> MailSettings {
    MailSettings {
        ca_file: Some(authority.file.path().to_owned()),
        credentials: Some(("portal".to_owned(), "hunter2".into())),
        ..settings(scheme, server)
    }
}

async fn refusal(settings: MailSettings) -> String {
    match mailer_with(settings).deliver(&link_letter()).await {
        Err(DeliveryError::Transient(said)) => said,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn letters_and_the_sign_in_travel_encrypted() {
    for scheme in ["smtps", "smtp+starttls"] {
        let authority = Authority::new();
        let server = server(&authority, scheme).await;
        let mailer = mailer_with(believing(&authority, scheme, &server));
        mailer.deliver(&link_letter()).await.unwrap();
        mailer.deliver(&link_letter()).await.unwrap();
        let seen = server.seen();
        assert_eq!((seen.connections, seen.taken.len()), (1, 2), "{scheme}");
        // "\0portal\0hunter2"
        assert_eq!(seen.count("AUTH PLAIN AHBvcnRhbABodW50ZXIy"), 1, "{scheme}");
        let before_tls: &[&str] =
            if scheme == "smtps" { &[] } else { &["EHLO portal.example.com", "STARTTLS"] };
        assert_eq!(seen.clear, before_tls, "{scheme}");
        assert_eq!(mailer.probe().await, Ok("220 test.example ESMTP".to_owned()), "{scheme}");
    }
}

#[tokio::test]
async fn login_is_used_where_plain_is_not_offered() {
    let authority = Authority::new();
    let server = Server::start(Setup {
        tls: Some(authority.acceptor.clone()),
        implicit: true,
        offers: vec!["AUTH CRAM-MD5 LOGIN"],
        acts: Vec::new(),
    })
    .await;
    mailer_with(believing(&authority, "smtps", &server)).deliver(&link_letter()).await.unwrap();
    assert_eq!(server.seen().count("AUTH LOGIN"), 1);
    assert_eq!(server.seen().count("AUTH CRAM-MD5"), 0);
}

#[tokio::test]
async fn without_starttls_nothing_is_sent() {
    let authority = Authority::new();
    let stripped = Server::start(Setup { offers: vec!["AUTH PLAIN"], ..Setup::default() }).await;
    let said = refusal(believing(&authority, "smtp+starttls", &stripped)).await;
    assert!(said.contains("STARTTLS"), "{said}");
    assert_eq!(stripped.seen().commands(), ["EHLO portal.example.com"]);

    let refusing = Server::start(Setup {
        tls: Some(authority.acceptor.clone()),
        acts: vec![(Point::StartTls, vec![Act::Say("454 4.7.0 not now")])],
        ..Setup::default()
    })
    .await;
    let said = refusal(believing(&authority, "smtp+starttls", &refusing)).await;
    assert!(said.contains("454"), "{said}");
    assert_eq!(refusing.seen().commands(), ["EHLO portal.example.com", "STARTTLS"]);
}

#[tokio::test]
async fn what_a_stranger_slips_in_before_tls_is_not_believed() {
    let authority = Authority::new();
    let server = Server::start(Setup {
        tls: Some(authority.acceptor.clone()),
        acts: vec![(Point::StartTls, vec![Act::Say("220 go on\r\n250 test.example")])],
        ..Setup::default()
    })
    .await;
    mailer_with(MailSettings { credentials: None, ..believing(&authority, "smtp+starttls", &server) })
        .deliver(&link_letter())
        .await
        .unwrap();
    assert_eq!(server.seen().encrypted.first().map(String::as_str), Some("EHLO portal.example.com"));
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_lets_the_letter_wait_and_names_the_remedy() {
    for scheme in ["smtps", "smtp+starttls"] {
        let authority = Authority::new();
        let server = server(&authority, scheme).await;
        let stranger = Authority::stranger();
        let said = refusal(believing(&stranger, scheme, &server)).await;
        assert!(said.contains("mail.ca_file"), "{said}");
        assert_eq!(server.seen().count("AUTH") + server.seen().count("MAIL"), 0);
    }
}

#[tokio::test]
async fn a_certificate_for_another_host_lets_the_letter_wait() {
    let authority = Authority::certifying("other.example.com");
    let server = server(&authority, "smtps").await;
    let said = refusal(believing(&authority, "smtps", &server)).await;
    assert!(said.starts_with("TLS: "), "{said}");
    assert_eq!(server.seen().commands(), [""; 0]);
}

#[tokio::test]
async fn a_self_made_certificate_is_explained() {
    let authority = Authority::self_made();
    let server = server(&authority, "smtps").await;
    let said = refusal(believing(&authority, "smtps", &server)).await;
    assert!(said.contains("basicConstraints=critical,CA:FALSE"), "{said}");
}

#[tokio::test]
async fn a_refused_sign_in_lets_the_letter_wait() {
    for reply in ["535 5.7.8 wrong", "534 5.7.9 too weak", "454 4.7.0 not now", "550 5.7.1 no"] {
        let authority = Authority::new();
        let server = Server::start(Setup {
            tls: Some(authority.acceptor.clone()),
            implicit: true,
            offers: vec!["AUTH PLAIN"],
            acts: vec![(Point::Auth, vec![Act::Say(reply)])],
        })
        .await;
        let said = refusal(believing(&authority, "smtps", &server)).await;
        assert!(said.starts_with("signing in: ") && !said.contains("hunter2"), "{said}");
        assert_eq!(server.seen().count("MAIL"), 0);
    }
}

#[tokio::test]
async fn a_server_that_offers_no_known_sign_in_lets_the_letter_wait() {
    for offers in [vec![], vec!["AUTH DIGEST-MD5 CRAM-MD5"]] {
        let authority = Authority::new();
        let tls = Some(authority.acceptor.clone());
        let server = Server::start(Setup { tls, implicit: true, offers, ..Setup::default() }).await;
        let said = refusal(believing(&authority, "smtps", &server)).await;
        assert!(said.contains("neither AUTH PLAIN nor AUTH LOGIN"), "{said}");
        assert_eq!(server.seen().count("AUTH"), 0);
    }
}

#[tokio::test]
async fn a_sign_in_never_leaves_for_another_host_in_clear() {
    let settings = MailSettings {
        server: reset_mail_smtp::MailServer::parse("smtp://192.0.2.1:25").unwrap(),
        credentials: Some(("portal".to_owned(), "hunter2".into())),
        allow_plain: true,
        ..settings("smtp", &Server::start(Setup::default()).await)
    };
    let refused = SmtpMailer::new(settings, Templates::new(portal()).unwrap()).err();
    assert!(matches!(refused, Some(MailSettingsError::SignInInClear)), "{refused:?}");
}

#[tokio::test]
async fn a_file_without_certificates_is_a_mistake() {
    let server = Server::start(Setup::default()).await;
    let empty = tempfile::NamedTempFile::new().unwrap();
    for path in [empty.path().to_owned(), empty.path().with_extension("absent")] {
        let settings = MailSettings { ca_file: Some(path.clone()), ..settings("smtps", &server) };
        let refused = SmtpMailer::new(settings, Templates::new(portal()).unwrap()).err();
        assert!(matches!(refused, Some(MailSettingsError::CaFile { .. })), "{path:?}: {refused:?}");
    }
}
