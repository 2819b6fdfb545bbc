//! The operators' commands against a portal that runs.

mod help;
mod listings;
mod people;
mod previews;
mod refusals;
