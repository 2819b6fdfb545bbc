//! See `crates/app/src/config/fuzzing.rs`.

#![no_main]
#![expect(dead_code, unused_imports, reason = "most of it is for the program")]

#[path = "../../crates/app/src"]
mod app {
    pub(crate) mod config;
}

use app::config;

libfuzzer_sys::fuzz_target!(|data: &[u8]| config::fuzzing::configuration(data));
