//! Renders everything in every language, to find out before anybody needs it.

mod forms;

use reset_domain::model::{LetterBody, Locale};

use crate::error::TemplatesError;
use crate::letters::{RenderedLetter, stationery};
use crate::pages::{Frame, Page};
use crate::samples;
use crate::templates::Templates;
use forms::forms;

impl Templates {
    /// Renders every sample of every page and letter in every language, and names the first that fails,
    /// or that lacks what its reader came for.
    pub fn check(&self) -> Result<(), TemplatesError> {
        for locale in self.locales() {
            for sample in samples::pages() {
                let frame = Frame { locale, path: "/", signed_in: sample.signed_in };
                let html = self.page(&sample.page, &frame)?;
                let needed = page_needs(&sample.page, &html);
                let needed = needed.or(self.untold(&sample.page, locale, &html)?);
                self.refuse(sample.page.template(), needed)?;
            }
            for (_, mut letter) in samples::letters() {
                letter.locale = Some(locale.clone());
                let rendered = self.letter(&letter)?;
                let stationery = stationery(&letter.body);
                let (text, html) = letter_needs(&letter.body, &rendered);
                self.refuse(stationery.text, text)?;
                self.refuse(stationery.html, html)?;
            }
        }
        Ok(())
    }

    /// What is wrong, if the page does not say it: its reader would see the same form again, and not why.
    fn untold(&self, page: &Page<'_>, locale: &Locale, html: &str) -> Result<Option<String>, TemplatesError> {
        for problem in page.problems() {
            if !html.contains(&self.said(&problem, locale)?) {
                return Ok(Some("what is wrong: each message of `problems`".to_owned()));
            }
        }
        Ok(None)
    }

    fn refuse(&self, template: &str, needed: Option<String>) -> Result<(), TemplatesError> {
        match needed {
            Some(needed) => Err(TemplatesError::Useless { file: self.file_of(template), needed }),
            None => Ok(()),
        }
    }
}

/// What a page is for: where its form goes, and what that has to send.
const fn form_of(page: &Page<'_>) -> Option<(&'static str, &'static [&'static str])> {
    Some(match page {
        Page::SignIn { .. } => ("/sign-in", &["username", "password"]),
        Page::PasswordReset { .. } => ("/password-reset", &["account_id", "username"]),
        Page::ResetLink { .. } => ("/reset/", &[]),
        Page::ChangePassword { .. } => {
            ("/change-password", &["current_password", "new_password", "form_token"])
        }
        Page::Confirm { .. } => ("/launch/", &["password", "form_token"]),
        _ => return None,
    })
}

/// What is missing on a page: the form that it is for, or a field in it; the token, too, of Sign Out.
fn page_needs(page: &Page<'_>, html: &str) -> Option<String> {
    if matches!(page, Page::GoingOn { .. }) && !html.contains("http-equiv=\"refresh\"") {
        return Some("the way to the application: `http-equiv=\"refresh\"`".to_owned());
    }
    if matches!(page, Page::SignIn { .. }) && !html.contains("href=\"/password-reset\"") {
        return Some("the link to `/password-reset`, which people are here for".to_owned());
    }
    let forms = forms(html);
    let lacks = |action: &str, fields: &[&str]| {
        let form = forms.iter().find(|form| form.action.starts_with(action))?;
        let missing = fields.iter().find(|field| !form.fields.iter().any(|name| name == *field));
        match (form.posts, missing, form.submits) {
            (false, _, _) => Some(format!("`method=\"post\"` on its form to `{action}`")),
            (true, Some(missing), _) => Some(format!("the field `{missing}` in its form to `{action}`")),
            (true, None, false) => Some(format!("a button in its form to `{action}`")),
            (true, None, true) => None,
        }
    };
    if let Some((action, fields)) = form_of(page) {
        if !forms.iter().any(|form| form.action.starts_with(action)) {
            return Some(format!("a form to `{action}`"));
        }
        if let Some(lacking) = lacks(action, fields) {
            return Some(lacking);
        }
    }
    lacks("/sign-out", &["form_token"])
}

/// What the plain and the HTML part lack of the one thing that the letter is for.
fn letter_needs(body: &LetterBody, rendered: &RenderedLetter) -> (Option<String>, Option<String>) {
    let (what, name) = match body {
        LetterBody::ResetLink { url, .. } => (url.reveal(), "letter.link"),
        LetterBody::TemporaryPassword { password, .. } => (password.reveal(), "letter.password"),
        LetterBody::PasswordChanged { .. } | LetterBody::AddressChanged { .. } => return (None, None),
    };
    let text = rendered.text.lines().any(|line| line == what);
    let html = rendered.html.contains(what);
    (
        (!text).then(|| format!("`{name}`, alone on a line")),
        (!html).then(|| format!("`{name}`, in one piece")),
    )
}
