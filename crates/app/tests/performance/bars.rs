//! The sixteen bars, from one run: the product, the limits, the peers where they are set up.

use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::thread;
use std::time::Duration;

use crate::leaks::{self, Apart};
use crate::load::{Load, Served};
use crate::machine::Strangers;
use crate::peers::{PEERS, Peer};
use crate::product::{CONNECTIONS, Product};
use crate::rounds::{Interleaved, Rounds, interleaved};
use crate::support::crowd::live;
use crate::support::database::Database;
use crate::support::wire::page;
use crate::{aside, limits, line, size};

/// How long a load lasts.
const LASTS: Duration = Duration::from_secs(5);
/// So many that each asks once in a load, and no request is merged with one that waits.
const PEOPLE: u32 = 90_000;
/// How many connections fetch pages.
const READERS: usize = 16;
/// How many samples of each class say what a request's time tells.
const REQUEST_SAMPLES: usize = 20_000;
/// How many say what a refused sign-in's time tells.
const SIGN_IN_SAMPLES: u32 = 500;

/// What the product did.
struct Ours {
    idle: f64,
    pages: Interleaved,
    sign_ins: Interleaved,
    sign_in_p99: f64,
    requests: Rounds,
    unknown: Rounds,
    letters_per_request: f64,
    letters_per_second: f64,
    pages_beside_sign_ins: Served,
    loaded: f64,
    later: f64,
    cold_start: f64,
}

/// What a peer did.
struct Theirs {
    name: &'static str,
    cold_start: f64,
    idle: f64,
    pages: Rounds,
    requests: Rounds,
    letters_per_request: f64,
    sign_ins: Rounds,
    loaded: f64,
}

/// Whether more is better.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Better {
    More,
    Less,
}

/// Measures everything in so many rounds.
pub(crate) fn run(rounds: u32) {
    let strangers = Strangers::watched();
    let hello = limits::serve_hello();
    aside("the product on SQLite");
    let product = Product::on(Database::sqlite(), PEOPLE);
    let (mut product, ours) = measured(product, hello, rounds);
    aside("what time tells");
    let leaks = leaks::of_requests(&product, REQUEST_SAMPLES);
    let sign_in_leak = leaks::of_sign_ins(&product, SIGN_IN_SAMPLES);
    product.serving.stop();
    drop(product);
    aside("a million users");
    let (requests, sign_ins) = against_size(rounds);
    let theirs: Vec<Theirs> = match std::env::var_os("READMIT_PEERS") {
        Some(installed) => {
            PEERS.iter().map(|peer| of_peer(peer, &PathBuf::from(&installed), rounds)).collect()
        }
        None => Vec::new(),
    };
    let theirs_of = |name: &str| theirs.iter().find(|theirs| theirs.name == name);
    let django = theirs_of("Django, the product's Argon2 parameters");
    let better_auth = theirs_of("better-auth");
    let (binary, crates) = size::measured();
    let raw = ours.sign_ins.of;
    #[expect(clippy::cast_precision_loss, reason = "eight connections")]
    let fair = CONNECTIONS as f64 / raw * 1e3;

    line("| # | what | must | aim | measured | |");
    line("|---|---|---|---|---|---|");
    let row =
        |number, what, must, aim, better, figure: Option<f64>| bar(number, what, must, aim, better, figure);
    use Better::{Less, More};
    row(
        "1",
        "sign-ins a second at 8 connections ÷ bare Argon2 on two threads",
        0.90,
        0.95,
        More,
        Some(ours.sign_ins.quotient),
    );
    row(
        "2",
        "sign-ins a second ÷ Django at equal parameters",
        1.6,
        1.8,
        More,
        django.map(|it| ours.sign_ins.rate / it.sign_ins.rate()),
    );
    row("3", "sign-in p99 at 8 connections ÷ (8 ÷ bare rate)", 1.6, 1.3, Less, Some(ours.sign_in_p99 / fair));
    row(
        "4",
        "resets accepted a second, SQLite FULL ÷ Django",
        8.0,
        15.0,
        More,
        django.map(|it| ours.requests.rate() / it.requests.rate()),
    );
    row(
        "5",
        "the same ÷ better-auth",
        4.0,
        8.0,
        More,
        better_auth.map(|it| ours.requests.rate() / it.requests.rate()),
    );
    row("6", "reset p99 at 8 connections, ms", 25.0, 15.0, Less, Some(ours.requests.p99()));
    row("7", "letters per accepted request", 1.0, 1.0, More, Some(ours.letters_per_request));
    row(
        "8",
        "request letters a second, two connections",
        1000.0,
        2500.0,
        More,
        Some(ours.letters_per_second),
    );
    row(
        "9",
        "reset tells known from unknown: worst of t, t below p95, rank z; this and the next",
        4.5,
        4.5,
        Less,
        Some(leaks.iter().map(Apart::worst).fold(0.0, f64::max)),
    );
    row(
        "9",
        "the same: difference of the medians, µs",
        10.0,
        3.0,
        Less,
        Some(leaks.iter().map(|leak| leak.medians.abs()).fold(0.0, f64::max)),
    );
    row(
        "10",
        "refused sign-in tells known from unknown: worst of the three",
        4.5,
        3.0,
        Less,
        Some(sign_in_leak.worst()),
    );
    row("11", "Sign In pages a second ÷ poem hello world", 0.5, 0.8, More, Some(ours.pages.quotient));
    row("12", "memory idle, MiB", 24.0, 16.0, Less, Some(ours.idle));
    row("12", "memory after load, MiB", 72.0, 60.0, Less, Some(ours.loaded));
    row("12", "memory 60 s later, MiB", 32.0, 24.0, Less, Some(ours.later));
    row("13", "cold start to the first page, ms", 60.0, 25.0, Less, Some(ours.cold_start));
    row("14", "stripped binary, MiB", 24.0, 16.0, Less, Some(binary));
    row("14", "crates in the normal tree", 400.0, 330.0, Less, Some(crates));
    row(
        "15",
        "page p99 while 8 connections sign in, ms",
        20.0,
        8.0,
        Less,
        Some(ours.pages_beside_sign_ins.p99),
    );
    row("16", "resets a second at 1,000,000 users ÷ at 1,000", 0.8, 0.95, More, Some(requests.quotient));
    row("16", "sign-ins a second at 1,000,000 users ÷ at 1,000", 0.8, 0.95, More, Some(sign_ins.quotient));
    line("");
    servers(&ours, &theirs);
    #[cfg(feature = "postgres-tests")]
    {
        aside("the product on PostgreSQL");
        let (product, ours) = measured(Product::on(Database::postgres(), PEOPLE), hello, rounds);
        drop(product);
        line(row_of("Readmit on PostgreSQL", &ours));
    }
    line("");
    limits_of(raw, &ours, rounds);
    line("");
    line(format!(
        "Programs that do not belong to the measurement kept {:.2} processors busy.",
        strangers.processors()
    ));
}

fn bar(number: &str, what: &str, must: f64, aim: f64, better: Better, figure: Option<f64>) {
    let reaches = |goal: f64, figure: f64| match better {
        Better::More => goal <= figure,
        Better::Less => figure <= goal,
    };
    let (figure, verdict) = match figure {
        None => ("not measured".to_owned(), "without the peers"),
        Some(it) if reaches(aim, it) => (shown(it), "aim"),
        Some(it) if reaches(must, it) => (shown(it), "must"),
        Some(it) => (shown(it), "**missed**"),
    };
    line(format!("| {number} | {what} | {} | {} | {figure} | {verdict} |", shown(must), shown(aim)));
}

/// With as many digits as say something.
fn shown(figure: f64) -> String {
    match figure.abs() {
        large if 100.0 <= large => format!("{figure:.0}"),
        middle if 10.0 <= middle => format!("{figure:.1}"),
        // Letters per request must not be rounded up to what they should be.
        _ => format!("{figure:.3}"),
    }
}

fn measured(mut product: Product, hello: std::net::SocketAddr, rounds: u32) -> (Product, Ours) {
    let cold_start = product.cold_start(7);
    live(Duration::from_secs(3));
    let idle = product.memory();
    aside("pages");
    let (origin, next) = (format!("http://{hello}"), AtomicU64::new(0));
    let load = Load {
        address: hello,
        origin: &origin,
        connections: READERS,
        lasts: LASTS,
        good: &[200],
        next: &next,
    };
    let request = page(&origin, "/");
    let pages =
        interleaved(rounds, || product.pages(READERS, LASTS).rate, || load.ask(|_| request.clone()).rate);
    aside("sign-ins");
    let mut p99 = Vec::new();
    let sign_ins = interleaved(
        rounds,
        || {
            let served = product.sign_ins(LASTS);
            assert_eq!(served.failed, 0, "sign-ins failed");
            p99.push(served.p99);
            served.rate
        },
        || limits::hashes(2, LASTS),
    );
    let pages_beside_sign_ins = thread::scope(|scope| {
        let signing_in = scope.spawn(|| product.sign_ins(LASTS));
        let pages = product.pages(1, LASTS);
        signing_in.join().unwrap();
        pages
    });
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
    let loaded = product.memory();
    live(Duration::from_mins(1));
    let later = product.memory();
    let median = crate::support::statistics::median;
    let ours = Ours {
        idle,
        pages,
        sign_ins,
        sign_in_p99: median(&p99),
        requests,
        unknown,
        letters_per_request,
        letters_per_second: median(&per_second),
        pages_beside_sign_ins,
        loaded,
        later,
        cold_start,
    };
    (product, ours)
}

/// Requests and sign-ins at a million users, against those at a thousand.
fn against_size(rounds: u32) -> (Interleaved, Interleaved) {
    let small = Product::on(Database::sqlite(), 1_000);
    let large = Product::on(Database::sqlite(), 1_000_000).spread();
    let requests = |product: &Product| {
        let rate = product.requests("known", LASTS).rate;
        product.drain();
        rate
    };
    (
        interleaved(rounds, || requests(&large), || requests(&small)),
        interleaved(rounds, || large.sign_ins(LASTS).rate, || small.sign_ins(LASTS).rate),
    )
}

fn of_peer(peer: &Peer, installed: &std::path::Path, rounds: u32) -> Theirs {
    aside(peer.name);
    let (running, cold_start) = peer.start(installed);
    live(Duration::from_secs(3));
    let idle = running.memory();
    let pages = Rounds::of(rounds, || running.pages(READERS, LASTS));
    let letters = running.letters();
    let requests = Rounds::of(rounds, || {
        let served = running.requests(LASTS);
        running.settle();
        served
    });
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let letters_per_request = (running.letters() - letters) as f64 / requests.accepted() as f64;
    let sign_ins = Rounds::of(rounds, || running.sign_ins(LASTS));
    let loaded = running.memory();
    Theirs { name: peer.name, cold_start, idle, pages, requests, letters_per_request, sign_ins, loaded }
}

fn servers(ours: &Ours, theirs: &[Theirs]) {
    line("### Servers side by side");
    line("");
    line(
        "| server | resets/s (p50, p99 ms) | letters per request | sign-ins/s | pages/s | memory idle → after load, MiB | cold start, ms | failed |",
    );
    line("|---|---|---|---|---|---|---|---|");
    for it in theirs {
        let failed = it.pages.failed() + it.requests.failed() + it.sign_ins.failed();
        line(format!(
            "| {} | {} ({:.1}, {:.1}) | {:.3} | {} | {} | {:.0} → {:.0} | {:.0} | {failed} |",
            it.name,
            shown(it.requests.rate()),
            it.requests.p50(),
            it.requests.p99(),
            it.letters_per_request,
            shown(it.sign_ins.rate()),
            shown(it.pages.rate()),
            it.idle,
            it.loaded,
            it.cold_start,
        ));
    }
    line(row_of("Readmit on SQLite", ours));
}

fn row_of(name: &str, ours: &Ours) -> String {
    format!(
        "| {name} | {} ({:.1}, {:.1}); for nobody {} | {:.3} | {} | {} | {:.0} → {:.0} | {:.0} | 0 |",
        shown(ours.requests.rate()),
        ours.requests.p50(),
        ours.requests.p99(),
        shown(ours.unknown.rate()),
        ours.letters_per_request,
        shown(ours.sign_ins.rate),
        shown(ours.pages.rate),
        ours.idle,
        ours.loaded,
        ours.cold_start,
    )
}

fn limits_of(raw: f64, ours: &Ours, rounds: u32) {
    let median_of = |measure: &dyn Fn() -> f64| {
        crate::support::statistics::median(&(0..rounds).map(|_| measure()).collect::<Vec<_>>())
    };
    let second = Duration::from_secs(2);
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite://{}?mode=rwc", folder.path().join("limits.db").display());
    let mail = crate::counting_sink::CountingSink::start();
    line("### Limits of the machine");
    line("");
    line("| what | a second |");
    line("|---|---|");
    line(format!("| bare Argon2id with the product's parameters, two threads | {} |", shown(raw)));
    line(format!("| the same, one thread | {} |", shown(median_of(&|| limits::hashes(1, second)))));
    line(format!("| poem's hello world, {READERS} connections | {} |", shown(ours.pages.of)));
    for rows in [1, 64] {
        let rate = median_of(&|| limits::commits(&sqlite, rows, second));
        line(format!("| rows into SQLite, {rows} a commit, `synchronous = FULL` | {} |", shown(rate)));
    }
    #[cfg(feature = "postgres-tests")]
    {
        let postgres = Database::postgres();
        let Database::Postgres(lent) = &postgres else { panic!("another database") };
        let rate = median_of(&|| limits::commits(&lent.url(), 1, second));
        line(format!("| rows into PostgreSQL, 1 a commit, one connection | {} |", shown(rate)));
    }
    line(format!(
        "| letters of 4 KiB on one kept connection | {} |",
        shown(median_of(&|| limits::letters(mail.address(), second)))
    ));
}
