//! Reference adapters, laws and fixtures: what tests are made of, here and in every adapter's crate.

mod counted_entropy;
mod fixed_links;
#[expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "constants that parse, or no test would pass"
)]
pub mod fixtures;
mod flaky;
mod in_memory;
pub mod journey;
#[expect(clippy::missing_panics_doc, clippy::panic, reason = "a law panics where it is broken")]
pub mod laws;
mod list_screen;
mod mailbox;
mod manual_clock;
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "seeds that cannot be read end the test"
)]
mod mutants;
mod plain_hasher;
#[expect(clippy::expect_used, clippy::panic, reason = "a world that cannot be built or worked ends the test")]
mod world;

pub use counted_entropy::CountedEntropy;
pub use fixed_links::FixedLinks;
pub use flaky::{CommitFault, Flaky, Plan, Trouble};
pub use in_memory::{CopiedOnWrite, InMemory, Isolation, Table, Tables};
pub use list_screen::ListScreen;
pub use mailbox::Mailbox;
pub use manual_clock::ManualClock;
pub use mutants::try_seeds_and_mutants;
pub use plain_hasher::PlainHasher;
pub use world::World;
