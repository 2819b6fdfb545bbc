//! The program is killed under load, again and again; afterwards every request is accounted for.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use crate::crowd;
use crate::luck::Luck;
use crate::support::database::Database;
use crate::support::portal::{NOTIFICATION, Portal, REQUEST};
use crate::wire::Wire;
use crate::{databases, figure};

/// How many ask and follow at once.
const HANDS: u32 = 4;
/// Enough for whatever is asked for between two kills.
const PEOPLE: u32 = 40_000;
/// The letters wait for their lease after a kill: the shortest mail deadline makes the shortest lease.
const SETTINGS: [(&str, &str); 2] =
    [("READMIT_MAIL__TIMEOUT", "1s"), ("READMIT_THROTTLE__LETTERS", "1000/1s")];
/// The longest time under load before a kill, in milliseconds.
const LONGEST_LIFE: u64 = 700;

/// What was accepted, told by the answers.
#[derive(Default)]
struct Accepted {
    asked: Mutex<BTreeSet<u32>>,
    followed: Mutex<BTreeSet<u32>>,
}

/// Kills it so many times, on each database.
pub(crate) fn run(kills: u32) {
    for (name, database) in databases() {
        on(name, database(), kills);
    }
}

fn on(name: &str, database: Database, kills: u32) {
    let portal = Portal::on(database);
    crowd::add(&portal, "known", PEOPLE);
    let (luck, next, accepted) = (Luck::seeded(u64::from(kills)), AtomicU32::new(1), Accepted::default());
    for nth in 0..kills {
        let mut serving = portal.serve_with(&[], &SETTINGS);
        let killed = AtomicBool::new(false);
        thread::scope(|scope| {
            for hand in 0..HANDS {
                let (portal, serving, killed, next, accepted) =
                    (&portal, &serving, &killed, &next, &accepted);
                let address = serving.address;
                scope.spawn(move || {
                    while !killed.load(Ordering::Relaxed) {
                        load(portal, address, next, accepted, hand % 2 == 0);
                    }
                });
            }
            crowd::live(Duration::from_millis(luck.below(LONGEST_LIFE)));
            serving.signal("KILL");
            killed.store(true, Ordering::Relaxed);
        });
        serving.kill();
        if (nth + 1).is_multiple_of(50) {
            eprintln!("{name}: killed {} times", nth + 1);
        }
    }
    let mut serving = portal.serve_with(&[], &SETTINGS);
    assert_eq!(serving.readiness(), 200);
    // Leases of the last kill run out first.
    crowd::wait_until_nothing_is_owed(&portal);
    serving.stop();
    account(name, &portal, &accepted, kills);
}

/// Asks for one after another who has not asked yet, or follows whatever link arrived, until the connection dies.
fn load(portal: &Portal, address: std::net::SocketAddr, next: &AtomicU32, accepted: &Accepted, asks: bool) {
    let Ok(mut wire) = Wire::to(address, &portal.origin()) else {
        return;
    };
    if asks {
        let n = next.fetch_add(1, Ordering::Relaxed);
        let name = crowd::username("known", n);
        let fields = [("account_id", crowd::ACCOUNT), ("username", name.as_str())];
        if wire.post("/password-reset", &fields).is_ok_and(|(status, _)| status == 303) {
            accepted.asked.lock().unwrap().insert(n);
        }
        return;
    }
    for letter in portal.sink.take_some(REQUEST, 8) {
        let n: u32 = letter.to[0]["known-".len()..].split('@').next().unwrap().parse().unwrap();
        let path = letter.link().strip_prefix(&portal.origin()).unwrap().to_owned();
        match wire.post(&path, &[]) {
            Ok((303, _)) => drop(accepted.followed.lock().unwrap().insert(n)),
            _ => return,
        }
    }
}

fn account(name: &str, portal: &Portal, accepted: &Accepted, kills: u32) {
    let of = |subject| -> Vec<u32> {
        let letters = portal.sink.letters().into_iter().filter(|letter| letter.subject() == subject);
        let number = |to: &str| to["known-".len()..].split('@').next().unwrap().parse().unwrap();
        letters.map(|letter| number(&letter.to[0])).collect()
    };
    let (asked, followed) = (accepted.asked.lock().unwrap(), accepted.followed.lock().unwrap());
    for (what, all, subject) in [("requests", &asked, REQUEST), ("followed links", &followed, NOTIFICATION)] {
        let letters = of(subject);
        let reached: BTreeSet<u32> = letters.iter().copied().collect();
        let missing: Vec<u32> = all.difference(&reached).copied().collect();
        let second = letters.len() - reached.len();
        figure(
            &format!("{name}, killed {kills} times: {what} accepted / without a letter / second letters"),
            format!("{} / {} / {second}", all.len(), missing.len()),
        );
        assert!(missing.is_empty(), "{name}: {what} without a letter: {missing:?}");
        assert!(!all.is_empty(), "{name}: nothing was accepted, so nothing was tested");
    }
}
