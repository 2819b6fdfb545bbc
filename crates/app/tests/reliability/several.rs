//! Two `serve` and two `worker` on one database under load: each thing is done, and done once.

use std::time::Duration;

use crate::databases;
use crate::kills::{Accepted, PEOPLE, SETTINGS, under_load};
use crate::support::crowd;
use crate::support::database::Database;
use crate::support::portal::Portal;

/// So many seconds on each database that more than one process can share.
pub(crate) fn run(seconds: u32) {
    for (name, database) in databases() {
        let database = database();
        if !matches!(database, Database::Sqlite) {
            on(name, database, seconds);
        }
    }
}

fn on(name: &str, database: Database, seconds: u32) {
    let portal = Portal::on(database);
    crowd::add(&portal, "known", PEOPLE);
    let mut serving = portal.serve_with(&["--no-worker"], &SETTINGS);
    let mut elsewhere = portal.serve_elsewhere_with(&["--no-worker"], &SETTINGS);
    let mut workers = [portal.work(), portal.work()];
    let accepted = Accepted::default();
    under_load(&portal, &serving, &accepted, || {
        under_load(&portal, &elsewhere, &accepted, || crowd::live(Duration::from_secs(seconds.into())));
    });
    crowd::wait_until_nothing_is_owed(&portal);
    serving.stop();
    elsewhere.stop();
    for worker in &mut workers {
        worker.stop();
    }
    let what = format!("{name}, two of each for {seconds} s");
    let second = accepted.account(&what, &portal);
    assert_eq!(second, 0, "{what}: letters went twice");
    let (asked, followed) = accepted.counts();
    assert!(asked < PEOPLE as usize, "{what}: some asked twice, or nobody was left to ask");
    let events = ["reset.requested", "reset.link_followed", "reset.temporary_minted", "letter.delivered"]
        .map(|kind| crowd::events(&portal, kind));
    assert_eq!(
        events,
        [asked, followed, followed, asked + followed],
        "{what}: the audit log counts otherwise"
    );
}
