//! What the peers do.

use std::path::Path;

use crate::aside;
use crate::ours::{LASTS, READERS};
use crate::peers::Peer;
use crate::rounds::Rounds;
use crate::support::crowd::live;

/// What one did.
pub(crate) struct Theirs {
    /// Its name.
    pub(crate) name: &'static str,
    /// From the start to the first page, in milliseconds.
    pub(crate) cold_start: f64,
    /// Its memory before any load, in MiB.
    pub(crate) idle: f64,
    /// Its page.
    pub(crate) pages: Rounds,
    /// Reset requests of users.
    pub(crate) requests: Rounds,
    /// Letters of each accepted request.
    pub(crate) letters_per_request: f64,
    /// Sign-ins.
    pub(crate) sign_ins: Rounds,
    /// Its memory after the load, in MiB.
    pub(crate) loaded: f64,
}

/// Measures everything of one, in so many rounds.
pub(crate) fn measured(peer: &Peer, installed: &Path, rounds: u32) -> Theirs {
    aside(peer.name);
    let (running, cold_start) = peer.start(installed);
    live(std::time::Duration::from_secs(3));
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
