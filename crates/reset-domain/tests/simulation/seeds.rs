//! Many seeds, on every core.

use std::collections::HashSet;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use crate::run::Run;

/// Runs so many seeds; tells whether nothing was found, and prints what was.
pub(crate) fn run(first: u64, seeds: u64, storm: u64) -> bool {
    let next = AtomicU64::new(first);
    let end = first + seeds;
    let steps = AtomicU64::new(0);
    let failed = AtomicBool::new(false);
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let work = || {
        let mut states = HashSet::new();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if end <= seed || failed.load(Ordering::Relaxed) {
                return states;
            }
            let report = Run::new(seed, &mut states, false).run(storm);
            steps.fetch_add(report.steps, Ordering::Relaxed);
            if let Some(violation) = report.violation {
                failed.store(true, Ordering::Relaxed);
                println!("seed {seed}, after {} steps: {violation}", report.steps);
                println!("once more, step by step: cargo xtask simulate --replay {seed} --storm {storm}");
            }
        }
    };
    let states = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let all = workers.into_iter().map(|worker| worker.join().unwrap());
        all.reduce(|mut all, some| {
            all.extend(some);
            all
        })
    });
    let failed = failed.into_inner();
    println!("seeds: {first} to {}", end - 1);
    println!("steps: {}", steps.into_inner());
    println!("distinct states: {}", states.map_or(0, |states| states.len()));
    println!("violations: {}", if failed { "one" } else { "none" });
    !failed
}
