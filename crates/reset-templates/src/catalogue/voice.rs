//! What becomes of a catalogue's words before they are put together with what varies.

use std::borrow::Cow;

use super::languages::Voice;
use super::{Form, escape};

/// What Fluent does to the words of a message, not to what is put into them.
pub(crate) type Transform = fn(&str) -> Cow<'_, str>;

/// The transform of a voice, if it has one.
pub(crate) fn transform(voice: Voice, form: Form) -> Option<Transform> {
    match (voice, form) {
        (Voice::Plain, Form::Text) => None,
        (Voice::Plain, Form::Html) => Some(escape),
        #[cfg(feature = "pseudo-locales")]
        (Voice::Longer, Form::Text) => Some(longer),
        #[cfg(feature = "pseudo-locales")]
        (Voice::Longer, Form::Html) => Some(longer_html),
        #[cfg(feature = "pseudo-locales")]
        (Voice::Turned, Form::Text) => Some(turned),
        #[cfg(feature = "pseudo-locales")]
        (Voice::Turned, Form::Html) => Some(turned_html),
    }
}

#[cfg(feature = "pseudo-locales")]
fn longer(text: &str) -> Cow<'_, str> {
    fluent_pseudo::transform(text, false, true)
}

#[cfg(feature = "pseudo-locales")]
fn turned(text: &str) -> Cow<'_, str> {
    fluent_pseudo::transform(text, true, false)
}

// First the letters, then the markup: an `&amp;` must not be turned.
#[cfg(feature = "pseudo-locales")]
fn longer_html(text: &str) -> Cow<'_, str> {
    escape(&longer(text)).into_owned().into()
}

#[cfg(feature = "pseudo-locales")]
fn turned_html(text: &str) -> Cow<'_, str> {
    escape(&turned(text)).into_owned().into()
}
