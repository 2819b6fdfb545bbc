//! How a locked-out person gets back into an admin portal: the model, the ports, the use cases and the laws.
//!
//! This crate does no I/O and knows no framework, database, mail library or runtime.
//! A portal embeds it by giving [`ResetService`] one adapter for each of the [`ports`].
//! Time and luck come through ports too, so whatever happens here happens the same way twice.
//!
//! Begin with [`ResetService`]: its methods are the table of contents of the product.

pub mod defect;
#[cfg(all(doctest, feature = "testing"))]
mod doc_tests;
pub mod fault;
#[cfg(any(test, feature = "fuzzing"))]
#[expect(clippy::missing_panics_doc, reason = "a fuzzer's entry point panics where a property is broken")]
pub mod fuzzing;
pub mod model;
pub mod policy;
pub mod ports;
pub mod service;
#[cfg(feature = "testing")]
pub mod testing;
pub mod use_cases;

pub use fault::Fault;
pub use policy::Policy;
pub use service::{Ports, ResetService};
