//! The pages: which handler answers which request. Each handler reads a form, calls one use case and matches its outcome.

mod change_password;
mod home;
mod launch;
mod password_reset;
mod reset_link;
mod sign_in;
mod sign_out;

use poem::Request;
use poem::http::StatusCode;
use reset_templates::Page;

use crate::assets;
use crate::endpoint::{Answer, Site, see_other};
use crate::fault_page::Obstacle;
use crate::routes::{Route, Verb};
use crate::session_cookie::ShownSession;
use crate::visit::Visit;

/// Answers a request.
pub(crate) async fn answer(site: &Site, visit: &Visit, request: Request) -> Answer {
    let Some(page) = &visit.route else {
        return asset(site, visit);
    };
    match (page, visit.verb) {
        (Route::SignIn, Some(Verb::Get | Verb::Head)) => sign_in::get(site, visit).await,
        (Route::PasswordReset, Some(Verb::Get | Verb::Head)) => password_reset::get(site, visit),
        (Route::ResetLink(token), Some(Verb::Get | Verb::Head)) => {
            reset_link::get(site, visit, page, token).await
        }
        (Route::Home, Some(Verb::Get | Verb::Head)) => home::get(site, visit).await,
        (Route::ChangePassword, Some(Verb::Get | Verb::Head)) => change_password::get(site, visit).await,
        (Route::Launch(id), Some(Verb::Get)) => launch::get(site, visit, page, id).await,
        (Route::Launch(id), Some(Verb::Head)) => launch::head(site, visit, page, id).await,
        (Route::Root, Some(Verb::Get | Verb::Head)) => Ok(root(visit)),
        (Route::Submitted, Some(Verb::Get | Verb::Head)) => {
            site.page(visit, StatusCode::OK, &Page::Submitted)
        }
        (Route::ResetDone, Some(Verb::Get | Verb::Head)) => {
            site.page(visit, StatusCode::OK, &Page::ResetDone)
        }
        (Route::WellKnownChangePassword, Some(Verb::Get | Verb::Head)) => {
            Ok(see_other(&Route::ChangePassword.path()))
        }
        #[cfg(feature = "inbox")]
        (Route::Inbox, Some(Verb::Get | Verb::Head)) => crate::inbox::list(site),
        #[cfg(feature = "inbox")]
        (Route::InboxLetter(number), Some(Verb::Get | Verb::Head)) => crate::inbox::letter(site, *number),
        #[cfg(feature = "inbox")]
        (Route::DemoApplication(id), Some(Verb::Get | Verb::Head)) => crate::inbox::application(site, id),
        (_, Some(Verb::Post)) => submitted(site, visit, page, request).await,
        (_, Some(Verb::Get | Verb::Head) | None) => Err(Obstacle::NotAllowed(page.allow())),
    }
}

/// Answers a form.
async fn submitted(site: &Site, visit: &Visit, page: &Route, request: Request) -> Answer {
    match page {
        Route::Root | Route::Submitted | Route::ResetDone | Route::Home | Route::WellKnownChangePassword => {
            Err(Obstacle::NotAllowed(page.allow()))
        }
        #[cfg(feature = "inbox")]
        Route::Inbox | Route::InboxLetter(_) | Route::DemoApplication(_) => {
            Err(Obstacle::NotAllowed(page.allow()))
        }
        _ if !visit.is_own => Err(Obstacle::CrossSite),
        Route::SignIn => sign_in::post(site, visit, request).await,
        Route::PasswordReset => password_reset::post(site, visit, request).await,
        Route::ResetLink(token) => reset_link::post(site, visit, token, request).await,
        Route::ChangePassword => change_password::post(site, visit, request).await,
        Route::Launch(id) => launch::post(site, visit, page, id, request).await,
        Route::SignOut => sign_out::post(site, visit, request).await,
    }
}

/// Home, which knows whose session has ended; Sign In, where there is none.
fn root(visit: &Visit) -> poem::Response {
    match visit.session {
        ShownSession::Nothing => see_other(&Route::SignIn.path()),
        ShownSession::Nonsense | ShownSession::Token(_) => see_other(&Route::Home.path()),
    }
}

fn asset(site: &Site, visit: &Visit) -> Answer {
    match (assets::get(&site.templates, &visit.path), visit.verb) {
        (None, _) => Err(Obstacle::NotFound),
        (Some(asset), Some(Verb::Get | Verb::Head)) => Ok(asset),
        (Some(_), Some(Verb::Post) | None) => Err(Obstacle::NotAllowed("GET, HEAD")),
    }
}
