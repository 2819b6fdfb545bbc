//! `[branding]`: how the portal looks.

use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;

use reset_templates::branding::{Accent, AccentError, Branding as Looks, Logo, LogoError};

use super::outline::{Key, Outline};
use super::section::{Read, Section};
use super::values::{Flaw, readable_file, readable_folder, unreadable};

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

/// How the portal looks.
#[derive(Debug, Clone)]
pub(crate) struct Branding {
    /// Logos and color, read and checked.
    pub(crate) looks: Looks,
    /// A folder with templates of the operator's own; it could be read.
    pub(crate) templates: Option<PathBuf>,
}

impl Branding {
    /// Reads the section.
    pub(crate) fn read(section: &mut Section<'_>) -> Read<Self> {
        let logo = section.optional("logo", logo);
        let logo_dark = section.optional("logo_dark", self::logo);
        let accent = section.optional("accent", accent);
        let templates = section.optional("templates", readable_folder);
        let looks = Looks { logo: logo?, logo_dark: logo_dark?, accent: accent? };
        Ok(Self { looks, templates: templates? })
    }
}

fn logo(text: &str) -> Result<Logo, Flaw> {
    let path = readable_file(text)?;
    let mut bytes = Vec::new();
    // A byte more than is allowed tells as much as a whole disk image would.
    let most = u64::try_from(Logo::LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    File::open(&path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&error))?;
    Logo::parse(bytes).map_err(|error| {
        let advice = match error {
            LogoError::TooLarge => "make it smaller",
            LogoError::UnknownKind => "name an SVG, PNG or WebP file",
            LogoError::BrokenSvg(_) => "open it in a browser and mend it",
            _ => "give its <svg> a viewBox, such as viewBox=\"0 0 120 24\"",
        };
        Flaw::new(error.to_string(), advice).with_advice_alone()
    })
}

fn accent(text: &str) -> Result<Accent, Flaw> {
    Accent::parse(text).map_err(|error| match &error {
        AccentError::TooPale { nearest, .. } => {
            Flaw::new(error.to_string(), "use this or a darker one").instead(format!("{nearest:?}"))
        }
        _ => Flaw::new(format!("{error} ({text:?})"), "write # and six hexadecimal digits"),
    })
}
