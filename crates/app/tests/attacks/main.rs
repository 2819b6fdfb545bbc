//! The attack suite: each class of published vulnerability, tried against the built program over real sockets.
//!
//! One file per class, numbered as in `docs/threat-model.md`, each with a table of its attacks. The program has to
//! withstand each of them on every database; and each has to succeed against a program with the defect that stands
//! beside it, so that none is an attack that cannot succeed.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod class_01_poisoned_host;
mod class_02_ambiguous_parameters;
mod class_03_look_alikes;
mod class_04_leaks;
mod class_05_reuse;
mod class_06_predictability;
mod class_07_expiry;
mod class_08_binding;
mod class_09_sessions;
mod class_10_enumeration;
mod class_11_injection_into_mail;
mod class_12_flooding_and_guessing;
mod class_13_exhaustion;
mod class_14_cross_site;
mod class_15_redirects_and_scripts;
mod class_16_scanners_and_transport;
#[path = "../support/support.rs"]
#[expect(dead_code, reason = "each binary of tests uses a part of it")]
mod support;
mod table;
mod target;
