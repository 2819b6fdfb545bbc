//! Steps of a longer command: each announced, timed, and listed at the end.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::say;

/// The steps taken so far.
#[derive(Default)]
pub(crate) struct Steps {
    taken: Vec<Step>,
}

struct Step {
    name: &'static str,
    end: End,
}

enum End {
    Passed(Duration),
    Failed(Duration),
    LeftOut(&'static str),
}

impl Steps {
    /// Takes a step; a failure names it.
    pub(crate) fn take<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        say::line(format!("\n=== {name}"));
        let since = now();
        let result = work();
        let took = now().duration_since(since);
        say::line(format!(
            "=== {name}: {} in {}",
            if result.is_ok() { "passed" } else { "FAILED" },
            seconds(took)
        ));
        let end = if result.is_ok() { End::Passed(took) } else { End::Failed(took) };
        self.taken.push(Step { name, end });
        result.with_context(|| format!("{name} failed"))
    }

    /// Notes a step that is not taken, and why.
    pub(crate) fn leave_out(&mut self, name: &'static str, why: &'static str) {
        self.taken.push(Step { name, end: End::LeftOut(why) });
    }

    /// One line for each step.
    pub(crate) fn summary(&self) -> String {
        let width = self.taken.iter().map(|step| step.name.len()).max().unwrap_or_default();
        let mut table = String::from("\n=== Summary");
        for Step { name, end } in &self.taken {
            let end = match end {
                End::Passed(took) => format!("passed    {:>8}", seconds(*took)),
                End::Failed(took) => format!("FAILED    {:>8}", seconds(*took)),
                End::LeftOut(why) => format!("left out  ({why})"),
            };
            table.push_str(&format!("\n{name:width$}  {end}"));
        }
        table
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

#[expect(clippy::disallowed_methods, reason = "xtask tells how long its steps take")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn a_failed_step_is_named() {
        let mut steps = Steps::default();
        let failure = steps.take("a step", || Err::<(), _>(anyhow!("a cause"))).unwrap_err();
        assert_eq!(format!("{failure:#}"), "a step failed: a cause");
        assert!(steps.summary().contains("a step  FAILED"));
    }

    #[test]
    fn the_summary_lists_what_was_left_out() {
        let mut steps = Steps::default();
        steps.take("first", || Ok(())).unwrap();
        steps.leave_out("second step", "no time");
        let summary = steps.summary();
        assert!(summary.contains("first        passed"), "{summary}");
        assert!(summary.contains("second step  left out  (no time)"), "{summary}");
    }
}
