//! See `reset_mail_smtp::fuzzing::reply`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| reset_mail_smtp::fuzzing::reply(data));
