//! This machine's time, luck and hashing power: the `Clock`, `Entropy`, `PasswordHasher` and `PasswordScreen` ports.
//!
//! The only crate that may ask the operating system for the time and for randomness.

mod argon2;
mod clock;
mod entropy;
mod screen;

pub use self::argon2::{Argon2Hasher, Argon2Settings, Argon2SettingsError};
pub use clock::SystemClock;
pub use entropy::SystemEntropy;
pub use screen::ZxcvbnScreen;
