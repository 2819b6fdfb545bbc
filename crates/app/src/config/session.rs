//! `[session]`: how long a signed-in stay lasts.

use time::Duration;

use super::outline::{Key, Outline};
use super::section::{Read, Section};
use super::values::{Flaw, LONGEST, duration, write_duration};

/// The keys of `[session]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "session",
    about: "How long somebody stays signed in.",
    keys: &[
        Key::with_default("idle", r#""30m""#, "How long an unused session lives."),
        Key::with_default("absolute", r#""12h""#, "How long any session lives."),
    ],
};

/// How long a signed-in stay lasts.
#[derive(Debug, Clone)]
pub(crate) struct SessionLives {
    /// Unused.
    pub(crate) idle: Duration,
    /// In any case; no shorter than unused.
    pub(crate) absolute: Duration,
}

impl SessionLives {
    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let idle = section.parsed("idle", duration(Duration::SECOND..=LONGEST));
        let absolute = section.parsed("absolute", duration(Duration::SECOND..=LONGEST));
        let (idle, absolute) = (idle?, absolute?);
        if absolute < idle {
            let most = write_duration(absolute);
            let flaw = Flaw::new(
                format!("is longer than session.absolute ({most})"),
                format!("write {most} or less"),
            );
            return Err(section.note("idle", flaw.instead(format!("{most:?}"))));
        }
        Ok(Self { idle, absolute })
    }
}
