//! The worker: considers what was submitted, sends the letters that are owed, forgets what is over.
//!
//! It keeps a clock of its own and is never woken by a request: an outbox that a request wakes lets the next
//! request of the same client measure whether the one before matched anybody (ADR 0005).

use std::time::Duration;

use reset_domain::ports::Entropy;
use reset_domain::use_cases::DeliverOutcome;
use reset_domain::{Fault, ResetService};
use reset_host::SystemEntropy;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tracing::{error, info, warn};

/// From how many places letters are sent: as many as the mailer keeps connections.
const DELIVERERS: usize = 2;
/// How many letters go at once from one place while they leave quickly. They share commits, which is what they cost;
/// the slower the mail server, the fewer, so that few are in doubt when the program is killed (ADR 0023).
const MOST_AT_ONCE: u32 = 16;
/// What is quick, for all of them. On SQLite it includes two turns at the writer, each behind the other two lanes and,
/// when many ask, 50 ms of people a lane (ADR 0023): if that were too slow, it would be luck how many go at once.
const QUICKLY: Duration = Duration::from_millis(500);
/// The shortest time between two looks.
const SHORTEST_PAUSE: Duration = Duration::from_millis(150);
/// How much longer it may be, by luck, so that several workers do not march in step.
const JITTER: Duration = Duration::from_millis(100);
/// How long to leave a store alone that failed.
const PAUSE_AFTER_FAULT: Duration = Duration::from_secs(1);
/// How often to forget what is over.
const SWEEP_EVERY: Duration = Duration::from_mins(1);

/// Works until it is told to stop, then finishes the letters under way.
/// Dropping it abandons them: their leases run out, and another worker sends them.
pub(crate) async fn work(service: ResetService, stop: watch::Receiver<bool>) {
    let mut lanes = JoinSet::new();
    lanes.spawn(lane("consider", service.clone(), stop.clone(), consider));
    for _ in 0..DELIVERERS {
        lanes.spawn(lane("deliver", service.clone(), stop.clone(), deliver));
    }
    lanes.spawn(lane("sweep", service, stop, sweep));
    while lanes.join_next().await.is_some() {}
}

/// Runs one part of the worker, and begins it anew should it panic: one letter must not stop all others.
async fn lane<F>(
    name: &'static str,
    service: ResetService,
    mut stop: watch::Receiver<bool>,
    part: fn(ResetService, watch::Receiver<bool>) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    loop {
        // A task of its own, ended with this one, so that its panic stays its own.
        let mut running = JoinSet::new();
        running.spawn(part(service.clone(), stop.clone()));
        match running.join_next().await {
            Some(Err(error)) if error.is_panic() => {
                error!(lane = name, "a part of the worker panicked; it begins anew");
            }
            _ => return,
        }
        if stops_within(PAUSE_AFTER_FAULT, &mut stop).await {
            return;
        }
    }
}

async fn consider(service: ResetService, mut stop: watch::Receiver<bool>) {
    loop {
        let pause = match service.consider_requests().await {
            Ok(ResetService::CONSIDERED_IN_ONE_GO..) => Duration::ZERO,
            // However few they were, and although more may have come: what comes is considered on this clock alone.
            Ok(_) => look_again_after(),
            Err(fault) => after_fault("considering requests", &fault),
        };
        if stops_within(pause, &mut stop).await {
            return;
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the worker's clock: how long letters took decides how many go at once"
)]
async fn deliver(service: ResetService, mut stop: watch::Receiver<bool>) {
    let mut at_once = 1;
    loop {
        let began = Instant::now();
        let pause = match service.deliver_outbox(at_once).await {
            Ok(outcomes) if outcomes.is_empty() => look_again_after(),
            Ok(outcomes) => {
                outcomes.iter().for_each(tell);
                at_once = paced(at_once, began.elapsed());
                Duration::ZERO
            }
            Err(fault) => {
                at_once = 1;
                after_fault("delivering letters", &fault)
            }
        };
        if stops_within(pause, &mut stop).await {
            return;
        }
    }
}

/// How many letters go at once, after so many took so long.
fn paced(at_once: u32, took: Duration) -> u32 {
    match took < QUICKLY {
        true => (at_once * 2).min(MOST_AT_ONCE),
        false => 1,
    }
}

async fn sweep(service: ResetService, mut stop: watch::Receiver<bool>) {
    loop {
        let pause = match service.sweep().await {
            Ok(0) => SWEEP_EVERY,
            Ok(_) => look_again_after(),
            Err(fault) => after_fault("sweeping", &fault),
        };
        if stops_within(pause, &mut stop).await {
            return;
        }
    }
}

/// Says what became of a letter: whose, never what it says or where it goes.
fn tell(outcome: &DeliverOutcome) {
    match outcome {
        DeliverOutcome::Delivered(message) => {
            info!(message.id = %message.id, user.id = %message.user, "letter delivered");
        }
        DeliverOutcome::Failed(message, error) => {
            warn!(message.id = %message.id, user.id = %message.user, message.tries, %error, "letter not delivered");
        }
        DeliverOutcome::NotSent(message) => {
            info!(message.id = %message.id, user.id = %message.user, "letter not sent");
        }
        DeliverOutcome::Lost(message) => {
            warn!(message.id = %message.id, user.id = %message.user, "letter taken over by another worker");
        }
    }
}

fn after_fault(doing: &str, fault: &Fault) -> Duration {
    let error: &dyn std::error::Error = fault;
    error!(error, doing, "the worker pauses");
    PAUSE_AFTER_FAULT
}

fn look_again_after() -> Duration {
    let mut luck = [0];
    // Without luck there is no jitter, and nothing else is wrong with that.
    _ = SystemEntropy.try_fill(&mut luck);
    SHORTEST_PAUSE + JITTER * u32::from(luck[0]) / 256
}

/// Waits, unless it is time to stop.
#[expect(clippy::disallowed_methods, reason = "the worker's clock: the one place where the program waits")]
async fn stops_within(pause: Duration, stop: &mut watch::Receiver<bool>) -> bool {
    if *stop.borrow() {
        return true;
    }
    tokio::select! {
        () = tokio::time::sleep(pause) => false,
        // A sender that is gone stops nobody later, so it stops now.
        _ = stop.wait_for(|stop| *stop) => true,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use reset_domain::testing::World;

    use super::*;

    static BEGINNINGS: AtomicU32 = AtomicU32::new(0);

    async fn panics_at_first(_: ResetService, _: watch::Receiver<bool>) {
        assert!(1 <= BEGINNINGS.fetch_add(1, Ordering::Relaxed), "the first time it panics");
    }

    #[test]
    fn quick_letters_go_together_and_slow_ones_alone() {
        let quick = QUICKLY / 2;
        let paces: Vec<_> =
            std::iter::successors(Some(1), |at_once| Some(paced(*at_once, quick))).take(6).collect();
        assert_eq!(paces, [1, 2, 4, 8, 16, 16]);
        assert_eq!(paced(8, QUICKLY), 1);
    }

    /// A worker that is never idle would be woken by each request, and so tell by the next one whether it matched.
    #[tokio::test(start_paused = true)]
    async fn what_comes_is_considered_on_the_workers_clock_alone() {
        let world = World::new().await;
        let (stopped, stop) = watch::channel(false);
        let considering = tokio::spawn(consider(world.service.clone(), stop));
        tokio::task::yield_now().await;
        for (account, username, owed) in
            [("ACME-1042", "ava.stone", 0), ("ACME-1042", "bo", 1), ("GLOBEX-7", "cyd", 2)]
        {
            world.asks(account, username).await;
            // The worker has its turn again and again, and no time passes.
            for _ in 0..1_000 {
                tokio::task::yield_now().await;
            }
            assert_eq!(world.owed().await.len(), owed, "it came, and nobody looks yet");
            stops_within(SHORTEST_PAUSE + JITTER, &mut watch::channel(false).1).await;
            assert_eq!(world.owed().await.len(), owed + 1, "somebody looked");
        }
        stopped.send_replace(true);
        considering.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_part_that_panics_begins_anew() {
        let (_keep, stop) = watch::channel(false);
        lane("test", World::new().await.service, stop, panics_at_first).await;
        assert_eq!(BEGINNINGS.load(Ordering::Relaxed), 2);
    }
}
