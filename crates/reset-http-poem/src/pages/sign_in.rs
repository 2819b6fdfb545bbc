//! Sign In.

use poem::http::StatusCode;
use poem::{Request, Response};
use reset_domain::use_cases::{Incomplete, OpenedSession, ResumeOutcome, SignIn, SignInOutcome};
use reset_templates::{Page, SignInNotice, SignInProblem};

use crate::endpoint::{Answer, Site, see_other};
use crate::form::Form;
use crate::routes::Route;
use crate::session_cookie::Notice;
use crate::visit::Visit;

/// The form; for somebody who is signed in, the page they are on their way to.
pub(super) async fn get(site: &Site, visit: &Visit) -> Answer {
    if let Some(token) = visit.session.token()
        && let ResumeOutcome::Active(_) = site.service.resume_session(token).await?
    {
        return Ok(see_other(&visit.next.as_ref().unwrap_or(&Route::Home).path()));
    }
    let notice = match visit.notice {
        Some(Notice::SignedOut) => Some(SignInNotice::SignedOut),
        Some(Notice::SessionEnded) => Some(SignInNotice::SessionEnded),
        Some(Notice::Changed) | None => None,
    };
    let next = visit.next.as_ref().map(Route::path);
    let page = Page::SignIn { username: "", next: next.as_deref(), notice, problem: None };
    let response = site.page(visit, StatusCode::OK, &page)?;
    Ok(match visit.notice {
        Some(_) => site.cookies.notified(response),
        None => response,
    })
}

/// Signs somebody in. Every refusal looks the same, whatever its cause.
pub(super) async fn post(site: &Site, visit: &Visit, request: Request) -> Answer {
    site.sign_ins.look(visit.caller.network)?;
    let form = Form::read(request, &["username", "password", "next"]).await?;
    let next = Route::destination(form.text("next"));
    let sign_in = SignIn {
        username: form.text("username"),
        password: &form.secret("password"),
        device: visit.device.as_ref(),
        session: visit.session.token(),
        application: next.as_ref().and_then(Route::application),
        caller: visit.caller,
    };
    let problem = match site.service.sign_in(sign_in).await? {
        SignInOutcome::SignedIn(opened) => return Ok(let_in(site, &opened, next.as_ref())),
        SignInOutcome::Incomplete(Incomplete::Username) => SignInProblem::MissingUsername,
        SignInOutcome::Incomplete(Incomplete::Password) => SignInProblem::MissingPassword,
        SignInOutcome::Incomplete(Incomplete::Both) => SignInProblem::MissingBoth,
        SignInOutcome::Refused => refused(site, visit, SignInProblem::Refused),
        SignInOutcome::RefusedRepeatedly => refused(site, visit, SignInProblem::RefusedRepeatedly),
        SignInOutcome::TemporaryExpired => refused(site, visit, SignInProblem::TemporaryExpired),
    };
    let next = next.as_ref().map(Route::path);
    let username = form.text("username");
    let page = Page::SignIn { username, next: next.as_deref(), notice: None, problem: Some(problem) };
    site.page(visit, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Counts a refusal of the network; whether it was one too many is seen at the next try.
fn refused(site: &Site, visit: &Visit, problem: SignInProblem) -> SignInProblem {
    let _ = site.sign_ins.count(visit.caller.network);
    problem
}

/// Gives the browser its new session.
fn let_in(site: &Site, opened: &OpenedSession, next: Option<&Route>) -> Response {
    let response = see_other(&next.unwrap_or(&Route::Home).path());
    let response = site.cookies.open_session(response, &opened.token);
    match &opened.device {
        Some(device) => site.cookies.know_device(response, device),
        None => response,
    }
}
