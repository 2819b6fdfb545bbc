//! See `reset_http_poem::fuzzing::paths`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| reset_http_poem::fuzzing::paths(data));
