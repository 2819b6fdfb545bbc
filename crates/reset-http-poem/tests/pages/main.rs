//! The pages, over a real socket: a browser made by hand against the portal on the in-memory world.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod browser;
mod callers;
mod changing;
mod connections;
mod cookies;
mod cross_site;
mod faults;
mod forms;
mod headers;
mod health;
#[cfg(feature = "inbox")]
mod inbox;
mod journey;
mod languages;
mod launching;
mod links;
mod moody;
mod portal;
mod quiet;
mod signing_in;
mod statuses;
mod throttles;
