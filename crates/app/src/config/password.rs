//! `[password]`: what a chosen password must be, and what hashing it costs.

use reset_domain::Policy;
use reset_host::Argon2Settings;

use super::outline::{Key, Outline};
use super::section::{Read, Section};

/// The keys of `[password]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "password",
    about: "The passwords that people choose.",
    keys: &[
        Key::with_default("min_length", "15", "The fewest Unicode characters; 8 is the lowest allowed."),
        Key::with_default("argon2_memory", "19456", "Argon2id's memory in KiB; may be raised."),
        Key::with_default("argon2_passes", "2", "Argon2id's passes; may be raised."),
        Key::with_default("argon2_lanes", "1", "Argon2id's lanes; may be raised."),
    ],
};

/// A password has at most 1,024 bytes, and a character up to four.
const LONGEST_MIN_LENGTH: usize = 256;

/// What a chosen password must be, and what hashing it costs.
#[derive(Debug, Clone)]
pub(crate) struct Password {
    /// The fewest Unicode characters.
    pub(crate) min_length: usize,
    /// Argon2id's memory in KiB.
    pub(crate) argon2_memory: u32,
    /// Argon2id's passes.
    pub(crate) argon2_passes: u32,
    /// Argon2id's lanes.
    pub(crate) argon2_lanes: u32,
}

impl Password {
    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let limit = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let min_length =
            section.number("min_length", limit(Policy::LOWEST_MIN_LENGTH)..=limit(LONGEST_MIN_LENGTH));
        let argon2_memory = section
            .number("argon2_memory", Argon2Settings::FLOOR_MEMORY_KIB..=Argon2Settings::CAP_MEMORY_KIB);
        let argon2_passes =
            section.number("argon2_passes", Argon2Settings::FLOOR_PASSES..=Argon2Settings::CAP_PASSES);
        let argon2_lanes =
            section.number("argon2_lanes", Argon2Settings::FLOOR_LANES..=Argon2Settings::CAP_LANES);
        Ok(Self {
            min_length: usize::try_from(min_length?).unwrap_or(LONGEST_MIN_LENGTH),
            argon2_memory: argon2_memory?,
            argon2_passes: argon2_passes?,
            argon2_lanes: argon2_lanes?,
        })
    }
}
