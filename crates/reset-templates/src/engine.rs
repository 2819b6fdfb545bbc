//! The template engine: parses every template once, refuses unknown variables, and gives templates their words.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Object, Value, from_args};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior};

use crate::catalogue::{Form, Words, escape};
use crate::error::TemplatesError;
use crate::overrides;

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        /// Every template there is, by the path under which a directory may replace it.
        pub(crate) const EMBEDDED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../templates/", $name)))),+];
    };
}

embedded![
    "layouts/letter-parts.html",
    "layouts/letter-parts.txt",
    "layouts/letter.html",
    "layouts/letter.txt",
    "layouts/obstacle.html",
    "layouts/page.html",
    "layouts/parts.html",
    "letters/email-address-changed/body.html",
    "letters/email-address-changed/body.txt",
    "letters/password-changed/body.html",
    "letters/password-changed/body.txt",
    "letters/password-reset-notification/body.html",
    "letters/password-reset-notification/body.txt",
    "letters/password-reset-request/body.html",
    "letters/password-reset-request/body.txt",
    "pages/bad-request.html",
    "pages/busy.html",
    "pages/change-password.html",
    "pages/confirm.html",
    "pages/cross-site.html",
    "pages/going-on.html",
    "pages/home.html",
    "pages/link-dead.html",
    "pages/not-allowed.html",
    "pages/not-found.html",
    "pages/password-reset.html",
    "pages/problem.html",
    "pages/reset-done.html",
    "pages/reset-link.html",
    "pages/sign-in.html",
    "pages/submitted.html",
    "pages/too-large.html",
    "pages/too-many.html",
];

/// How much of a line is shown beside what is wrong with it, in characters.
const SHOWN: usize = 80;

/// All templates, parsed.
pub(crate) struct Engine {
    environment: Environment<'static>,
    overrides: BTreeMap<&'static str, PathBuf>,
}

impl Engine {
    /// Parses the embedded templates, save for those that a directory replaces.
    pub(crate) fn new(directory: Option<&Path>) -> Result<Self, TemplatesError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_formatter(|out, state, value| match state.auto_escape() {
            AutoEscape::Html if !value.is_safe() => {
                out.write_str(&escape(&plain(value))).map_err(Error::from)
            }
            _ => minijinja::escape_formatter(out, state, value),
        });
        if let Some(directory) = directory {
            // One that is not there would otherwise pass for one that replaces nothing.
            overrides::refuse_superfluous(directory, directory)?;
        }
        let mut engine = Self { environment, overrides: BTreeMap::new() };
        engine.set_syntax().map_err(|error| engine.explain(&error))?;
        for (name, source) in EMBEDDED {
            let replaced = match directory {
                Some(directory) => overrides::read(&directory.join(name))?,
                None => None,
            };
            let added = match replaced {
                None => engine.environment.add_template(name, source),
                Some((path, source)) => {
                    engine.overrides.insert(name, path);
                    engine.environment.add_template_owned(*name, source)
                }
            };
            added.map_err(|error| engine.explain(&error))?;
        }
        Ok(engine)
    }

    /// Lines that hold nothing but a tag leave nothing behind.
    fn set_syntax(&mut self) -> Result<(), Error> {
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?;
        self.environment.set_syntax(syntax);
        Ok(())
    }

    /// Renders one template.
    pub(crate) fn render(&self, name: &str, context: &Value) -> Result<String, TemplatesError> {
        self.environment.get_template(name).and_then(|template| template.render(context)).map_err(|error| {
            match error.kind() {
                ErrorKind::UndefinedError => self.unknown_variable(name, context),
                _ => None,
            }
            .unwrap_or_else(|| self.explain(&error))
        })
    }

    /// The variable of an operator's template that there is not. The error itself may name the line of a macro of
    /// ours that was handed it.
    fn unknown_variable(&self, name: &str, context: &Value) -> Option<TemplatesError> {
        let own = |candidate: &&&str| **candidate == name || candidate.starts_with("layouts/");
        self.overrides.keys().filter(own).find_map(|own| {
            let template = self.environment.get_template(own).ok()?;
            let is_there = |variable: &str| {
                let value = variable.split('.').try_fold(context.clone(), |value, part| value.get_attr(part));
                value.is_ok_and(|value| !value.is_undefined())
            };
            let unknown =
                template.undeclared_variables(true).into_iter().filter(|variable| !is_there(variable));
            let line_of = |name: &String| template.source().lines().position(|line| line.contains(name));
            let found = unknown.filter_map(|name| Some((line_of(&name)?, name))).min();
            let (line, unknown) = found?;
            Some(TemplatesError::Template {
                file: self.file_of(own),
                line: line + 1,
                problem: format!("there is no `{unknown}` here"),
            })
        })
    }

    fn explain(&self, error: &Error) -> TemplatesError {
        TemplatesError::from_engine(error, self)
    }

    /// A line of a template that parsed, counted from 1.
    pub(crate) fn line(&self, name: &str, line: usize) -> Option<String> {
        let template = self.environment.get_template(name).ok()?;
        let text = template.source().lines().nth(line.checked_sub(1)?)?.trim();
        Some(text.chars().take(SHOWN).collect())
    }

    /// The file of a template: an override by its path, an embedded one by its name.
    pub(crate) fn file_of(&self, name: &str) -> String {
        match self.overrides.get(name) {
            Some(path) => path.display().to_string(),
            None => format!("templates/{name}"),
        }
    }
}

fn plain(value: &Value) -> std::borrow::Cow<'_, str> {
    match value.as_str() {
        Some(text) => text.into(),
        None => value.to_string().into(),
    }
}

/// `t("message-id", name=value, …)` in a template.
#[derive(Debug)]
pub(crate) struct Say(pub(crate) Words);

impl Object for Say {
    fn call(self: &Arc<Self>, state: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let (id, named): (&str, Kwargs) = from_args(args)?;
        let form = match state.auto_escape() {
            AutoEscape::Html => Form::Html,
            _ => Form::Text,
        };
        let mut args = FluentArgs::new();
        for name in named.args() {
            let value: Value = named.get(name)?;
            if value.is_undefined() {
                let what = format!("`{name}` for the message `{id}`");
                return Err(Error::new(ErrorKind::UndefinedError, what));
            }
            args.set(name.to_owned(), argument(&value, form));
        }
        let said = self
            .0
            .say(form, id, &args)
            .map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()).with_source(error))?;
        Ok(match form {
            Form::Html => Value::from_safe_string(said),
            Form::Text => Value::from(said),
        })
    }
}

/// Numbers choose plurals; everything else is text, escaped unless it is markup already.
fn argument(value: &Value, form: Form) -> FluentValue<'static> {
    match value.as_i64() {
        Some(number) if value.is_integer() => FluentValue::from(number),
        _ if form == Form::Html && !value.is_safe() => FluentValue::from(escape(&plain(value)).into_owned()),
        _ => FluentValue::from(plain(value).into_owned()),
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    fn files(directory: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(directory).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                files(&entry.path(), found);
            } else {
                found.push(entry.path());
            }
        }
    }

    #[test]
    fn embeds_every_template_there_is() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut found = Vec::new();
        files(&root, &mut found);
        let mut found: Vec<_> =
            found.iter().map(|path| path.strip_prefix(&root).unwrap().to_str().unwrap()).collect();
        found.sort_unstable();
        let embedded: Vec<_> = EMBEDDED.iter().map(|(name, _)| *name).collect();
        assert_eq!(found, embedded);
    }
}
