//! The mailer against a mail server that does as it is told, in this process.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first surprise")]

mod certificates;
mod connections;
mod desk;
mod encryption;
mod laws;
mod letters;
mod outcomes;
mod server;
