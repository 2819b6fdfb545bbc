//! Opening an application, and confirming the password for one.

use poem::Request;
use poem::http::StatusCode;
use reset_domain::model::{Application, ApplicationId};
use reset_domain::use_cases::{ConfirmApplication, ConfirmOutcome, OpenApplication, OpenOutcome};
use reset_templates::{ConfirmProblem, Page};

use crate::endpoint::{Answer, SignedIn, Site, html, see_other};
use crate::fault_page::Obstacle;
use crate::form::Form;
use crate::routes::Route;
use crate::visit::Visit;

/// Goes on to the application, or asks for the password first.
/// A page that goes on, not a redirect: a redirect after a form would need a looser `form-action`.
pub(super) async fn get(site: &Site, visit: &Visit, page: &Route, id: &ApplicationId) -> Answer {
    let signed_in = site.signed_in(visit, page).await?;
    let open = OpenApplication { session: &signed_in.session, application: id, caller: visit.caller };
    match site.service.open_application(open).await? {
        OpenOutcome::Opens(application) => {
            site.page_for(visit, &signed_in, StatusCode::OK, &Page::GoingOn { application: &application })
        }
        OpenOutcome::AsksForPassword(application) => {
            asked(site, visit, &signed_in, StatusCode::OK, &application, None)
        }
        OpenOutcome::MustChange => Err(Obstacle::MustChange),
        OpenOutcome::Unknown => Err(Obstacle::NotFound),
        OpenOutcome::Ended => Err(Obstacle::session_ended(page)),
    }
}

/// Tells whether there is such an application, and opens nothing: opening spends a confirmation.
pub(super) async fn head(site: &Site, visit: &Visit, page: &Route, id: &ApplicationId) -> Answer {
    site.signed_in(visit, page).await?;
    match site.service.policy().applications.iter().any(|application| &application.id == id) {
        true => Ok(html(StatusCode::OK, String::new())),
        false => Err(Obstacle::NotFound),
    }
}

/// Confirms the password.
pub(super) async fn post(
    site: &Site,
    visit: &Visit,
    page: &Route,
    id: &ApplicationId,
    request: Request,
) -> Answer {
    let form = Form::read(request, &["form_token", "password"]).await?;
    let signed_in = site.signed_in(visit, page).await?;
    if !signed_in.form_token.matches(form.text("form_token")) {
        return Err(Obstacle::CrossSite);
    }
    site.sign_ins.look(visit.caller.network)?;
    let confirm = ConfirmApplication {
        session: &signed_in.session,
        application: id,
        password: &form.secret("password"),
        device: visit.device.as_ref(),
        caller: visit.caller,
    };
    let (application, problem) = match site.service.confirm_application(confirm).await? {
        ConfirmOutcome::Confirmed => return Ok(see_other(&page.path())),
        ConfirmOutcome::Renewed(token) => {
            return Ok(site.cookies.open_session(see_other(&page.path()), &token));
        }
        ConfirmOutcome::MustChange => return Err(Obstacle::MustChange),
        ConfirmOutcome::Unknown => return Err(Obstacle::NotFound),
        ConfirmOutcome::Ended => return Err(Obstacle::session_ended(page)),
        ConfirmOutcome::Incomplete(application) => (application, ConfirmProblem::Missing),
        ConfirmOutcome::Refused(application) => {
            let _ = site.sign_ins.count(visit.caller.network);
            (application, ConfirmProblem::Wrong)
        }
    };
    asked(site, visit, &signed_in, StatusCode::UNPROCESSABLE_ENTITY, &application, Some(problem))
}

fn asked(
    site: &Site,
    visit: &Visit,
    signed_in: &SignedIn,
    status: StatusCode,
    application: &Application,
    problem: Option<ConfirmProblem>,
) -> Answer {
    let username = signed_in.user.username.as_str();
    let form_token = signed_in.form_token.as_str();
    site.page_for(visit, signed_in, status, &Page::Confirm { application, username, form_token, problem })
}
