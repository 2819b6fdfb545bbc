//! Connections: slow ones, silent ones, smuggling ones, and the end of them all.

use std::time::Duration;

use reset_http_poem::{Drained, Server};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::browser::{Answer, FORM, raw, read_to_end};
use crate::moody::Mood;
use crate::portal::{Portal, Setup};

const ASKED: &str = "account_id=ACME-1042&username=ava.stone";

/// Long for a machine, short for a test.
const PATIENCE: Duration = Duration::from_millis(200);

async fn impatient() -> Portal {
    let server = Server { patience: PATIENCE, ..Server::default() };
    Portal::with(Setup { server, ..Setup::default() }).await
}

fn request(headers: &str) -> String {
    format!(
        "POST /password-reset HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {FORM}\r\n{headers}\r\n\r\n"
    )
}

#[tokio::test]
async fn whoever_does_not_finish_a_header_is_cut_off() {
    let portal = impatient().await;
    // The last two could still become HTTP/2, and the first says nothing at all.
    for sent in ["", "GET /sign-in HTTP/1.1\r\nHost: x\r\nX-Slow: ", "P", "PRI * HTTP/2.0\r\n\r\nSM"] {
        let mut socket = TcpStream::connect(portal.address).await.unwrap();
        socket.write_all(sent.as_bytes()).await.unwrap();
        let read = String::from_utf8(read_to_end(&mut socket).await).unwrap();
        assert!(!read.contains(" 200 "), "{sent:?}: {read}");
    }
}

#[tokio::test]
async fn an_idle_connection_is_closed_after_its_answer() {
    let portal = impatient().await;
    let read = raw(portal.address, b"GET /sign-in HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(Answer::parse(&read).status, 200);
}

#[tokio::test]
async fn somebody_who_waits_for_an_answer_is_not_idle() {
    let portal = impatient().await;
    portal.moody.be(Mood::Gated);
    let mut socket = TcpStream::connect(portal.address).await.unwrap();
    let text = format!("{}{ASKED}", request(&format!("Content-Length: {}", ASKED.len())));
    socket.write_all(text.as_bytes()).await.unwrap();
    portal.moody.gate.reached.notified().await;
    // Another connection runs out of patience meanwhile, and this one does not.
    raw(portal.address, b"").await;
    raw(portal.address, b"").await;
    portal.moody.gate.open.notify_one();
    assert_eq!(Answer::parse(&read_to_end(&mut socket).await).status, 303);
}

#[tokio::test]
async fn a_connection_is_closed_after_a_body_whose_end_could_be_disputed() {
    let portal = Portal::open().await;
    let chunks = format!("{:x}\r\n{ASKED}\r\n0\r\n\r\n", ASKED.len());
    for headers in
        ["Content-Length: 4\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 4"]
    {
        let smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
        let text = format!("{}{chunks}{smuggled}", request(headers));
        let read = String::from_utf8(raw(portal.address, text.as_bytes()).await).unwrap();
        assert_eq!(read.matches("HTTP/1.1 ").count(), 1, "{read}");
        assert!(read.starts_with("HTTP/1.1 303 "), "{read}");
        assert!(read.contains("connection: close\r\n"), "{read}");
    }
    for headers in ["Transfer-Encoding: gzip", "Content-Length: 4\r\nContent-Length: 5", "Content-Length: +4"]
    {
        let read = String::from_utf8(raw(portal.address, request(headers).as_bytes()).await).unwrap();
        assert!(read.starts_with("HTTP/1.1 400 "), "{headers}: {read}");
    }
}

/// Whoever opens every connection there may be and says nothing keeps nobody out.
#[tokio::test]
async fn the_most_silent_gives_up_its_seat_to_a_newcomer() {
    let server = Server { connections: 3, patience: Duration::from_hours(1), ..Server::default() };
    let portal = Portal::with(Setup { server, ..Setup::default() }).await;
    let mut silent = Vec::new();
    for sent in [&b"G"[..], b"GE", b"GET"] {
        let mut socket = TcpStream::connect(portal.address).await.unwrap();
        socket.write_all(sent).await.unwrap();
        silent.push(socket);
    }
    assert_eq!(portal.browser().get("/sign-in").await.status, 200);
    assert_eq!(read_to_end(silent.first_mut().unwrap()).await, b"", "the one that came first");
}

#[tokio::test]
async fn who_waits_for_an_answer_keeps_their_seat_and_newcomers_wait() {
    let server = Server { connections: 1, patience: Duration::from_hours(1), ..Server::default() };
    let portal = Portal::with(Setup { server, ..Setup::default() }).await;
    portal.moody.be(Mood::Gated);
    let mut first = TcpStream::connect(portal.address).await.unwrap();
    let text = format!("{}{ASKED}", request(&format!("Content-Length: {}", ASKED.len())));
    first.write_all(text.as_bytes()).await.unwrap();
    portal.moody.gate.reached.notified().await;
    let mut browser = portal.browser();
    let second = browser.get("/sign-in");
    let first = async {
        portal.moody.gate.open.notify_one();
        // Its connection stays open after the answer, until the newcomer has it closed.
        read_to_end(&mut first).await
    };
    let (second, first) = tokio::join!(second, first);
    assert_eq!((second.status, Answer::parse(&first).status), (200, 303));
}

#[tokio::test]
async fn what_has_begun_is_finished_at_the_end() {
    let portal = Portal::open().await;
    portal.moody.be(Mood::Gated);
    let (moody, address) = (portal.moody.clone(), portal.address);
    let mut socket = TcpStream::connect(address).await.unwrap();
    let text = format!("{}{ASKED}", request(&format!("Content-Length: {}", ASKED.len())));
    socket.write_all(text.as_bytes()).await.unwrap();
    moody.gate.reached.notified().await;
    let served = portal.stop();
    moody.gate.open.notify_one();
    assert_eq!(Answer::parse(&read_to_end(&mut socket).await).status, 303);
    assert_eq!(served.await.unwrap(), Drained::Whole);
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn what_does_not_end_is_cut_off_at_the_end() {
    let server = Server { drain: Duration::from_millis(50), ..Server::default() };
    let portal = Portal::with(Setup { server, ..Setup::default() }).await;
    portal.moody.be(Mood::Gated);
    let moody = portal.moody.clone();
    let mut socket = TcpStream::connect(portal.address).await.unwrap();
    let text = format!("{}{ASKED}", request(&format!("Content-Length: {}", ASKED.len())));
    socket.write_all(text.as_bytes()).await.unwrap();
    moody.gate.reached.notified().await;
    assert_eq!(portal.stop().await.unwrap(), Drained::CutOff);
    assert_eq!(read_to_end(&mut socket).await, b"");
}
