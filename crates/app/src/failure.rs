//! Why a command ended without having done its work, and the exit code that says so.

use std::fmt;
use std::process::ExitCode;

use reset_templates::TemplatesError;

use crate::config::Mistakes;

/// Why a command ended without having done its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It was called wrongly, in a way that the parser of arguments cannot see.
    Usage(String),
    /// The configuration is wrong.
    Config(Mistakes),
    /// It could not be done.
    Failed(anyhow::Error),
}

impl Failure {
    /// 2 for wrong usage, 78 for a wrong configuration (`EX_CONFIG` of sysexits.h), 1 for all else.
    /// Templates belong to the configuration: they are read at the start, and trying again mends nothing.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Failed(error) if error.is::<TemplatesError>() => ExitCode::from(78),
            Self::Failed(_) => ExitCode::from(1),
            Self::Usage(_) => ExitCode::from(2),
            Self::Config(_) => ExitCode::from(78),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(what) => write!(f, "error: {what}"),
            Self::Config(mistakes) => mistakes.fmt(f),
            // With its whole chain of causes.
            Self::Failed(error) => write!(f, "error: {error:#}"),
        }
    }
}

impl From<Mistakes> for Failure {
    fn from(mistakes: Mistakes) -> Self {
        Self::Config(mistakes)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}
