//! What makes a portal look like its operator's: a logo and a color.

mod accent;
mod logo;

pub use accent::{Accent, AccentError};
pub(crate) use accent::{Palette, Tones};
pub use logo::{Logo, LogoError};

/// What an operator brings along; without any of it the portal has its own looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Branding {
    /// Stands left of the portal's name.
    pub logo: Option<Logo>,
    /// The same where the page is dark.
    pub logo_dark: Option<Logo>,
    /// The color of the main button and of links.
    pub accent: Option<Accent>,
}
