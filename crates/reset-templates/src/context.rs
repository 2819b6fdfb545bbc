//! What templates are told, typed: `site` on every page and letter, `signed_in` on pages, then `page` or `letter`.

mod letter;
mod page;

use std::sync::Arc;

use fluent_bundle::FluentArgs;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::assets::{Assets, Picture};
use crate::branding::Palette;
use crate::catalogue::{Catalogues, Form, Words};
use crate::error::MessageError;
use crate::pages::SignedInFrame;
use crate::portal::{LinkRule, Portal};
use crate::time_words::{Moment, duration, moment};

pub(crate) use letter::LetterContext;
pub(crate) use page::PageContext;

/// The portal, in one language.
#[derive(Serialize)]
pub(crate) struct Site<'a> {
    lang: &'a str,
    dir: &'static str,
    name: &'a str,
    css: &'a str,
    js: &'a str,
    logo: &'a Picture,
    logo_dark: Option<&'a Picture>,
    colors: &'a Palette,
    path: &'a str,
    languages: Vec<Language>,
    support: Option<Support<'a>>,
    account_id_hint: Option<&'a str>,
    min_length: usize,
    link_is_automatic: bool,
    link_life: String,
    temporary_life: String,
}

/// Another language of the same page.
#[derive(Serialize)]
struct Language {
    tag: String,
    name: String,
}

/// Ways to reach somebody: an address or a number at least.
#[derive(Serialize)]
struct Support<'a> {
    email: Option<&'a str>,
    phone: Option<&'a str>,
    hours: Option<&'a str>,
    /// All of it, for plain text.
    text: String,
}

impl<'a> Site<'a> {
    /// Tells of the portal in the language of these words.
    pub(crate) fn new(
        portal: &'a Portal,
        assets: &'a Assets,
        words: &'a Words,
        path: &'a str,
    ) -> Result<Self, MessageError> {
        Ok(Self {
            lang: words.locale().as_str(),
            dir: words.direction(),
            name: &portal.name,
            css: &assets.css,
            js: &assets.js,
            logo: &assets.logo,
            logo_dark: assets.logo_dark.as_ref(),
            colors: &assets.colors,
            path: own_path(path),
            languages: Vec::new(),
            support: Support::new(portal, words)?,
            account_id_hint: portal.account_id_hint.as_deref(),
            min_length: portal.min_length,
            link_is_automatic: portal.link == LinkRule::Automatic,
            link_life: duration(words, portal.link_life)?,
            temporary_life: duration(words, portal.temporary_life)?,
        })
    }

    /// With links to the other languages, each named in itself.
    pub(crate) fn with_languages(mut self, catalogues: &Arc<Catalogues>) -> Result<Self, MessageError> {
        for locale in catalogues.locales().filter(|locale| locale.as_str() != self.lang) {
            let name = Words::new(catalogues, locale).say(Form::Text, "language-name", &FluentArgs::new())?;
            self.languages.push(Language { tag: locale.to_string(), name });
        }
        Ok(self)
    }
}

impl<'a> Support<'a> {
    fn new(portal: &'a Portal, words: &Words) -> Result<Option<Self>, MessageError> {
        let (email, phone) = (portal.support_email.as_deref(), portal.support_phone.as_deref());
        let ways = match (email, phone) {
            (None, None) => return Ok(None),
            (Some(way), None) => way.to_owned(),
            (None, Some(way)) => isolated(&on_one_line(way), words),
            (Some(email), Some(phone)) => {
                let phone = isolated(&on_one_line(phone), words);
                let args = FluentArgs::from_iter([("email", email), ("phone", phone.as_str())]);
                words.say(Form::Text, "support-both", &args)?
            }
        };
        let hours = portal.support_hours.as_deref();
        let text = match hours {
            None => ways,
            Some(hours) => {
                let hours = isolated(hours, words);
                let args = FluentArgs::from_iter([("support", ways), ("hours", hours)]);
                words.say(Form::Text, "support-hours", &args)?
            }
        };
        Ok(Some(Self { email, phone, hours, text }))
    }
}

/// A number, or an operator's words, that keep their own direction between words of another one:
/// between a first strong isolate and its end (Unicode Bidirectional Algorithm, section 2.4).
/// For languages from right to left alone, since some mail programs show the two as boxes;
/// on one line, because an isolate ends with its line.
fn isolated(text: &str, words: &Words) -> String {
    match words.direction() {
        "rtl" => format!("\u{2068}{}\u{2069}", on_one_line(text)),
        _ => text.to_owned(),
    }
}

/// With blanks at which no line is broken: half a telephone number is none.
fn on_one_line(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// A path, with or without a query, that stays with the portal when it is made a link of;
/// browsers read `//host` and `/\host` as another host.
fn own_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(|c: char| c == '\\' || c == '#' || c.is_control());
    if own { path } else { "" }
}

/// The bar and the reminder of a signed-in user.
#[derive(Serialize)]
pub(crate) struct SignedIn<'a> {
    form_token: &'a str,
    forced: bool,
    reminder: Option<Moment>,
}

impl<'a> SignedIn<'a> {
    /// Puts the end of the temporary password into words.
    pub(crate) fn new(
        frame: SignedInFrame<'a>,
        words: &Words,
        zone: &TimeZone,
    ) -> Result<Self, MessageError> {
        let reminder = frame.reminder.map(|at| moment(words, zone, at)).transpose()?;
        Ok(Self { form_token: frame.form_token, forced: frame.forced, reminder })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Assets, LetterContext, PageContext, Portal, SignedIn, Site, own_path};
    use crate::catalogue::{Catalogues, Words};
    use crate::{samples, time_words};

    /// What a template can name of a value.
    fn names(prefix: &str, value: impl serde::Serialize, found: &mut BTreeSet<String>) {
        let value = serde_json::to_value(value).unwrap();
        found.extend(value.as_object().unwrap().keys().map(|key| format!("{prefix}.{key}")));
    }

    #[test]
    fn every_variable_is_documented() {
        let portal: Portal = samples::portal();
        let assets = Assets::new(&portal.branding);
        let catalogues = std::sync::Arc::new(Catalogues::embedded().unwrap());
        let words = Words::new(&catalogues, &portal.locale);
        let zone = time_words::time_zone(&portal.time_zone).unwrap();
        let mut found = BTreeSet::new();
        let site = Site::new(&portal, &assets, &words, "/").unwrap();
        let site = site.with_languages(&catalogues).unwrap();
        names("site", &site, &mut found);
        for sample in samples::pages() {
            names("page", PageContext::from(&sample.page), &mut found);
            if let Some(frame) = sample.signed_in {
                let signed_in = SignedIn::new(frame, &words, &zone).unwrap();
                names("signed_in", &signed_in, &mut found);
            }
        }
        for (_, letter) in samples::letters() {
            let context = LetterContext::new(&letter, "", &words, &zone).unwrap();
            names("letter", &context, &mut found);
        }
        assert!(30 < found.len(), "{found:?}");
        let manual = include_str!("../../../docs/operating/branding.md");
        let said: BTreeSet<String> = manual
            .split('`')
            .filter(|code| {
                ["site.", "page.", "signed_in.", "letter."].iter().any(|start| code.starts_with(start))
            })
            .map(|code| code.split('.').take(2).collect::<Vec<_>>().join("."))
            .collect();
        assert_eq!(found, said);
    }

    #[test]
    fn never_links_to_another_host() {
        assert_eq!(own_path("/sign-in"), "/sign-in");
        for foreign in ["//evil.example", "/\\evil.example", "/\t/evil.example", "evil", "", "/a#b"] {
            assert_eq!(own_path(foreign), "", "{foreign:?}");
        }
    }
}
