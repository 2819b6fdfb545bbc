//! The languages there are.

/// One language: its words, and whose rules its dates and times follow.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Language<'a> {
    /// Its tag: `de`.
    pub(crate) tag: &'a str,
    /// The tag whose dates and times it writes where nobody says more; CLDR's `en` would be that of the United States.
    pub(crate) formats: &'a str,
    /// Its catalogue.
    pub(crate) source: &'a str,
    /// What becomes of its words.
    pub(crate) voice: Voice,
}

/// How the words of a catalogue are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// As they stand there.
    Plain,
    /// Accented and about a third longer, to find what does not fit and what comes from no catalogue.
    #[cfg(feature = "pseudo-locales")]
    Longer,
    /// Upside down, for a language that runs from right to left.
    #[cfg(feature = "pseudo-locales")]
    Turned,
}

impl<'a> Language<'a> {
    /// A language whose words are said as they stand.
    pub(crate) const fn plain(tag: &'a str, formats: &'a str, source: &'a str) -> Self {
        Self { tag, formats, source, voice: Voice::Plain }
    }
}

/// Those that are shipped, in the order in which pages link to them; the first one says what others lack.
pub(crate) const EMBEDDED: &[Language<'static>] = &[
    Language::plain("en", "en-GB", include_str!("../../locales/en.ftl")),
    Language::plain("de", "de", include_str!("../../locales/de.ftl")),
    Language::plain("es", "es", include_str!("../../locales/es.ftl")),
    Language::plain("fr", "fr", include_str!("../../locales/fr.ftl")),
    Language::plain("ar", "ar", include_str!("../../locales/ar.ftl")),
];

/// Made from English, for tests and for the gallery (named as in CLDR: `XA` and `XB` are no regions).
#[cfg(feature = "pseudo-locales")]
pub(crate) const PSEUDO: &[Language<'static>] = &[
    Language {
        voice: Voice::Longer,
        ..Language::plain("en-XA", "en-GB", include_str!("../../locales/en.ftl"))
    },
    Language { voice: Voice::Turned, ..Language::plain("ar-XB", "ar", include_str!("../../locales/en.ftl")) },
];
