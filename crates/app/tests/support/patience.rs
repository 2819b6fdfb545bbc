//! Waiting for what another process does.

use std::time::{Duration, Instant};

/// Longer than anything takes on a busy machine; a test that waits so long has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// How long to wait between two looks.
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// Looks again and again until there is something to see.
/// The only place where tests let time pass: another process tells nobody when it has done something.
///
/// # Panics
/// When there is nothing to see for [`PATIENCE`].
#[expect(clippy::disallowed_methods, reason = "another process is looked at until a deadline")]
pub(crate) fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        match look() {
            Some(seen) => return seen,
            None if PATIENCE < begun.elapsed() => panic!("waited {PATIENCE:?} in vain: {what}"),
            None => std::thread::sleep(BETWEEN_LOOKS),
        }
    }
}

/// How long something takes.
#[expect(clippy::disallowed_methods, reason = "a promise in seconds is measured")]
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}
