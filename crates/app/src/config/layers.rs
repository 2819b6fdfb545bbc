//! The layers put together: what holds for each key, and where it was written.

use std::collections::BTreeMap;
use std::ffi::OsString;

use figment::value::{Dict, Tag, Value};
use figment::{Figment, Profile, Provider};

use super::layer::{Layer, Origin, variable};
use super::mistake::{Mistake, Place};
use super::outline::Outline;
use super::spelling;

/// What holds, and where it was written.
pub(crate) struct Layers {
    figment: Figment,
    values: Dict,
    lines: BTreeMap<String, usize>,
}

impl Layers {
    /// Puts defaults, file and environment together; notes what no section and no key is, in each of them.
    ///
    /// `lists` are the sections that are written as `[[name]]`, any number of times, and in the file alone.
    /// A syntax error is the only mistake of its file: what else is wrong cannot be told.
    pub(crate) fn gather(
        text: &str,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
        sections: &[&'static Outline],
        lists: &[&'static Outline],
        mistakes: &mut Vec<Mistake>,
    ) -> Result<Self, Vec<Mistake>> {
        let defaults = Layer::of_defaults(sections).map_err(|mistake| vec![mistake])?;
        let mut file = Layer::of_file(text).map_err(|mistake| vec![mistake])?;
        let mut environment = Layer::of_environment(variables, mistakes);
        let lines = std::mem::take(&mut file.lines);

        let mut check = Check { sections, lists, lines: &lines, mistakes };
        file.values = check.known(file.values, Origin::File);
        environment.values = check.known(environment.values, Origin::Environment);

        let figment = Figment::new()
            .merge(defaults.provider(Origin::Defaults))
            .merge(file.provider(Origin::File))
            .merge(environment.provider(Origin::Environment));
        let values =
            figment.data().ok().and_then(|mut data| data.remove(&Profile::Default)).unwrap_or_default();
        Ok(Self { figment, values, lines })
    }

    /// The keys of a section.
    pub(crate) fn section(&self, name: &str) -> Dict {
        self.values.get(name).and_then(Value::as_dict).cloned().unwrap_or_default()
    }

    /// The keys of each entry of a list, in the order of the file.
    pub(crate) fn list(&self, name: &str) -> Vec<Dict> {
        let entries = self.values.get(name).and_then(Value::as_array).unwrap_or_default();
        entries.iter().filter_map(Value::as_dict).cloned().collect()
    }

    /// Which layer a value comes from.
    pub(crate) fn origin(&self, tag: Tag) -> Origin {
        self.figment.get_metadata(tag).map_or(Origin::Defaults, |metadata| Origin::named(&metadata.name))
    }

    /// Where a value was written; `path` is that of its section.
    pub(crate) fn place(&self, value: &Value, path: &str, key: &str) -> Place {
        match self.origin(value.tag()) {
            Origin::Environment => Place::Variable(variable(path, key)),
            Origin::File => self.line(&format!("{path}.{key}")),
            Origin::Defaults => Place::Nowhere,
        }
    }

    /// Where something in the file begins.
    pub(crate) fn line(&self, path: &str) -> Place {
        self.lines.get(path).map_or(Place::Nowhere, |line| Place::Line(*line))
    }
}

/// Looks for sections and keys that nobody knows.
struct Check<'a> {
    sections: &'a [&'static Outline],
    lists: &'a [&'static Outline],
    lines: &'a BTreeMap<String, usize>,
    mistakes: &'a mut Vec<Mistake>,
}

impl Check<'_> {
    /// What remains of a layer when everything that has no place in it has been noted.
    fn known(&mut self, values: Dict, origin: Origin) -> Dict {
        let mut known = Dict::new();
        for (name, value) in values {
            let section = self.sections.iter().copied().find(|outline| outline.name == name);
            let list = self.lists.iter().copied().find(|outline| outline.name == name);
            match (section, list, value) {
                (Some(outline), _, Value::Dict(tag, keys)) => {
                    self.keys(outline, &name, &keys, origin);
                    known.insert(name, Value::Dict(tag, keys));
                }
                (Some(_), ..) => {
                    self.note(&name, "", origin, "is no section", format!("write its keys under [{name}]"));
                }
                (_, Some(_), value) if origin == Origin::Environment => {
                    for key in value.as_dict().into_iter().flat_map(Dict::keys) {
                        let remedy = format!("write it in the file, under [[{name}]]");
                        self.note(&name, key, origin, "cannot stand in the environment", remedy);
                    }
                }
                (_, Some(outline), Value::Array(tag, entries)) => {
                    for (index, keys) in entries.iter().enumerate() {
                        match keys.as_dict() {
                            Some(keys) => self.keys(outline, &format!("{name}.{index}"), keys, origin),
                            None => self.note(
                                &name,
                                "",
                                origin,
                                "is no list of tables",
                                format!("write [[{name}]]"),
                            ),
                        }
                    }
                    known.insert(name, Value::Array(tag, entries));
                }
                (_, Some(_), _) => {
                    self.note(
                        &name,
                        "",
                        origin,
                        "is no list of tables",
                        format!("write [[{name}]], once for each"),
                    );
                }
                (None, None, value) => self.unknown_section(&name, &value, origin),
            }
        }
        known
    }

    fn unknown_section(&mut self, name: &str, value: &Value, origin: Origin) {
        let sections: Vec<&'static Outline> = self.sections.iter().chain(self.lists).copied().collect();
        let alike = spelling::nearest(name, sections.iter().map(|outline| outline.name));
        match (value.as_dict(), alike) {
            (Some(keys), _) if origin == Origin::Environment => {
                for key in keys.keys() {
                    let remedy = match alike {
                        Some(alike) => format!("did you mean {}?", variable(alike, key)),
                        None => {
                            "take it out of the environment: READMIT_<SECTION>__<KEY> names a key of the file"
                                .to_owned()
                        }
                    };
                    self.note(name, key, origin, "is no key, and there is no such section", remedy);
                }
            }
            (Some(_), Some(alike)) => {
                self.note(name, "", origin, "is no section", format!("did you mean [{alike}]?"));
            }
            (Some(_), None) => {
                let names: Vec<&str> = sections.iter().map(|outline| outline.name).collect();
                self.note(
                    name,
                    "",
                    origin,
                    "is no section",
                    format!("the sections are {}", names.join(", ")),
                );
            }
            (None, _) => {
                let home = self.sections.iter().find(|outline| outline.key(name).is_some());
                let remedy = match home {
                    Some(outline) => format!("write it under [{}]", outline.name),
                    None => "write it under the section it belongs to".to_owned(),
                };
                self.note(name, "", origin, "stands outside of every section", remedy);
            }
        }
    }

    fn keys(&mut self, outline: &Outline, path: &str, keys: &Dict, origin: Origin) {
        for key in keys.keys().filter(|key| outline.key(key).is_none()) {
            let alike = spelling::nearest(key, outline.keys.iter().map(|key| key.name));
            let elsewhere = self.sections.iter().find(|other| other.key(key).is_some());
            let written = |section: &str, key: &str| match origin {
                Origin::Environment => variable(section, key),
                Origin::File | Origin::Defaults => format!("{section}.{key}"),
            };
            let remedy = match (alike, elsewhere) {
                (Some(alike), _) => format!("did you mean {}?", written(outline.name, alike)),
                (None, Some(other)) => format!("did you mean {}?", written(other.name, key)),
                (None, None) => {
                    let names: Vec<&str> = outline.keys.iter().map(|key| key.name).collect();
                    format!("the keys of {} are {}", outline.name, names.join(", "))
                }
            };
            self.note(path, key, origin, "is no key", remedy);
        }
    }

    fn note(&mut self, path: &str, key: &str, origin: Origin, what: &str, remedy: String) {
        let full = match key {
            "" => path.to_owned(),
            key => format!("{path}.{key}"),
        };
        let place = match origin {
            Origin::Environment => Place::Variable(variable(path, key)),
            Origin::File | Origin::Defaults => {
                self.lines.get(&full).map_or(Place::Nowhere, |line| Place::Line(*line))
            }
        };
        self.mistakes.push(Mistake {
            key: super::section::shown(&full),
            place,
            what: what.to_owned(),
            remedy,
        });
    }
}
