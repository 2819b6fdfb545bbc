//! What a row of measurements says.

use std::time::Duration;

/// The middle one of some figures; of an even number the mean of the two in the middle.
pub(crate) fn median(figures: &[f64]) -> f64 {
    let sorted = sorted(figures);
    let half = sorted.len() / 2;
    match sorted.len() % 2 {
        0 => f64::midpoint(sorted[half - 1], sorted[half]),
        _ => sorted[half],
    }
}

/// The figure that such a part of them does not exceed.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a part of a count"
)]
pub(crate) fn quantile(figures: &[f64], part: f64) -> f64 {
    let sorted = sorted(figures);
    sorted[((sorted.len() - 1) as f64 * part) as usize]
}

fn sorted(figures: &[f64]) -> Vec<f64> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// In microseconds.
pub(crate) fn micros(times: &[Duration]) -> Vec<f64> {
    times.iter().map(|time| time.as_secs_f64() * 1e6).collect()
}

/// Welch's t of two sets of figures (Welch, Biometrika 34, 1947).
pub(crate) fn welch(one: &[f64], other: &[f64]) -> f64 {
    let ((mean, variance), (other_mean, other_variance)) = (moments(one), moments(other));
    (mean - other_mean) / (variance + other_variance).sqrt()
}

/// Welch's t of what lies below such a part of all of them: the slowest were held up by other programs.
pub(crate) fn welch_below(part: f64, one: &[f64], other: &[f64]) -> f64 {
    let limit = quantile(&[one, other].concat(), part);
    let below = |figures: &[f64]| -> Vec<f64> { figures.iter().copied().filter(|it| *it <= limit).collect() };
    welch(&below(one), &below(other))
}

/// The mean, and the variance of the mean.
fn moments(figures: &[f64]) -> (f64, f64) {
    let count = count(figures);
    let mean = figures.iter().sum::<f64>() / count;
    let squares = figures.iter().map(|it| (it - mean).powi(2)).sum::<f64>();
    (mean, squares / (count - 1.0) / count)
}

/// How far the ranks of two sets are apart, in standard deviations (Mann and Whitney, Ann. Math. Stat. 18, 1947).
pub(crate) fn rank_z(one: &[f64], other: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> = one.iter().map(|it| (*it, true)).collect();
    all.extend(other.iter().map(|it| (*it, false)));
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut ranks = 0.0;
    let mut rank = 0.0;
    for equals in all.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        let (many, ones) = (count(equals), count_of(equals.iter().filter(|(_, one)| *one).count()));
        // Equals share the mean of their ranks.
        ranks += ones * (rank + f64::midpoint(1.0, many));
        rank += many;
    }
    let (m, n) = (count(one), count(other));
    let wins = ranks - m * (m + 1.0) / 2.0;
    (wins - m * n / 2.0) / (m * n * (m + n + 1.0) / 12.0).sqrt()
}

fn count<T>(figures: &[T]) -> f64 {
    count_of(figures.len())
}

#[expect(clippy::cast_precision_loss, reason = "counts of samples are small")]
const fn count_of(count: usize) -> f64 {
    count as f64
}
