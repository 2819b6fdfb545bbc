//! What the peers do.

use std::path::Path;

use crate::aside;
use crate::ours::{LASTS, READERS};
use crate::peers::{Peer, Running};
use crate::product::Product;
use crate::rounds::{Rounds, interleaved};
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
    /// What the product does in turn with it, where a bar is about that: machines wander from one minute to the next.
    pub(crate) against: Option<Against>,
    /// Its memory after the load, in MiB.
    pub(crate) loaded: f64,
}

/// The product's rates divided by a peer's, measured in turn.
pub(crate) struct Against {
    /// Of reset requests of users.
    pub(crate) requests: f64,
    /// Of sign-ins.
    pub(crate) sign_ins: f64,
}

impl Against {
    fn of(product: &Product, running: &Running<'_>, rounds: u32) -> Self {
        let requests = || {
            let served = product.requests("known", LASTS);
            product.drain();
            served.rate
        };
        let their_requests = || {
            let served = running.requests(LASTS);
            running.settle();
            served.rate
        };
        let sign_ins = || product.sign_ins(LASTS).rate;
        Self {
            requests: interleaved(rounds, requests, their_requests).quotient,
            sign_ins: interleaved(rounds, sign_ins, || running.sign_ins(LASTS).rate).quotient,
        }
    }
}

/// Measures everything of one, in so many rounds, some of it in turn with the product.
pub(crate) fn measured(peer: &Peer, installed: &Path, product: &Product, rounds: u32) -> Theirs {
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
    let against = peer.has_bar.then(|| Against::of(product, &running, rounds));
    Theirs {
        name: peer.name,
        cold_start,
        idle,
        pages,
        requests,
        letters_per_request,
        sign_ins,
        against,
        loaded,
    }
}
