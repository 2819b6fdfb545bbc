//! A person's browser with scripts off: cookies, redirects, forms found by their field names.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use super::html::{self, Form, Piece};
use super::patience::PATIENCE;

/// A browser with its cookies.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    /// Where its connections go, whatever the origin is called.
    address: SocketAddr,
    origin: String,
    cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// The status.
    pub(crate) status: u16,
    /// The path it is at.
    pub(crate) path: String,
    /// Its headers, names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// Its body.
    pub(crate) body: String,
}

impl Browser {
    /// One that has been nowhere, for a portal of this origin, which one process serves at this address.
    pub(crate) fn new(address: SocketAddr, origin: &str) -> Self {
        Self { address, origin: origin.to_owned(), cookies: BTreeMap::new() }
    }

    /// Goes to a page, and on to where it leads.
    pub(crate) fn get(&mut self, path: &str) -> Page {
        let page = self.ask("GET", path, &[], "");
        self.follow(page)
    }

    /// Fills in the form that has these fields, and goes on to where that leads.
    pub(crate) fn submit(&mut self, page: &Page, values: &[(&str, &str)]) -> Page {
        let answer = self.send(page, values);
        self.follow(answer)
    }

    /// Fills in the form that has these fields; gives the answer itself.
    pub(crate) fn send(&mut self, page: &Page, values: &[(&str, &str)]) -> Page {
        let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
        self.press(page, &page.form_with(&names), values)
    }

    /// Sends a form as its page would; gives the answer itself.
    pub(crate) fn press(&mut self, page: &Page, form: &Form, values: &[(&str, &str)]) -> Page {
        assert_eq!(form.method, "POST", "{form:?}");
        let fields: Vec<String> = form
            .fields
            .iter()
            .map(|(name, value)| {
                let typed =
                    values.iter().find(|(typed, _)| typed == name).map_or(value.as_str(), |(_, value)| value);
                format!("{}={}", encoded(name), encoded(typed))
            })
            .collect();
        let path = if form.action.is_empty() { page.path.clone() } else { form.action.clone() };
        self.post(&path, &fields.join("&"))
    }

    /// Sends an encoded form; gives the answer itself.
    pub(crate) fn post(&mut self, path: &str, body: &str) -> Page {
        let origin = self.origin.clone();
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Origin", origin.as_str()),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        self.ask("POST", path, &headers, body)
    }

    /// Sends any request; gives the answer itself.
    pub(crate) fn ask(&mut self, method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Page {
        let path = self.path_of(url);
        let mut stream = connected(self.address);
        let head = self.head(method, &path, headers, body.len());
        stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
        let page = Page::read(path, &mut stream);
        self.keep_cookies(&page);
        page
    }

    /// The head of a request with a body of this length.
    pub(crate) fn head(&self, method: &str, path: &str, headers: &[(&str, &str)], length: usize) -> String {
        let host = self.origin.rsplit('/').next().unwrap_or_default();
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nAccept: text/html\r\n");
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<_> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            head += &format!("Cookie: {}\r\n", cookies.join("; "));
        }
        if method != "GET" && method != "HEAD" {
            head += &format!("Content-Length: {length}\r\n");
        }
        head + "\r\n"
    }

    /// What it would send back.
    pub(crate) fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cookies.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..8 {
            if page.status != 303 {
                return page;
            }
            let location = page.location().to_owned();
            page = self.ask("GET", &location, &[], "");
        }
        panic!("redirected without end, at last to {}", page.path)
    }

    /// The path of an address of the portal; any other is none that a browser should be led to.
    fn path_of(&self, url: &str) -> String {
        let path = url.strip_prefix(&self.origin).unwrap_or(url);
        assert!(path.starts_with('/') && !path.starts_with("//"), "leads away from {}: {url}", self.origin);
        path.to_owned()
    }

    fn keep_cookies(&mut self, page: &Page) {
        for cookie in page.all("set-cookie") {
            let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
            let (name, value) = pair.split_once('=').unwrap();
            match value.is_empty() || attributes.to_lowercase().contains("max-age=0") {
                true => drop(self.cookies.remove(name)),
                false => drop(self.cookies.insert(name.to_owned(), value.to_owned())),
            }
        }
    }
}

impl Page {
    /// Reads an answer that ends with its connection.
    pub(crate) fn read(path: String, stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Self::parse(path, bytes)
    }

    /// Reads an answer that ends with its connection, if there is one before the connection breaks.
    pub(crate) fn read_if_any(path: String, stream: &mut TcpStream) -> Option<Self> {
        let mut bytes = Vec::new();
        // What came before it broke is there.
        let _ = stream.read_to_end(&mut bytes);
        (!bytes.is_empty()).then(|| Self::parse(path, bytes))
    }

    fn parse(path: String, bytes: Vec<u8>) -> Self {
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) =
            text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer at {path}: {text:?}"));
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap().parse().unwrap();
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        Self { status, path, headers, body: body.to_owned() }
    }

    /// The values of a header.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// Where a redirect leads.
    pub(crate) fn location(&self) -> &str {
        self.all("location").next().unwrap_or_else(|| panic!("leads nowhere: {self:?}"))
    }

    /// Its pieces.
    pub(crate) fn pieces(&self) -> Vec<Piece> {
        html::pieces(&self.body)
    }

    /// What people see.
    pub(crate) fn text(&self) -> String {
        html::text(&self.pieces())
    }

    /// Its first heading.
    pub(crate) fn heading(&self) -> String {
        html::elements(&self.pieces(), "h1")
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("no heading: {self:?}"))
            .1
    }

    /// The form that has fields of these names.
    pub(crate) fn form_with(&self, names: &[&str]) -> Form {
        let forms = html::forms(&self.pieces());
        let found = forms.into_iter().find(|form| form.has(names));
        found.unwrap_or_else(|| panic!("no form with {names:?}: {self:?}"))
    }

    /// The form that goes to a path that begins like this.
    pub(crate) fn form_to(&self, path: &str) -> Option<Form> {
        html::forms(&self.pieces()).into_iter().find(|form| form.action.starts_with(path))
    }

    /// Where the link with these words leads.
    pub(crate) fn link_named(&self, words: &str) -> String {
        let links = html::elements(&self.pieces(), "a");
        let found = links.iter().find(|(_, text)| text == words);
        let leads = found.and_then(|(tag, _)| tag.attribute("href"));
        leads.unwrap_or_else(|| panic!("no link {words:?}: {links:?}")).to_owned()
    }

    /// Where the page goes on to by itself.
    pub(crate) fn goes_on_to(&self) -> Option<String> {
        self.pieces().iter().find_map(|piece| match piece {
            Piece::Open(tag) if tag.name == "meta" && tag.attribute("http-equiv") == Some("refresh") => {
                tag.attribute("content")?.split_once("url=").map(|(_, url)| url.to_owned())
            }
            _ => None,
        })
    }
}

/// A connection that nobody waits on for ever.
pub(crate) fn connected(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// As browsers encode a field, but encoding more than they do.
pub(crate) fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
