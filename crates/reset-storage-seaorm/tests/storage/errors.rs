//! Reading errors.

use std::error::Error;
use std::fmt::Write;

/// Everything an error says, in any way it can be asked.
pub(crate) fn whole_text(error: &dyn Error) -> String {
    let mut text = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(cause) = source {
        write!(text, " {cause} {cause:?}").unwrap();
        source = cause.source();
    }
    text
}
