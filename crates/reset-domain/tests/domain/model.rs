//! Values and transitions, without any port.

mod credentials;
mod names;
mod passwords;
mod policies;
mod reset_requests;
mod tokens;
