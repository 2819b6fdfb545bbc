//! What each reply, each silence and each lost connection means for a letter.

use std::time::Duration;

use reset_domain::ports::{DeliveryError, Mailer};

use super::desk::{LINK, PASSWORD, link_letter, mailer, mailer_with, password_letter, settings};
use super::server::{Act, Point, Server};

/// The kinds of answer a mailer gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Taken,
    Transient,
    Permanent,
    Unknown,
}

fn outcome<T>(delivered: &Result<T, DeliveryError>) -> Outcome {
    match delivered {
        Ok(_) => Outcome::Taken,
        Err(DeliveryError::Transient(_)) => Outcome::Transient,
        Err(DeliveryError::Permanent(_)) => Outcome::Permanent,
        Err(DeliveryError::Unknown(_)) => Outcome::Unknown,
    }
}

#[tokio::test]
async fn a_taken_letter_has_the_servers_reply_as_its_receipt() {
    let server = Server::start(super::server::Setup::default()).await;
    let receipt = mailer(&server).deliver(&link_letter()).await.unwrap();
    assert_eq!(receipt.reply, "250 2.0.0 queued as 4711");
    let taken = server.seen().taken;
    assert_eq!(taken.len(), 1);
    assert_eq!(taken.first().unwrap().from, "MAIL FROM:<portal@example.com>");
    assert_eq!(taken.first().unwrap().to, ["RCPT TO:<ava@example.org>"]);
}

#[tokio::test]
async fn each_reply_means_what_it_says_where_it_is_said() {
    use Outcome::{Permanent, Taken, Transient, Unknown};
    for (point, reply, expected) in [
        (Point::Greeting, "421 4.3.2 busy", Transient),
        (Point::Greeting, "554 5.7.1 go away", Transient),
        (Point::Ehlo, "421 4.3.2 busy", Transient),
        (Point::Ehlo, "550 5.7.1 who are you", Transient),
        (Point::Mail, "451 4.3.0 later", Transient),
        (Point::Mail, "530 5.7.0 sign in first", Transient),
        (Point::Mail, "550 5.1.8 no such sender", Permanent),
        (Point::Rcpt, "450 4.2.0 grey", Transient),
        (Point::Rcpt, "452 4.2.2 full", Transient),
        (Point::Rcpt, "251 2.1.5 will forward", Taken),
        (Point::Rcpt, "550 5.1.1 no such user", Permanent),
        (Point::Rcpt, "553-5.1.3 no\r\n553 5.1.3 such name", Permanent),
        (Point::Data, "451 4.3.0 later", Transient),
        (Point::Data, "554 5.5.1 no", Permanent),
        (Point::Data, "250 2.0.0 sure", Transient),
        (Point::Dot, "421 4.3.2 closing", Transient),
        (Point::Dot, "451 4.3.0 later", Transient),
        (Point::Dot, "452 4.3.1 full", Transient),
        (Point::Dot, "550 5.7.1 spam", Permanent),
        (Point::Dot, "554 5.6.0 no", Permanent),
        (Point::Dot, "354 what", Unknown),
        (Point::Dot, "mumble", Unknown),
    ] {
        let server = Server::doing(point, &[Act::Say(reply)]).await;
        let delivered = mailer(&server).deliver(&link_letter()).await;
        assert_eq!(outcome(&delivered), expected, "{point:?} {reply}: {delivered:?}");
        assert_eq!(server.seen().connections, 1, "{point:?} {reply}");
    }
}

#[tokio::test]
async fn an_error_tells_where_code_and_first_line() {
    let server =
        Server::doing(Point::Rcpt, &[Act::Say("550-5.1.1 no such user\r\n550 5.1.1 ask postmaster")]).await;
    let refused = mailer(&server).deliver(&link_letter()).await.unwrap_err();
    assert_eq!(refused, DeliveryError::Permanent("RCPT TO: 550 5.1.1 no such user".to_owned()));
}

#[tokio::test]
async fn a_lost_connection_is_unknown_only_after_the_final_dot() {
    for (point, expected) in [
        (Point::Greeting, Outcome::Transient),
        (Point::Ehlo, Outcome::Transient),
        (Point::Mail, Outcome::Transient),
        (Point::Rcpt, Outcome::Transient),
        (Point::Data, Outcome::Transient),
        (Point::Dot, Outcome::Unknown),
    ] {
        let server = Server::doing(point, &[Act::Close]).await;
        let delivered = mailer(&server).deliver(&link_letter()).await;
        assert_eq!(outcome(&delivered), expected, "{point:?}: {delivered:?}");
        // A fresh connection is not tried a second time.
        assert_eq!(server.seen().connections, 1, "{point:?}");
    }
}

#[tokio::test]
async fn silence_ends_at_the_deadline_and_is_unknown_only_after_the_final_dot() {
    for (point, expected) in [
        (Point::Greeting, Outcome::Transient),
        (Point::Ehlo, Outcome::Transient),
        (Point::Mail, Outcome::Transient),
        (Point::Rcpt, Outcome::Transient),
        (Point::Data, Outcome::Transient),
        (Point::Dot, Outcome::Unknown),
    ] {
        let server = Server::doing(point, &[Act::Stall]).await;
        let mailer = mailer(&server);
        let delivered = past_deadline(&server, async { mailer.deliver(&link_letter()).await }).await;
        assert_eq!(outcome(&delivered), expected, "{point:?}: {delivered:?}");
    }
}

#[tokio::test]
async fn a_refusal_stays_a_refusal_when_the_server_falls_silent_after_it() {
    let acts = vec![(Point::Rcpt, vec![Act::Say("550 5.1.1 no such user")]), (Point::Rset, vec![Act::Stall])];
    let server = Server::start(super::server::Setup { acts, ..Default::default() }).await;
    let mailer = mailer(&server);
    let delivered = past_deadline(&server, async { mailer.deliver(&link_letter()).await }).await;
    assert_eq!(outcome(&delivered), Outcome::Permanent);
}

#[tokio::test]
async fn a_server_that_is_not_there_lets_the_letter_wait() {
    let server = Server::start(super::server::Setup::default()).await;
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut settings = settings("smtp", &server);
    settings.server =
        reset_mail_smtp::MailServer::parse(&format!("smtp://{}", closed.local_addr().unwrap())).unwrap();
    drop(closed);
    let delivered = mailer_with(settings).deliver(&link_letter()).await;
    assert_eq!(outcome(&delivered), Outcome::Transient, "{delivered:?}");
}

#[tokio::test]
async fn no_error_and_no_receipt_holds_what_the_letter_says() {
    let link = Server::doing(
        Point::Dot,
        &[Act::Say("554 5.7.1 listed: https://portal.example.com/reset/3f2kq2v7m4x5c6t5w3n2d7h3j6p7r4b2")],
    )
    .await;
    let refused = mailer(&link).deliver(&link_letter()).await.unwrap_err().to_string();
    assert!(!refused.contains(LINK) && refused.contains("554 5.7.1 listed"), "{refused}");

    let password = Server::doing(Point::Dot, &[Act::Say("250 2.0.0 thanks for k7qmw3tr9hxdp4vn")]).await;
    let receipt = mailer(&password).deliver(&password_letter()).await.unwrap();
    assert!(!receipt.reply.contains(PASSWORD), "{}", receipt.reply);
}

#[tokio::test]
async fn an_address_beyond_ascii_goes_only_where_smtputf8_is_offered() {
    let mut letter = link_letter();
    letter.to = super::desk::address("j\u{f6}rg@b\u{fc}cher.example");

    let without = Server::start(super::server::Setup::default()).await;
    let delivered = mailer(&without).deliver(&letter).await;
    assert_eq!(outcome(&delivered), Outcome::Permanent, "{delivered:?}");
    assert_eq!(without.seen().count("MAIL"), 0);

    let with = Server::start(super::server::Setup { offers: vec!["SMTPUTF8"], ..Default::default() }).await;
    mailer(&with).deliver(&letter).await.unwrap();
    let taken = with.seen().taken;
    assert_eq!(taken.first().unwrap().from, "MAIL FROM:<portal@example.com> SMTPUTF8");
    assert_eq!(taken.first().unwrap().to, ["RCPT TO:<j\u{f6}rg@xn--bcher-kva.example>"]);
}

/// Runs a dialogue until the server falls silent, and then past its deadline without waiting for it.
async fn past_deadline<T>(server: &Server, dialogue: impl Future<Output = T>) -> T {
    let clock = async {
        server.until(|seen| seen.stalled).await;
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(61)).await;
        tokio::time::resume();
    };
    tokio::join!(dialogue, clock).0
}
