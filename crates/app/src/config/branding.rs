//! `[branding]`: how the portal looks.

use std::path::PathBuf;

use super::outline::{Key, Outline};
use super::section::{Read, Section};
use super::values::{Flaw, readable_file, readable_folder};

/// The keys of `[branding]`.
pub(crate) const OUTLINE: Outline = Outline {
    name: "branding",
    about: "How the portal looks.",
    keys: &[
        Key::optional(
            "logo",
            r#""/etc/portal/logo.svg""#,
            "Stands left of the name: SVG, PNG or WebP, at most 64 KiB.",
        ),
        Key::optional("logo_dark", r#""/etc/portal/logo-dark.svg""#, "The same where the page is dark."),
        Key::optional("accent", r##""#1f5fae""##, "The color of the main button and of links."),
        Key::optional(
            "templates",
            r#""/etc/portal/templates""#,
            "A folder with pages, letters and texts of your own.",
        ),
    ],
};

/// The largest logo, in bytes: every page waits for it.
const LARGEST_LOGO: u64 = 64 * 1024;

/// How the portal looks.
#[derive(Debug, Clone)]
pub(crate) struct Branding {
    /// A picture left of the name; the file could be read.
    pub(crate) logo: Option<PathBuf>,
    /// The same where the page is dark; the file could be read.
    pub(crate) logo_dark: Option<PathBuf>,
    /// The color of the main button and of links.
    pub(crate) accent: Option<Color>,
    /// A folder with templates of the operator's own; it could be read.
    pub(crate) templates: Option<PathBuf>,
}

/// A color as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Color;

impl Color {
    /// Takes `#rrggbb` alone.
    pub(crate) fn parse(text: &str) -> Result<Self, Flaw> {
        let text = text.trim();
        let digits = text.strip_prefix('#').unwrap_or_default();
        if digits.len() != 6 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
            return Err(Flaw::new(format!("is no color ({text:?})"), "write # and six hexadecimal digits"));
        }
        Ok(Self)
    }
}

impl Branding {
    /// Keys that are checked already and show on no page yet; whoever writes one is told so.
    pub(crate) fn without_effect(&self) -> Vec<&'static str> {
        let written = [
            ("branding.logo", self.logo.is_some()),
            ("branding.logo_dark", self.logo_dark.is_some()),
            ("branding.accent", self.accent.is_some()),
        ];
        written.into_iter().filter(|(_, is_written)| *is_written).map(|(key, _)| key).collect()
    }

    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let logo = section.optional("logo", logo);
        let logo_dark = section.optional("logo_dark", self::logo);
        let accent = section.optional("accent", Color::parse);
        let templates = section.optional("templates", readable_folder);
        Ok(Self { logo: logo?, logo_dark: logo_dark?, accent: accent?, templates: templates? })
    }
}

fn logo(text: &str) -> Result<PathBuf, Flaw> {
    let path = readable_file(text)?;
    let kind = path.extension().and_then(|kind| kind.to_str()).map(str::to_ascii_lowercase);
    if !matches!(kind.as_deref(), Some("svg" | "png" | "webp")) {
        return Err(Flaw::new("is neither SVG nor PNG nor WebP", "name such a file"));
    }
    match std::fs::metadata(&path) {
        Ok(found) if LARGEST_LOGO < found.len() => {
            Err(Flaw::new("is larger than 64 KiB", "make it smaller").with_advice_alone())
        }
        _ => Ok(path),
    }
}
