//! `[temporary_password]`: how long the mailed one lives, and what follows it.

use reset_domain::Policy;
use reset_domain::policy::ChangeRule;
use time::Duration;

use super::outline::{Key, Outline};
use super::section::{Read, Section};
use super::values::{choice, duration};

/// The keys of `[temporary_password]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "temporary_password",
    about: "The password in the second letter.",
    keys: &[
        Key::with_default("life", r#""24h""#, "How long it is good; at most 24h."),
        Key::with_default(
            "change",
            r#""remind""#,
            r#"Whether people are reminded to choose their own, or can do nothing else first ("force")."#,
        ),
    ],
};

/// How long the mailed password lives, and what follows it.
#[derive(Debug, Clone)]
pub(crate) struct TemporaryPassword {
    /// How long it is good.
    pub(crate) life: Duration,
    /// What becomes of somebody who signed in with it.
    pub(crate) change: ChangeRule,
}

impl TemporaryPassword {
    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let life = section.parsed("life", duration(Duration::SECOND..=Policy::LONGEST_TEMPORARY_LIFE));
        let change =
            section.parsed("change", choice(&[("remind", ChangeRule::Remind), ("force", ChangeRule::Force)]));
        Ok(Self { life: life?, change: change? })
    }
}
