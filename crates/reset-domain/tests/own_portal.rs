//! The adapters of the example `own_portal` sit the exam that every adapter sits.

use std::sync::Arc;

use reset_domain::ports::{Intake, Storage};
use reset_domain::testing::laws::Subject;

use self::own_portal::clock::WallClock;
use self::own_portal::entropy::UrandomEntropy;
use self::own_portal::hasher::IteratedHasher;
use self::own_portal::screen::ShortListScreen;
use self::own_portal::storage::OwnStorage;

#[path = "../examples/own_portal"]
mod own_portal {
    pub(crate) mod clock;
    pub(crate) mod entropy;
    pub(crate) mod hasher;
    pub(crate) mod screen;
    pub(crate) mod storage;
}

impl Subject for OwnStorage {
    async fn fresh() -> Self {
        Self::default()
    }

    fn storage(&self) -> &dyn Storage {
        self
    }

    fn intake(&self) -> &dyn Intake {
        self
    }
}

#[expect(clippy::expect_used, reason = "a machine without randomness ends the test")]
fn entropy() -> UrandomEntropy {
    UrandomEntropy::open().expect("the system's source of randomness")
}

reset_domain::storage_laws!(OwnStorage, executor = pollster::block_on);
reset_domain::hasher_laws!(IteratedHasher::new(Arc::new(entropy())).unwrap(), executor = pollster::block_on);
reset_domain::clock_laws!(WallClock::new());
reset_domain::entropy_laws!(entropy());
reset_domain::screen_laws!(ShortListScreen);
