//! A portal that has grown for years: a million users, ten million events, a hundred thousand letters owed.

use std::time::Duration;

use crate::load::Served;
use crate::ours::LASTS;
use crate::product::Product;
use crate::rounds::Rounds;
use crate::support::crowd;
use crate::support::database::Database;
use crate::support::patience::timed;
use crate::{aside, line, years};

const PEOPLE: u32 = 1_000_000;
const EVENTS: u64 = 10_000_000;
const LETTERS: u32 = 100_000;
const OVER: u64 = 200_000;

/// What was measured, and what came out.
type Row = (&'static str, String);

/// Measures it on each database, each load in so many rounds.
pub(crate) fn run(rounds: u32) {
    let databases = [
        ("SQLite", Database::sqlite as fn() -> _),
        #[cfg(feature = "postgres-tests")]
        ("PostgreSQL", Database::postgres as fn() -> _),
    ];
    for (name, database) in databases {
        line(format!("\n| on {name} | figure |\n|---|---|"));
        for (what, figure) in on(name, database(), rounds) {
            line(format!("| {what} | {figure} |"));
        }
    }
}

fn on(name: &str, database: Database, rounds: u32) -> Vec<Row> {
    aside(format!("{name}: a million users"));
    let mut product = Product::spread_on(database, PEOPLE);
    let start_before = product.cold_start(3);
    let before = Rates::of(&product, rounds);
    aside(format!("{name}: ten million events"));
    let mut event = 0;
    product.stopped(|portal| {
        let without = years::bytes(portal);
        years::add_events(portal, "known", PEOPLE, EVENTS);
        event = (years::bytes(portal) - without) / EVENTS;
    });
    let start_after = product.cold_start(3);
    let after = Rates::of(&product, rounds);
    let mut rows = vec![
        ("an event with its indexes, bytes", event.to_string()),
        ("start to the first page, without the events, ms", format!("{start_before:.1}")),
        ("start to the first page, with them, ms", format!("{start_after:.1}")),
        ("resets of users a second, without the events", format!("{:.0}", before.requests.rate())),
        ("resets of users a second, with them", format!("{:.0}", after.requests.rate())),
        ("sign-ins a second, without the events", format!("{:.1}", before.sign_ins.rate())),
        ("sign-ins a second, with them", format!("{:.1}", after.sign_ins.rate())),
    ];
    rows.extend(listing(&product));
    aside(format!("{name}: a hundred thousand letters"));
    rows.extend(letters(&mut product));
    aside(format!("{name}: what is over"));
    rows.extend(sweep(&mut product));
    rows
}

/// What it does for eight who ask at once.
struct Rates {
    requests: Rounds,
    sign_ins: Rounds,
}

impl Rates {
    fn of(product: &Product, rounds: u32) -> Self {
        let requests = Rounds::of(rounds, || {
            let served = product.requests("known", LASTS);
            product.drain();
            served
        });
        let rates = Self { requests, sign_ins: Rounds::of(rounds, || product.sign_ins(LASTS)) };
        assert_eq!([&rates.requests, &rates.sign_ins].map(Rounds::failed), [0, 0], "a load failed");
        rates
    }
}

/// What an operator waits for who asks what happened to somebody.
fn listing(product: &Product) -> Vec<Row> {
    let username = crowd::username("known", PEOPLE / 2);
    let ask = ["audit", "--since", "400d", "--username", &username];
    let (listed, took) = timed(|| product.portal.listed(&ask));
    // Ten events of each, and of this one's requests and sign-ins if they had a turn.
    assert!(10 <= listed.as_array().unwrap().len(), "{listed}");
    vec![("`readmit audit --since 400d --username …`, ms", format!("{:.0}", took.as_secs_f64() * 1e3))]
}

/// A hundred thousand letters are owed at once; people ask meanwhile.
fn letters(product: &mut Product) -> Vec<Row> {
    product.stopped(|portal| years::owe_letters(portal, "known", LETTERS));
    let before = product.mail.letters();
    let ((meanwhile, ()), took) = timed(|| {
        let meanwhile = product.requests("other", LASTS);
        (meanwhile, crowd::wait_until_nothing_is_owed(&product.portal))
    });
    let sent = product.mail.letters() - before;
    assert_eq!(sent, LETTERS as usize, "each goes once");
    vec![
        ("100,000 letters owed: sent", sent.to_string()),
        ("in seconds, the first six with people asking", format!("{:.0}", took.as_secs_f64())),
        ("resets of nobody a second meanwhile (p99 ms)", shown(&meanwhile)),
    ]
}

/// Events are over, again and again; people ask while they are forgotten, and afterwards.
fn sweep(product: &mut Product) -> Vec<Row> {
    let over = age(product);
    let meanwhile = product.requests("other", LASTS);
    assert!(years::events_that_are_over(&product.portal) < over, "they are forgotten meanwhile");
    let by_one = forgotten_a_second(product);
    let afterwards = product.requests("other", LASTS);
    age(product);
    let mut second = product.portal.work();
    let by_two = forgotten_a_second(product);
    second.stop();
    vec![
        ("200,000 events over: resets of nobody a second meanwhile (p99 ms)", shown(&meanwhile)),
        ("resets of nobody a second afterwards (p99 ms)", shown(&afterwards)),
        ("events forgotten a second while nobody asks, by one worker", format!("{by_one:.0}")),
        ("by two", format!("{by_two:.0}")),
    ]
}

/// Two hundred thousand of the oldest events become older than they are kept.
fn age(product: &mut Product) -> usize {
    let mut over = 0;
    product.stopped(|portal| {
        years::age_events(portal, OVER);
        over = years::events_that_are_over(portal);
    });
    assert_eq!(over as u64, OVER, "as many are over");
    over
}

/// Waits until nothing is over any more.
fn forgotten_a_second(product: &Product) -> f64 {
    let over = years::events_that_are_over(&product.portal);
    assert!(0 < over, "none is left, so nothing would be measured");
    let ((), took) = timed(|| {
        while 0 < years::events_that_are_over(&product.portal) {
            crowd::live(Duration::from_millis(300));
        }
    });
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let over = over as f64;
    over / took.as_secs_f64()
}

fn shown(served: &Served) -> String {
    assert_eq!(served.failed, 0, "a request failed");
    format!("{:.0} ({:.1})", served.rate, served.p99)
}
