//! `[confirm]`: how long a password confirmed for an application stays good.

use time::Duration;

use super::outline::{Key, Outline};
use super::section::{Read, Section};
use super::values::{LONGEST, duration};

/// The keys of `[confirm]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "confirm",
    about: "The password that some applications ask for again.",
    keys: &[Key::with_default(
        "life",
        r#""0s""#,
        "How long it stays good once confirmed; 0s asks every time.",
    )],
};

/// How long a password confirmed for an application stays good.
#[derive(Debug, Clone)]
pub(crate) struct Confirm {
    /// Zero asks every time.
    pub(crate) life: Duration,
}

impl Confirm {
    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let life = section.parsed("life", duration(Duration::ZERO..=LONGEST))?;
        Ok(Self { life })
    }
}
