//! Everything that renders, set up once and shared.

use std::fmt;
use std::sync::Arc;

use fluent_bundle::FluentArgs;
use jiff::tz::TimeZone;
use minijinja::value::Serde;
use minijinja::{Value, context};
use reset_domain::model::{Letter, Locale};

use crate::assets::{Asset, Assets};
use crate::catalogue::{Catalogues, Form, Words};
use crate::context::{LetterContext, PageContext, SignedIn, Site};
use crate::engine::{Engine, Say};
use crate::error::TemplatesError;
use crate::letters::{RenderedLetter, stationery};
use crate::pages::{Frame, Page, Problem};
use crate::portal::Portal;
use crate::time_words::time_zone;
use crate::wrap::wrap;

/// Pages and letters of one portal. A clone is the same templates.
#[derive(Clone)]
pub struct Templates(Arc<Parts>);

struct Parts {
    portal: Portal,
    assets: Assets,
    zone: TimeZone,
    catalogues: Arc<Catalogues>,
    engine: Engine,
}

impl Templates {
    /// Parses everything once. Templates from [`Portal::templates`] must also render their samples,
    /// so that a mistake in one shows now and not when somebody is locked out.
    pub fn new(portal: Portal) -> Result<Self, TemplatesError> {
        Self::with_catalogues(portal, Catalogues::embedded()?)
    }

    /// As [`new`](Self::new), with the pseudo-locales `en-XA` (longer) and `ar-XB` (from right to left) besides.
    #[cfg(feature = "pseudo-locales")]
    pub fn with_pseudo_locales(portal: Portal) -> Result<Self, TemplatesError> {
        Self::with_catalogues(portal, Catalogues::with_pseudo_locales()?)
    }

    pub(crate) fn with_catalogues(portal: Portal, catalogues: Catalogues) -> Result<Self, TemplatesError> {
        let catalogues = match &portal.templates {
            Some(directory) => catalogues.reworded(directory)?,
            None => catalogues,
        };
        catalogues.require(portal.locale.as_str())?;
        let zone = time_zone(&portal.time_zone)?;
        let engine = Engine::new(portal.templates.as_deref())?;
        let replaced = portal.templates.is_some();
        let assets = Assets::new(&portal.branding);
        let catalogues = Arc::new(catalogues);
        let templates = Self(Arc::new(Parts { portal, assets, zone, catalogues, engine }));
        if replaced {
            templates.check()?;
        }
        Ok(templates)
    }

    /// The portal they speak for.
    pub fn portal(&self) -> &Portal {
        &self.0.portal
    }

    /// The files that pages refer to.
    pub fn assets(&self) -> &[Asset] {
        &self.0.assets.all
    }

    /// The languages that there is a catalogue for.
    pub fn locales(&self) -> impl Iterator<Item = &Locale> {
        self.0.catalogues.locales()
    }

    /// The language that somebody with this locale reads; an error that names those there are, if it is none of them.
    pub fn require(&self, locale: &Locale) -> Result<&Locale, TemplatesError> {
        self.0.catalogues.require(locale.as_str())
    }

    /// The best language there is for tags in order of preference, else the portal's own.
    pub fn negotiate(&self, wanted: &[&str]) -> Locale {
        let own = self.0.portal.locale.as_str();
        let found = wanted.iter().chain([&own]).find_map(|tag| self.0.catalogues.lookup(tag));
        found.cloned().unwrap_or_else(Locale::english)
    }

    /// Renders a page.
    pub fn page(&self, page: &Page<'_>, frame: &Frame<'_>) -> Result<String, TemplatesError> {
        let words = self.words(Some(frame.locale));
        let site = Site::new(&self.0.portal, &self.0.assets, &words, frame.path)?
            .with_languages(&self.0.catalogues)?;
        let signed_in =
            frame.signed_in.map(|frame| SignedIn::new(frame, &words, &self.0.zone)).transpose()?;
        let context = context! {
            t => Value::from_object(Say(words.clone())),
            site => Serde(site),
            signed_in => Serde(signed_in),
            problems => Serde(page.problems()),
            page => Serde(PageContext::from(page)),
        };
        self.0.engine.render(page.template(), &context)
    }

    /// Renders a letter in its reader's language, else in the portal's.
    pub fn letter(&self, letter: &Letter) -> Result<RenderedLetter, TemplatesError> {
        let words = self.words(letter.locale.as_ref());
        let stationery = stationery(&letter.body);
        let subject = words.say(Form::Text, stationery.subject, &FluentArgs::new())?;
        let context = context! {
            t => Value::from_object(Say(words.clone())),
            site => Serde(Site::new(&self.0.portal, &self.0.assets, &words, "")?),
            letter => Serde(LetterContext::new(letter, &subject, &words, &self.0.zone)?),
        };
        let text = wrap(&self.0.engine.render(stationery.text, &context)?);
        let html = self.0.engine.render(stationery.html, &context)?;
        Ok(RenderedLetter { subject, text, html, locale: words.locale().clone() })
    }

    /// What a page says of a problem.
    pub(crate) fn said(&self, problem: &Problem, locale: &Locale) -> Result<String, TemplatesError> {
        let args = FluentArgs::from_iter([("count", self.0.portal.min_length)]);
        Ok(self.words(Some(locale)).say(Form::Html, problem.message, &args)?)
    }

    /// Where a template comes from, for whoever is to mend it.
    pub(crate) fn file_of(&self, template: &str) -> String {
        self.0.engine.file_of(template)
    }

    fn words(&self, wanted: Option<&Locale>) -> Words {
        let locale = match wanted {
            Some(locale) => self.negotiate(&[locale.as_str()]),
            None => self.negotiate(&[]),
        };
        let readers: Vec<_> = wanted.into_iter().chain([&self.0.portal.locale]).collect();
        Words::new(&self.0.catalogues, &locale).regional(&readers)
    }
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Templates").field("portal", &self.0.portal).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {

    use reset_domain::Policy;

    use super::*;
    use crate::catalogue::Language;

    const TWO: &[Language<'static>] = &[
        Language::plain("en", "en-GB", include_str!("../locales/en.ftl")),
        Language::plain(
            "ar",
            "ar",
            "language-name = العربية\nsign-in-title = تسجيل الدخول\nletter-hello = مرحبا { $name }،",
        ),
    ];

    fn bilingual() -> Templates {
        let portal = Portal::new("Client Admin Portal", "https://portal.example.com", &Policy::default());
        Templates::with_catalogues(portal, Catalogues::parse(TWO).unwrap()).unwrap()
    }

    fn sign_in(tag: &str) -> String {
        let locale = Locale::parse(tag).unwrap();
        let page = Page::SignIn { username: "", next: None, notice: None, problem: None };
        bilingual().page(&page, &Frame { locale: &locale, path: "/sign-in", signed_in: None }).unwrap()
    }

    #[test]
    fn turns_a_page_round_for_a_language_that_runs_the_other_way() {
        let page = sign_in("ar-EG");
        assert!(page.contains(r#"<html lang="ar" dir="rtl">"#), "{page}");
        assert!(page.contains("<h1>تسجيل الدخول</h1>"), "{page}");
        assert!(page.contains("Forgot your Password?"), "what the language lacks is said in English: {page}");
    }

    #[test]
    fn links_to_the_other_languages_each_named_in_itself() {
        let link = r#"<a href="/sign-in?lang=ar" hreflang="ar" lang="ar">العربية</a>"#;
        assert!(sign_in("en").contains(link));
        assert!(!sign_in("ar").contains(link));
        assert!(sign_in("ar").contains(r#"hreflang="en""#));
    }

    #[test]
    fn writes_a_letter_in_its_readers_language_or_the_portals() {
        let templates = bilingual();
        let (_, mut letter) = crate::samples::letters().swap_remove(0);
        assert!(templates.letter(&letter).unwrap().text.starts_with("Hello Ava,\n\n"));
        letter.locale = Some(Locale::parse("ar").unwrap());
        let rendered = templates.letter(&letter).unwrap();
        assert!(rendered.text.starts_with("مرحبا Ava،\n\n"));
        assert_eq!(rendered.locale.as_str(), "ar");
        letter.locale = Some(Locale::parse("de").unwrap());
        assert_eq!(templates.letter(&letter).unwrap().locale.as_str(), "en");
    }

    #[test]
    fn takes_the_first_wanted_language_that_there_is() {
        let templates = bilingual();
        assert_eq!(templates.negotiate(&["de", "ar-EG", "en"]).as_str(), "ar");
        assert_eq!(templates.negotiate(&["de", "*"]).as_str(), "en");
        assert_eq!(templates.negotiate(&[]).as_str(), "en");
    }

    #[test]
    fn renders_every_sample_in_both_languages() {
        bilingual().check().unwrap();
    }
}
