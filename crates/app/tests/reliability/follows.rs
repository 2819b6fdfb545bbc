//! One link followed fifty times at once, round after round, on one process and on four.

use std::sync::Barrier;
use std::thread;

use crate::mail_faults::ask_for_all;
use crate::support::crowd;
use crate::support::portal::{NOTIFICATION, Portal, REQUEST, Serving};
use crate::support::wire::Wire;
use crate::{databases, figure};

/// How many follow a link at once.
const RACERS: usize = 50;

/// So many rounds on each database, with one process and with four.
pub(crate) fn run(rounds: u32) {
    for (name, database) in databases() {
        for processes in [1, 4] {
            let portal = Portal::on(database());
            on(name, &portal, processes, rounds);
        }
    }
}

fn on(name: &str, portal: &Portal, processes: usize, rounds: u32) {
    crowd::add(portal, "known", rounds);
    let mut servings = vec![portal.serve()];
    servings.extend((1..processes).map(|_| portal.serve_elsewhere(&[])));
    ask_for_all(portal, servings[0].address, rounds);
    crowd::wait_until_nothing_is_owed(portal);
    let links: Vec<String> = portal
        .sink
        .letters()
        .iter()
        .filter(|letter| letter.subject() == REQUEST)
        .map(|letter| letter.link().strip_prefix(&portal.origin()).unwrap().to_owned())
        .collect();
    let succeeded = race(portal, &servings, &links);
    crowd::wait_until_nothing_is_owed(portal);
    let second = portal.sink.letters().into_iter().filter(|letter| letter.subject() == NOTIFICATION).count();
    let followed = crowd::events(portal, "reset.link_followed");
    let minted = crowd::events(portal, "reset.temporary_minted");
    figure(
        &format!(
            "{name}, {processes} process(es): {rounds} rounds of {RACERS}: success pages / links followed / \
             temporary passwords / letters"
        ),
        format!("{succeeded} / {followed} / {minted} / {second}"),
    );
    let rounds = rounds as usize;
    assert_eq!((succeeded, followed, minted, second), (rounds * RACERS, rounds, rounds, rounds));
    for serving in &mut servings {
        serving.stop();
    }
}

/// Everybody at the same link at once; gives how many were led to the page that says it succeeded.
fn race(portal: &Portal, servings: &[Serving], links: &[String]) -> usize {
    let start = Barrier::new(RACERS);
    let origin = portal.origin();
    thread::scope(|scope| {
        let racers: Vec<_> = (0..RACERS)
            .map(|racer| {
                let (start, origin) = (&start, &origin);
                let address = servings[racer % servings.len()].address;
                scope.spawn(move || {
                    let mut wire = Wire::to(address, origin).unwrap();
                    let mut succeeded = 0;
                    for link in links {
                        start.wait();
                        let (status, _) = wire.post(link, &[]).unwrap();
                        succeeded += usize::from(status == 303);
                    }
                    succeeded
                })
            })
            .collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).sum()
    })
}
