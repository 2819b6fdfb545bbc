//! Several rounds of the same loads, taken together.

use crate::load::Served;
use crate::support::statistics::{median, quantile};

/// How many turns it takes to say how far they were apart.
const ENOUGH: u32 = 8;

/// What several rounds measured.
pub(crate) struct Rounds(Vec<Served>);

impl Rounds {
    /// So many rounds.
    pub(crate) fn of(rounds: u32, mut round: impl FnMut() -> Served) -> Self {
        Self((0..rounds).map(|_| round()).collect())
    }

    /// The middle one of a figure.
    fn median(&self, figure: impl Fn(&Served) -> f64) -> f64 {
        median(&self.0.iter().map(figure).collect::<Vec<_>>())
    }

    /// Good answers a second.
    pub(crate) fn rate(&self) -> f64 {
        self.median(|served| served.rate)
    }

    /// In milliseconds.
    pub(crate) fn p50(&self) -> f64 {
        self.median(|served| served.p50)
    }

    /// In milliseconds.
    pub(crate) fn p99(&self) -> f64 {
        self.median(|served| served.p99)
    }

    /// All good answers.
    pub(crate) fn accepted(&self) -> usize {
        self.0.iter().map(|served| served.accepted).sum()
    }

    /// All others.
    pub(crate) fn failed(&self) -> usize {
        self.0.iter().map(|served| served.failed).sum()
    }
}

/// The rates of two things measured in turn, and the middle one of their quotients, turn by turn.
pub(crate) struct Interleaved {
    /// The middle rate of the first.
    pub(crate) rate: f64,
    /// The middle rate of the second.
    pub(crate) of: f64,
    /// The middle quotient.
    pub(crate) quotient: f64,
    /// Between which two the middle half of the quotients lay, where there were enough turns to say so.
    pub(crate) middle_half: Option<[f64; 2]>,
}

/// Measures two rates in turn.
pub(crate) fn interleaved(
    turns: u32,
    mut one: impl FnMut() -> f64,
    mut other: impl FnMut() -> f64,
) -> Interleaved {
    let pairs: Vec<(f64, f64)> = (0..turns).map(|_| (one(), other())).collect();
    let each = |figure: fn(&(f64, f64)) -> f64| pairs.iter().map(figure).collect::<Vec<_>>();
    let quotients = each(|(one, other)| one / other);
    Interleaved {
        rate: median(&each(|(one, _)| *one)),
        of: median(&each(|(_, other)| *other)),
        quotient: median(&quotients),
        middle_half: (ENOUGH <= turns).then(|| [0.25, 0.75].map(|part| quantile(&quotients, part))),
    }
}
