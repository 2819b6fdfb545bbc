//! More than the program can do at once: others are served all the same, and it stays small.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::figure;
use crate::support::crowd;
use crate::support::people::AVA;
use crate::support::portal::{Portal, Serving};
use crate::support::wire::Wire;

/// How many dawdle, and how often each of them says a letter.
const SLOW: usize = 2_000;
const A_LETTER_EVERY: Duration = Duration::from_secs(10);
/// How long they may dawdle.
const CLOSED_WITHIN: Duration = Duration::from_secs(15);
/// How many sign in at once.
const CROWD: usize = 500;
/// How soon other pages are there, 99 times of 100.
const SOON: Duration = Duration::from_millis(200);

/// Many connections that say a letter now and then: they are closed, and real ones are served meanwhile.
pub(crate) fn slow_clients() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    let begun = now();
    let mut open: Vec<(TcpStream, Instant)> = (0..SLOW).map(|_| (dawdler(serving.address), now())).collect();
    let (mut times, mut longest, mut said) = (Vec::new(), Duration::ZERO, begun);
    while !open.is_empty() && begun.elapsed() < Duration::from_secs(90) {
        let says = A_LETTER_EVERY <= said.elapsed();
        if says {
            said = now();
        }
        open.retain_mut(|(stream, since)| {
            let is_open = is_open(stream, says);
            // One that waits to be accepted has not begun to be slow.
            if !is_open {
                longest = longest.max(since.elapsed());
            }
            is_open
        });
        times.push(page_time(&portal, &serving));
    }
    let left = open.len();
    figure(
        &format!("{SLOW} slow clients: left open / all closed within"),
        format!("{left} / {} s", seconds(longest)),
    );
    figure("real page meanwhile, 99th percentile / longest", percentiles(&mut times));
    serving.stop();
    assert_eq!(left, 0, "slow clients were not closed");
    assert!(longest < CLOSED_WITHIN, "a slow client was closed after {longest:?}");
}

/// Many sign-ins at once: other pages stay fast, and memory is bounded by the hashing pool.
pub(crate) fn sign_ins() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    let quiet = memory(&serving);
    let (start, over) = (Barrier::new(CROWD + 1), AtomicBool::new(false));
    let origin = portal.origin();
    let mut times = Vec::new();
    let (served, busy) = thread::scope(|scope| {
        let crowd: Vec<_> = (0..CROWD)
            .map(|_| {
                let (start, origin, address) = (&start, &origin, serving.address);
                scope.spawn(move || {
                    let mut wire = Wire::to(address, origin).unwrap();
                    start.wait();
                    let typed = [("username", AVA.username), ("password", "not the right one at all")];
                    wire.post("/sign-in", &typed).map_or(0, |(status, _)| status)
                })
            })
            .collect();
        start.wait();
        let watcher = scope.spawn(|| {
            let mut times = Vec::new();
            while !over.load(Ordering::Relaxed) {
                times.push(page_time(&portal, &serving));
            }
            times
        });
        let statuses: Vec<u16> = crowd.into_iter().map(|one| one.join().unwrap()).collect();
        over.store(true, Ordering::Relaxed);
        times.extend(watcher.join().unwrap());
        let of = |status| statuses.iter().filter(|other| **other == status).count();
        (of(422), of(503))
    });
    let peak = memory(&serving);
    figure(
        &format!("{CROWD} sign-ins at once: refused as wrong / told to come back"),
        format!("{served} / {busy}"),
    );
    figure("other page meanwhile, 99th percentile / longest", percentiles(&mut times));
    figure("memory before / at most", format!("{} MiB / {} MiB", quiet / 1_024, peak / 1_024));
    serving.stop();
    assert_eq!(served + busy, CROWD, "some were not answered");
    assert!(percentile(&times, 99) < SOON, "other pages were slow");
}

/// A connection that has said nearly nothing.
fn dawdler(address: std::net::SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_nonblocking(true).unwrap();
    // It may be closed already.
    let _ = stream.write(b"G");
    stream
}

fn is_open(stream: &mut TcpStream, says: bool) -> bool {
    if says && stream.write(b"E").is_err() {
        return false;
    }
    match stream.read(&mut [0; 512]) {
        Ok(0) => false,
        Ok(_) => true,
        Err(error) => error.kind() == ErrorKind::WouldBlock,
    }
}

fn page_time(portal: &Portal, serving: &Serving) -> Duration {
    let begun = now();
    let mut wire = Wire::to(serving.address, &portal.origin()).unwrap();
    assert_eq!(wire.get("/sign-in").unwrap().0, 200);
    let took = begun.elapsed();
    crowd::live(Duration::from_millis(20));
    took
}

fn percentiles(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let longest = times.last().copied().unwrap_or_default();
    format!("{} ms / {} ms, of {}", percentile(times, 99).as_millis(), longest.as_millis(), times.len())
}

/// Of sorted times.
fn percentile(times: &[Duration], nth: usize) -> Duration {
    times[(times.len() * nth / 100).min(times.len() - 1)]
}

/// The most memory that the process has held so far, in KiB.
fn memory(serving: &Serving) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", serving.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse().unwrap()
}

fn seconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64())
}

#[expect(clippy::disallowed_methods, reason = "a promise in seconds is measured")]
fn now() -> Instant {
    Instant::now()
}
