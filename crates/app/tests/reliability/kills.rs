//! The program is killed under load, again and again; afterwards every request is accounted for.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use crate::support::crowd;
use crate::support::database::Database;
use crate::support::luck::Luck;
use crate::support::portal::{NOTIFICATION, Portal, REQUEST, Serving};
use crate::support::wire::Wire;
use crate::{databases, figure};

/// How many ask and follow at once.
const HANDS: u32 = 4;
/// Enough for whatever is asked for between two kills.
pub(crate) const PEOPLE: u32 = 40_000;
/// The letters wait for their lease after a kill: the shortest mail deadline makes the shortest lease.
pub(crate) const SETTINGS: [(&str, &str); 2] =
    [("READMIT_MAIL__TIMEOUT", "1s"), ("READMIT_THROTTLE__LETTERS", "1000/1s")];
/// Without a pause far more is asked than two connections to a mail server carry, and the end of the run is a long wait.
const BETWEEN_ASKS: Duration = Duration::from_millis(10);
/// The longest time under load before a kill, in milliseconds.
const LONGEST_LIFE: u64 = 700;

/// What was accepted, told by the answers.
#[derive(Default)]
pub(crate) struct Accepted {
    next: AtomicU32,
    asked: Mutex<BTreeSet<u32>>,
    followed: Mutex<BTreeSet<u32>>,
}

/// How the program ends under load.
#[derive(Clone, Copy)]
enum End {
    /// With no chance to finish anything.
    Killed,
    /// As it is asked to: what is under way is finished first.
    Stopped,
}

/// Kills it so many times, on each database.
pub(crate) fn run(kills: u32) {
    for (name, database) in databases() {
        on(name, database(), kills, End::Killed);
    }
}

/// Stops it so many times, on each database.
pub(crate) fn stops(stops: u32) {
    for (name, database) in databases() {
        on(name, database(), stops, End::Stopped);
    }
}

fn on(name: &str, database: Database, times: u32, end: End) {
    let portal = Portal::on(database);
    crowd::add(&portal, "known", PEOPLE);
    let (luck, accepted) = (Luck::seeded(u64::from(times)), Accepted::default());
    let done = match end {
        End::Killed => "killed",
        End::Stopped => "stopped",
    };
    for nth in 0..times {
        let mut serving = portal.serve_with(&[], &SETTINGS);
        under_load(&portal, &serving, &accepted, || {
            crowd::live(Duration::from_millis(luck.below(LONGEST_LIFE)));
            serving.signal(match end {
                End::Killed => "KILL",
                End::Stopped => "TERM",
            });
        });
        match end {
            End::Killed => serving.kill(),
            End::Stopped => serving.wait_until_stopped(),
        }
        if (nth + 1).is_multiple_of(50) {
            eprintln!("{name}: {done} {} times", nth + 1);
        }
    }
    let mut serving = portal.serve_with(&[], &SETTINGS);
    assert_eq!(serving.readiness(), 200);
    // Leases of the last kill run out first.
    crowd::wait_until_nothing_is_owed(&portal);
    serving.stop();
    accepted.account(&format!("{name}, {done} {times} times"), &portal);
}

/// Does something while people ask and follow without a break.
pub(crate) fn under_load(portal: &Portal, serving: &Serving, accepted: &Accepted, work: impl FnOnce()) {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        for hand in 0..HANDS {
            let (address, over) = (serving.address, &over);
            scope.spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    load(portal, address, accepted, hand % 2 == 0);
                }
            });
        }
        work();
        over.store(true, Ordering::Relaxed);
    });
}

/// Asks for one after another who has not asked yet, or follows whatever link arrived, until the connection dies.
fn load(portal: &Portal, address: std::net::SocketAddr, accepted: &Accepted, asks: bool) {
    let Ok(mut wire) = Wire::to(address, &portal.origin()) else {
        return;
    };
    if asks {
        let n = accepted.next.fetch_add(1, Ordering::Relaxed) + 1;
        let name = crowd::username("known", n);
        let fields = [("account_id", crowd::ACCOUNT), ("username", name.as_str())];
        if wire.post("/password-reset", &fields).is_ok_and(|(status, _)| status == 303) {
            accepted.asked.lock().unwrap().insert(n);
        }
        crowd::live(BETWEEN_ASKS);
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

impl Accepted {
    /// How many requests and how many followed links.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.asked.lock().unwrap().len(), self.followed.lock().unwrap().len())
    }

    /// Each of them has its letter, or the run has failed; gives how many have a second one.
    pub(crate) fn account(&self, what: &str, portal: &Portal) -> usize {
        let of = |subject| -> Vec<u32> {
            let letters = portal.sink.letters().into_iter().filter(|letter| letter.subject() == subject);
            let number = |to: &str| to["known-".len()..].split('@').next().unwrap().parse().unwrap();
            letters.map(|letter| number(&letter.to[0])).collect()
        };
        let (asked, followed) = (self.asked.lock().unwrap(), self.followed.lock().unwrap());
        let mut second_letters = 0;
        for (which, all, subject) in
            [("requests", &asked, REQUEST), ("followed links", &followed, NOTIFICATION)]
        {
            let letters = of(subject);
            let reached: BTreeSet<u32> = letters.iter().copied().collect();
            let missing: Vec<u32> = all.difference(&reached).copied().collect();
            let second = letters.len() - reached.len();
            figure(
                &format!("{what}: {which} accepted / without a letter / second letters"),
                format!("{} / {} / {second}", all.len(), missing.len()),
            );
            assert!(missing.is_empty(), "{what}: {which} without a letter: {missing:?}");
            assert!(!all.is_empty(), "{what}: nothing was accepted, so nothing was tested");
            second_letters += second;
        }
        second_letters
    }
}
