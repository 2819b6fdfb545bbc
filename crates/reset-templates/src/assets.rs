//! The style sheet, the script and the logo, under names that change with their content.

use std::borrow::Cow;

use data_encoding::HEXLOWER;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::branding::{Branding, Logo, Palette, Tones};

/// One file beside the pages.
#[derive(Debug)]
pub struct Asset {
    /// Where pages look for it: `/assets/portal-0123456789ab.css`. Never another content under the same path.
    pub path: String,
    /// Its `Content-Type`.
    pub content_type: &'static str,
    /// Its content.
    pub body: Cow<'static, [u8]>,
}

/// All of them, and what pages are told about them.
pub(crate) struct Assets {
    /// Each once.
    pub(crate) all: Vec<Asset>,
    /// The path of the style sheet.
    pub(crate) css: String,
    /// The path of the script.
    pub(crate) js: String,
    /// The logo.
    pub(crate) logo: Picture,
    /// The logo of dark pages, if it is another one.
    pub(crate) logo_dark: Option<Picture>,
    /// The colors, for letters: they have no style sheet.
    pub(crate) colors: Palette,
}

/// A picture as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Picture {
    path: String,
    content_type: &'static str,
    width: u32,
    height: u32,
}

const CSS: &str = include_str!("../assets/portal.css");
const JS: &[u8] = include_bytes!("../assets/portal.js");
const LOGO: &[u8] = include_bytes!("../assets/logo.svg");

impl Assets {
    /// Those of a portal with this branding.
    pub(crate) fn new(branding: &Branding) -> Self {
        let css = match &branding.accent {
            None => Cow::Borrowed(CSS.as_bytes()),
            // In the same file: one request less.
            Some(accent) => Cow::Owned(format!("{CSS}{}", rules(accent.palette())).into_bytes()),
        };
        let css = asset("portal", "css", "text/css; charset=utf-8", css);
        let js = asset("portal", "js", "text/javascript; charset=utf-8", Cow::Borrowed(JS));
        let (logo, picture) = branding.logo.as_ref().map_or_else(own_logo, logo_of);
        let (dark, dark_picture) = branding.logo_dark.as_ref().map(logo_of).unzip();
        let mut assets = Self {
            css: css.path.clone(),
            js: js.path.clone(),
            logo: picture,
            logo_dark: dark_picture,
            colors: branding.accent.as_ref().map(|accent| accent.palette().clone()).unwrap_or_default(),
            all: vec![css, js, logo],
        };
        assets.all.extend(dark);
        assets
    }
}

/// What goes behind the style sheet of the portal, so that it wins.
fn rules(palette: &Palette) -> String {
    let of = |Tones { accent, hover, on_accent, link }: &Tones| {
        format!(":root{{--accent:{accent};--accent-hover:{hover};--on-accent:{on_accent};--link:{link}}}")
    };
    format!("{}@media (prefers-color-scheme:dark){{{}}}", of(&palette.light), of(&palette.dark))
}

fn own_logo() -> (Asset, Picture) {
    let asset = asset("logo", "svg", "image/svg+xml", Cow::Borrowed(LOGO));
    let picture = shown(&asset, 32, 32);
    (asset, picture)
}

fn logo_of(logo: &Logo) -> (Asset, Picture) {
    let asset = asset("logo", logo.extension, logo.content_type, Cow::Owned(logo.bytes.clone()));
    let picture = shown(&asset, logo.width, logo.height);
    (asset, picture)
}

fn shown(asset: &Asset, width: u32, height: u32) -> Picture {
    Picture { path: asset.path.clone(), content_type: asset.content_type, width, height }
}

fn asset(name: &str, extension: &str, content_type: &'static str, body: Cow<'static, [u8]>) -> Asset {
    // Six bytes tell two versions apart; this is a name, not a proof.
    let hash: String = HEXLOWER.encode(&Sha256::digest(&body)).chars().take(12).collect();
    Asset { path: format!("/assets/{name}-{hash}.{extension}"), content_type, body }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Accent;

    #[test]
    fn an_accent_comes_after_the_portals_own_rules_and_under_another_name() {
        let own = Assets::new(&Branding::default());
        let accent = Some(Accent::parse("#8a1538").unwrap());
        let branded = Assets::new(&Branding { accent, ..Branding::default() });
        assert_ne!(own.css, branded.css);
        let css = std::str::from_utf8(&branded.all.first().unwrap().body).unwrap();
        let added = css.strip_prefix(CSS).unwrap();
        assert!(added.starts_with(":root{--accent:#8a1538;"), "{added}");
        assert_eq!(added.matches('{').count(), added.matches('}').count());
    }
}
