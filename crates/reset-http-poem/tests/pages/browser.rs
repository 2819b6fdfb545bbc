//! A browser made by hand: HTTP/1.1, cookies, forms, and nothing hidden.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Somebody's browser.
#[derive(Clone)]
pub(crate) struct Browser {
    address: SocketAddr,
    /// What it keeps, by name.
    pub(crate) jar: BTreeMap<String, String>,
    /// What it sends with every request.
    pub(crate) headers: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Browser {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self { address, jar: BTreeMap::new(), headers: Vec::new() }
    }

    /// The same browser, sending one header more.
    pub(crate) fn sending(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, &[], "").await
    }

    pub(crate) async fn head(&mut self, path: &str) -> Answer {
        self.ask("HEAD", path, &[], "").await
    }

    /// Sends a form as a page of the portal would.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        self.post_text(path, &body.join("&")).await
    }

    /// Sends a form that is already encoded.
    pub(crate) async fn post_text(&mut self, path: &str, body: &str) -> Answer {
        self.ask("POST", path, &[("Sec-Fetch-Site", "same-origin"), ("Content-Type", FORM)], body).await
    }

    pub(crate) async fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut text =
            format!("{method} {path} HTTP/1.1\r\nHost: portal.example.com\r\nConnection: close\r\n");
        for (name, value) in
            self.headers.iter().map(|(name, value)| (*name, value.as_str())).chain(headers.iter().copied())
        {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        if !self.jar.is_empty() {
            let pairs: Vec<String> = self.jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let _ = write!(text, "Cookie: {}\r\n", pairs.join("; "));
        }
        if !body.is_empty() || method == "POST" {
            let _ = write!(text, "Content-Length: {}\r\n", body.len());
        }
        text.push_str("\r\n");
        text.push_str(body);
        let answer = Answer::parse(&raw(self.address, text.as_bytes()).await);
        self.keep(&answer);
        answer
    }

    /// Signs in, and expects to be let in.
    pub(crate) async fn sign_in(&mut self, username: &str, password: &str) -> Answer {
        let answer = self.post("/sign-in", &[("username", username), ("password", password)]).await;
        assert_eq!(answer.status, 303, "{answer:?}");
        answer
    }

    /// The token of the forms of whoever is signed in.
    pub(crate) async fn form_token(&mut self) -> String {
        self.get("/change-password").await.hidden("form_token")
    }

    fn keep(&mut self, answer: &Answer) {
        for cookie in answer.all("set-cookie") {
            let (pair, attributes) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            match attributes.contains("Max-Age=0") {
                true => self.jar.remove(name),
                false => self.jar.insert(name.to_owned(), value.to_owned()),
            };
        }
    }
}

/// The kind of body that browsers send.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// Sends bytes, and reads until the other side closes.
pub(crate) async fn raw(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut socket = TcpStream::connect(address).await.unwrap();
    // The other side may have said what it has to say before everything was sent.
    let _ = socket.write_all(bytes).await;
    read_to_end(&mut socket).await
}

/// Reads until the other side closes; whether it does so politely does not matter.
pub(crate) async fn read_to_end(socket: &mut TcpStream) -> Vec<u8> {
    let mut read = Vec::new();
    let _ = socket.read_to_end(&mut read).await;
    read
}

impl Answer {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        Self { status, headers, body: body.to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn location(&self) -> &str {
        self.header("location").unwrap_or_else(|| panic!("no redirect: {self:?}"))
    }

    /// The text of the page's title.
    pub(crate) fn title(&self) -> &str {
        between(&self.body, "<title>", "</title>").unwrap_or_else(|| panic!("no title: {self:?}"))
    }

    /// The value of a hidden field.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let before = format!("name=\"{name}\" value=\"");
        between(&self.body, &before, "\"").unwrap_or_else(|| panic!("no {name}: {self:?}")).to_owned()
    }

    /// Without what differs from one second to the next.
    pub(crate) fn without_date(mut self) -> Self {
        self.headers.retain(|(name, _)| name != "date");
        self
    }
}

pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(between, _)| between)
}

/// As browsers encode a field, but encoding more than they do.
fn encode(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
            b' ' => "+".to_owned(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
