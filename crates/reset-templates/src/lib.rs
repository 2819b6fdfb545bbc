//! What people see: pages and letters as typed render functions, in every language that has a catalogue.
//!
//! A caller names a [`Page`] or hands over a [`Letter`](reset_domain::model::Letter) and gets finished text;
//! that there are templates behind it stays in here.
//! Wording lives in `locales/`, one Fluent file per language; structure in `templates/`; look in `assets/`.
//! All of it is embedded at build; [`Portal::templates`] names a directory whose files replace single templates.

mod assets;
pub mod branding;
mod catalogue;
mod check;
mod context;
mod engine;
mod error;
pub mod letters;
mod overrides;
pub mod pages;
mod portal;
pub mod samples;
mod templates;
mod time_words;
mod wrap;

pub use assets::Asset;
pub use branding::{Accent, AccentError, Branding, Logo, LogoError};
pub use error::{MessageError, TemplatesError};
pub use letters::RenderedLetter;
pub use pages::{ConfirmProblem, Frame, Page, SignInNotice, SignInProblem, SignedInFrame};
pub use portal::{LinkRule, Portal};
pub use templates::Templates;
