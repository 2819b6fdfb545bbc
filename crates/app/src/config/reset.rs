//! `[reset]`: links and what following them takes.

use reset_templates::LinkRule;
use time::Duration;

use super::outline::{Key, Outline};
use super::section::{Read, Section};
use super::values::{LONGEST, choice, duration};

/// The keys of `[reset]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "reset",
    about: "The link in the first letter.",
    keys: &[
        Key::with_default(
            "link",
            r#""automatic""#,
            r#"Whether the page behind the link goes on by itself, or shows a button first ("confirm")."#,
        ),
        Key::with_default("link_life", r#""30m""#, "How long a link may be followed."),
    ],
};

/// Links and what following them takes.
#[derive(Debug, Clone)]
pub(crate) struct Reset {
    /// What the page behind a link does.
    pub(crate) link: LinkRule,
    /// How long a link may be followed.
    pub(crate) link_life: Duration,
}

impl Reset {
    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let link = section
            .parsed("link", choice(&[("automatic", LinkRule::Automatic), ("confirm", LinkRule::Confirm)]));
        let link_life = section.parsed("link_life", duration(Duration::SECOND..=LONGEST));
        Ok(Self { link: link?, link_life: link_life? })
    }
}
