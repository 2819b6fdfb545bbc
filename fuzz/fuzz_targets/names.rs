//! See `reset_domain::fuzzing::names`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| reset_domain::fuzzing::names(data));
