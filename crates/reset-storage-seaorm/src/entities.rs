//! The tables' rows as they are stored; nothing outside this crate sees them.
//! Instants are microseconds since 1970 in UTC, digests are bytes, states are words.

#![expect(
    unreachable_pub,
    reason = "the types that sea-orm derives around a row are public, so the row is too"
)]

pub(crate) mod accounts;
pub(crate) mod attempts;
pub(crate) mod audit_events;
pub(crate) mod credentials;
pub(crate) mod devices;
pub(crate) mod intake;
pub(crate) mod outbox;
pub(crate) mod reset_links;
pub(crate) mod reset_requests;
pub(crate) mod session_confirmations;
pub(crate) mod sessions;
pub(crate) mod temporary_passwords;
pub(crate) mod users;
