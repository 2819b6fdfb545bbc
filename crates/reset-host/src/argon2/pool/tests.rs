//! The pool: what it turns away, what it skips, what it gives back.

use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use super::*;

const NEVER: Duration = Duration::from_hours(1);

/// A pool of one thread, which is held up until the sender is dropped.
fn held_up() -> (Pool, Sender<()>) {
    let pool = Pool::start(NonZeroUsize::MIN, NEVER, 8).unwrap();
    let (gate, until_dropped) = mpsc::channel::<()>();
    let (begun, has_begun) = mpsc::channel();
    let job = move |_: &mut Memory| {
        begun.send(()).unwrap();
        until_dropped.iter().for_each(drop);
    };
    pool.shared.submit(Line::Verifications, Box::new(job)).unwrap();
    has_begun.recv().unwrap();
    (pool, gate)
}

fn submit(pool: &Pool, line: Line, order: &Sender<Line>) -> Result<(), HasherError> {
    let order = order.clone();
    pool.shared.submit(line, Box::new(move |_| order.send(line).unwrap()))
}

fn drained(order: Sender<Line>, done: &Receiver<Line>) -> Vec<Line> {
    drop(order);
    done.iter().collect()
}

#[test]
fn a_full_line_turns_the_next_away_and_leaves_the_other_line_open() {
    let (pool, gate) = held_up();
    let (order, done) = mpsc::channel();
    for _ in 0..LINE {
        submit(&pool, Line::Verifications, &order).unwrap();
    }
    assert_eq!(submit(&pool, Line::Verifications, &order), Err(HasherError::Overloaded));
    submit(&pool, Line::Hashes, &order).unwrap();
    drop(gate);
    assert_eq!(drained(order, &done).len(), LINE + 1);
}

#[test]
fn of_four_jobs_at_least_one_is_a_hash_when_any_waits() {
    use Line::{Hashes as H, Verifications as V};
    let (pool, gate) = held_up();
    let (order, done) = mpsc::channel();
    for line in [H, H, V, V, V, V, V, V] {
        submit(&pool, line, &order).unwrap();
    }
    drop(gate);
    // The job that held the thread up was a verification too.
    assert_eq!(drained(order, &done), [V, V, H, V, V, V, H, V]);
}

#[tokio::test]
async fn a_job_that_panics_fails_alone() {
    let pool = Pool::start(NonZeroUsize::MIN, NEVER, 8).unwrap();
    let panicking = pool.run(Line::Hashes, |memory| -> Result<(), _> {
        memory.blocks(8)?;
        panic!("a test panics on purpose")
    });
    assert!(matches!(panicking.await, Err(HasherError::Failed(_))));
    assert_eq!(pool.run(Line::Hashes, |_| Ok(7)).await, Ok(7));
    assert_eq!(pool.memories_held(), 0);
}

#[tokio::test]
async fn a_job_whose_caller_went_away_is_skipped() {
    let (pool, gate) = held_up();
    let (ran, runs) = mpsc::channel();
    let job = move |_: &mut Memory| {
        ran.send(()).unwrap();
        Ok(())
    };
    tokio::select! {
        biased;
        _ = pool.run(Line::Hashes, job) => panic!("the thread is held up"),
        () = std::future::ready(()) => {}
    }
    drop(gate);
    pool.run(Line::Hashes, |_| Ok(())).await.unwrap();
    assert!(runs.try_recv().is_err());
}

#[test]
fn dropping_the_pool_turns_away_whoever_waits_and_ends_the_threads() {
    let (pool, gate) = held_up();
    let shared = Arc::downgrade(&pool.shared);
    let (order, done) = mpsc::channel();
    submit(&pool, Line::Hashes, &order).unwrap();
    // The waiting jobs go at once; the thread goes when its job is done.
    pool.shared.lock().close();
    assert!(drained(order, &done).is_empty());
    drop(gate);
    drop(pool);
    assert!(shared.upgrade().is_none());
}

#[tokio::test]
async fn memory_is_used_again_and_given_back_when_idle() {
    let pool = Pool::start(NonZeroUsize::MIN, NEVER, 16).unwrap();
    assert_eq!(pool.memories_held(), 0);
    let place = |memory: &mut Memory| Ok(memory.blocks(16)?.as_ptr() as usize);
    let first = pool.run(Line::Hashes, place).await.unwrap();
    assert_eq!(pool.memories_held(), 1);
    assert_eq!(pool.run(Line::Verifications, place).await.unwrap(), first);

    let pool = Pool::start(NonZeroUsize::MIN, Duration::ZERO, 16).unwrap();
    pool.run(Line::Hashes, place).await.unwrap();
    pool.wait_for_held(0);
    pool.run(Line::Hashes, place).await.unwrap();
    pool.wait_for_held(0);
}

#[tokio::test]
async fn one_costly_hash_does_not_make_a_thread_big_for_good() {
    let pool = Pool::start(NonZeroUsize::MIN, NEVER, 8).unwrap();
    let taken = pool.run(Line::Verifications, |memory| Ok(memory.blocks(64)?.len())).await;
    assert_eq!(taken, Ok(64));
    pool.wait_for_held(0);
}
