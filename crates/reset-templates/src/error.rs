//! Why there is no page or letter.

use std::error::Error;
use std::io;
use std::path::PathBuf;

use crate::engine::Engine;

/// What keeps templates from being set up or rendered. It never repeats what was to be rendered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TemplatesError {
    /// A template does not parse, or does not render.
    #[error("{file}, line {line}: {problem}")]
    Template {
        /// The file: an override by its path, an embedded one by its name.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// An override is there but cannot be read.
    #[error("{} cannot be read", path.display())]
    Unreadable {
        /// The file or the directory.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A template renders, but without what its page or letter is for.
    #[error("{file}: it needs {needed}")]
    Useless {
        /// The file: an override by its path, an embedded one by its name.
        file: String,
        /// What has to be there.
        needed: String,
    },
    /// A file of the directory that replaces nothing, by a slip in its name.
    #[error("{} replaces nothing: there is no template of that name, and words are in locales/<language>.ftl", path.display())]
    Superfluous {
        /// The file.
        path: PathBuf,
    },
    /// A catalogue cannot say what it was asked to say.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// The portal is set to a language without a catalogue.
    #[error(
        "nothing is said in `{wanted}`: choose one of {known}, or add locales/{wanted}.ftl to branding.templates"
    )]
    UnknownLocale {
        /// The language.
        wanted: String,
        /// Those that there are, joined by commas.
        known: String,
    },
    /// The portal is set to a time zone that nobody knows.
    #[error("`{name}` is not the IANA name of a time zone, such as Europe/London")]
    UnknownTimeZone {
        /// The name.
        name: String,
    },
}

/// What is wrong with a catalogue or with what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// The catalogue does not parse, or says what cannot be said.
    #[error("{file}: {problem}")]
    Broken {
        /// The file: an override by its path, an embedded one by its name.
        file: String,
        /// What is wrong, with lines.
        problem: String,
    },
    /// No catalogue has the message.
    #[error("there is no message `{id}`")]
    Missing {
        /// Its id.
        id: String,
    },
    /// The message needs something that was not given.
    #[error("the message `{id}` cannot be said: {problem}")]
    Unsaid {
        /// Its id.
        id: String,
        /// What it needs.
        problem: String,
    },
    /// There is no data to write dates with.
    #[error("dates cannot be written as in `{tag}`")]
    NoFormat {
        /// Whose dates they should have been.
        tag: String,
    },
    /// A moment so far away that no calendar has it.
    #[error("a time is out of range")]
    OutOfRange,
}

impl TemplatesError {
    /// Names the innermost template that failed: an error in a macro is told by the macro's line, not by its caller's.
    pub(crate) fn from_engine(error: &minijinja::Error, engine: &Engine) -> Self {
        let mut innermost = error;
        let mut next = error.source();
        while let Some(cause) = next {
            if let Some(inner) = cause.downcast_ref::<minijinja::Error>() {
                innermost = inner;
            }
            next = cause.source();
        }
        let name = innermost.name().or_else(|| error.name()).unwrap_or("a template");
        let line = innermost.line().or_else(|| error.line()).unwrap_or(1);
        let problem = match innermost.detail() {
            Some(detail) => format!("{}: {detail}", innermost.kind()),
            None => innermost.kind().to_string(),
        };
        let problem = match engine.line(name, line) {
            Some(text) => format!("{problem} in `{text}`"),
            None => problem,
        };
        Self::Template { file: engine.file_of(name), line, problem }
    }
}
