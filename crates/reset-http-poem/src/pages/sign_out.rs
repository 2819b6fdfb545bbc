//! Sign Out.

use poem::Request;
use poem::http::{HeaderName, HeaderValue};

use crate::endpoint::{Answer, Site, see_other};
use crate::fault_page::Obstacle;
use crate::form::Form;
use crate::routes::Route;
use crate::session_cookie::{Notice, ShownSession};
use crate::visit::Visit;

/// Not `cookies`: that would make the browser a stranger again, and sign it out of sibling sites.
const CLEAR: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

/// Ends the session, on the server and in the browser.
pub(super) async fn post(site: &Site, visit: &Visit, request: Request) -> Answer {
    let form = Form::read(request, &["form_token"]).await?;
    if let ShownSession::Token(token) = &visit.session {
        if !token.form_token().matches(form.text("form_token")) {
            return Err(Obstacle::CrossSite);
        }
        site.service.sign_out(token, visit.caller).await?;
    }
    let response = site.cookies.end_session(see_other(&Route::SignIn.path()));
    let mut response = site.cookies.notify(response, Notice::SignedOut);
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), CLEAR);
    Ok(response)
}
