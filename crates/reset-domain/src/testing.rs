//! Reference adapters, laws and fixtures: what tests are made of, here and in every adapter's crate.
