//! What the machine can do at most: bare hashes, bare pages, bare commits, bare letters.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::{Route, Server, handler};
use sqlx::{AnyConnection, Connection, Executor};

/// How often something was done in a second, by one hand that does nothing else.
#[expect(clippy::disallowed_methods, reason = "a rate is measured")]
fn rate_of(lasts: Duration, mut work: impl FnMut()) -> f64 {
    work();
    let (begun, mut done) = (Instant::now(), 0.0);
    while begun.elapsed() < lasts {
        work();
        done += 1.0;
    }
    done / begun.elapsed().as_secs_f64()
}

/// Argon2id with the product's parameters, in memory of its own for each thread: hashes a second.
pub(crate) fn hashes(threads: usize, lasts: Duration) -> f64 {
    let hash = || {
        let params = Params::new(19_456, 2, 1, Some(32)).unwrap();
        let mut memory = vec![Block::default(); params.block_count()];
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        rate_of(lasts, || {
            let mut out = [0; 32];
            let salt = b"sixteen bytes ok";
            argon2.hash_password_into_with_memory(b"Correct-horse-9", salt, &mut out, &mut memory).unwrap();
        })
    };
    thread::scope(|scope| {
        let hashing: Vec<_> = (0..threads).map(|_| scope.spawn(hash)).collect();
        hashing.into_iter().map(|hashing| hashing.join().unwrap()).sum()
    })
}

#[handler]
fn hello() -> &'static str {
    "hello"
}

/// Serves poem's hello world on two threads, as long as this program lives; gives where.
pub(crate) fn serve_hello() -> SocketAddr {
    let (tell, told) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.unwrap();
            let address = *acceptor.local_addr().first().unwrap().as_socket_addr().unwrap();
            tell.send(address).unwrap();
            Server::new_with_acceptor(acceptor).run(Route::new().at("/", poem::get(hello))).await.unwrap();
        });
    });
    told.recv().unwrap()
}

/// Commits of so many rows each on one connection, through the driver that the product uses: rows a second.
pub(crate) fn commits(url: &str, rows: u32, lasts: Duration) -> f64 {
    sqlx::any::install_default_drivers();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut connection = runtime.block_on(AnyConnection::connect(url)).unwrap();
    let mut run = |sql: &'static str| {
        runtime.block_on(connection.execute(sql)).unwrap();
    };
    if url.starts_with("sqlite") {
        run("PRAGMA journal_mode = WAL");
        run("PRAGMA synchronous = FULL");
    }
    run("CREATE TABLE IF NOT EXISTS limits (name VARCHAR(64) NOT NULL, requested_at BIGINT NOT NULL)");
    let commits = rate_of(lasts, || {
        run("BEGIN");
        for _ in 0..rows {
            run("INSERT INTO limits VALUES ('known-0000001', 1764000000000000)");
        }
        run("COMMIT");
    });
    run("DROP TABLE limits");
    commits * f64::from(rows)
}

/// Letters on one kept connection, one verb after another: letters a second.
pub(crate) fn letters(server: SocketAddr, lasts: Duration) -> f64 {
    let stream = TcpStream::connect(server).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut stream = BufReader::new(stream);
    let mut say = |words: &[u8]| {
        stream.get_mut().write_all(words).unwrap();
        let mut line = String::new();
        // The last line of a reply has no hyphen behind its code.
        while line.as_bytes().get(3) != Some(&b' ') {
            line.clear();
            stream.read_line(&mut line).unwrap();
        }
    };
    say(b"");
    say(b"EHLO limits.example\r\n");
    let letter = [b"Subject: x\r\n\r\n", &[b'x'; 4096][..], b"\r\n.\r\n"].concat();
    rate_of(lasts, || {
        say(b"MAIL FROM:<a@example.com>\r\n");
        say(b"RCPT TO:<b@example.com>\r\n");
        say(b"DATA\r\n");
        say(&letter);
    })
}
