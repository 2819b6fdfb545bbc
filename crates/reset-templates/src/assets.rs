//! The style sheet, the script and the logo, under names that change with their content.

use std::sync::LazyLock;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// One file beside the pages.
#[derive(Debug)]
pub struct Asset {
    /// Where pages look for it: `/assets/portal-0123456789ab.css`. Never another content under the same path.
    pub path: String,
    /// Its `Content-Type`.
    pub content_type: &'static str,
    /// Its content.
    pub body: &'static [u8],
}

/// All of them.
pub fn assets() -> &'static [Asset] {
    &*ASSETS
}

/// The path of the style sheet.
pub(crate) fn css() -> &'static str {
    let [css, _, _] = &*ASSETS;
    &css.path
}

/// The path of the script.
pub(crate) fn js() -> &'static str {
    let [_, js, _] = &*ASSETS;
    &js.path
}

/// The path of the logo.
pub(crate) fn logo() -> &'static str {
    let [_, _, logo] = &*ASSETS;
    &logo.path
}

static ASSETS: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [
        asset("portal", "css", "text/css; charset=utf-8", include_bytes!("../assets/portal.css")),
        asset("portal", "js", "text/javascript; charset=utf-8", include_bytes!("../assets/portal.js")),
        asset("logo", "svg", "image/svg+xml", include_bytes!("../assets/logo.svg")),
    ]
});

fn asset(name: &str, extension: &str, content_type: &'static str, body: &'static [u8]) -> Asset {
    // Six bytes tell two versions apart; this is a name, not a proof.
    let hash: String = HEXLOWER.encode(&Sha256::digest(body)).chars().take(12).collect();
    Asset { path: format!("/assets/{name}-{hash}.{extension}"), content_type, body }
}
