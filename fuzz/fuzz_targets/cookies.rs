//! See `reset_http_poem::fuzzing::cookies`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| reset_http_poem::fuzzing::cookies(data));
