//! What goes wrong around the program, and that nobody notices but the letter comes later.

mod database;
mod mail;
mod stopping;
