//! What the program says about itself while it runs, on standard error.

use std::env;
use std::io::{self, IsTerminal};

use tracing::level_filters::LevelFilter;
use tracing::{Level, Metadata};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use crate::failure::Failure;

/// The variable that says what is logged, in the words of `tracing`: `debug`, `info,reset_http_poem=trace`.
const VARIABLE: &str = "READMIT_LOG";

/// Where what we write ourselves comes from.
const OWN_TARGETS: [&str; 2] = ["readmit", "reset_"];

/// Logs from here on.
///
/// Libraries never get to say more than `info`, whatever is asked for: their finer events carry requests,
/// statements and mail as they are, and with them secrets. Our own never do.
pub(crate) fn start() -> Result<(), Failure> {
    let asked = env::var(VARIABLE).unwrap_or_default();
    let asked = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .parse(asked)
        .map_err(|error| Failure::Usage(format!("{VARIABLE}: {error}")))?;
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    tracing_subscriber::registry()
        .with(lines.with_filter(filter_fn(is_discreet)).with_filter(asked))
        .try_init()
        .map_err(|error| Failure::Failed(error.into()))
}

fn is_discreet(metadata: &Metadata<'_>) -> bool {
    let is_own = OWN_TARGETS.iter().any(|target| metadata.target().starts_with(target));
    is_own || *metadata.level() <= Level::INFO
}
