//! The domain, tested on its reference adapters: the model, the use cases, the journey.

mod journey;
mod model;
mod use_cases;
