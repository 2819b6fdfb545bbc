//! The words, one catalogue per language; what a language lacks is said in English.
//!
//! To add a language: put `locales/<tag>.ftl` beside `en.ftl`, with the same messages,
//! and name it in [`EMBEDDED`](languages::EMBEDDED).

mod draft;
mod languages;
mod rewording;
mod voice;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use reset_domain::defect::{Defect, is_planted};
use reset_domain::model::Locale;
use unic_langid::{CharacterDirection, LanguageIdentifier};

use crate::error::{MessageError, TemplatesError};
use draft::{Draft, Usage};
pub(crate) use languages::Language;
use voice::transform;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Plain text.
    Text,
    /// Text in HTML: what the catalogue says is escaped, what is put into it comes escaped.
    Html,
}

/// All languages.
pub(crate) struct Catalogues(Vec<Catalogue>);

struct Catalogue {
    locale: Locale,
    formats: String,
    direction: &'static str,
    messages: BTreeMap<String, Usage>,
    text: FluentBundle<Arc<FluentResource>>,
    html: FluentBundle<Arc<FluentResource>>,
}

impl Catalogues {
    /// The embedded ones.
    pub(crate) fn embedded() -> Result<Self, MessageError> {
        Self::parse(languages::EMBEDDED)
    }

    /// The embedded ones and the pseudo-locales.
    #[cfg(feature = "pseudo-locales")]
    pub(crate) fn with_pseudo_locales() -> Result<Self, MessageError> {
        Self::parse(&[languages::EMBEDDED, languages::PSEUDO].concat())
    }

    /// From these sources; the first one says what the others lack.
    pub(crate) fn parse(languages: &[Language<'_>]) -> Result<Self, MessageError> {
        let parse = |language: &Language<'_>| {
            let draft = Draft::read(&format!("locales/{}.ftl", language.tag), language.source)?;
            Catalogue::new(&draft, language)
        };
        languages.iter().map(parse).collect::<Result<_, _>>().map(Self)
    }

    /// The messages of the first language, each with what any language names in it.
    fn asked_for(&self) -> BTreeMap<String, Usage> {
        let mut asked_for = self.0.first().map(|english| english.messages.clone()).unwrap_or_default();
        for (id, usage) in self.0.iter().flat_map(|catalogue| &catalogue.messages) {
            asked_for.entry(id.clone()).and_modify(|known| known.and(usage));
        }
        asked_for
    }

    /// The languages there are.
    pub(crate) fn locales(&self) -> impl Iterator<Item = &Locale> {
        self.0.iter().map(|catalogue| &catalogue.locale)
    }

    /// The best language for a tag (RFC 4647, section 3.4): itself, else shorter and shorter prefixes of it,
    /// else a sister of the same language.
    pub(crate) fn lookup(&self, tag: &str) -> Option<&Locale> {
        let mut range = tag.trim();
        loop {
            if let Some(found) = self.locales().find(|locale| locale.as_str().eq_ignore_ascii_case(range)) {
                return Some(found);
            }
            match range.rsplit_once('-') {
                Some((shorter, _)) => range = shorter,
                None => break,
            }
        }
        let language = range.to_ascii_lowercase();
        self.locales().find(|locale| language_of(locale) == language)
    }

    /// As [`lookup`](Self::lookup), or why the portal cannot be set to that language.
    pub(crate) fn require(&self, tag: &str) -> Result<&Locale, TemplatesError> {
        self.lookup(tag).ok_or_else(|| TemplatesError::UnknownLocale {
            wanted: tag.to_owned(),
            known: self.locales().map(Locale::as_str).collect::<Vec<_>>().join(", "),
        })
    }
}

impl Catalogue {
    fn new(draft: &Draft, language: &Language<'_>) -> Result<Self, MessageError> {
        let broken = |problem: String| MessageError::Broken { file: draft.file.clone(), problem };
        let locale = Locale::parse(language.tag).map_err(|unfit| broken(unfit.to_string()))?;
        let identifier: LanguageIdentifier =
            language.tag.parse().map_err(|_| broken("its name is no language tag".into()))?;
        let bundle = |form| {
            let mut bundle = FluentBundle::new_concurrent(vec![identifier.clone()]);
            // The marks would stand as boxes in some mail programs, and be copied along with what they surround.
            bundle.set_use_isolating(false);
            bundle.set_transform(transform(language.voice, form));
            // The draft says nothing twice, so nothing is overridden.
            bundle.add_resource_overriding(Arc::clone(&draft.resource));
            bundle
        };
        Ok(Self {
            locale,
            formats: language.formats.to_owned(),
            direction: match identifier.character_direction() {
                CharacterDirection::RTL => "rtl",
                CharacterDirection::LTR | CharacterDirection::TTB => "ltr",
            },
            messages: draft.messages.clone(),
            text: bundle(Form::Text),
            html: bundle(Form::Html),
        })
    }

    fn say(&self, form: Form, id: &str, args: &FluentArgs<'_>) -> Option<Result<String, MessageError>> {
        let bundle = match form {
            Form::Text => &self.text,
            Form::Html => &self.html,
        };
        let pattern = bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        Some(match errors.first() {
            None => Ok(said),
            Some(error) => Err(MessageError::Unsaid { id: id.to_owned(), problem: error.to_string() }),
        })
    }
}

/// The first part of a tag.
fn language_of(locale: &Locale) -> String {
    locale.as_str().split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether a tag names a region, and not only a script, or a pseudo-locale (CLDR's `XA` and `XB`).
fn names_region(locale: &Locale) -> bool {
    let tag = icu_locale_core::Locale::try_from_str(locale.as_str());
    tag.is_ok_and(|tag| tag.id.region.is_some_and(|region| !["XA", "XB"].contains(&region.as_str())))
}

/// All languages, one of them chosen.
#[derive(Clone)]
pub(crate) struct Words {
    catalogues: Arc<Catalogues>,
    locale: Locale,
    region: Option<Locale>,
}

impl Words {
    /// The words of a language; of the fallback, if it is not one of them.
    pub(crate) fn new(catalogues: &Arc<Catalogues>, locale: &Locale) -> Self {
        Self { catalogues: Arc::clone(catalogues), locale: locale.clone(), region: None }
    }

    /// With dates and times as they are written where one of these comes from:
    /// the first that is of the same language and names a region.
    pub(crate) fn regional(mut self, readers: &[&Locale]) -> Self {
        let same_language = |reader: &&&Locale| language_of(reader) == language_of(&self.locale);
        let region = readers.iter().filter(same_language).find(|reader| names_region(reader));
        self.region = region.map(|reader| (*reader).clone());
        self
    }

    /// The tag whose dates and times these words go with.
    pub(crate) fn formats(&self) -> &str {
        match (&self.region, self.own()) {
            (Some(region), _) => region.as_str(),
            (None, Some(catalogue)) => &catalogue.formats,
            (None, None) => self.locale.as_str(),
        }
    }

    /// The language.
    pub(crate) fn locale(&self) -> &Locale {
        &self.locale
    }

    /// Which way its lines run, as in the attribute `dir`.
    pub(crate) fn direction(&self) -> &'static str {
        self.own().map_or("ltr", |catalogue| catalogue.direction)
    }

    /// Says a message, in English if the language lacks it.
    pub(crate) fn say(&self, form: Form, id: &str, args: &FluentArgs<'_>) -> Result<String, MessageError> {
        self.own()
            .into_iter()
            .chain(self.catalogues.0.first())
            .find_map(|catalogue| catalogue.say(form, id, args))
            .unwrap_or_else(|| Err(MessageError::Missing { id: id.to_owned() }))
    }

    fn own(&self) -> Option<&Catalogue> {
        self.catalogues.0.iter().find(|catalogue| catalogue.locale == self.locale)
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Words").field(&self.locale).finish()
    }
}

/// Escapes text for HTML, in elements and in quoted attributes.
/// Leaves `/` alone, so that a link stands in the source of a letter as it was minted.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    let is_plain = !text.contains(['&', '<', '>', '"', '\'']);
    if is_plain || is_planted(Defect::NothingIsEscaped) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {

    use super::*;

    const THREE: &[Language<'static>] = &[
        Language::plain("en", "en-GB", "a = Tom & { $x }\nb = only here"),
        Language::plain("pt-BR", "pt-BR", "a = Tomás & { $x }"),
        Language::plain("ar", "ar", "a = { $x }"),
    ];

    fn words(tag: &str) -> Words {
        Words::new(&Arc::new(Catalogues::parse(THREE).unwrap()), &Locale::parse(tag).unwrap())
    }

    fn args<'a>() -> FluentArgs<'a> {
        FluentArgs::from_iter([("x", "y")])
    }

    #[test]
    fn says_a_message_in_its_language_and_else_in_english() {
        assert_eq!(words("pt-BR").say(Form::Text, "a", &args()).unwrap(), "Tomás & y");
        assert_eq!(words("pt-BR").say(Form::Text, "b", &args()).unwrap(), "only here");
        assert_eq!(words("xx").say(Form::Text, "a", &args()).unwrap(), "Tom & y");
    }

    #[test]
    fn escapes_its_own_text_in_html_only() {
        assert_eq!(words("en").say(Form::Html, "a", &args()).unwrap(), "Tom &amp; y");
        assert_eq!(words("en").say(Form::Text, "a", &args()).unwrap(), "Tom & y");
    }

    #[test]
    fn refuses_an_unknown_message_and_a_missing_argument() {
        let missing = words("en").say(Form::Text, "c", &args()).unwrap_err();
        assert_eq!(missing.to_string(), "there is no message `c`");
        let unsaid = words("en").say(Form::Text, "a", &FluentArgs::new()).unwrap_err();
        assert!(matches!(unsaid, MessageError::Unsaid { .. }), "{unsaid}");
    }

    #[test]
    fn looks_languages_up_by_prefix_and_by_sister() {
        let catalogues = Catalogues::parse(THREE).unwrap();
        let found = |tag: &str| catalogues.lookup(tag).map(|locale| locale.as_str().to_owned());
        assert_eq!(found("EN-us-x-1").as_deref(), Some("en"));
        assert_eq!(found("pt-br").as_deref(), Some("pt-BR"));
        assert_eq!(found("pt-PT").as_deref(), Some("pt-BR"));
        assert_eq!(found("*"), None);
        assert_eq!(found("de"), None);
    }

    #[test]
    fn knows_which_way_lines_run() {
        assert_eq!(words("ar").direction(), "rtl");
        assert_eq!(words("en").direction(), "ltr");
    }

    #[test]
    fn refuses_a_broken_catalogue() {
        let parse = |source| Catalogues::parse(&[Language::plain("en", "en", source)]);
        assert!(parse("a = { $x").is_err());
        assert!(parse("a = 1\na = 2").is_err());
    }

    #[test]
    fn no_language_names_what_it_is_not_given_or_leaves_a_link_open() {
        let asked_for = Catalogues::embedded().unwrap().asked_for();
        for language in languages::EMBEDDED {
            Draft::read(language.tag, language.source).unwrap().examine(&asked_for).unwrap();
        }
    }

    #[test]
    fn writes_dates_as_the_reader_or_the_portal_does_in_the_same_language() {
        let formats = |readers: &[&str]| {
            let readers: Vec<_> = readers.iter().map(|tag| Locale::parse(tag).unwrap()).collect();
            words("en").regional(&readers.iter().collect::<Vec<_>>()).formats().to_owned()
        };
        assert_eq!(formats(&[]), "en-GB");
        assert_eq!(formats(&["en", "en-US"]), "en-US");
        assert_eq!(formats(&["de-AT", "en"]), "en-GB");
        assert_eq!(formats(&["en-XA", "en-Latn", "en-1", "en-Latn-IE"]), "en-Latn-IE");
    }
}
