//! Pages that are the same for everybody: rendered once in each language, because to render is most of what they cost.

use std::sync::OnceLock;

use bytes::Bytes;
use reset_domain::model::Locale;
use reset_templates::{Page, Templates, TemplatesError};

use crate::routes::Route;

/// Where they are. There are no others, so what is kept is bounded.
const PATHS: [&str; 4] = [
    Route::SignIn.pattern(),
    Route::PasswordReset.pattern(),
    Route::Submitted.pattern(),
    Route::ResetDone.pattern(),
];

/// One page in one language, once it was asked for.
struct Still {
    path: &'static str,
    locale: Locale,
    body: OnceLock<Bytes>,
}

/// All of them, in every language there is.
pub(crate) struct Stills(Vec<Still>);

impl Stills {
    /// None of them rendered yet.
    pub(crate) fn of(templates: &Templates) -> Self {
        let still =
            |locale: &Locale| PATHS.map(|path| Still { path, locale: locale.clone(), body: OnceLock::new() });
        Self(templates.locales().flat_map(still).collect())
    }

    /// The page, rendered now if it never was before or is somebody's own.
    pub(crate) fn page(
        &self,
        page: &Page<'_>,
        locale: &Locale,
        render: impl FnOnce() -> Result<String, TemplatesError>,
    ) -> Result<Bytes, TemplatesError> {
        let is_it = |still: &&Still| Some(still.path) == path_of(page) && still.locale == *locale;
        let still = self.0.iter().find(is_it);
        if let Some(body) = still.and_then(|still| still.body.get()) {
            return Ok(body.clone());
        }
        let body = Bytes::from(render()?);
        if let Some(still) = still {
            // Whoever was faster rendered the same.
            let _ = still.body.set(body.clone());
        }
        Ok(body)
    }
}

/// Where a page is the same for everybody: not where it shows what was typed, or says what happened before.
fn path_of(page: &Page<'_>) -> Option<&'static str> {
    let route = match page {
        Page::SignIn { username: "", next: None, notice: None, problem: None } => Route::SignIn,
        Page::PasswordReset { account_id: "", username: "", missing: None } => Route::PasswordReset,
        Page::Submitted => Route::Submitted,
        Page::ResetDone => Route::ResetDone,
        _ => return None,
    };
    Some(route.pattern())
}

#[cfg(test)]
mod tests {
    use reset_domain::Policy;
    use reset_templates::{Portal, SignInProblem};

    use super::*;

    const BLANK: Page<'_> = Page::SignIn { username: "", next: None, notice: None, problem: None };
    const REFUSED: Page<'_> =
        Page::SignIn { username: "", next: None, notice: None, problem: Some(SignInProblem::Refused) };

    fn stills() -> Stills {
        let portal = Portal::new("Client Admin Portal", "https://portal.example.com", &Policy::default());
        Stills::of(&Templates::new(portal).unwrap())
    }

    fn shown(stills: &Stills, page: &Page<'_>, rendered: &str) -> Bytes {
        stills.page(page, &Locale::english(), || Ok(rendered.to_owned())).unwrap()
    }

    #[test]
    fn what_is_the_same_for_everybody_is_rendered_once() {
        let stills = stills();
        assert_eq!(shown(&stills, &BLANK, "first"), "first");
        assert_eq!(shown(&stills, &BLANK, "second"), "first");
        assert_eq!(shown(&stills, &Page::Submitted, "another"), "another");
    }

    #[test]
    fn what_is_somebodys_own_is_rendered_each_time() {
        let stills = stills();
        let next = Page::SignIn { username: "", next: Some("/home"), notice: None, problem: None };
        let typed = Page::PasswordReset { account_id: "ACME", username: "", missing: None };
        for page in [REFUSED, next, typed, Page::LinkDead] {
            assert_eq!(shown(&stills, &page, "first"), "first");
            assert_eq!(shown(&stills, &page, "second"), "second");
        }
    }

    #[test]
    fn a_language_that_there_is_no_catalogue_for_is_not_kept() {
        let stills = stills();
        let locale = Locale::parse("tlh").unwrap();
        for rendered in ["first", "second"] {
            let shown = stills.page(&BLANK, &locale, || Ok(rendered.to_owned())).unwrap();
            assert_eq!(shown, rendered);
        }
    }
}
