//! The database is away or taken, and comes back.

use sqlx::{Connection, Executor};

#[cfg(any(feature = "mysql-tests", feature = "postgres-tests"))]
use crate::support::database::{Database, servers::Lent};
#[cfg(any(feature = "mysql-tests", feature = "postgres-tests"))]
use crate::support::patience::eventually;
use crate::support::people::AVA;
use crate::support::portal::{Portal, REQUEST};

#[test]
fn while_sqlite_is_taken_pages_say_so_and_then_serve_again() {
    let portal = Portal::on_sqlite();
    let mut serving = portal.serve();
    let url = format!("sqlite://{}", portal.folder().join("readmit.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut taker = runtime.block_on(sqlx::SqliteConnection::connect(&url)).unwrap();
    runtime.block_on(taker.execute("BEGIN IMMEDIATE")).unwrap();

    let page = portal.ask(AVA.account, AVA.username);
    assert_eq!(page.status, 503, "{page:?}");
    assert!(page.all("retry-after").next().is_some(), "{page:?}");

    runtime.block_on(taker.execute("ROLLBACK")).unwrap();
    runtime.block_on(taker.close()).unwrap();
    let page = portal.ask(AVA.account, AVA.username);
    assert_eq!(page.path, "/password-reset/submitted", "{page:?}");
    portal.sink.wait_for_one(AVA.email, REQUEST);
    assert_eq!(serving.readiness(), 200);
    serving.stop();
}

/// Rollbacks fail on a full disk too, and must not keep the only writer's lock until a restart.
#[test]
fn when_there_is_room_on_the_disk_again_it_serves_without_a_restart() {
    let portal = Portal::on_sqlite();
    let size = std::fs::metadata(portal.folder().join("readmit.db")).unwrap().len();
    let mut serving = portal.serve_in_little_room(size + 16 * 1024, &[]);
    let statuses = (0..400).map(|nth| portal.ask("ACME-1042", &format!("nobody.{nth}")).status);
    // Several of them, so that every connection has met it.
    assert_eq!(statuses.filter(|status| *status == 503).take(8).count(), 8, "the disk was never full");
    assert_eq!(portal.browser().get("/password-reset").status, 200, "keeps nothing");

    serving.give_room();
    let page = portal.ask(AVA.account, AVA.username);
    assert_eq!(page.path, "/password-reset/submitted", "{page:?}");
    portal.sink.wait_for_one(AVA.email, REQUEST);
    serving.stop();
}

#[cfg(feature = "postgres-tests")]
#[test]
fn while_postgres_is_away_pages_say_so_and_serve_again_without_a_restart() {
    let portal = Portal::on_postgres();
    let Database::Postgres(database) = &portal.database else { panic!("not on PostgreSQL") };
    serves_again_without_a_restart(&portal, database);
}

#[cfg(feature = "mysql-tests")]
#[test]
fn while_mysql_is_away_pages_say_so_and_serve_again_without_a_restart() {
    let portal = Portal::on_mysql();
    let Database::MySql(database) = &portal.database else { panic!("not on MySQL") };
    serves_again_without_a_restart(&portal, database);
}

#[cfg(any(feature = "mysql-tests", feature = "postgres-tests"))]
fn serves_again_without_a_restart(portal: &Portal, database: &Lent) {
    let mut serving = portal.serve();
    let (mut signed_in, page) = portal.sign_in(AVA.username, AVA.password);
    assert_eq!(page.path, "/home", "{page:?}");
    assert_eq!(serving.readiness(), 200);

    database.lock_out();
    assert_eq!(serving.readiness(), 503);
    let page = portal.ask(AVA.account, AVA.username);
    assert_eq!(page.status, 503, "{page:?}");
    assert!(page.all("retry-after").next().is_some(), "{page:?}");
    let page = signed_in.get("/home");
    assert_eq!((page.status, page.path.as_str()), (503, "/home"), "{page:?}");
    assert_eq!(portal.browser().get("/password-reset").status, 200, "needs no database");

    database.open();
    eventually("it is ready again", || (serving.readiness() == 200).then_some(()));
    assert_eq!(signed_in.get("/home").status, 200, "still signed in");
    let page = portal.ask(AVA.account, AVA.username);
    assert_eq!(page.path, "/password-reset/submitted", "{page:?}");
    portal.sink.wait_for_one(AVA.email, REQUEST);
    serving.stop();
}
