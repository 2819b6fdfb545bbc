//! Use cases, each on a world of its own.

mod applications;
mod change_password;
mod letters;
mod links;
mod operators;
mod requests;
mod sign_in;
mod together;
mod trouble;
