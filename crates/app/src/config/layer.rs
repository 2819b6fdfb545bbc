//! The three layers of a configuration: defaults, beneath the file, beneath the environment.

use std::collections::BTreeMap;
use std::ffi::OsString;

use figment::value::{Dict, Map, Value};
use figment::{Metadata, Profile, Provider};
use toml_edit::{Document, Item, TableLike, TomlError};

use super::mistake::{Mistake, Place};
use super::outline::Outline;

/// What the names of all variables begin with.
const PREFIX: &str = "READMIT_";

/// Which layer a value comes from; a later one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// Nobody wrote it.
    Defaults,
    /// It stands in the file.
    File,
    /// It stands in the environment.
    Environment,
}

impl Origin {
    /// Its name as a source of figment's.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Defaults => "defaults",
            Self::File => "file",
            Self::Environment => "environment",
        }
    }

    /// The source of this name; what has none is a default.
    pub(crate) fn named(name: &str) -> Self {
        [Self::File, Self::Environment]
            .into_iter()
            .find(|origin| origin.name() == name)
            .unwrap_or(Self::Defaults)
    }
}

/// One layer: its values, and the lines they stand in, by dotted path.
#[derive(Default)]
pub(crate) struct Layer {
    /// The values by section and key.
    pub(crate) values: Dict,
    /// Where each stands, by dotted path: `http.trusted_proxies.1`; empty where the layer is no file.
    pub(crate) lines: BTreeMap<String, usize>,
}

impl Layer {
    /// What the reader assumes unasked.
    pub(crate) fn of_defaults(outlines: &[&Outline]) -> Result<Self, Mistake> {
        Self::of_file(&outlines.iter().map(|outline| outline.defaults()).collect::<String>())
    }

    /// A TOML file; its first syntax error, if it has one.
    pub(crate) fn of_file(text: &str) -> Result<Self, Mistake> {
        let document = Document::parse(text).map_err(|error| syntax_error(text, &error))?;
        let mut lines = BTreeMap::new();
        let values = table(document.as_table(), text, "", &mut lines);
        Ok(Self { values, lines })
    }

    /// The variables that name a section and a key: `READMIT_<SECTION>__<KEY>`. All others are none of ours.
    ///
    /// Values are taken as they are written; the reader of each key knows what it expects,
    /// so that a password of digits stays what it is.
    pub(crate) fn of_environment(
        variables: impl IntoIterator<Item = (OsString, OsString)>,
        mistakes: &mut Vec<Mistake>,
    ) -> Self {
        let mut sections: BTreeMap<String, Dict> = BTreeMap::new();
        for (name, value) in variables {
            let Some((section, key)) = name
                .to_str()
                .and_then(|name| name.strip_prefix(PREFIX))
                .and_then(|name| name.split_once("__"))
            else {
                continue;
            };
            let (section, key) = (section.to_lowercase(), key.to_lowercase());
            match value.into_string() {
                Ok(value) => {
                    sections.entry(section).or_default().insert(key, Value::from(value));
                }
                Err(_) => mistakes.push(Mistake {
                    place: Place::Variable(variable(&section, &key)),
                    key: format!("{section}.{key}"),
                    what: "is not UTF-8".to_owned(),
                    remedy: "write it in UTF-8".to_owned(),
                }),
            }
        }
        let values = sections.into_iter().map(|(section, keys)| (section, Value::from(keys))).collect();
        Self { values, lines: BTreeMap::new() }
    }

    /// This layer as a source of figment's.
    pub(crate) fn provider(self, origin: Origin) -> impl Provider {
        Source { origin, values: self.values }
    }
}

/// The variable that overrides a key.
pub(crate) fn variable(section: &str, key: &str) -> String {
    format!("{PREFIX}{section}__{key}").to_uppercase()
}

struct Source {
    origin: Origin,
    values: Dict,
}

impl Provider for Source {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.origin.name())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Profile::Default.collect(self.values.clone()))
    }
}

fn table(table: &dyn TableLike, text: &str, path: &str, lines: &mut BTreeMap<String, usize>) -> Dict {
    let mut values = Dict::new();
    for (name, item) in table.iter() {
        let path = match path {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        };
        // A header's own span begins the section; a key of a table made of dotted keys has the key's.
        let span = table.key(name).and_then(toml_edit::Key::span).or_else(|| item.span());
        if let Some(span) = span {
            lines.insert(path.clone(), line_of(text, span.start));
        }
        values.insert(name.to_owned(), value(item, text, &path, lines));
    }
    values
}

fn value(item: &Item, text: &str, path: &str, lines: &mut BTreeMap<String, usize>) -> Value {
    let mut list = |items: &mut dyn Iterator<Item = Item>| -> Vec<Value> {
        items
            .enumerate()
            .map(|(index, item)| {
                let path = format!("{path}.{index}");
                if let Some(span) = item.span() {
                    lines.insert(path.clone(), line_of(text, span.start));
                }
                value(&item, text, &path, lines)
            })
            .collect()
    };
    match item {
        Item::Value(toml_edit::Value::String(text)) => Value::from(text.value().as_str()),
        Item::Value(toml_edit::Value::Integer(number)) => Value::from(*number.value()),
        Item::Value(toml_edit::Value::Float(number)) => Value::from(*number.value()),
        Item::Value(toml_edit::Value::Boolean(flag)) => Value::from(*flag.value()),
        Item::Value(toml_edit::Value::Array(array)) => {
            Value::from(list(&mut array.iter().map(|value| Item::Value(value.clone()))))
        }
        Item::ArrayOfTables(tables) => {
            Value::from(list(&mut tables.iter().map(|table| Item::Table(table.clone()))))
        }
        Item::Value(toml_edit::Value::InlineTable(inner)) => Value::from(table(inner, text, path, lines)),
        Item::Table(inner) => Value::from(table(inner, text, path, lines)),
        // No key of ours is a date; the reader of the key will say so.
        Item::Value(toml_edit::Value::Datetime(_)) | Item::None => {
            Value::Empty(figment::value::Tag::Default, figment::value::Empty::Unit)
        }
    }
}

/// The parser's own report quotes the line, and the line may hold a password: only its words are taken.
fn syntax_error(text: &str, error: &TomlError) -> Mistake {
    let start = error.span().map_or(0, |span| span.start);
    let column = text
        .get(..start)
        .and_then(|before| before.rsplit('\n').next())
        .map_or(0, |line| line.chars().count());
    Mistake {
        key: String::new(),
        place: Place::Line(line_of(text, start)),
        what: format!("column {}: {}", column + 1, error.message().lines().collect::<Vec<_>>().join(", ")),
        remedy:
            "write the file in TOML, see https://toml.io; `readmit config example` prints one that is right"
                .to_owned(),
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}
