//! What the machine says of its processes: processor time and memory (proc(5)).

use std::collections::BTreeSet;
use std::fs;
use std::time::Instant;

/// Ticks of processor time in a second; Linux shows no other figure to programs.
const TICKS: f64 = 100.0;

/// How much of the processors programs take that do not belong to the measurement.
pub(crate) struct Strangers {
    begun: Instant,
    busy: u64,
    known: u64,
}

impl Strangers {
    /// Begins to watch.
    #[expect(clippy::disallowed_methods, reason = "a share of time is measured")]
    pub(crate) fn watched() -> Self {
        Self { begun: Instant::now(), busy: busy(), known: known() }
    }

    /// How many processors they kept busy on average.
    #[expect(clippy::cast_precision_loss, reason = "ticks of an hour are few")]
    pub(crate) fn processors(&self) -> f64 {
        let ticks = (busy() - self.busy).saturating_sub(known().saturating_sub(self.known));
        ticks as f64 / TICKS / self.begun.elapsed().as_secs_f64()
    }
}

/// The ticks in which a processor was not idle.
fn busy() -> u64 {
    let stat = fs::read_to_string("/proc/stat").unwrap();
    let numbers: Vec<u64> =
        stat.lines().next().unwrap().split(' ').filter_map(|it| it.parse().ok()).collect();
    // user, nice, system, then idle and waiting, then interrupts, then what other machines took.
    numbers[..3].iter().chain(&numbers[5..8]).sum()
}

/// The ticks of this program, its children, gone ones too, and the database servers.
fn known() -> u64 {
    let servers = processes().filter(|pid| {
        let name = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
        ["postgres", "mariadbd"].contains(&name.trim())
    });
    let mine: BTreeSet<u32> = family(std::process::id()).into_iter().chain(servers).collect();
    mine.into_iter().filter_map(ticks).sum()
}

fn ticks(pid: u32) -> Option<u64> {
    // utime, stime, and those of children that have been waited for.
    Some(stat(pid)?.get(11..15)?.iter().filter_map(|it| it.parse::<u64>().ok()).sum())
}

/// What stands in a process's stat behind its name, which may hold anything.
fn stat(pid: u32) -> Option<Vec<String>> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(") ")?;
    Some(rest.split(' ').map(str::to_owned).collect())
}

fn processes() -> impl Iterator<Item = u32> {
    fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// A process, its children, their children.
fn family(pid: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> =
        processes().filter_map(|child| Some((child, stat(child)?.get(1)?.parse().ok()?))).collect();
    let mut family = vec![pid];
    let mut next = 0;
    while let Some(&parent) = family.get(next) {
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(child, _)| *child));
        next += 1;
    }
    family
}

/// The memory of a process and its children in MiB; what they share is counted once.
#[expect(clippy::cast_precision_loss, reason = "memory is small")]
pub(crate) fn memory(pid: u32) -> f64 {
    let kib = |pid: u32| -> u64 {
        let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok()).unwrap_or_default()
    };
    family(pid).into_iter().map(kib).sum::<u64>() as f64 / 1024.0
}
