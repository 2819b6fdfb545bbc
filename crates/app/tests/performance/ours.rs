//! What the product does on one database.

use std::net::SocketAddr;
use std::sync::atomic::AtomicU64;
use std::thread;
use std::time::Duration;

use crate::load::{Load, Served};
use crate::product::{CONNECTIONS, Product};
use crate::rounds::{Interleaved, Rounds, interleaved};
use crate::support::crowd::live;
use crate::support::database::Database;
use crate::support::statistics::median;
use crate::support::wire::page;
use crate::{aside, limits};

/// How long a load lasts.
pub(crate) const LASTS: Duration = Duration::from_secs(5);
/// How often two take turns in a round where what is asked is a matter of hundredths: hashes wander by a tenth from one
/// load to the next, requests by a fifth.
const TURNS: u32 = 8;
/// How long a load lasts of those that take many turns and would leave many letters behind, which have to be waited for.
const LASTS_BRIEFLY: Duration = Duration::from_secs(1);
/// How many connections fetch pages.
pub(crate) const READERS: usize = 16;

/// What it did.
pub(crate) struct Ours {
    /// From the start to the first page, in milliseconds.
    pub(crate) cold_start: f64,
    /// Its memory before any load, in MiB.
    pub(crate) idle: f64,
    /// Sign In pages, and poem's hello world by the same loader.
    pub(crate) pages: Interleaved,
    /// Sign-ins, and bare hashes on two threads.
    pub(crate) sign_ins: Interleaved,
    /// Bare hashes on one thread.
    pub(crate) one_thread: f64,
    /// In milliseconds.
    pub(crate) sign_in_p99: f64,
    /// Pages while everybody signs in.
    pub(crate) pages_beside_sign_ins: Served,
    /// Reset requests of users.
    pub(crate) requests: Rounds,
    /// Reset requests of nobody.
    pub(crate) unknown: Rounds,
    /// Letters of each accepted request.
    pub(crate) letters_per_request: f64,
    /// Letters a second while they are all that is left to do.
    pub(crate) letters_per_second: f64,
    /// Its memory at the end of a load, in MiB: of sign-ins or of requests, whichever leaves it bigger.
    pub(crate) loaded: f64,
    /// Its memory a minute after the last load, in MiB.
    pub(crate) later: f64,
}

impl Ours {
    /// Eight sign-ins' share of the machine: how long one takes that waits for none but its fair turn, in milliseconds.
    #[expect(clippy::cast_precision_loss, reason = "eight connections")]
    pub(crate) fn fair_sign_in(&self) -> f64 {
        CONNECTIONS as f64 / self.sign_ins.of * 1e3
    }
}

/// Measures everything on it, in so many rounds.
pub(crate) fn measured(product: &mut Product, hello: SocketAddr, rounds: u32) -> Ours {
    let cold_start = product.cold_start(7);
    live(Duration::from_secs(3));
    let idle = product.memory();
    aside("pages");
    let pages = against_hello(product, hello, rounds);
    aside("sign-ins");
    let mut p99 = Vec::new();
    let sign_in = || {
        let served = product.sign_ins(LASTS);
        assert_eq!(served.failed, 0, "sign-ins failed");
        p99.push(served.p99);
        served.rate
    };
    let sign_ins = interleaved(rounds * TURNS, sign_in, || limits::hashes(2, LASTS));
    // Beside those on two, since the machine is another one an hour later.
    let one_thread: Vec<_> = (0..rounds).map(|_| limits::hashes(1, LASTS)).collect();
    let pages_beside_sign_ins = thread::scope(|scope| {
        let signing_in = scope.spawn(|| product.sign_ins(LASTS));
        let pages = product.pages(1, LASTS);
        signing_in.join().unwrap();
        pages
    });
    // The hashes' threads have not given their memory back yet.
    let loaded = product.memory();
    aside("requests");
    let letters = product.mail.letters();
    let mut per_second = Vec::new();
    let requests = Rounds::of(rounds, || {
        let served = product.requests("known", LASTS);
        per_second.push(product.drain());
        served
    });
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let letters_per_request = (product.mail.letters() - letters) as f64 / requests.accepted() as f64;
    let unknown = Rounds::of(rounds, || {
        let served = product.requests("other", LASTS);
        product.drain();
        served
    });
    assert_eq!([&requests, &unknown].map(Rounds::failed), [0, 0], "requests failed");
    let loaded = loaded.max(product.memory());
    live(Duration::from_mins(1));
    let later = product.memory();
    Ours {
        idle,
        pages,
        sign_ins,
        one_thread: median(&one_thread),
        sign_in_p99: median(&p99),
        requests,
        unknown,
        letters_per_request,
        letters_per_second: median(&per_second),
        pages_beside_sign_ins,
        loaded,
        later,
        cold_start,
    }
}

fn against_hello(product: &Product, hello: SocketAddr, rounds: u32) -> Interleaved {
    let (origin, next) = (format!("http://{hello}"), AtomicU64::new(0));
    let (address, connections, lasts) = (hello, READERS, LASTS);
    let load = Load { address, origin: &origin, connections, lasts, good: &[200], next: &next };
    let request = page(&origin, "/");
    interleaved(rounds, || product.pages(READERS, LASTS).rate, || load.ask(|_| request.clone()).rate)
}

/// Requests and sign-ins at a million users, against those at a thousand.
pub(crate) fn against_size(rounds: u32) -> (Interleaved, Interleaved) {
    let small = Product::on(Database::sqlite(), 1_000);
    let large = Product::spread_on(Database::sqlite(), 1_000_000);
    let requests = |product: &Product| {
        let letters = product.mail.letters();
        let served = product.requests("known", LASTS_BRIEFLY);
        product.drain();
        assert!(letters < product.mail.letters(), "requests came to nothing");
        served.rate
    };
    let sign_ins = |product: &Product| {
        let served = product.sign_ins(LASTS_BRIEFLY);
        assert_eq!(served.failed, 0, "sign-ins failed");
        served.rate
    };
    let turns = rounds * TURNS;
    (
        interleaved(turns, || requests(&large), || requests(&small)),
        interleaved(turns, || sign_ins(&large), || sign_ins(&small)),
    )
}
