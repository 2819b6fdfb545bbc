//! A closed loop of requests: each connection asks again as soon as it is answered.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::statistics::quantile;
use crate::support::wire::Wire;

/// What is answered before that does not count.
const WARM_UP: Duration = Duration::from_secs(1);

/// A load on one server.
#[derive(Clone, Copy)]
pub(crate) struct Load<'a> {
    /// Where the server is.
    pub(crate) address: SocketAddr,
    /// Its origin.
    pub(crate) origin: &'a str,
    /// How many connections ask at once.
    pub(crate) connections: usize,
    /// How long, after the warm-up.
    pub(crate) lasts: Duration,
    /// The statuses of a good answer.
    pub(crate) good: &'a [u16],
    /// The number of the next request, which goes on from load to load so that each asks for somebody else.
    pub(crate) next: &'a AtomicU64,
}

/// What a load measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Served {
    /// Good answers a second.
    pub(crate) rate: f64,
    /// How long the middle one of a hundred took, in milliseconds.
    pub(crate) p50: f64,
    /// How long 99 of a hundred took at most, in milliseconds.
    pub(crate) p99: f64,
    /// How many good answers there were, with those of the warm-up.
    pub(crate) accepted: usize,
    /// How many answers were not good, or did not come.
    pub(crate) failed: usize,
}

/// What one connection saw.
#[derive(Default)]
struct Seen {
    times: Vec<Duration>,
    accepted: usize,
    failed: usize,
}

impl Load<'_> {
    /// Asks until time is up. Each connection makes a visit first, and every request is made of it and of a number.
    pub(crate) fn run<V>(
        &self,
        visit: impl Fn(&mut Wire) -> V + Sync,
        request: impl Fn(&V, u64) -> Vec<u8> + Sync,
    ) -> Served {
        let seen: Vec<Seen> = thread::scope(|scope| {
            let asks = || self.ask_until_time_is_up(&visit, &request);
            let asking: Vec<_> = (0..self.connections).map(|_| scope.spawn(asks)).collect();
            asking.into_iter().map(|asking| asking.join().unwrap()).collect()
        });
        let times: Vec<f64> =
            seen.iter().flat_map(|seen| &seen.times).map(|time| time.as_secs_f64() * 1e3).collect();
        let failed: usize = seen.iter().map(|seen| seen.failed).sum();
        assert!(!times.is_empty(), "{} answered nothing well, and {failed} times badly", self.origin);
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let rate = times.len() as f64 / self.lasts.as_secs_f64();
        Served {
            rate,
            p50: quantile(&times, 0.5),
            p99: quantile(&times, 0.99),
            accepted: seen.iter().map(|seen| seen.accepted).sum(),
            failed,
        }
    }

    /// Asks without a visit before.
    pub(crate) fn ask(&self, request: impl Fn(u64) -> Vec<u8> + Sync) -> Served {
        self.run(|_| (), |(), n| request(n))
    }

    #[expect(clippy::disallowed_methods, reason = "rates and times are what is measured")]
    fn ask_until_time_is_up<V>(
        &self,
        visit: impl Fn(&mut Wire) -> V,
        request: impl Fn(&V, u64) -> Vec<u8>,
    ) -> Seen {
        let mut seen = Seen::default();
        let begins = Instant::now() + WARM_UP;
        let ends = begins + self.lasts;
        while Instant::now() < ends {
            let Ok(mut wire) = Wire::to(self.address, self.origin) else {
                seen.failed += 1;
                continue;
            };
            let visited = visit(&mut wire);
            let mut ask = || -> io::Result<()> {
                while Instant::now() < ends {
                    let request = request(&visited, self.next.fetch_add(1, Ordering::Relaxed));
                    let (status, took) = wire.ask(&request)?;
                    if !self.good.contains(&status) {
                        seen.failed += 1;
                        continue;
                    }
                    seen.accepted += 1;
                    if begins <= Instant::now() && Instant::now() <= ends {
                        seen.times.push(took);
                    }
                }
                Ok(())
            };
            // Servers may close a connection after so many answers; the next one is another connection's.
            seen.failed += usize::from(ask().is_err());
        }
        seen
    }
}
