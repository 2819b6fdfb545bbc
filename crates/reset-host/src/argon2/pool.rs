//! Threads that hash: two bounded lines before them, memory of its own behind each.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use reset_domain::ports::HasherError;
use tokio::sync::oneshot;

use super::failed;
use super::memory::{Held, Memory};

/// How many may wait in each line; the next is turned away.
pub(super) const LINE: usize = 64;
/// Of so many jobs taken, at least one is a hash when any waits.
const TURNS: u32 = 4;

/// Where a job waits. Verifications go first, since a person waits at Sign In;
/// hashes (a temporary password owed, a new one chosen) cannot be starved by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// Something typed against something stored.
    Verifications,
    /// Something new.
    Hashes,
}

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

/// The threads and what waits for them.
pub(super) struct Pool {
    shared: Arc<Shared>,
    held: Arc<Held>,
    threads: Vec<JoinHandle<()>>,
}

impl Pool {
    /// Starts the threads; each keeps the memory of one job for the next, `blocks` blocks at most.
    pub(super) fn start(threads: NonZeroUsize, idle: Duration, blocks: usize) -> Result<Self, HasherError> {
        let mut pool = Self { shared: Arc::default(), held: Arc::default(), threads: Vec::new() };
        for number in 0..threads.get() {
            let shared = Arc::clone(&pool.shared);
            let memory = Memory::new(Arc::clone(&pool.held), blocks);
            let thread = thread::Builder::new()
                .name(format!("argon2-{number}"))
                .spawn(move || shared.work(idle, memory))
                .map_err(failed)?;
            pool.threads.push(thread);
        }
        Ok(pool)
    }

    /// Has a job done and waits for what it finds. A job nobody waits for any longer is skipped.
    pub(super) async fn run<T, F>(&self, line: Line, work: F) -> Result<T, HasherError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Memory) -> Result<T, HasherError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.shared.submit(
            line,
            Box::new(move |memory| {
                if !reply.is_closed() {
                    // Whoever went away while the work was done has no use for it.
                    drop(reply.send(work(memory)));
                }
            }),
        )?;
        match answer.await {
            Ok(found) => found,
            Err(_) => Err(HasherError::Failed("the hashing thread stopped".to_owned())),
        }
    }

    /// How many threads hold memory.
    pub(super) fn memories_held(&self) -> usize {
        self.held.count()
    }

    /// Waits until so many threads hold memory.
    #[cfg(test)]
    pub(super) fn wait_for_held(&self, count: usize) {
        self.held.wait_for(count);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.lock().close();
        self.shared.came.notify_all();
        for thread in self.threads.drain(..) {
            // A thread that panicked outside a job has nothing left to stop.
            drop(thread.join());
        }
    }
}

#[derive(Default)]
struct Shared {
    lines: Mutex<Lines>,
    /// A job came, or the end.
    came: Condvar,
}

impl Shared {
    fn submit(&self, line: Line, job: Job) -> Result<(), HasherError> {
        self.lock().push(line, job)?;
        self.came.notify_one();
        Ok(())
    }

    /// What a thread does until the end.
    fn work(&self, idle: Duration, mut memory: Memory) {
        while let Some(job) = self.next(idle, &mut memory) {
            // A job that panics drops its reply, so its caller learns of it; the thread goes on with fresh memory.
            if catch_unwind(AssertUnwindSafe(|| job(&mut memory))).is_err() {
                memory.give_back();
            }
            memory.settle();
        }
    }

    /// The next job; nothing at the end. A thread that waits for long gives its memory back.
    fn next(&self, idle: Duration, memory: &mut Memory) -> Option<Job> {
        let mut lines = self.lock();
        loop {
            if lines.closed {
                return None;
            }
            if let Some(job) = lines.take() {
                return Some(job);
            }
            if !memory.is_held() {
                lines = self.came.wait(lines).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let (woken, waited) = self.came.wait_timeout(lines, idle).unwrap_or_else(PoisonError::into_inner);
            lines = woken;
            if waited.timed_out() {
                memory.give_back();
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
struct Lines {
    verifications: VecDeque<Job>,
    hashes: VecDeque<Job>,
    /// How many verifications were taken since the last hash.
    since_hash: u32,
    closed: bool,
}

impl Lines {
    fn push(&mut self, line: Line, job: Job) -> Result<(), HasherError> {
        let line = match line {
            Line::Verifications => &mut self.verifications,
            Line::Hashes => &mut self.hashes,
        };
        if LINE <= line.len() {
            return Err(HasherError::Overloaded);
        }
        line.push_back(job);
        Ok(())
    }

    fn take(&mut self) -> Option<Job> {
        let hash_is_due = TURNS <= self.since_hash + 1 && !self.hashes.is_empty();
        if !hash_is_due && let Some(job) = self.verifications.pop_front() {
            self.since_hash = (self.since_hash + 1).min(TURNS);
            return Some(job);
        }
        self.since_hash = 0;
        self.hashes.pop_front()
    }

    /// Turns everybody away who still waits.
    fn close(&mut self) {
        self.closed = true;
        self.verifications.clear();
        self.hashes.clear();
    }
}

#[cfg(test)]
mod tests;
