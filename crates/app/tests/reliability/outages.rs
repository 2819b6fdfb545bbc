//! The database is away and comes back, its disk is full, a worker sleeps through its lease.

use std::fs;
use std::time::Duration;

use sqlx::{Connection, Executor};

use crate::figure;
use crate::kills::{Accepted, PEOPLE, SETTINGS, under_load};
use crate::support::crowd;
use crate::support::patience::eventually;
use crate::support::people::AVA;
use crate::support::portal::{Portal, REQUEST};
use crate::support::smtp_sink::Fault;

/// How long the database is away, and how long it is there between: longer than anything waits for it.
const AWAY: Duration = Duration::from_secs(7);
const THERE: Duration = Duration::from_secs(2);
/// How much the database file may grow before the disk is full, in bytes.
const ROOM: u64 = 512 * 1024;
/// A lease is the deadline of a dialogue, here a second, and half a minute.
const LEASE: Duration = Duration::from_secs(32);

/// The database goes away so many times.
pub(crate) fn run(times: u32) {
    sqlite_is_taken(times);
    #[cfg(feature = "postgres-tests")]
    postgres_is_away(times);
    #[cfg(feature = "mysql-tests")]
    mariadb_cuts_connections(times);
}

/// Somebody else writes, and does not end.
fn sqlite_is_taken(times: u32) {
    let url = |portal: &Portal| format!("sqlite://{}", portal.folder().join("readmit.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    through_outages(
        &Portal::on_sqlite(),
        &format!("SQLite, taken by another program {times} times"),
        |portal| {
            for _ in 0..times {
                let mut taker = runtime.block_on(sqlx::SqliteConnection::connect(&url(portal))).unwrap();
                runtime.block_on(taker.execute("PRAGMA busy_timeout = 60000")).unwrap();
                runtime.block_on(taker.execute("BEGIN IMMEDIATE")).unwrap();
                crowd::live(AWAY);
                runtime.block_on(taker.execute("ROLLBACK")).unwrap();
                runtime.block_on(taker.close()).unwrap();
                crowd::live(THERE);
            }
        },
    );
}

#[cfg(feature = "postgres-tests")]
fn postgres_is_away(times: u32) {
    through_outages(&Portal::on_postgres(), &format!("PostgreSQL, away {times} times"), |portal| {
        let crate::support::database::Database::Postgres(database) = &portal.database else {
            panic!("not on PostgreSQL")
        };
        for _ in 0..times {
            database.close();
            crowd::live(AWAY);
            database.open();
            crowd::live(THERE);
        }
    });
}

#[cfg(feature = "mysql-tests")]
fn mariadb_cuts_connections(times: u32) {
    through_outages(
        &Portal::on_mysql(),
        &format!("MariaDB, all connections cut {} times", times * 10),
        |portal| {
            let crate::support::database::Database::MySql(database) = &portal.database else {
                panic!("not on MariaDB")
            };
            for _ in 0..times * 10 {
                database.close();
                crowd::live(THERE / 4);
            }
        },
    );
}

/// People ask and follow while the database goes; what was accepted has its letter in the end.
fn through_outages(portal: &Portal, what: &str, outages: impl FnOnce(&Portal)) {
    crowd::add(portal, "known", PEOPLE);
    let accepted = Accepted::default();
    let mut serving = portal.serve_with(&[], &SETTINGS);
    under_load(portal, &serving, &accepted, || {
        crowd::live(THERE);
        outages(portal);
    });
    eventually("it is ready again", || (serving.readiness() == 200).then_some(()));
    crowd::wait_until_nothing_is_owed(portal);
    serving.stop();
    accepted.account(what, portal);
}

/// The file of the database may not grow any more; then it may again.
pub(crate) fn disk_is_full() {
    let portal = Portal::on_sqlite();
    crowd::add(&portal, "known", PEOPLE);
    let accepted = Accepted::default();
    let size = fs::metadata(portal.folder().join("readmit.db")).unwrap().len();
    let mut serving = portal.serve_in_little_room(size + ROOM, &SETTINGS);
    let mut refused = 0;
    under_load(&portal, &serving, &accepted, || {
        refused = eventually("the disk is full", || {
            let page = portal.ask(crowd::ACCOUNT, "nobody.in.the.crowd");
            (page.status == 503).then_some(503)
        });
        crowd::live(THERE);
    });
    assert_eq!(portal.browser().get("/sign-in").status, 200, "pages that keep nothing are there");
    serving.give_room();
    let answered = eventually("there is room again", || {
        let page = portal.ask(crowd::ACCOUNT, "nobody.in.the.crowd");
        (page.path == "/password-reset/submitted").then_some(page.status)
    });
    assert_eq!(answered, 200);
    crowd::wait_until_nothing_is_owed(&portal);
    serving.stop();
    figure("SQLite, disk full: what is asked then is answered by", refused);
    accepted.account("SQLite, disk full and then not", &portal);
}

/// A worker stops in the middle of a dialogue, and another one takes the letter over; then the first goes on.
pub(crate) fn lease_is_slept_through() {
    let portal = Portal::on_sqlite();
    let mut first = portal.serve_with(&[], &SETTINGS);
    portal.sink.will(Fault::Held);
    portal.ask(AVA.account, AVA.username);
    portal.sink.wait_for_held(1);
    first.signal("STOP");
    crowd::live(LEASE);
    let mut second = portal.serve_elsewhere_with(&[], &SETTINGS);
    portal.sink.wait_for(AVA.email, REQUEST, 2);
    eventually("the second has settled it", || portal.queue().is_empty().then_some(()));
    portal.sink.let_go();
    first.signal("CONT");
    eventually("the first has seen it", || first.err().contains("taken over by another").then_some(()));
    let settled = portal.count_events("letter.delivered");
    figure("a worker slept through its lease: copies of the letter / settled", format!("2 / {settled}"));
    assert_eq!(settled, 1, "both settled it");
    first.stop();
    second.stop();
}
