//! A connection that is kept, for many requests, each timed.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::support::browser::encoded;
use crate::support::patience::{PATIENCE, timed};

/// A kept connection to a portal.
pub(crate) struct Wire {
    stream: BufReader<TcpStream>,
    origin: String,
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
        let fields: Vec<_> =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let body = fields.join("&");
        let head = format!(
            "Content-Type: application/x-www-form-urlencoded\r\nOrigin: {}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Length: {}\r\n",
            self.origin,
            body.len()
        );
        self.ask("POST", path, &head, &body)
    }

    /// Fetches a page; gives the status of the answer, and how long it took.
    pub(crate) fn get(&mut self, path: &str) -> io::Result<(u16, Duration)> {
        self.ask("GET", path, "", "")
    }

    fn ask(&mut self, method: &str, path: &str, head: &str, body: &str) -> io::Result<(u16, Duration)> {
        let host = self.origin.rsplit('/').next().unwrap_or_default();
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{head}\r\n{body}");
        let (status, took) = timed(|| {
            self.stream.get_mut().write_all(request.as_bytes())?;
            self.answer()
        });
        Ok((status?, took))
    }

    fn answer(&mut self) -> io::Result<u16> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or(io::ErrorKind::InvalidData)?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            match line.to_lowercase().split_once(": ") {
                Some(("content-length", value)) => length = value.trim().parse().unwrap_or_default(),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(status)
    }
}
