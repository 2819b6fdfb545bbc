//! One file per repository of the domain; each is implemented by the unit of work itself.

mod accounts;
mod attempt_log;
mod audit_log;
mod credentials;
mod devices;
mod intake;
mod outbox;
mod reset_requests;
mod sessions;
mod users;
