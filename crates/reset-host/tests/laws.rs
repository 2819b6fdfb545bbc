//! This machine obeys the laws of the ports it serves.

use std::sync::Arc;

use reset_domain::{clock_laws, entropy_laws, hasher_laws, screen_laws};
use reset_host::{Argon2Hasher, Argon2Settings, SystemClock, SystemEntropy, ZxcvbnScreen};

clock_laws!(SystemClock::new());
entropy_laws!(SystemEntropy);
hasher_laws!(Argon2Hasher::start(Argon2Settings::for_tests(), Arc::new(SystemEntropy)).unwrap());
screen_laws!(ZxcvbnScreen);
