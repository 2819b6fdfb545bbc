//! What times tell of who exists, on the product as it is run. A leak that is planted needs a build of its own:
//! `cargo xtask neutrality` measures the same with one, and more samples.

use std::time::Duration;

use crate::product::Product;
use crate::support::crowd;
use crate::support::luck::Luck;
use crate::support::statistics::{median, micros, rank_z, welch, welch_below};

/// Answers before the first that counts.
const WARM_UP: usize = 200;

/// How far two classes of times are apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Apart {
    /// Welch's t.
    pub(crate) t: f64,
    /// The same below the 95th percentile.
    pub(crate) t_below: f64,
    /// The rank test's z.
    pub(crate) z: f64,
    /// The difference of the medians in microseconds.
    pub(crate) medians: f64,
}

impl Apart {
    fn of(one: &[f64], other: &[f64]) -> Self {
        Self {
            t: welch(one, other),
            t_below: welch_below(0.95, one, other),
            z: rank_z(one, other),
            medians: median(one) - median(other),
        }
    }

    /// The largest of the three statistics.
    pub(crate) fn worst(&self) -> f64 {
        [self.t, self.t_below, self.z].into_iter().map(f64::abs).fold(0.0, f64::max)
    }
}

/// Reset requests for those who exist and those who do not, so many of each: the times of the request itself,
/// and of a request for nobody that follows at once.
pub(crate) fn of_requests(product: &Product, samples: u32) -> [Apart; 2] {
    let wanted = samples as usize + WARM_UP;
    [Sample::This, Sample::Next].map(|sample| {
        let mut wire = product.wire();
        let luck = Luck::seeded(5);
        let mut times = [Vec::new(), Vec::new()];
        for n in 0_u64.. {
            if times.iter().all(|times| wanted <= times.len()) {
                break;
            }
            let class = usize::from(luck.below(2) == 1);
            let of = ["known", "other"][class];
            let (status, mut took) = wire.ask(&product.reset(of, n)).unwrap();
            assert_eq!(status, 303);
            if sample == Sample::Next {
                (_, took) = wire.ask(&product.reset("other", n)).unwrap();
            }
            times[class].push(took);
        }
        apart(times)
    })
}

/// Which request is timed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sample {
    This,
    Next,
}

/// Refused sign-ins of those who exist and those who do not.
pub(crate) fn of_sign_ins(product: &Product, samples: u32) -> Apart {
    crowd::add(&product.portal, "typed", samples + 20);
    let mut wire = product.wire();
    let luck = Luck::seeded(6);
    let mut times = [Vec::new(), Vec::new()];
    for n in 1..=samples + 20 {
        // Each name once, so that no pause is among the causes; in an order of luck, so that no class is first.
        let first = usize::from(luck.below(2) == 1);
        for class in [first, 1 - first] {
            let name = crowd::username(["typed", "other"][class], n);
            let (status, took) = wire.ask(&product.sign_in(&name, "not the right one at all")).unwrap();
            assert_eq!(status, 422);
            if 20 < n {
                times[class].push(took);
            }
        }
    }
    let [one, other] = times.map(|times| micros(&times));
    Apart::of(&one, &other)
}

fn apart(times: [Vec<Duration>; 2]) -> Apart {
    let [one, other] = times.map(|times| micros(times.get(WARM_UP..).unwrap()));
    Apart::of(&one, &other)
}
