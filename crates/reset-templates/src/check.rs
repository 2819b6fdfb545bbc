//! Renders everything in every language, to find out before anybody needs it.

use reset_domain::model::LetterBody;

use crate::error::TemplatesError;
use crate::letters::{RenderedLetter, stationery};
use crate::pages::{Frame, Page};
use crate::samples;
use crate::templates::Templates;

impl Templates {
    /// Renders every sample of every page and letter in every language, and names the first that fails,
    /// or that lacks what its reader came for.
    pub fn check(&self) -> Result<(), TemplatesError> {
        for locale in self.locales() {
            for sample in samples::pages() {
                let frame = Frame { locale, path: "/", signed_in: sample.signed_in };
                let html = self.page(&sample.page, &frame)?;
                let lacking = form_of(&sample.page).iter().find(|(mark, _)| !html.contains(mark));
                self.refuse(sample.page.template(), lacking.map(|(_, missing)| *missing))?;
            }
            for (_, mut letter) in samples::letters() {
                letter.locale = Some(locale.clone());
                let rendered = self.letter(&letter)?;
                let stationery = stationery(&letter.body);
                let (text, html) = lacking(&letter.body, &rendered);
                self.refuse(stationery.text, text)?;
                self.refuse(stationery.html, html)?;
            }
        }
        Ok(())
    }

    fn refuse(&self, template: &str, missing: Option<&'static str>) -> Result<(), TemplatesError> {
        match missing {
            Some(missing) => Err(TemplatesError::Useless { file: self.file_of(template), missing }),
            None => Ok(()),
        }
    }
}

/// What the form of a page cannot do without, and what to call it.
const fn form_of(page: &Page<'_>) -> &'static [(&'static str, &'static str)] {
    const USERNAME: (&str, &str) = ("name=\"username\"", "the field `username`");
    const PASSWORD: (&str, &str) = ("name=\"password\"", "the field `password`");
    const TOKEN: (&str, &str) = ("name=\"form_token\"", "the hidden field `form_token`");
    match page {
        Page::SignIn { .. } => &[("action=\"/sign-in\"", "a form to `/sign-in`"), USERNAME, PASSWORD],
        Page::PasswordReset { .. } => &[
            ("action=\"/password-reset\"", "a form to `/password-reset`"),
            ("name=\"account_id\"", "the field `account_id`"),
            USERNAME,
        ],
        Page::ResetLink { .. } => &[("action=\"/reset/", "a form to `page.action`")],
        Page::ChangePassword { .. } => &[
            ("action=\"/change-password\"", "a form to `/change-password`"),
            ("name=\"current_password\"", "the field `current_password`"),
            ("name=\"new_password\"", "the field `new_password`"),
            TOKEN,
        ],
        Page::Confirm { .. } => &[("action=\"/launch/", "a form to `/launch/…`"), PASSWORD, TOKEN],
        Page::GoingOn { .. } => &[("http-equiv=\"refresh\"", "the way to the application")],
        _ => &[],
    }
}

/// What the plain and the HTML part lack of the one thing that the letter is for.
fn lacking(body: &LetterBody, rendered: &RenderedLetter) -> (Option<&'static str>, Option<&'static str>) {
    let (what, missing) = match body {
        LetterBody::ResetLink { url, .. } => (url.reveal(), "`letter.link`, alone on a line"),
        LetterBody::TemporaryPassword { password, .. } => {
            (password.reveal(), "`letter.password`, alone on a line")
        }
        LetterBody::PasswordChanged { .. } | LetterBody::AddressChanged { .. } => return (None, None),
    };
    let text = rendered.text.lines().any(|line| line == what);
    let html = rendered.html.contains(what);
    ((!text).then_some(missing), (!html).then_some(missing))
}
