//! The sixteen bars, from one run: the product, the limits, the peers where they are set up.

use std::path::Path;
use std::time::Duration;

use crate::counting_sink::CountingSink;
use crate::leaks::{self, Apart};
use crate::machine::Strangers;
use crate::ours::{self, Ours, READERS};
use crate::peers::PEERS;
use crate::product::Product;
use crate::rounds::Interleaved;
use crate::support::database::Database;
use crate::support::statistics::median;
use crate::theirs::{self, Against, Theirs};
use crate::{aside, limits, line, size};

/// So many that each asks once in a load, and no request is merged with one that waits.
const PEOPLE: u32 = 90_000;

/// What has to be known to read the bars.
const ABOUT_BARS: &str = "\
*Must* is what we hold ourselves to, *aim* what we would like.
What is compared in turn is measured in loads of its own, so its quotient is not that of the rows below; it is the middle one of the turns, and in brackets stands where the middle half of them lay, if there were eight or more.
";
/// What has to be known to compare the servers.
const ABOUT_PEERS: &str = "\
Peers are as their documentation configures them, in the newest version that PyPI and npm had (Django 5.2), with 500 users on SQLite with `synchronous = NORMAL`; Readmit has 90,000, on SQLite with `FULL`.
Django and Flask-Security send the letter before they answer; better-auth sends it meanwhile, and keeps it in memory until then; Readmit writes the request down durably and sends its letter afterwards, as fast as bar 8 says.
Flask-Security and better-auth hash in their own way, so only Django's second row compares sign-ins; better-auth's page is its session in JSON.
";
/// How many samples of each class a round adds to what a request's time tells.
const REQUEST_SAMPLES: u32 = 1_700;
/// How many a round adds to what a refused sign-in's time tells.
const SIGN_IN_SAMPLES: u32 = 170;

/// Everything that a bar is about.
struct Everything {
    ours: Ours,
    theirs: Vec<Theirs>,
    request_leaks: [Apart; 2],
    sign_in_leak: Apart,
    /// Requests and sign-ins at a million users, against those at a thousand.
    against_size: (Interleaved, Interleaved),
    /// The program in MiB, and its crates.
    size: (f64, f64),
}

/// Measures everything in so many rounds, and prints it.
pub(crate) fn run(rounds: u32) {
    let strangers = Strangers::watched();
    let hello = limits::serve_hello();
    aside("the product on SQLite");
    let mut product = Product::on(Database::sqlite(), PEOPLE);
    let ours = ours::measured(&mut product, hello, rounds);
    aside("what time tells");
    let request_leaks = leaks::of_requests(&product, rounds * REQUEST_SAMPLES);
    let sign_in_leak = leaks::of_sign_ins(&product, rounds * SIGN_IN_SAMPLES);
    let theirs = std::env::var_os("READMIT_PEERS").map_or_else(Vec::new, |installed| {
        PEERS.iter().map(|peer| theirs::measured(peer, Path::new(&installed), &product, rounds)).collect()
    });
    drop(product);
    aside("a million users");
    let against_size = ours::against_size(rounds);
    let size = size::measured();
    let all = Everything { ours, theirs, request_leaks, sign_in_leak, against_size, size };
    print_bars(&all);
    print_servers(&all, hello, rounds);
    print_limits(&all.ours, rounds);
    line(format!(
        "\nPrograms that do not belong to the measurement kept {:.2} processors busy.",
        strangers.processors()
    ));
}

fn print_bars(all: &Everything) {
    line(ABOUT_BARS);
    line("| # | what | must | aim | measured | reached |");
    line("|---|---|---|---|---|---|");
    sign_in_bars(all);
    request_bars(all);
    leak_bars(all);
    page_and_size_bars(all);
    line("");
}

fn sign_in_bars(all: &Everything) {
    let ours = &all.ours;
    let django = all.against("Django, the product's Argon2 parameters");
    at_least("1", "sign-ins a second at 8 connections ÷ bare Argon2 on two threads", 0.90, 0.95)
        .in_turn(&ours.sign_ins);
    at_least("2", "sign-ins a second ÷ Django at equal parameters, in turn", 1.6, 1.8)
        .may_be(django.map(|django| django.sign_ins));
    at_most("3", "sign-in p99 at 8 connections ÷ (8 ÷ bare rate)", 1.6, 1.3)
        .is(ours.sign_in_p99 / ours.fair_sign_in());
}

fn request_bars(all: &Everything) {
    let ours = &all.ours;
    let django = all.against("Django, the product's Argon2 parameters");
    at_least("4", "resets accepted a second, SQLite with `synchronous = FULL` ÷ Django, in turn", 8.0, 15.0)
        .may_be(django.map(|django| django.requests));
    at_least("5", "the same ÷ better-auth, in turn", 4.0, 8.0)
        .may_be(all.against("better-auth").map(|better_auth| better_auth.requests));
    at_most("6", "reset p99 at 8 connections, ms", 25.0, 15.0).is(ours.requests.p99());
    at_least("7", "letters of each accepted request", 1.0, 1.0).is(ours.letters_per_request);
    at_least("8", "request letters a second on two connections", 1000.0, 2500.0).is(ours.letters_per_second);
}

fn leak_bars(all: &Everything) {
    let [this, next] = &all.request_leaks;
    for (what, leak) in [("a reset", this), ("the request after it", next)] {
        at_most("9", &format!("known from unknown by {what}: the worst of t, t below p95, z"), 4.5, 4.5)
            .is(leak.worst());
        at_most("9", &format!("known from unknown by {what}: medians apart, µs"), 10.0, 3.0)
            .is(leak.medians.abs());
    }
    at_most("10", "known from unknown by a refused sign-in: the worst of the three", 4.5, 3.0)
        .is(all.sign_in_leak.worst());
}

fn page_and_size_bars(all: &Everything) {
    let ours = &all.ours;
    at_least("11", "Sign In pages a second ÷ poem's hello world", 0.5, 0.8).in_turn(&ours.pages);
    at_most("12", "memory idle, MiB", 24.0, 16.0).is(ours.idle);
    at_most("12", "memory after load, MiB", 72.0, 60.0).is(ours.loaded);
    at_most("12", "memory 60 s later, MiB", 32.0, 24.0).is(ours.later);
    at_most("13", "cold start to the first page, ms", 60.0, 25.0).is(ours.cold_start);
    at_most("14", "stripped program, MiB", 24.0, 16.0).is(all.size.0);
    at_most("14", "crates in its normal tree", 400.0, 330.0).is(all.size.1);
    at_most("15", "page p99 while 8 connections sign in, ms", 20.0, 8.0).is(ours.pages_beside_sign_ins.p99);
    let (requests, sign_ins) = &all.against_size;
    at_least("16", "resets a second at 1,000,000 users ÷ at 1,000", 0.8, 0.95).in_turn(requests);
    at_least("16", "sign-ins a second at 1,000,000 users ÷ at 1,000", 0.8, 0.95).in_turn(sign_ins);
}

impl Everything {
    /// The product beside a peer, where that was measured.
    fn against(&self, name: &str) -> Option<&Against> {
        self.theirs.iter().find(|theirs| theirs.name == name)?.against.as_ref()
    }
}

/// A bar: what has to be reached, and what is aimed at.
struct Bar<'a> {
    number: &'a str,
    what: &'a str,
    must: f64,
    aim: f64,
    more_is_better: bool,
}

const fn at_least<'a>(number: &'a str, what: &'a str, must: f64, aim: f64) -> Bar<'a> {
    Bar { number, what, must, aim, more_is_better: true }
}

const fn at_most<'a>(number: &'a str, what: &'a str, must: f64, aim: f64) -> Bar<'a> {
    Bar { number, what, must, aim, more_is_better: false }
}

impl Bar<'_> {
    /// Prints the row of this figure.
    fn is(&self, figure: f64) {
        self.may_be(Some(figure));
    }

    /// Prints the row of two that took turns, and how far the turns were apart.
    fn in_turn(&self, two: &Interleaved) {
        let apart = two.middle_half.map(|[low, high]| format!(" ({low:.2} to {high:.2})"));
        self.row(Some(two.quotient), &apart.unwrap_or_default());
    }

    /// Prints the row of a figure that wants the peers.
    fn may_be(&self, figure: Option<f64>) {
        self.row(figure, "");
    }

    fn row(&self, figure: Option<f64>, apart: &str) {
        let reaches = |goal: f64, figure: f64| match self.more_is_better {
            true => goal <= figure,
            false => figure <= goal,
        };
        let verdict = match figure {
            None => "not measured: without the peers",
            Some(figure) if reaches(self.aim, figure) => "aim",
            Some(figure) if reaches(self.must, figure) => "must",
            Some(_) => "**missed**",
        };
        let figure = figure.map_or_else(String::new, shown);
        let Self { number, what, .. } = self;
        line(format!(
            "| {number} | {what} | {} | {} | {figure}{apart} | {verdict} |",
            shown(self.must),
            shown(self.aim)
        ));
    }
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

fn print_servers(all: &Everything, hello: std::net::SocketAddr, rounds: u32) {
    line("### Servers side by side");
    line("");
    if !all.theirs.is_empty() {
        line(ABOUT_PEERS);
    }
    line(
        "| server | resets/s (p50, p99 ms) | letters per request | sign-ins/s | pages/s | memory idle → after load, MiB | cold start, ms | failed |",
    );
    line("|---|---|---|---|---|---|---|---|");
    for it in &all.theirs {
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
    line(row_of("Readmit on SQLite", &all.ours));
    #[cfg(feature = "postgres-tests")]
    {
        aside("the product on PostgreSQL");
        let ours = ours::measured(&mut Product::on(Database::postgres(), PEOPLE), hello, rounds);
        line(row_of("Readmit on PostgreSQL", &ours));
    }
    line("");
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

fn print_limits(ours: &Ours, rounds: u32) {
    let median_of = |measure: &dyn Fn() -> f64| median(&(0..rounds).map(|_| measure()).collect::<Vec<_>>());
    let second = Duration::from_secs(2);
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite://{}?mode=rwc", folder.path().join("limits.db").display());
    let mail = CountingSink::start();
    line("### Limits of the machine");
    line("");
    line("| what | a second |");
    line("|---|---|");
    line(format!(
        "| bare Argon2id with the product's parameters, two threads | {} |",
        shown(ours.sign_ins.of)
    ));
    line(format!("| the same, one thread | {} |", shown(ours.one_thread)));
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
