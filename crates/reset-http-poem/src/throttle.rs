//! How often a network may do something, counted in memory: the request path writes no second row.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::state::keyed::ShrinkableKeyedStateStore;
use governor::{Quota, RateLimiter};
use reset_domain::model::Network;
use reset_domain::policy::Rate;

/// How often each network may do one thing. Without a rate it never says no.
pub(crate) struct Throttle(Option<Counter>);

struct Counter {
    limiter: RateLimiter<Touch, Tally, DefaultClock>,
    /// How many touches went by since the tally was last swept.
    unswept: AtomicU32,
}

/// A tally is swept at most once in so many touches, so that a flood of addresses does not make each of them slow.
const SWEEP_EVERY: u32 = 1_000;

impl Throttle {
    /// A throttle of this rate; none, or none at all in some time, switches it off.
    pub(crate) fn new(rate: Option<Rate>) -> Self {
        Self(rate.and_then(quota).map(|quota| Counter {
            limiter: RateLimiter::new(quota, Tally::default(), DefaultClock::default()),
            unswept: AtomicU32::new(0),
        }))
    }

    /// Counts one more; beyond the rate it is how long to wait.
    pub(crate) fn count(&self, network: Network) -> Result<(), Wait> {
        self.touch(Touch::Count(network))
    }

    /// Whether one more would be too many, without counting one.
    pub(crate) fn look(&self, network: Network) -> Result<(), Wait> {
        self.touch(Touch::Look(network))
    }

    fn touch(&self, touch: Touch) -> Result<(), Wait> {
        let Some(Counter { limiter, unswept }) = &self.0 else {
            return Ok(());
        };
        if Tally::MOST <= limiter.len() && SWEEP_EVERY <= unswept.fetch_add(1, Ordering::Relaxed) {
            unswept.store(0, Ordering::Relaxed);
            limiter.retain_recent();
        }
        limiter.check_key(&touch).map_err(|until| Wait(until.wait_time_from(limiter.clock().now())))
    }
}

/// How long to wait before the next try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wait(Duration);

impl Wait {
    /// In whole seconds, at least one, for `Retry-After`.
    pub(crate) const fn seconds(self) -> u64 {
        self.0.as_secs().saturating_add(1)
    }

    /// In whole minutes, at least one, for people.
    pub(crate) const fn minutes(self) -> u64 {
        self.seconds().div_ceil(60)
    }
}

/// So many at once, and then one more whenever its share of the time has passed (GCRA).
fn quota(rate: Rate) -> Option<Quota> {
    let most = NonZeroU32::new(rate.most)?;
    let share = rate.per.unsigned_abs().checked_div(most.get())?;
    Some(Quota::with_period(share)?.allow_burst(most))
}

/// Whose count is touched, and whether it changes by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Touch {
    Count(Network),
    Look(Network),
}

/// The counts. It is bounded: when full, networks that are not in it go uncounted, and nobody is put out for them.
#[derive(Default)]
struct Tally(Mutex<HashMap<Network, Nanos>>);

impl Tally {
    /// About 10 MB.
    const MOST: usize = 100_000;

    fn counts(&self) -> MutexGuard<'_, HashMap<Network, Nanos>> {
        // Nothing is left half done by a panic: each change is one insert.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl StateStore for Tally {
    type Key = Touch;

    fn measure_and_replace<T, F, E>(&self, touch: &Touch, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut counts = self.counts();
        match *touch {
            Touch::Look(network) => measure(counts.get(&network).copied()).map(|(verdict, _)| verdict),
            Touch::Count(network) => {
                let (verdict, next) = measure(counts.get(&network).copied())?;
                if counts.len() < Self::MOST || counts.contains_key(&network) {
                    counts.insert(network, next);
                }
                Ok(verdict)
            }
        }
    }
}

impl ShrinkableKeyedStateStore<Touch> for Tally {
    fn retain_recent(&self, drop_below: Nanos) {
        self.counts().retain(|_, count| drop_below < *count);
    }

    fn len(&self) -> usize {
        self.counts().len()
    }

    fn is_empty(&self) -> bool {
        self.counts().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use time::Duration;

    use super::*;

    fn network(last: u8) -> Network {
        Network::of(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)))
    }

    fn two_an_hour() -> Throttle {
        Throttle::new(Some(Rate { most: 2, per: Duration::HOUR }))
    }

    #[test]
    fn refuses_beyond_the_rate_and_says_how_long() {
        let throttle = two_an_hour();
        assert_eq!(throttle.count(network(1)), Ok(()));
        assert_eq!(throttle.count(network(1)), Ok(()));
        let minutes = throttle.count(network(1)).map_err(Wait::minutes);
        assert_eq!(minutes, Err(30));
    }

    #[test]
    fn counts_each_network_by_itself() {
        let throttle = two_an_hour();
        for _ in 0..3 {
            let _ = throttle.count(network(1));
        }
        assert_eq!(throttle.count(network(2)), Ok(()));
    }

    #[test]
    fn looking_does_not_count() {
        let throttle = two_an_hour();
        for _ in 0..10 {
            assert_eq!(throttle.look(network(1)), Ok(()));
        }
        let _ = throttle.count(network(1));
        let _ = throttle.count(network(1));
        assert!(throttle.look(network(1)).is_err());
    }

    #[test]
    fn no_rate_and_a_rate_of_none_are_off() {
        for rate in
            [None, Some(Rate { most: 0, per: Duration::HOUR }), Some(Rate { most: 1, per: Duration::ZERO })]
        {
            let throttle = Throttle::new(rate);
            for _ in 0..100 {
                assert_eq!(throttle.count(network(1)), Ok(()));
            }
        }
    }

    #[test]
    fn a_full_tally_keeps_whom_it_has() {
        let tally = Tally::default();
        let measure = |_| Ok::<_, ()>(((), Nanos::from(1_u64)));
        let address =
            |n: usize| Network::of(IpAddr::V4(Ipv4Addr::from(u32::try_from(n).unwrap_or(u32::MAX))));
        for n in 0..=Tally::MOST {
            assert_eq!(tally.measure_and_replace(&Touch::Count(address(n)), measure), Ok(()));
        }
        assert_eq!(tally.len(), Tally::MOST);
        assert!(tally.counts().contains_key(&address(0)));
        assert!(!tally.counts().contains_key(&address(Tally::MOST)));
    }
}
