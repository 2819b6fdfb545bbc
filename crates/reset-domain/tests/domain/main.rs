//! The domain, tested on its reference adapters: the model, the use cases, the journey.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests end the test when something is missing"
)]

mod journey;
mod model;
mod use_cases;
