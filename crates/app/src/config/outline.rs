//! What can be configured: every section with its keys, what holds unasked, and what each key means.
//!
//! One table serves three: the reader takes defaults and known names from it, mistakes take their examples
//! from it, and `readmit config example` prints it.

/// One section of the file.
#[derive(Debug)]
pub(crate) struct Outline {
    /// Its name: `portal`.
    pub(crate) name: &'static str,
    /// What it is about, in a sentence.
    pub(crate) about: &'static str,
    /// Its keys, in the order of the example.
    pub(crate) keys: &'static [Key],
}

/// One key of a section.
#[derive(Debug)]
pub(crate) struct Key {
    /// Its name within the section: `url`.
    pub(crate) name: &'static str,
    /// What holds where nobody writes it.
    pub(crate) unasked: Unasked,
    /// What it means, in a sentence.
    pub(crate) meaning: &'static str,
}

/// What holds where nobody writes a key. Every text is a TOML value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unasked {
    /// Nothing will do; it has to be written, for example so.
    Refused(&'static str),
    /// This value.
    Default(&'static str),
    /// Nothing; it could be written for example so.
    Nothing(&'static str),
}

impl Outline {
    /// The key of this name.
    pub(crate) fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The defaults of this section, as the file would say them.
    pub(crate) fn defaults(&self) -> String {
        self.keys.iter().fold(format!("[{}]\n", self.name), |text, key| match key.unasked {
            Unasked::Default(value) => format!("{text}{} = {value}\n", key.name),
            Unasked::Refused(_) | Unasked::Nothing(_) => text,
        })
    }
}

impl Key {
    /// A key that has to be written.
    pub(crate) const fn required(name: &'static str, example: &'static str, meaning: &'static str) -> Self {
        Self { name, unasked: Unasked::Refused(example), meaning }
    }

    /// A key that need not be written.
    pub(crate) const fn with_default(name: &'static str, value: &'static str, meaning: &'static str) -> Self {
        Self { name, unasked: Unasked::Default(value), meaning }
    }

    /// A key without which something is not there at all.
    pub(crate) const fn optional(name: &'static str, example: &'static str, meaning: &'static str) -> Self {
        Self { name, unasked: Unasked::Nothing(example), meaning }
    }

    /// A value that would be right, as TOML.
    pub(crate) const fn sample(&self) -> &'static str {
        match self.unasked {
            Unasked::Refused(value) | Unasked::Default(value) | Unasked::Nothing(value) => value,
        }
    }
}
