//! Renders everything in every language, to find out before anybody needs it.

use crate::error::TemplatesError;
use crate::pages::Frame;
use crate::samples;
use crate::templates::Templates;

impl Templates {
    /// Renders every sample of every page and letter in every language, and names the first that fails.
    pub fn check(&self) -> Result<(), TemplatesError> {
        for locale in self.locales() {
            for sample in samples::pages() {
                self.page(&sample.page, &Frame { locale, path: "/", signed_in: sample.signed_in })?;
            }
            for (_, mut letter) in samples::letters() {
                letter.locale = Some(locale.clone());
                self.letter(&letter)?;
            }
        }
        Ok(())
    }
}
