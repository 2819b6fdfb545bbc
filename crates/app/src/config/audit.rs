//! `[audit]`: how long it is remembered what happened.

use time::Duration;

use super::outline::{Key, Outline};
use super::section::{Read, Section};
use super::values::{LONGEST, duration};

/// The keys of `[audit]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "audit",
    about: "How long it is remembered what happened.",
    keys: &[Key::with_default("keep", r#""400d""#, "Events older than this are swept.")],
};

/// How long it is remembered what happened.
#[derive(Debug, Clone)]
pub(crate) struct Audit {
    /// Events older than this are swept.
    pub(crate) keep: Duration,
}

impl Audit {
    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let keep = section.parsed("keep", duration(Duration::SECOND..=LONGEST))?;
        Ok(Self { keep })
    }
}
