//! What the program says about itself while it runs, on standard error.

use std::env;
use std::io::{self, IsTerminal};

use tracing::Level;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use crate::failure::Failure;

/// The variable that says what is logged, in the words of `tracing`: `debug`, `info,reset_http_poem=trace`.
const VARIABLE: &str = "READMIT_LOG";
/// What is logged unasked. Each step of a migration is told in one line by whoever asked for it.
const UNASKED: &str = "info,sea_orm_migration=warn";

/// Where what we write ourselves comes from.
const OWN_TARGETS: [&str; 2] = ["readmit", "reset_"];

/// Logs from here on.
///
/// Libraries never get to say more than `info`, whatever is asked for: their finer events carry requests,
/// statements and mail as they are, and with them secrets. Our own never do.
pub(crate) fn start() -> Result<(), Failure> {
    let asked = env::var(VARIABLE).unwrap_or_else(|_| UNASKED.to_owned());
    let asked = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .parse(asked)
        .map_err(|error| Failure::Usage(format!("{VARIABLE}: {error}")))?;
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    tracing_subscriber::registry()
        .with(
            lines
                .with_filter(filter_fn(|event| is_discreet(event.target(), *event.level())))
                .with_filter(asked),
        )
        .try_init()
        .map_err(|error| Failure::Failed(error.into()))
}

fn is_discreet(target: &str, level: Level) -> bool {
    OWN_TARGETS.iter().any(|own| target.starts_with(own)) || level <= Level::INFO
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_never_get_to_say_more_than_info() {
        assert!(is_discreet("reset_http_poem::routes", Level::TRACE));
        assert!(is_discreet("readmit::lifecycle", Level::DEBUG));
        assert!(is_discreet("sqlx::query", Level::INFO));
        assert!(!is_discreet("sqlx::query", Level::DEBUG));
        assert!(!is_discreet("hyper::proto::h1::io", Level::TRACE));
    }
}
