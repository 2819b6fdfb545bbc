//! What is wrong with a configuration, where, and what to do about it.

use std::fmt;
use std::path::PathBuf;

/// Where a mistake stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// In this line of the file, counted from 1.
    Line(usize),
    /// In this environment variable.
    Variable(String),
    /// Nowhere: something is missing.
    Nowhere,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => f.pad(&format!("line {line}")),
            Self::Variable(name) => f.pad(name),
            Self::Nowhere => f.pad(""),
        }
    }
}

/// One thing that is wrong. It never repeats the value of a key that may hold a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// Which key: `portal.url`; empty where it is the file as a whole.
    pub(crate) key: String,
    /// Where it stands.
    pub(crate) place: Place,
    /// What is wrong.
    pub(crate) what: String,
    /// What to do about it.
    pub(crate) remedy: String,
}

/// All that is wrong with one configuration, as a report for people.
#[derive(Debug)]
pub(crate) struct Mistakes {
    /// The file that was read.
    pub(crate) file: PathBuf,
    /// Never empty; in the order of the file.
    pub(crate) list: Vec<Mistake>,
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = match self.list.len() {
            1 => "1 mistake".to_owned(),
            many => format!("{many} mistakes"),
        };
        write!(f, "{}: {count}", self.file.display())?;
        let width = self.list.iter().map(|mistake| mistake.place.to_string().len()).max().unwrap_or_default();
        for Mistake { key, place, what, remedy } in &self.list {
            let subject = match key.as_str() {
                "" => what.clone(),
                key => format!("{key}: {what}"),
            };
            write!(f, "\n  {place:width$}  {subject}\n  {:width$}  {remedy}", "")?;
        }
        Ok(())
    }
}
