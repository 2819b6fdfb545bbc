//! Values and transitions, without any port.

mod credentials;
mod names;
mod passwords;
mod reset_requests;
mod tokens;
