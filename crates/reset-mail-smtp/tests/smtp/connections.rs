//! Connections are kept, mended and closed.

use std::time::Duration;

use reset_domain::ports::{DeliveryError, Mailer};

use super::desk::{link_letter, mailer, mailer_with, settings};
use super::server::{Act, Point, Server, Setup};

#[tokio::test]
async fn five_letters_travel_on_one_connection() {
    let server = Server::start(Setup::default()).await;
    let mailer = mailer(&server);
    for _ in 0..5 {
        mailer.deliver(&link_letter()).await.unwrap();
    }
    let seen = server.seen();
    assert_eq!((seen.connections, seen.taken.len(), seen.count("EHLO"), seen.count("RSET")), (1, 5, 1, 0));
}

#[tokio::test]
async fn there_are_never_more_connections_than_allowed() {
    for allowed in [1, 2] {
        let server = Server::start(Setup::default()).await;
        let mailer =
            mailer_with(reset_mail_smtp::MailSettings { connections: allowed, ..settings("smtp", &server) });
        let letter = link_letter();
        let delivered = tokio::join!(
            mailer.deliver(&letter),
            mailer.deliver(&letter),
            mailer.deliver(&letter),
            mailer.deliver(&letter)
        );
        assert!(delivered.0.is_ok() && delivered.1.is_ok() && delivered.2.is_ok() && delivered.3.is_ok());
        assert_eq!(server.seen().connections, allowed);
        assert_eq!(server.seen().taken.len(), 4);
    }
}

#[tokio::test]
async fn a_connection_that_the_server_closed_meanwhile_is_replaced() {
    // Closed without a word, closed at the next command, closed with the word for it, and tired of letters.
    for (point, act) in [
        (Point::Dot, Act::SayAndClose("250 2.0.0 queued")),
        (Point::Mail, Act::Close),
        (Point::Mail, Act::SayAndClose("421 4.4.2 idle too long")),
        (Point::Mail, Act::Say("452 4.3.2 too many letters")),
    ] {
        let acts = match point {
            Point::Dot => vec![act],
            _ => vec![Act::Usual, act],
        };
        let server = Server::doing(point, &acts).await;
        let mailer = mailer(&server);
        mailer.deliver(&link_letter()).await.unwrap();
        mailer.deliver(&link_letter()).await.unwrap();
        let seen = server.seen();
        assert_eq!((seen.connections, seen.taken.len()), (2, 2), "{acts:?}");
    }
}

#[tokio::test]
async fn a_replaced_connection_is_not_replaced_again() {
    let server = Server::doing(Point::Mail, &[Act::Usual, Act::Close, Act::Close]).await;
    let mailer = mailer(&server);
    mailer.deliver(&link_letter()).await.unwrap();
    let delivered = mailer.deliver(&link_letter()).await;
    assert!(matches!(delivered, Err(DeliveryError::Transient(_))), "{delivered:?}");
    assert_eq!(server.seen().connections, 2);
}

#[tokio::test]
async fn a_kept_connection_lost_later_than_mail_from_is_not_replaced() {
    let server = Server::doing(Point::Dot, &[Act::Usual, Act::Close]).await;
    let mailer = mailer(&server);
    mailer.deliver(&link_letter()).await.unwrap();
    let delivered = mailer.deliver(&link_letter()).await;
    assert!(matches!(delivered, Err(DeliveryError::Unknown(_))), "{delivered:?}");
    assert_eq!((server.seen().connections, server.seen().taken.len()), (1, 2));
}

#[tokio::test]
async fn after_a_refusal_the_connection_is_reset_and_takes_the_next_letter() {
    for point in [Point::Mail, Point::Rcpt, Point::Data, Point::Dot] {
        for reply in ["550 5.1.1 no", "451 4.3.0 later"] {
            let server = Server::doing(point, &[Act::Say(reply)]).await;
            let mailer = mailer(&server);
            mailer.deliver(&link_letter()).await.unwrap_err();
            mailer.deliver(&link_letter()).await.unwrap();
            let seen = server.seen();
            assert_eq!(
                (seen.connections, seen.count("RSET"), seen.taken.len()),
                (1, 1, 1),
                "{point:?} {reply}"
            );
        }
    }
}

#[tokio::test]
async fn a_connection_that_cannot_be_reset_is_left() {
    let acts =
        vec![(Point::Rcpt, vec![Act::Say("550 5.1.1 no")]), (Point::Rset, vec![Act::Say("500 5.5.1 what?")])];
    let server = Server::start(Setup { acts, ..Setup::default() }).await;
    let mailer = mailer(&server);
    mailer.deliver(&link_letter()).await.unwrap_err();
    mailer.deliver(&link_letter()).await.unwrap();
    assert_eq!(server.seen().connections, 2);
}

#[tokio::test]
async fn a_dialogue_that_is_abandoned_gives_its_turn_back() {
    let server = Server::doing(Point::Rcpt, &[Act::Stall]).await;
    let mailer = mailer_with(reset_mail_smtp::MailSettings { connections: 1, ..settings("smtp", &server) });
    let letter = link_letter();
    tokio::select! {
        _ = mailer.deliver(&letter) => panic!("the server is silent"),
        () = server.until(|seen| seen.stalled) => {}
    }
    mailer.deliver(&letter).await.unwrap();
    assert_eq!(server.seen().connections, 2);
}

#[tokio::test]
async fn an_idle_connection_is_closed_politely() {
    let server = Server::start(Setup::default()).await;
    let mailer = mailer(&server);
    mailer.deliver(&link_letter()).await.unwrap();
    pass(Duration::from_secs(29)).await;
    // Used again: its time begins anew.
    mailer.deliver(&link_letter()).await.unwrap();
    pass(Duration::from_secs(29)).await;
    mailer.deliver(&link_letter()).await.unwrap();
    assert_eq!((server.seen().connections, server.seen().goodbyes), (1, 0));
    pass(Duration::from_secs(31)).await;
    server.until(|seen| seen.goodbyes == 1).await;
    mailer.deliver(&link_letter()).await.unwrap();
    assert_eq!(server.seen().connections, 2);
}

#[tokio::test]
async fn closing_says_goodbye_and_the_next_letter_opens_anew() {
    let server = Server::start(Setup::default()).await;
    let mailer = mailer(&server);
    mailer.deliver(&link_letter()).await.unwrap();
    mailer.close().await;
    assert_eq!(server.seen().goodbyes, 1);
    mailer.deliver(&link_letter()).await.unwrap();
    assert_eq!(server.seen().connections, 2);
}

#[tokio::test]
async fn a_probe_does_everything_but_send() {
    let server = Server::start(Setup::default()).await;
    assert_eq!(mailer(&server).probe().await, Ok("220 test.example ESMTP".to_owned()));
    let seen = server.seen();
    assert_eq!(seen.commands(), ["EHLO portal.example.com", "NOOP", "QUIT"]);

    let refusing = Server::doing(Point::Noop, &[Act::Say("421 4.3.2 not now")]).await;
    let refused = mailer(&refusing).probe().await;
    assert!(matches!(refused, Err(DeliveryError::Transient(_))), "{refused:?}");
}

/// Lets time pass without waiting for it.
async fn pass(time: Duration) {
    // What was spawned begins to count before time moves.
    tokio::task::yield_now().await;
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}
