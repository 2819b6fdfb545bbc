//! A connection that is kept, for many requests, each timed.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use super::browser::encoded;
use super::patience::{PATIENCE, timed};

/// A kept connection to a server.
pub(crate) struct Wire {
    stream: BufReader<TcpStream>,
    origin: String,
}

/// What came back.
pub(crate) struct Reply {
    /// The status.
    pub(crate) status: u16,
    /// Its headers, names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// Its body.
    pub(crate) body: Vec<u8>,
}

impl Wire {
    /// Connects.
    pub(crate) fn to(address: SocketAddr, origin: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream: BufReader::new(stream), origin: origin.to_owned() })
    }

    /// Sends a form; gives the status of the answer, and how long it took.
    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> io::Result<(u16, Duration)> {
        self.ask(&form(&self.origin, path, fields))
    }

    /// Fetches a page; gives the status of the answer, and how long it took.
    pub(crate) fn get(&mut self, path: &str) -> io::Result<(u16, Duration)> {
        self.ask(&page(&self.origin, path))
    }

    /// Sends a request; gives the status of the answer, and how long it took.
    pub(crate) fn ask(&mut self, request: &[u8]) -> io::Result<(u16, Duration)> {
        let (reply, took) = timed(|| self.exchange(request));
        Ok((reply?.status, took))
    }

    /// Sends a request, and reads the whole answer.
    pub(crate) fn exchange(&mut self, request: &[u8]) -> io::Result<Reply> {
        self.stream.get_mut().write_all(request)?;
        let (status, headers) = self.head()?;
        let find = |wanted: &str| headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value);
        let chunked = find("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
        let body = match find("content-length").map(|value| value.parse()) {
            Some(length) => self.exactly(length.map_err(|_| io::ErrorKind::InvalidData)?)?,
            None if chunked => self.chunks()?,
            None => Vec::new(),
        };
        Ok(Reply { status, headers, body })
    }

    /// Reads the head of an answer: its status and its headers.
    fn head(&mut self) -> io::Result<(u16, Vec<(String, String)>)> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            if self.stream.read_until(b'\n', &mut head)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut response = httparse::Response::new(&mut headers);
        response.parse(&head).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        let status = response.code.ok_or(io::ErrorKind::InvalidData)?;
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let headers =
            response.headers.iter().map(|header| (header.name.to_ascii_lowercase(), text(header.value)));
        Ok((status, headers.collect()))
    }

    /// Reads a body in chunks (RFC 9112, section 7.1) without trailers.
    fn chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            let length = usize::from_str_radix(line.trim(), 16).map_err(|_| io::ErrorKind::InvalidData)?;
            body.extend(self.exactly(length)?);
            self.exactly(b"\r\n".len())?;
            if length == 0 {
                return Ok(body);
            }
        }
    }

    fn exactly(&mut self, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

/// The request for a page.
pub(crate) fn page(origin: &str, path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", host(origin)).into_bytes()
}

/// The request that sends a form from a page of the same origin.
pub(crate) fn form(origin: &str, path: &str, fields: &[(&str, &str)]) -> Vec<u8> {
    let fields: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    post(origin, path, "application/x-www-form-urlencoded", "", &fields.join("&"))
}

/// The request that sends a body of a kind, with more headers.
pub(crate) fn post(origin: &str, path: &str, kind: &str, more: &str, body: &str) -> Vec<u8> {
    let (host, length) = (host(origin), body.len());
    format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: {kind}\r\nContent-Length: {length}\r\n{more}\r\n{body}"
    )
    .into_bytes()
}

fn host(origin: &str) -> &str {
    origin.rsplit('/').next().unwrap_or_default()
}
