//! Change Password.

use poem::Request;
use poem::http::StatusCode;
use reset_domain::use_cases::{ChangeOutcome, ChangePassword, PasswordRefusal};
use reset_templates::Page;

use crate::endpoint::{Answer, SignedIn, Site, see_other};
use crate::fault_page::Obstacle;
use crate::form::Form;
use crate::routes::Route;
use crate::session_cookie::Notice;
use crate::visit::Visit;

/// The form.
pub(super) async fn get(site: &Site, visit: &Visit) -> Answer {
    let signed_in = site.signed_in(visit, &Route::ChangePassword).await?;
    shown(site, visit, &signed_in, StatusCode::OK, &[])
}

/// Changes the password.
pub(super) async fn post(site: &Site, visit: &Visit, request: Request) -> Answer {
    let known = &["form_token", "current_password", "new_password", "new_password_again"];
    let form = Form::read(request, known).await?;
    let signed_in = site.signed_in(visit, &Route::ChangePassword).await?;
    if !signed_in.form_token.matches(form.text("form_token")) {
        return Err(Obstacle::CrossSite);
    }
    site.sign_ins.look(visit.caller.network)?;
    let again = form.secret_if_sent("new_password_again");
    let change = ChangePassword {
        session: &signed_in.session,
        current: &form.secret("current_password"),
        new: &form.secret("new_password"),
        again: again.as_ref(),
        device: visit.device.as_ref(),
        caller: visit.caller,
    };
    match site.service.change_password(change).await? {
        ChangeOutcome::Changed(token) => {
            let response = site.cookies.open_session(see_other(&Route::Home.path()), &token);
            Ok(site.cookies.notify(response, Notice::Changed))
        }
        ChangeOutcome::Ended => Err(Obstacle::session_ended(&Route::ChangePassword)),
        ChangeOutcome::Refused(refusals) => {
            if refusals.contains(&PasswordRefusal::CurrentWrong) {
                let _ = site.sign_ins.count(visit.caller.network);
            }
            shown(site, visit, &signed_in, StatusCode::UNPROCESSABLE_ENTITY, &refusals)
        }
    }
}

fn shown(
    site: &Site,
    visit: &Visit,
    signed_in: &SignedIn,
    status: StatusCode,
    problems: &[PasswordRefusal],
) -> Answer {
    let username = signed_in.user.username.as_str();
    let page = Page::ChangePassword { username, form_token: signed_in.form_token.as_str(), problems };
    site.page_for(visit, signed_in, status, &page)
}
