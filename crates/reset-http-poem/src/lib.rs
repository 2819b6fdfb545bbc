//! The portal's pages over HTTP: routes, cookies and headers around [`ResetService`](reset_domain::ResetService).
//!
//! [`endpoint()`] is a poem endpoint, so that another poem portal can nest it at its root;
//! [`serve()`] runs it, so that a program needs to know nothing of poem.
//! Each handler reads a form, calls one use case, and turns the outcome into a page or a redirect.
//! A handler runs as a task of its own: a lost connection never stops one between begin and commit.
//!
//! What is not here: rules of the product, words of a page, and any look at the `Host` header.

mod accept_loop;
mod assets;
mod caller;
mod cross_site;
mod endpoint;
mod fault_page;
mod form;
#[cfg(any(test, feature = "fuzzing"))]
#[expect(clippy::missing_panics_doc, reason = "a fuzzer's entry point panics where a property is broken")]
pub mod fuzzing;
mod health;
#[cfg(feature = "inbox")]
pub mod inbox;
mod pages;
mod routes;
#[cfg(feature = "planted-defects")]
mod sabotage;
mod security_headers;
mod session_cookie;
mod stills;
mod throttle;
mod visit;

pub use accept_loop::{Drained, Server, serve};
pub use endpoint::{Settings, endpoint};
pub use health::{Readiness, admin_endpoint};
pub use routes::PortalLinks;
#[cfg(feature = "planted-defects")]
pub use sabotage::host_of_the_last_request;
