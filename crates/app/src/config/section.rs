//! Reads one section key by key, and notes every mistake instead of stopping at the first.

use std::ops::RangeInclusive;

use figment::value::{Dict, Value};
use secrecy::SecretString;

use super::layer::{Origin, variable};
use super::layers::Layers;
use super::mistake::{Mistake, Place};
use super::outline::Outline;
use super::values::{Flaw, Instead, readable_file};

/// What was read, or the word that a mistake has been noted.
pub(crate) type Read<T> = Result<T, Noted>;

/// A mistake has been noted; there is nothing more to say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noted;

/// One section, or one entry of a list, being read.
pub(crate) struct Section<'a> {
    outline: &'static Outline,
    path: String,
    values: Dict,
    layers: &'a Layers,
    mistakes: &'a mut Vec<Mistake>,
}

impl<'a> Section<'a> {
    /// The section of this outline.
    pub(crate) fn new(outline: &'static Outline, layers: &'a Layers, mistakes: &'a mut Vec<Mistake>) -> Self {
        let values = layers.section(outline.name);
        Self { outline, path: outline.name.to_owned(), values, layers, mistakes }
    }

    /// The entry of a list at this index.
    pub(crate) fn entry(
        outline: &'static Outline,
        index: usize,
        values: Dict,
        layers: &'a Layers,
        mistakes: &'a mut Vec<Mistake>,
    ) -> Self {
        Self { outline, path: format!("{}.{index}", outline.name), values, layers, mistakes }
    }

    /// A key that always has a value, from its text.
    pub(crate) fn parsed<T>(&mut self, key: &str, parse: impl Fn(&str) -> Result<T, Flaw>) -> Read<T> {
        let text = self.text(key)?.ok_or_else(|| self.missing(key))?;
        parse(&text).map_err(|flaw| self.note(key, flaw))
    }

    /// A key that may be left out, or written as an empty text to say that it is.
    pub(crate) fn optional<T>(
        &mut self,
        key: &str,
        parse: impl Fn(&str) -> Result<T, Flaw>,
    ) -> Read<Option<T>> {
        match self.text(key)?.filter(|text| !text.trim().is_empty()) {
            Some(text) => parse(&text).map(Some).map_err(|flaw| self.note(key, flaw)),
            None => Ok(None),
        }
    }

    /// A whole number within limits.
    pub(crate) fn number(&mut self, key: &str, limits: RangeInclusive<u32>) -> Read<u32> {
        let number = match self.values.get(key) {
            None => return Err(self.missing(key)),
            Some(Value::Num(_, number)) => number.to_i128().or_else(|| number.to_u128()?.try_into().ok()),
            Some(value @ Value::String(_, text)) if self.is_variable(value) => text.trim().parse().ok(),
            Some(_) => None,
        };
        let Some(number) = number else {
            return Err(self.note(key, Flaw::new("is no whole number", "write one without quotes")));
        };
        match u32::try_from(number) {
            Ok(number) if limits.contains(&number) => Ok(number),
            _ if number < i128::from(*limits.start()) => {
                let least = limits.start();
                Err(self.note(key, Flaw::new(format!("is below {least}"), format!("write {least} or more"))))
            }
            _ => {
                let most = limits.end();
                Err(self.note(key, Flaw::new(format!("is above {most}"), format!("write {most} or less"))))
            }
        }
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, key: &str) -> Read<bool> {
        let flag = match self.values.get(key) {
            None => return Err(self.missing(key)),
            Some(Value::Bool(_, flag)) => Some(*flag),
            Some(value @ Value::String(_, text)) if self.is_variable(value) => text.trim().parse().ok(),
            Some(_) => None,
        };
        flag.ok_or_else(|| {
            self.note(key, Flaw::new("is neither true nor false", "write true or false, without quotes"))
        })
    }

    /// A list of texts; in the environment, texts with commas between.
    pub(crate) fn list<T>(&mut self, key: &str, parse: impl Fn(&str) -> Result<T, Flaw>) -> Read<Vec<T>> {
        let texts: Option<Vec<String>> = match self.values.get(key) {
            None => return Err(self.missing(key)),
            Some(Value::Array(_, values)) => {
                values.iter().map(|value| value.as_str().map(str::to_owned)).collect()
            }
            Some(value @ Value::String(_, text)) if self.is_variable(value) => Some(
                text.split(',').map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect(),
            ),
            Some(_) => None,
        };
        let Some(texts) = texts else {
            return Err(self.note(
                key,
                Flaw::new("is no list of texts", "write each in quotes, all of them in brackets"),
            ));
        };
        let mut list = Vec::new();
        let mut flawed = None;
        for (index, text) in texts.iter().enumerate() {
            match parse(text) {
                Ok(value) => list.push(value),
                Err(flaw) => {
                    let place = match self.place(key) {
                        Place::Line(_) => self.layers.line(&format!("{}.{key}.{index}", self.path)),
                        place => place,
                    };
                    flawed = Some(self.note_at(key, place, flaw));
                }
            }
        }
        flawed.map_or(Ok(list), Err)
    }

    /// A secret, written in the key itself or in the file that its twin names.
    /// Where both are written, the environment wins over the file; twice in the same layer is a mistake.
    ///
    /// What `parse` says of a secret must not repeat it.
    pub(crate) fn secret(
        &mut self,
        key: &str,
        twin: &str,
        parse: impl Fn(&str) -> Result<String, Flaw>,
    ) -> Read<Option<SecretString>> {
        let written = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let (text, file) = (written(self.text(key)?), written(self.text(twin)?));
        let (from, text) = match (text, file) {
            (None, None) => return Ok(None),
            (Some(text), None) => (key, text),
            (Some(text), Some(_)) if self.origin(twin) < self.origin(key) => (key, text),
            (Some(_), Some(_)) if self.origin(twin) == self.origin(key) => {
                let what = format!("is written beside {}.{key}", self.path);
                return Err(self.note(twin, Flaw::new(what, "write one of them").with_advice_alone()));
            }
            (_, Some(file)) => (twin, read_secret(&file).map_err(|flaw| self.note(twin, flaw))?),
        };
        parse(&text).map(|text| Some(SecretString::from(text))).map_err(|flaw| self.note(from, flaw))
    }

    /// Notes what is wrong with a key.
    pub(crate) fn note(&mut self, key: &str, flaw: Flaw) -> Noted {
        self.note_at(key, self.place(key), flaw)
    }

    /// Notes that a key has to be written.
    pub(crate) fn missing(&mut self, key: &str) -> Noted {
        self.note_at(key, self.layers.line(&self.path), Flaw::new("is missing", "write for example"))
    }

    /// Whether somebody wrote a key.
    pub(crate) fn is_written(&self, key: &str) -> bool {
        self.values.get(key).is_some_and(|value| !value.as_str().is_some_and(|text| text.trim().is_empty()))
    }

    fn text(&mut self, key: &str) -> Read<Option<String>> {
        match self.values.get(key) {
            None => Ok(None),
            Some(Value::String(_, text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.note(key, Flaw::new("is no text", "write it in quotes"))),
        }
    }

    fn origin(&self, key: &str) -> Origin {
        self.values.get(key).map_or(Origin::Defaults, |value| self.layers.origin(value.tag()))
    }

    fn is_variable(&self, value: &Value) -> bool {
        self.layers.origin(value.tag()) == Origin::Environment
    }

    fn place(&self, key: &str) -> Place {
        match self.values.get(key) {
            Some(value) => self.layers.place(value, &self.path, key),
            None => self.layers.line(&self.path),
        }
    }

    fn note_at(&mut self, key: &str, place: Place, flaw: Flaw) -> Noted {
        let literal = match flaw.instead {
            Instead::Sample => self.outline.key(key).map(|key| key.sample().to_owned()),
            Instead::Literal(literal) => Some(literal),
            Instead::Nothing => None,
        };
        let name = shown(&format!("{}.{key}", self.path));
        let remedy = match (literal, &place) {
            (None, _) => flaw.advice,
            (Some(literal), Place::Variable(_)) => {
                let bare = literal.replace(['[', ']', '"'], "");
                format!("{}: {}={bare}", flaw.advice, variable(&self.path, key))
            }
            (Some(literal), Place::Line(_) | Place::Nowhere) => {
                format!("{}: {name} = {literal}", flaw.advice)
            }
        };
        self.mistakes.push(Mistake { key: name, place, what: flaw.what, remedy });
        Noted
    }
}

/// A path as people read it: the entries of a list share its name, their lines tell them apart.
pub(crate) fn shown(path: &str) -> String {
    path.split('.').filter(|part| part.parse::<usize>().is_err()).collect::<Vec<_>>().join(".")
}

/// The first line end at the end of the file belongs to the file, not to the secret.
fn read_secret(file: &str) -> Result<String, Flaw> {
    let path = readable_file(file)?;
    let text = std::fs::read_to_string(path).map_err(|error| {
        Flaw::new(format!("cannot be read ({error})"), "name a text file").with_advice_alone()
    })?;
    let secret = text.strip_suffix('\n').unwrap_or(&text);
    let secret = secret.strip_suffix('\r').unwrap_or(secret);
    if secret.is_empty() {
        return Err(Flaw::new("names an empty file", "write the secret into it").with_advice_alone());
    }
    Ok(secret.to_owned())
}
