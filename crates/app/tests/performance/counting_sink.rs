//! A mail server that counts letters and keeps none, so that it costs the machine little.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The mail server.
pub(crate) struct CountingSink {
    address: SocketAddr,
    letters: Arc<AtomicUsize>,
}

impl CountingSink {
    /// Starts one, which lives as long as this program.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let sink = Self { address: listener.local_addr().unwrap(), letters: Arc::default() };
        let letters = Arc::clone(&sink.letters);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let letters = Arc::clone(&letters);
                // Whoever hangs up has hung up.
                thread::spawn(move || talk(stream, &letters));
            }
        });
        sink
    }

    /// Where it is.
    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many letters have come.
    pub(crate) fn letters(&self) -> usize {
        self.letters.load(Ordering::Relaxed)
    }
}

fn talk(stream: TcpStream, letters: &AtomicUsize) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::with_capacity(1 << 16, stream);
    let mut line = Vec::new();
    out.write_all(b"220 sink.example ESMTP\r\n")?;
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_slice() {
            b"EHLO" => out.write_all(b"250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")?,
            b"DATA" => {
                out.write_all(b"354 go on\r\n")?;
                while line != b".\r\n" {
                    line.clear();
                    if lines.read_until(b'\n', &mut line)? == 0 {
                        return Ok(());
                    }
                }
                letters.fetch_add(1, Ordering::Relaxed);
                out.write_all(b"250 ok\r\n")?;
            }
            b"QUIT" => return out.write_all(b"221 bye\r\n"),
            _ => out.write_all(b"250 ok\r\n")?,
        }
    }
}
